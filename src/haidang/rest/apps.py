"""The public API."""

from django.apps import AppConfig


class RestConfig(AppConfig):
    """The public API."""

    name = "haidang.rest"
    label = "rest"
