"""What happened, for ever."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """What happened, for ever."""

    name = "haidang.register"
    label = "register"
