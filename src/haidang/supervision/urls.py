"""Addresses of the face `supervision`."""

from django.urls import path

from haidang.supervision import views

app_name = "supervision"
urlpatterns = [
    path("", views.board, name="board"),
    path("don-vi/<int:unit_id>/", views.board, name="unit"),
    path("ho-so/", views.dossiers_of, name="list"),
]
