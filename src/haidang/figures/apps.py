"""The kept counts behind every board."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """The kept counts behind every board."""

    name = "haidang.figures"
    label = "figures"
