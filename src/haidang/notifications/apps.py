"""Facts into messages."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Facts into messages."""

    name = "haidang.notifications"
    label = "notifications"
