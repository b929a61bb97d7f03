"""Reports of a period, frozen when they are closed; weekly pages; what the public may know."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports of a period, frozen when they are closed; weekly pages; what the public may know."""

    name = "haidang.reports"
    label = "reports"
