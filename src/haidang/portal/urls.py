"""Addresses of the face `portal`."""

from django.urls import URLPattern, path

from haidang.portal.views import (
    businesses,
    filing,
    finding,
    following,
    open_data,
    public,
    rating,
    starting,
    supplementing,
)

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", finding.home, name="home"),
    path("thu-tuc/", finding.procedures, name="procedures"),
    path("thu-tuc/<str:procedure_id>/", finding.procedure, name="procedure"),
    path("thu-tuc/<str:procedure_id>/nop/", starting.start, name="start"),
    path("ban-nhap/<uuid:uid>/", filing.draft, name="draft"),
    path("ban-nhap/<uuid:uid>/luu/", filing.save, name="save"),
    path("ban-nhap/<uuid:uid>/giay-to/", filing.papers, name="papers"),
    path("ban-nhap/<uuid:uid>/kiem-tra/", filing.check, name="check"),
    path("ban-nhap/<uuid:uid>/xoa/", filing.discard, name="discard"),
    path("ho-so/", following.my_dossiers, name="dossiers"),
    path("ho-so/<int:dossier_id>/", following.dossier, name="dossier"),
    path("ho-so/<int:dossier_id>/bo-sung/", supplementing.supplement, name="supplement"),
    path("ho-so/<int:dossier_id>/rut/", following.withdraw, name="withdraw"),
    path("ho-so/<int:dossier_id>/danh-gia/", rating.rate, name="rate"),
    path("ho-so/<int:dossier_id>/tep/<uuid:file_id>/", following.document, name="document"),
    path("doanh-nghiep/", businesses.businesses, name="businesses"),
    path("tra-cuu/", public.look_up, name="look_up"),
    path("xac-thuc/", public.authenticity, name="authenticity"),
    path("cong-nhan/", public.recognised, name="recognised"),
    path("du-lieu-mo/", open_data.catalogue, name="open_data"),
]
