"""Calls, agreements, letters and reminders: what is done about what is late."""

from django.apps import AppConfig


class FollowUpConfig(AppConfig):
    """Calls, agreements, letters and reminders: what is done about what is late."""

    name = "haidang.follow_up"
    label = "follow_up"
