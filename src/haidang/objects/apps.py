"""What was recognised."""

from django.apps import AppConfig


class ObjectsConfig(AppConfig):
    """What was recognised."""

    name = "haidang.objects"
    label = "objects"
