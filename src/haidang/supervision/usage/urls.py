"""Addresses below `supervision/`. How far the online service is used, and what is still filed by hand."""

from django.urls import URLPattern, path

from haidang.supervision.usage import following, reporting, signals, views

urlpatterns: list[URLPattern] = [
    path("su-dung/", views.overview, name="usage"),
    path("su-dung/don-vi/", views.units, name="usage_units"),
    path("su-dung/don-vi/<int:unit_id>/", following.unit, name="usage_unit"),
    path("su-dung/nguoi-nop/", following.filers, name="usage_filers"),
    path("su-dung/nguoi-nop/da-tiep-can/", following.approaches, name="usage_approaches"),
    path("su-dung/nguoi-nop/tiep-can/", following.approach, name="usage_approach"),
    path("su-dung/thu-tuc/", views.procedures, name="usage_procedures"),
    path("su-dung/so-bao-cao/", reporting.counts, name="usage_counts"),
    path("su-dung/bao-cao-thang/", reporting.months, name="usage_months"),
    path("su-dung/bao-cao-thang/don-vi-toi/", reporting.own_report, name="usage_own_report"),
    path("su-dung/bao-cao-thang/<int:unit_id>/<str:month>/", reporting.report, name="usage_report"),
    path("su-dung/bao-cao-thang/<int:unit_id>/<str:month>/mo/", reporting.open_closed, name="usage_open"),
    path("dau-hieu/", signals.listing, name="signals"),
    path("dau-hieu/<int:signal_id>/", signals.signal, name="signal"),
]
