"""Screens of the reminder letters: prepare, sign and send, and what came of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from haidang.directory import api as directory
from haidang.documents import api as documents
from haidang.dossiers import api as dossiers
from haidang.follow_up import api as follow_up
from haidang.follow_up.contracts import LetterState
from haidang.kernel.errors import Invalid, Refused
from haidang.kernel.now import now
from haidang.look import files
from haidang.look.addresses import page_in
from haidang.look.parts import Tab
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.follow_up.calls import SIZE, named_dossiers, today
from haidang.supervision.follow_up.forms import PrepareLetter

STATES = {
    LetterState.PREPARED: gettext_lazy("Wait for a signature"),
    LetterState.SENT: gettext_lazy("Wait for an answer"),
    LetterState.ANSWERED: gettext_lazy("Answered letters"),
    LetterState.DROPPED: gettext_lazy("Dropped letters"),
}


@supervisors_only
@require_safe
def letters(request: SupervisorRequest) -> HttpResponse:
    """Show the register of letters, of one state or all, and what came of each."""
    page = page_in(request.GET)
    state = next((each for each in STATES if each == request.GET.get("loc", "")), None)
    found, count = follow_up.list_letters(actor=request.actor, state=state, page=page, size=SIZE)
    counts = follow_up.count_letters(actor=request.actor)
    context = {
        "letters": found,
        "state": state,
        "tabs": [
            Tab(label=_("All letters"), url="?", is_open=state is None, count=sum(counts.values())),
            *(
                Tab(label=label, url=f"?loc={each}", is_open=each is state, count=counts[each])
                for each, label in STATES.items()
            ),
        ],
        "today": today(),
        "page": page,
        "pages": max(1, -(-count // SIZE)),
        "count": count,
    }
    return render(request, "supervision/follow_up/letters.html", context)


@supervisors_only
@require_http_methods(["GET", "HEAD", "POST"])
def prepare_letter(request: SupervisorRequest) -> HttpResponse:
    """Prepare a letter about the late dossiers that the address names."""
    rows, unit_id = named_dossiers(request)
    form = PrepareLetter(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ids = [row.id for row in rows]
        try:
            uid = follow_up.prepare_letter(
                unit_id=unit_id, dossier_ids=ids, by=request.actor, now=now(), **form.cleaned_data
            )
        except (Invalid, Refused) as error:
            form.put(error)
        else:
            messages.success(request, _("The letter is prepared. A leader signs and so sends it."))
            return redirect("supervision:letter", uid)
    context = {
        "form": form,
        "rows": rows,
        "unit": directory.get_unit(unit_id),
        "may": follow_up.may_urge(request.actor, unit_id=unit_id),
    }
    return render(request, "supervision/follow_up/prepare_letter.html", context, status=form.answered_with)


@supervisors_only
@require_safe
def letter(request: SupervisorRequest, uid: UUID) -> HttpResponse:
    """Show one letter with its dossiers and its answer."""
    found = follow_up.get_letter(actor=request.actor, uid=uid, on=today())
    context = {
        "letter": found,
        "is_overdue": found.is_overdue(today()),
        "rows": dossiers.list_named(actor=request.actor, dossier_ids=found.dossiers),
    }
    return render(request, "supervision/follow_up/letter.html", context)


@supervisors_only
@require_POST
def sign_letter(request: SupervisorRequest, uid: UUID) -> HttpResponse:
    """Sign the letter and send it."""
    number = follow_up.sign_letter(uid=uid, by=request.actor, now=now())
    messages.success(request, _("Letter %(number)s is signed and sent to the unit.") % {"number": number})
    return redirect("supervision:letter", uid)


@supervisors_only
@require_POST
def drop_letter(request: SupervisorRequest, uid: UUID) -> HttpResponse:
    """Drop a letter that nobody has signed."""
    follow_up.drop_letter(uid=uid, by=request.actor, now=now())
    messages.success(request, _("The letter is dropped."))
    return redirect("supervision:letters")


@supervisors_only
@require_safe
def letter_paper(request: SupervisorRequest, uid: UUID) -> FileResponse:
    """Stream the signed letter."""
    stored = follow_up.open_letter(actor=request.actor, uid=uid)
    _file, content = documents.open_file(stored.id)
    return files.stream(stored, content)
