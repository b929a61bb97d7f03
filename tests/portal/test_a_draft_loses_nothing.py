"""What is typed is kept: while typing, in two windows, and when the session ends."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.test import Client
from django.urls import reverse

from portal.test_filing_a_dossier import begin, ready, typed

if TYPE_CHECKING:
    from support.world import World


def saved(world: World, uid: str) -> dict[str, object]:
    from haidang.dossiers import api as dossiers

    return dict(dossiers.get_draft(actor=world.filer.actor, uid=UUID(uid)).answers)


def test_typing_is_saved_and_answered_with_the_next_version(filer: Client, world: World):
    uid = begin(filer, world)
    version = filer.get(reverse("portal:draft", args=[uid])).context["opened"].sheet.revision

    answer = filer.post(reverse("portal:save", args=[uid]), {"site_address": "Lô C2", "version": version})

    assert answer.json()["version"] == version + 1
    assert saved(world, uid)["site_address"] == "Lô C2"


def test_a_second_window_is_told_and_overwrites_nothing(filer: Client, world: World):
    uid = begin(filer, world)
    version = filer.get(reverse("portal:draft", args=[uid])).context["opened"].sheet.revision
    filer.post(reverse("portal:save", args=[uid]), {"site_address": "cửa sổ một", "version": version})

    answer = filer.post(reverse("portal:save", args=[uid]), {"site_address": "cửa sổ hai", "version": version})

    assert answer.status_code == 409
    assert saved(world, uid)["site_address"] == "cửa sổ một"


def test_sending_from_a_stale_window_shows_both_ways_and_keeps_what_was_typed(filer: Client, world: World):
    uid = begin(filer, world)
    version = filer.get(reverse("portal:draft", args=[uid])).context["opened"].sheet.revision
    filer.post(reverse("portal:save", args=[uid]), {"site_address": "cửa sổ một", "version": version})

    page = filer.post(reverse("portal:draft", args=[uid]), {"site_address": "cửa sổ hai", "version": version})

    assert page.status_code == 409
    assert "cửa sổ hai" in page.content.decode()
    assert saved(world, uid)["site_address"] == "cửa sổ một"


def test_what_was_typed_elsewhere_after_the_check_is_shown_before_it_is_sent(filer: Client, world: World):
    from haidang.dossiers import api as dossiers

    uid = ready(filer, world)
    check, save = reverse("portal:check", args=[uid]), reverse("portal:save", args=[uid])
    seen = filer.get(check).context["opened"].sheet.revision
    filer.post(save, typed(world) | {"site_address": "gõ ở cửa sổ khác", "version": seen})

    stopped = filer.post(check, {"version": seen})
    sent = filer.post(check, {"version": stopped.context["opened"].sheet.revision})

    assert stopped.status_code == 409
    assert "gõ ở cửa sổ khác" in stopped.content.decode()
    sheet = dossiers.get_sheet(actor=world.filer.actor, dossier_id=int(sent["Location"].split("/")[2]))
    assert sheet.answers["site_address"] == "gõ ở cửa sổ khác"


def test_a_save_that_was_just_made_by_typing_is_no_conflict(filer: Client, world: World):
    uid = begin(filer, world)
    version = filer.get(reverse("portal:draft", args=[uid])).context["opened"].sheet.revision
    filer.post(reverse("portal:save", args=[uid]), {"site_address": "Lô C2", "version": version})

    answer = filer.post(
        reverse("portal:draft", args=[uid]), {"site_address": "Lô C2", "version": version, "go": "later"}
    )

    assert answer.status_code == 302


def test_after_an_expired_session_everything_typed_is_there(filer: Client, world: World):
    from haidang.accounts.models import User

    uid = begin(filer, world)
    filer.post(reverse("portal:save", args=[uid]), {"site_address": "đã lưu"})
    filer.logout()
    draft = reverse("portal:draft", args=[uid])

    turned_away = filer.post(draft, {"site_address": "gõ sau khi hết phiên", "go": "next"})
    assert turned_away["Location"] == f"{reverse('account_login')}?next={draft}"
    filer.force_login(User.objects.get(pk=world.filer.actor.person))
    page = filer.get(draft).content.decode()

    assert "gõ sau khi hết phiên" in page
    assert "Không mất gì cả" in page


def test_what_was_kept_is_shown_to_no_one_else(filer: Client, world: World):
    from haidang.accounts.models import User

    uid = begin(filer, world)
    filer.logout()
    filer.post(reverse("portal:draft", args=[uid]), {"site_address": "chỗ riêng"})
    filer.force_login(User.objects.get(pk=world.applicants[1].actor.person))

    page = filer.get(reverse("portal:draft", args=[uid]))

    assert page.status_code == 404
    assert "chỗ riêng" not in page.content.decode()


def test_a_row_is_added_without_scripts_and_without_loss(filer: Client, world: World):
    procedure, field = next((p.id, f) for p in _offered() for f in p.fields if f.type == "table" and not f.when)
    uid = begin(filer, world, procedure)
    name = f"{field.key}.0.{field.columns[0].key}"

    page = filer.post(reverse("portal:draft", args=[uid]), {name: "dòng một", "add_row": field.key})

    assert "dòng một" in page.content.decode()
    assert f'name="{field.key}.1.{field.columns[0].key}"' in page.content.decode()


def _offered():
    from haidang.catalogue import api as catalogue
    from haidang.portal.requests import today

    return [catalogue.get_procedure(card.version) for card in catalogue.list_procedures(on=today(), offered=True)]
