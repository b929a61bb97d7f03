"""The case engine."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """The case engine."""

    name = "haidang.dossiers"
    label = "dossiers"
