"""Headquarters' screens."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Headquarters' screens."""

    name = "haidang.supervision"
    label = "supervision"
