"""How far the online service is used, and what is still filed by hand."""

from django.apps import AppConfig


class UsageConfig(AppConfig):
    """How far the online service is used, and what is still filed by hand."""

    name = "haidang.usage"
    label = "usage"
