"""The filer's screens."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The filer's screens."""

    name = "haidang.portal"
    label = "portal"
