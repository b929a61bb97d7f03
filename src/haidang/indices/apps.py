"""Indices, surveys, costs and the reports that are kept of a period."""

from django.apps import AppConfig


class IndicesConfig(AppConfig):
    """Indices, surveys, costs and the reports that are kept of a period."""

    name = "haidang.indices"
    label = "indices"
