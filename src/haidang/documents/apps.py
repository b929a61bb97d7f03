"""Files, generated papers, signatures."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files, generated papers, signatures."""

    name = "haidang.documents"
    label = "documents"
