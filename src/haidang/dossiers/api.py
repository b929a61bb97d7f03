"""
The door of the dossiers.

Writing: every use case takes keyword arguments, the actor as `by` and the moment as `now`, acts or raises.
Reading: the row filter is inside; what the actor may not know of raises Missing.
"""

from __future__ import annotations

from haidang.dossiers.counted import list_counted
from haidang.dossiers.ledger import count_term
from haidang.dossiers.letterhead import place_of
from haidang.dossiers.lifecycle import FINAL, LABEL, NATIONAL_CODE, STEPS, Party, Status
from haidang.dossiers.pasts.loading import PastWriter
from haidang.dossiers.pasts.past import Deed, Past, Promise, Request
from haidang.dossiers.queries import (
    find_authentic,
    find_by_key,
    find_finished,
    get_draft,
    iter_heads,
    list_dossiers_of_filer,
    list_drafts,
    list_queue,
    list_waiting_corrections,
    search_dossiers,
)
from haidang.dossiers.recounted import EVER_AT, HAPPENED, STANDING
from haidang.dossiers.rules import earliest_entry
from haidang.dossiers.running_out import (
    list_clocks,
    list_named,
    list_running_out,
    list_steps_over,
    list_steps_running_out,
)
from haidang.dossiers.sheet import get_sheet, open_document
from haidang.dossiers.studies.conduct import get_conduct, list_corrected
from haidang.dossiers.studies.filers import get_filer_by_hand, latest_online, list_filers_by_hand, list_of_filer
from haidang.dossiers.studies.foreseen import iter_past_courses, list_by_chance
from haidang.dossiers.studies.measured import count_decided, count_digital, list_decided, list_ways
from haidang.dossiers.studies.stood import count_open_at, count_stood_at
from haidang.dossiers.use_cases.attaching import find_named_files, store_paper
from haidang.dossiers.use_cases.correcting import countersign_correction, propose_correction, refuse_correction
from haidang.dossiers.use_cases.deciding import (
    approve_result,
    issue_receipt,
    propose_result,
    return_result,
    send_back,
)
from haidang.dossiers.use_cases.drafting import discard_draft, save_draft, start_draft
from haidang.dossiers.use_cases.entering import enter_dossier
from haidang.dossiers.use_cases.following import follow_successors
from haidang.dossiers.use_cases.handling import (
    add_note,
    apologise,
    assign_dossier,
    extend_term,
    finish_step,
    record_event,
)
from haidang.dossiers.use_cases.issuing import issue_slip
from haidang.dossiers.use_cases.keeping import find_typed, forget_typed, keep_typed
from haidang.dossiers.use_cases.receiving import accept_dossier, refuse_at_reception
from haidang.dossiers.use_cases.submitting import submit_dossier
from haidang.dossiers.use_cases.supplementing import ask_for_supplement, supplement_dossier
from haidang.dossiers.use_cases.withdrawing import (
    ask_to_withdraw,
    confirm_withdrawal,
    decline_withdrawal,
    stop_dossier,
)

__all__ = [
    "EVER_AT",
    "FINAL",
    "HAPPENED",
    "LABEL",
    "NATIONAL_CODE",
    "STANDING",
    "STEPS",
    "Deed",
    "Party",
    "Past",
    "PastWriter",
    "Promise",
    "Request",
    "Status",
    "accept_dossier",
    "add_note",
    "apologise",
    "approve_result",
    "ask_for_supplement",
    "ask_to_withdraw",
    "assign_dossier",
    "confirm_withdrawal",
    "count_decided",
    "count_digital",
    "count_open_at",
    "count_stood_at",
    "count_term",
    "countersign_correction",
    "decline_withdrawal",
    "discard_draft",
    "earliest_entry",
    "enter_dossier",
    "extend_term",
    "find_authentic",
    "find_by_key",
    "find_finished",
    "find_named_files",
    "find_typed",
    "finish_step",
    "follow_successors",
    "forget_typed",
    "get_conduct",
    "get_draft",
    "get_filer_by_hand",
    "get_sheet",
    "issue_receipt",
    "issue_slip",
    "iter_heads",
    "iter_past_courses",
    "keep_typed",
    "latest_online",
    "list_by_chance",
    "list_clocks",
    "list_corrected",
    "list_counted",
    "list_decided",
    "list_dossiers_of_filer",
    "list_drafts",
    "list_filers_by_hand",
    "list_named",
    "list_of_filer",
    "list_queue",
    "list_running_out",
    "list_steps_over",
    "list_steps_running_out",
    "list_waiting_corrections",
    "list_ways",
    "open_document",
    "place_of",
    "propose_correction",
    "propose_result",
    "record_event",
    "refuse_at_reception",
    "refuse_correction",
    "return_result",
    "save_draft",
    "search_dossiers",
    "send_back",
    "start_draft",
    "stop_dossier",
    "store_paper",
    "submit_dossier",
    "supplement_dossier",
]
