"""Every address, by face."""

from django.urls import include, path

urlpatterns = [
    path("tai-khoan/", include("allauth.urls")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("can-bo/", include("haidang.workspace.urls")),
    path("giam-sat/", include("haidang.supervision.urls")),
    path("rest/v1/", include("haidang.rest.urls")),
    path("", include("haidang.portal.urls")),
]
