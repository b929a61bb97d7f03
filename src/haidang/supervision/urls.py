"""Addresses of the face `supervision`."""

from django.urls import path

from haidang.supervision import country, outlook, trends, views
from haidang.supervision.follow_up import urls as follow_up
from haidang.supervision.indices import urls as indices
from haidang.supervision.reports import urls as reports
from haidang.supervision.usage import urls as usage

app_name = "supervision"
urlpatterns = [
    path("", views.board, name="board"),
    path("don-vi/<int:unit_id>/", views.board, name="board-of"),
    path("xu-huong/", trends.trends, name="trends"),
    path("don-vi/<int:unit_id>/xu-huong/", trends.trends, name="trends-of"),
    path("ban-do/", country.country, name="map"),
    path("du-bao/", outlook.outlook, name="outlook"),
    path("don-vi/<int:unit_id>/du-bao/", outlook.outlook, name="outlook-of"),
    path("ho-so/", views.dossiers_of, name="list"),
    *follow_up.urlpatterns,
    *indices.urlpatterns,
    *usage.urlpatterns,
    *reports.urlpatterns,
]
