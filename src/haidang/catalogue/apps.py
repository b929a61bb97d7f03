"""Procedures as data."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Procedures as data."""

    name = "haidang.catalogue"
    label = "catalogue"
