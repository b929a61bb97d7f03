"""Which open dossiers will probably be late, why that is thought, and how often such a thought came true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haidang.accounts import api as accounts
from haidang.figures import api as figures
from haidang.figures.contracts import Foreseen, Proof
from haidang.kernel.now import now
from haidang.look import wording
from haidang.look.addresses import page_in
from haidang.look.parts import Tab
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.area import read_area
from haidang.supervision.choice import Choice, read_choice
from haidang.supervision.frame import frame, view_url
from haidang.supervision.listing import Line, line_of_dossier

SIZE = 50
LEASTS = (0, 20, 50)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One dossier of the list: its chance in per cent, and why in a sentence."""

    line: Line
    chance: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One line of the table that holds what was told against what happened."""

    told: str
    many: int
    mean: str
    happened: str


@supervisors_only
@require_safe
def outlook(request: SupervisorRequest, unit_id: int | None = None) -> HttpResponse:
    """Show the open dossiers of a unit and those below it that will probably be late, and the proof beside them."""
    moment = now()
    today = wording.local(moment).date()
    choice = read_choice(request.GET, on=today)
    area = read_area(request.actor, on=today, unit_id=unit_id)
    least = _least(request.GET.get("muc", ""))
    page = page_in(request.GET)
    found = figures.outlook(
        actor=request.actor,
        now=moment,
        least=least / 100,
        units=area.members,
        procedures=choice.procedures,
        channel=choice.channel or None,
        page=page,
        size=SIZE,
    )
    officers = accounts.list_names([each.row.officer for each in found.rows if each.row.officer is not None])
    context = {
        **frame(request, area, choice, view="outlook", on=today),
        "as_of": moment,
        "next_at": figures.next_forecast(now=moment),
        "outlook": found,
        "expected": _decimal(found.expected, 1),
        "told": [
            Told(line=line, chance=round(each.chance * 100), why=_why(each, line))
            for each in found.rows
            for line in [line_of_dossier(each.row, officers, moment)]
        ],
        "leasts": list(_tabs(choice, least, unit_id)),
        "proof": found.proof,
        "held": list(_held(found.proof)) if found.proof else [],
        "brier": _decimal(found.proof.brier, 4) if found.proof else "",
        "brier_of_share": _decimal(found.proof.brier_of_share, 4) if found.proof else "",
        "number": page,
        "pages": max(1, -(-found.total // SIZE)),
        "csv": "",
    }
    return render(request, "supervision/outlook.html", context)


def _tabs(choice: Choice, least: int, unit_id: int | None) -> Iterator[Tab]:
    labels = {50: _("More likely than not"), 20: _("At least one in five"), 0: _("Likeliest first")}
    for each in LEASTS:
        url = f"{view_url('outlook', unit_id)}?{choice.query(muc=str(each))}"
        yield Tab(label=labels[each], url=url, is_open=each == least)


def _why(each: Foreseen, line: Line) -> str:
    """Return the reason in a sentence: who was in the same place before, and what became of them."""
    told = {
        "seen": wording.number(each.seen),
        "late": wording.number(each.late),
        "step": line.stands,
        "left": _left(each),
        "all": f"{round(each.chance_of_all * 100)} %",
    }
    if not each.seen:
        return _("No past dossier of this procedure is known at “%(step)s” %(left)s; of all procedures %(all)s.") % told
    why = _("Of %(seen)s past dossiers of this procedure at “%(step)s” %(left)s, %(late)s were late.") % told
    return why if each.seen >= 10 else why + " " + _("They are few: %(all)s of all procedures weighs in, too.") % told


def _left(each: Foreseen) -> str:
    span = {"least": round(each.least_left * 100), "most": round((each.most_left or 1) * 100)}
    if each.most_left is None:
        return _("with more than %(least)s %% of the term left") % span
    return _("with %(least)s to %(most)s %% of the term left") % span


def _held(proof: Proof) -> Iterator[Held]:
    for line in proof.lines:
        yield Held(
            told=f"{round(line.least * 100)}–{round(line.least * 100) + 10} %",
            many=line.many,
            mean=f"{_decimal(line.told * 100, 1)} %",
            happened=f"{_decimal(line.happened * 100, 1)} %",
        )


def _decimal(value: float | None, places: int) -> str:
    return "" if value is None else wording.number(Decimal(f"{value:.{places}f}"))


def _least(text: str) -> int:
    return int(text) if text in map(str, LEASTS) else LEASTS[0]
