"""The design system of the screens."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """The design system of the screens."""

    name = "haidang.look"
    label = "look"
