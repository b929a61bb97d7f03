"""
What an officer can do with a dossier: one table. Each act has an address, a verdict, a form and one use case.

The order is that of the buttons; which of them belong to the situation is said in `of_situation`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haidang.catalogue.contracts import Act as Desk
from haidang.clock.contracts import Length, TermUnit
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import Fault, Outcome, Proposal, Sheet, Status
from haidang.kernel.actor import Actor
from haidang.kernel.verdict import Verdict
from haidang.look import wording
from haidang.workspace import forms
from haidang.workspace.corrections import AnswerCorrection, ProposeCorrection

if TYPE_CHECKING:
    from haidang.look.parts import Words

Typed = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What every use case is given: which dossier, as the screen showed it, by whom, when."""

    sheet: Sheet
    seen: int
    by: Actor
    now: datetime

    @property
    def plain(self) -> dict[str, Any]:
        """The arguments every use case takes."""
        return {"dossier_id": self.sheet.id, "by": self.by, "now": self.now}

    @property
    def held(self) -> dict[str, Any]:
        """The same, held to the state the screen showed."""
        return self.plain | {"seen": self.seen}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """
    One act. `run` calls the use case and returns what the officer is told: what happened, and what comes next.

    `key` is the letter that opens it; `warning` says what an act that ends the dossier will do.
    """

    slug: str
    name: str
    word: Words
    verdict: Callable[[Sheet], Verdict]
    form: type[forms.ActForm]
    run: Callable[[Call, Typed], str]
    style: str = ""
    key: str = ""
    warning: Words = ""

    @property
    def url_name(self) -> str:
        """The name of its address."""
        return f"workspace:{self.name}"


def _accept(call: Call, typed: Typed) -> str:
    code = dossiers.accept_dossier(
        promised_at=typed.get("promised_on"), promise_reason=typed.get("promise_reason", ""), **call.held
    )
    return _("Accepted under the code %(code)s. The receipt goes to the filer; next: assign it.") % {"code": code}


def _ask_for_supplement(call: Call, typed: Typed) -> str:
    dossiers.ask_for_supplement(
        items=typed["items"],
        reason=typed["reason"],
        fault=Fault(typed["fault"]),
        override_reason=typed.get("override_reason", ""),
        **call.held,
    )
    return _("The filer has been asked. The dossier comes back to the queue when the supplement is there.")


def _refuse(call: Call, typed: Typed) -> str:
    dossiers.refuse_at_reception(reason=typed["reason"], **call.held)
    return _("Not received. The filer gets the reason at once.")


def _assign(call: Call, typed: Typed) -> str:
    dossiers.assign_dossier(officer_id=int(typed["officer"]), **call.held)
    return _("Assigned. The dossier now stands in the officer's own queue.")


def _work(call: Call, typed: Typed) -> str:
    if typed["what"] != forms.Work.FINISH:
        dossiers.record_event(event=typed["what"], **call.held)
        return _("Recorded. The stage of the term that it starts is running.")
    dossiers.finish_step(note=typed.get("note", ""), **call.held)
    return _("The step is finished; the dossier is at the next one.")


def _note(call: Call, typed: Typed) -> str:
    dossiers.add_note(note=typed["note"], **call.plain)
    return _("The note stands in the history.")


def _propose(call: Call, typed: Typed) -> str:
    proposal = Proposal(outcome=Outcome(typed["outcome"]), text=typed["text"], reason=typed["reason"])
    dossiers.propose_result(proposal=proposal, **call.held)
    return _("Proposed. A leader of the unit signs it or sends it back.")


def _approve(call: Call, _typed: Typed) -> str:
    number = dossiers.approve_result(**call.held)
    return _("Signed and issued as %(number)s. Next: return the result.") % {"number": number}


def _send_back(call: Call, typed: Typed) -> str:
    dossiers.send_back(reason=typed["reason"], **call.held)
    return _("Sent back to the handling officer.")


def _return_result(call: Call, _typed: Typed) -> str:
    dossiers.return_result(**call.held)
    if call.sheet.channel != "online":
        return _("Returned: print the signed result and hand it over. The dossier is closed.")
    return _("Returned: the filer can download the signed result. The dossier is closed.")


def _apologise(call: Call, typed: Typed) -> str:
    promised_at = typed["promised_on"]
    dossiers.apologise(promised_at=promised_at, reason=typed["reason"], **call.held)
    return _("The filer gets a letter of apology with the new date, %(day)s. The legal term did not move.") % {
        "day": wording.moment(promised_at)
    }


def _extend(call: Call, typed: Typed) -> str:
    length = Length(typed["value"], TermUnit(typed["unit"]))
    dossiers.extend_term(stage=typed["stage"], length=length, article=typed["article"], **call.held)
    return _("The legal term is longer; the clock shows the new date and the article.")


def _stop(call: Call, typed: Typed) -> str:
    dossiers.stop_dossier(reason=typed["reason"], **call.held)
    return _("Stopped. The filer gets the reason; the dossier is closed.")


def _answer_withdrawal(call: Call, typed: Typed) -> str:
    if typed["answer"] == forms.Withdrawal.CONFIRM:
        dossiers.confirm_withdrawal(**call.held)
        return _("The dossier is withdrawn and closed.")
    dossiers.decline_withdrawal(reason=typed["reason"], **call.held)
    return _("Declined. The dossier goes on where it was; the filer gets the reason.")


def _record_withdrawal(call: Call, typed: Typed) -> str:
    dossiers.ask_to_withdraw(reason=typed["reason"], **call.held)
    return _("Recorded: the filer asks to withdraw. Next: confirm or decline it.")


def _propose_correction(call: Call, typed: Typed) -> str:
    dossiers.propose_correction(entry=typed["entry"], right_at=typed["right_at"], reason=typed["reason"], **call.held)
    return _("Proposed. The clock stays as it is until a leader of the unit countersigns.")


def _answer_correction(call: Call, typed: Typed) -> str:
    if typed["answer"] == AnswerCorrection.COUNTERSIGN:
        dossiers.countersign_correction(**call.held)
        return _("Countersigned: the clock is read with the correction; the first entry stays beside it.")
    dossiers.refuse_correction(reason=typed["reason"], **call.held)
    return _("Refused. The clock stays as it was recorded.")


def _by(name: str) -> Callable[[Sheet], Verdict]:
    return lambda sheet: sheet.may[name]


def _may_ask(sheet: Sheet) -> Verdict:
    """A third request is possible with its reason: the form asks for it."""
    return sheet.may["ask_again"]


def _may_work(sheet: Sheet) -> Verdict:
    return sheet.may["record_event"] if sheet.may["record_event"] else sheet.may["work"]


_LIST = (
    Act(slug="tiep-nhan", name="accept", word=gettext_lazy("Accept"), verdict=_by("accept"), form=forms.Accept,
        run=_accept, style="is-next", key="t"),
    Act(slug="phan-cong", name="assign", word=gettext_lazy("Assign"), verdict=_by("assign"), form=forms.Assign,
        run=_assign, style="is-next", key="p"),
    Act(slug="xu-ly", name="work", word=gettext_lazy("Finish the step"), verdict=_may_work, form=forms.Work,
        run=_work, style="is-next", key="x"),
    Act(slug="de-xuat", name="propose", word=gettext_lazy("Propose a result"), verdict=_by("propose"),
        form=forms.Propose, run=_propose, style="is-next", key="d"),
    Act(slug="ky", name="approve", word=gettext_lazy("Sign and issue"), verdict=_by("approve"), form=forms.ActForm,
        run=_approve, style="is-next", key="s"),
    Act(slug="tra-ket-qua", name="return_result", word=gettext_lazy("Return the result"),
        verdict=_by("return_result"), form=forms.ActForm, run=_return_result, style="is-next", key="r"),
    Act(slug="rut-ho-so", name="answer_withdrawal", word=gettext_lazy("Answer the withdrawal"),
        verdict=_by("answer_withdrawal"), form=forms.Withdrawal, run=_answer_withdrawal, style="is-next", key="w"),
    Act(slug="yeu-cau-bo-sung", name="ask_for_supplement", word=gettext_lazy("Ask for a supplement"),
        verdict=_may_ask, form=forms.AskForSupplement, run=_ask_for_supplement, key="b"),
    Act(slug="tra-lai", name="send_back", word=gettext_lazy("Send back"), verdict=_by("approve"),
        form=forms.SendBack, run=_send_back, key="l"),
    Act(slug="tu-choi", name="refuse_at_reception", word=gettext_lazy("Refuse to receive"),
        verdict=_by("refuse_at_reception"), form=forms.Reason, run=_refuse, style="is-danger",
        warning=gettext_lazy("The dossier is closed and cannot be opened again; the filer may file anew.")),
    Act(slug="ghi-chu", name="note", word=gettext_lazy("Add a note"), verdict=_by("note"), form=forms.Note,
        run=_note, key="g"),
    Act(slug="xin-loi", name="apologise", word=gettext_lazy("Apologise and promise a new date"),
        verdict=_by("apologise"), form=forms.Apologise, run=_apologise),
    Act(slug="gia-han", name="extend", word=gettext_lazy("Extend the term by law"), verdict=_by("extend"),
        form=forms.Extend, run=_extend),
    Act(slug="nhan-don-rut", name="ask_to_withdraw", word=gettext_lazy("Record a withdrawal on paper"),
        verdict=_by("ask_to_withdraw"), form=forms.Reason, run=_record_withdrawal),
    Act(slug="sua-moc", name="propose_correction", word=gettext_lazy("Correct a moment of the clock"),
        verdict=_by("propose_correction"), form=ProposeCorrection, run=_propose_correction),
    Act(slug="ky-sua-moc", name="answer_correction", word=gettext_lazy("Answer the correction"),
        verdict=_by("answer_correction"), form=AnswerCorrection, run=_answer_correction),
    Act(slug="dung", name="stop", word=gettext_lazy("Stop the handling"), verdict=_by("stop"), form=forms.Reason,
        run=_stop, style="is-danger", warning=gettext_lazy("The dossier is closed and cannot be opened again.")),
)  # fmt: skip
ACTS: dict[str, Act] = {act.slug: act for act in _LIST}

_AT_RECEPTION = ("accept", "ask_for_supplement", "refuse_at_reception")
_BY_STATUS = {
    Status.SUBMITTED: _AT_RECEPTION,
    Status.SUPPLEMENT_AT_RECEPTION: ("refuse_at_reception",),
    Status.ACCEPTED: ("assign", "ask_for_supplement"),
    Status.SUPPLEMENT_IN_PROCESS: ("stop",),
    Status.WITHDRAWAL_ASKED: ("answer_withdrawal",),
    Status.DECIDED: ("return_result",),
}
_BY_DESK = {
    Desk.ASSIGN: ("assign", "ask_for_supplement"),
    Desk.WORK: ("work", "ask_for_supplement"),
    Desk.PROPOSE: ("propose", "work", "ask_for_supplement"),
    Desk.APPROVE: ("approve", "send_back"),
    Desk.RETURN: (),
}


def of_situation(sheet: Sheet) -> list[Act]:
    """Return the acts that the situation of the dossier calls for, the one next action first."""
    at_desk = _BY_DESK[sheet.step.act] if sheet.status is Status.IN_PROCESS and sheet.step else ()
    wanted = _BY_STATUS.get(sheet.status, at_desk)
    events = sheet.step.records if sheet.step else ()
    names = [name for name in wanted if name != "work" or events or (sheet.step and sheet.step.act is Desk.WORK)]
    by_name = {act.name: act for act in _LIST}
    return [by_name[name] for name in names]


def others(sheet: Sheet) -> list[Act]:
    """Return the acts that are possible beside those of the situation."""
    wanted = of_situation(sheet)
    return [act for act in _LIST if act not in wanted and act.verdict(sheet)]


def impossible(sheet: Sheet) -> list[tuple[Act, Verdict]]:
    """Return every other act with the reason why it is not possible now."""
    wanted = of_situation(sheet)
    verdicts = [(act, act.verdict(sheet)) for act in _LIST if act not in wanted]
    return [(act, verdict) for act, verdict in verdicts if not verdict]
