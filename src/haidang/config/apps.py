"""How the rooms are put together."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Wires the subscriptions once every room is loaded."""

    name = "haidang.config"
    label = "config"

    def ready(self) -> None:
        """Connect facts to those who listen."""
        from haidang.config import subscriptions

        subscriptions.wire()
