"""The officer's screens."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """The officer's screens."""

    name = "haidang.workspace"
    label = "workspace"
