"""Addresses below `supervision/`. Reports of a period: as they are now, closing them, as they were closed."""

from django.urls import URLPattern, path

from haidang.supervision.reports import subscriptions, views, weeks

urlpatterns: list[URLPattern] = [
    path("bao-cao/", views.overview, name="reports"),
    path("bao-cao/ky/", views.period, name="report-period"),
    path("bao-cao/khoa/", views.close, name="report-close"),
    path("bao-cao/thu/", subscriptions.change, name="report-mail"),
    path("bao-cao/tuan/", weeks.weeks, name="report-weeks"),
    path("bao-cao/tuan/<int:page_id>/", weeks.week, name="report-week"),
    path("bao-cao/tuan/<int:page_id>/da-xem/", weeks.look, name="report-week-look"),
    path("bao-cao/<int:report_id>/", views.report, name="report"),
    path("bao-cao/<int:report_id>/ban-ky.pdf", views.paper, name="report-paper"),
]
