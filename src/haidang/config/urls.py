"""Every address, by face."""

from django.urls import include, path

from haidang.portal.views.businesses import after_sign_in

urlpatterns = [
    path("tai-khoan/", include("allauth.urls")),
    path("sau-dang-nhap/", after_sign_in, name="after_sign_in"),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("can-bo/", include("haidang.workspace.urls")),
    path("giam-sat/", include("haidang.supervision.urls")),
    path("rest/v1/", include("haidang.rest.urls")),
    path("", include("haidang.portal.urls")),
]
