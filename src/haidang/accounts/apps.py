"""People, businesses and how they prove who they are."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, businesses and how they prove who they are."""

    name = "haidang.accounts"
    label = "accounts"
