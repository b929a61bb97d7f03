"""Addresses below `supervision/`. Reports of a period: as they are now, closing them, as they were closed."""

from django.urls import URLPattern, path

from haidang.supervision.reports import subscriptions, views

urlpatterns: list[URLPattern] = [
    path("bao-cao/", views.overview, name="reports"),
    path("bao-cao/ky/", views.period, name="report-period"),
    path("bao-cao/khoa/", views.close, name="report-close"),
    path("bao-cao/thu/", subscriptions.change, name="report-mail"),
    path("bao-cao/<int:report_id>/", views.report, name="report"),
    path("bao-cao/<int:report_id>/ban-ky.pdf", views.paper, name="report-paper"),
]
