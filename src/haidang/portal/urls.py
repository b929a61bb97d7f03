"""Addresses of the face `portal`."""

from django.urls import URLPattern

app_name = "portal"
urlpatterns: list[URLPattern] = []
