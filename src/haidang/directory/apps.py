"""Units, divisions, officers, duties, working calendars."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Units, divisions, officers, duties, working calendars."""

    name = "haidang.directory"
    label = "directory"
