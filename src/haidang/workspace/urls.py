"""Addresses of the workspace. Each act on a dossier has its own."""

from django.urls import path

from haidang.workspace.acts import ACTS
from haidang.workspace.views import dossier, entering, followed_up, queue

app_name = "workspace"
_DOSSIER = "ho-so/<int:dossier_id>/"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("phan-cong/", queue.assign_many, name="assign_many"),
    path("ho-so-giay/", entering.choose, name="choose_procedure"),
    path("ho-so-giay/<str:procedure_id>/", entering.begin, name="begin_entry"),
    path("ho-so-giay/<str:procedure_id>/<uuid:key>/", entering.enter, name="enter"),
    path("don-doc/", followed_up.followed_up, name="followed_up"),
    path("don-doc/da-xem/", followed_up.mark_seen, name="mark_seen"),
    path("don-doc/cuoc-goi/<uuid:uid>/", followed_up.answer_call, name="answer_call"),
    path("don-doc/cong-van/<uuid:uid>/", followed_up.answer_letter, name="answer_letter"),
    path("don-doc/cong-van/<uuid:uid>/ban-ky/", followed_up.letter_paper, name="letter_paper"),
    path(_DOSSIER, dossier.dossier, name="dossier"),
    path(f"{_DOSSIER}tep/<uuid:file_id>/", dossier.document, name="document"),
    path(f"{_DOSSIER}nop-bo-sung/", entering.supplement, name="supplement"),
    *(path(f"{_DOSSIER}{act.slug}/", dossier.act, {"slug": act.slug}, name=act.name) for act in ACTS.values()),
]
