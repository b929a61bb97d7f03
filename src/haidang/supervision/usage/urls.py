"""Addresses below `supervision/`. How far the online service is used, and what is still filed by hand."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
