"""Addresses below `supervision/`. Calls, agreements, letters and reminders: what is done about what is late."""

from django.urls import URLPattern, path

from haidang.supervision.follow_up import calls, letters, morning, teams

_CALL = "cuoc-goi/<uuid:uid>/"
_LETTER = "cong-van/<uuid:uid>/"
_TEAM = "to-trien-khai/<int:unit_id>/"
urlpatterns: list[URLPattern] = [
    path("don-doc/", calls.late, name="late"),
    path("dau-ngay/", morning.morning, name="morning"),
    path("cuoc-goi/", calls.calls, name="calls"),
    path("cuoc-goi/ghi/", calls.record_call, name="record_call"),
    path(_CALL, calls.call, name="call"),
    path(f"{_CALL}ket-luan/", calls.close_call, name="close_call"),
    path(f"{_CALL}y-kien/", calls.decide_call, name="decide_call"),
    path("cong-van/", letters.letters, name="letters"),
    path("cong-van/soan/", letters.prepare_letter, name="prepare_letter"),
    path(_LETTER, letters.letter, name="letter"),
    path(f"{_LETTER}ky/", letters.sign_letter, name="sign_letter"),
    path(f"{_LETTER}bo/", letters.drop_letter, name="drop_letter"),
    path(f"{_LETTER}ban-ky/", letters.letter_paper, name="letter_paper"),
    path("to-trien-khai/", teams.teams, name="teams"),
    path(_TEAM, teams.team, name="team"),
    path(f"{_TEAM}roi-to/", teams.release, name="release_member"),
]
