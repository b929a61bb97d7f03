"""The addresses that the shared parts of every page name, and no others."""

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("tai-khoan/", include("allauth.urls")),
    path("ngon-ngu/", set_language, name="set_language"),
]
