"""Every address, by face."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from haidang.portal.views.businesses import after_sign_in

urlpatterns = [
    path("rest/v1/", include("haidang.rest.urls")),
    path("tai-khoan/", include("allauth.urls")),
    path("sau-dang-nhap/", after_sign_in, name="after_sign_in"),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
    path("can-bo/", include("haidang.workspace.urls")),
    path("giam-sat/", include("haidang.supervision.urls")),
    path("", include("haidang.portal.urls")),
]

handler400 = "haidang.config.errors.unreadable"
