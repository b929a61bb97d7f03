"""Words every room uses."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Words every room uses."""

    name = "haidang.kernel"
    label = "kernel"
