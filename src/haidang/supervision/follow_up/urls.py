"""Addresses below `supervision/`. Calls, agreements, letters and reminders: what is done about what is late."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
