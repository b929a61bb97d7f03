"""Addresses of the face `rest`."""

from django.urls import URLPattern

app_name = "rest"
urlpatterns: list[URLPattern] = []
