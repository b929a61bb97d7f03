"""Addresses below `supervision/`. Indices, surveys, costs and the reports that are kept of a period."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
