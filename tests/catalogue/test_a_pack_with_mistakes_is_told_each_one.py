"""An editor is told each mistake of a pack: the file, the line, and a sentence that says what to mend."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Mistake

SMALL = Path(__file__).parent / "small_pack"
LAP, HOI = "procedures/kho.lap.yaml", "procedures/kho.hoi.yaml"

CHOICES = ", options: [{value: a, label: A}, {value: b, label: B}]"
KINDS = [
    ("count", "integer", ""),
    ("size", "decimal", ""),
    ("rows", "table", ", columns: [{key: a, type: text, label: A, required: true, confidence: null}]"),
    ("period", "date_range", ""),
    ("account", "bank_account", ""),
    ("day", "date", ""),
    ("several", "multiselect", CHOICES),
    ("one", "select", CHOICES),
    ("sure", "boolean", ""),
    ("name", "text", ""),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small pack without mistakes, to be broken."""
    return Path(shutil.copytree(SMALL, tmp_path / "pack"))


def mistakes_after(folder: Path, file: str, old: str, new: str) -> list[Mistake]:
    """Replace the first such text of a file and return what the check finds."""
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    return catalogue.check_pack(folder)


def test_the_pack_we_ship_has_no_mistake():
    assert catalogue.check_pack(catalogue.default_folder()) == []


def test_the_small_pack_has_no_mistake(folder):
    assert catalogue.check_pack(folder) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "sentence"),
    [
        # Shape: what is missing, unknown, doubled, of the wrong kind.
        (LAP, "tier: 1\n", "", 1, "“tier” is missing"),
        (LAP, "tier: 1", "tier: 4", 4, "“tier” needs one of: 1, 2, 3, not “4”"),
        (LAP, "tier: 1", "teir: 1\ntier: 1", 4, "no key “teir” here. Did you mean “tier”?"),
        (LAP, "tier: 1", "tier: 1\ntier: 2", 5, "“tier” stands twice"),
        (LAP, "level: 2", "level: high", 6, "“level” needs one of"),
        (LAP, "{from: 2018-02-01, ", "{from: soon, ", 8, "a day like 2018-02-01"),
        (LAP, "type: select", "type: choice", 22, "“type” needs one of: text, textarea"),
        (LAP, "length: 10 working_days", "length: ten days", 14, "a length like “10 working_days”"),
        (LAP, "prefill: business.tax_code", "prefill: business.taxcode", 25, "“prefill” needs one of"),
        (LAP, "form:\n  - section: Kho", "form:\n  - section: ''", 21, "needs Vietnamese text"),
        (LAP, "[business]", "business", 10, "“who_may_file” needs a list"),
        (LAP, "papers:\n", "papers: none\nx:\n", 17, "“papers” needs a list"),
        (LAP, "offered: {here: true}", "offered: true", 7, "“offered” needs keys and values"),
        (LAP, "id: kho.lap", "id: [kho.lap", 2, "This is not YAML"),
        # Confidence.
        (LAP, "name: sure, tier", "name: certain, tier", 9, "“name” needs one of: sure, secondary"),
        (LAP, "who: sure, ", "", 9, "The confidence mark of “who” is missing"),
        (
            LAP,
            "required: true, confidence: sure,\n     options",
            "required: true,\n     options",
            22,
            "“confidence” is missing",
        ),
        (LAP, ", source: Đ12 k2", "", 14, "A term needs its source"),
        # Names that do not exist.
        (LAP, "group: kho", "group: khoo", 5, "There is no group “khoo”. Did you mean “kho”?"),
        (LAP, "route: inspecting", "route: inspection", 28, "There is no route “inspection”"),
        (HOI, "form: general", "form: genral", 14, "There is no shared form “genral”"),
        # Offer.
        (LAP, "{here: true}", "{here: true, reason: vì}", 7, "Give one: here"),
        (HOI, "route: plain\n", "", 1, "A procedure filed here needs “route”"),
        (HOI, ", template: ket-qua", "", 16, "The result needs a template"),
        (
            HOI,
            "template: ket-qua",
            "template: ket-qua2",
            16,
            "There is no template “ket-qua2”. Did you mean “ket-qua”?",
        ),
        (LAP, "{kind: store}", "{kind: stores}", 30, "There is no kind of object “stores” (objects.yaml)"),
        (LAP, "key: area", "key: size", 20, "The object “store” takes the field “area”"),
        (LAP, "id: kho.lap", "id: kho.khac", 1, "The file's name must begin with “kho.khac”"),
        # Stages that do not follow.
        (LAP, "from: inspection_ended", "from: inspektion_ended", 15, "The stage starts after “inspektion”"),
        (LAP, "from: goods_presented", "from: goods_shown", 16, "No step of the route records the event “goods_shown”"),
        (LAP, "from: accepted", "from: goods_presented", 14, "The first stage must start at acceptance"),
        (LAP, "stage: decision", "stage: inspection", 14, "Two stages are called “inspection”"),
        (LAP, "stage: inspection", "stage: check", 28, "The route ends a stage “inspection”"),
        (LAP, "route: inspecting", "route: plain", 28, "No step of the route ends the stage “inspection”"),
        # Forms and papers.
        (LAP, "{key: area", "{key: kind", 24, "Two fields are called “kind”"),
        (LAP, "key: layout", "key: request", 18, "Two papers are called “request”"),
        (LAP, "type: tax_code", "type: select", 25, "A field to choose from needs its options"),
        (LAP, "type: table", "type: text", 26, "A table needs its columns"),
        (LAP, "value: house", "value: yard", 23, "The option “yard” stands twice"),
        (LAP, "required: false", "required: false, minimum: 5, maximum: 2", 26, "minimum is above maximum"),
        (
            LAP,
            "type: text, label: Họ tên",
            "type: date_range, label: Họ tên",
            27,
            "A column of a table is a simple field",
        ),
        (
            LAP,
            "{key: name, type",
            "{key: name, type: text, label: Tên, required: true, confidence: sure},\n {key: name, type",
            27,
            "Two columns are called “name”",
        ),
        ("forms.yaml", "type: textarea", "type: select", 4, "A field to choose from needs its options"),
        # Conditions.
        (LAP, "when: form.kind == 'yard'}\n  - {key: tax", "when: form.kind ==}\n  - {key: tax", 24, "not right CEL"),
        (LAP, "when: form.kind", "when: form.kimd", 19, "The form has no field “kimd”. Did you mean “kind”?"),
        (LAP, "when: form.kind", "when: kind", 19, "The condition does not know “kind”"),
        (LAP, "when: form.kind == 'yard'", "when: form.kind == 'garden'", 19, "has no option “garden”"),
        (LAP, "when: form.kind == 'yard'", "when: form.area", 19, "does not give true or false"),
        (LAP, "when: form.kind == 'yard'", "when: form.kind > 5", 19, "does not give true or false"),
        (
            LAP,
            "confidence: sure, when: form.kind == 'yard'}\n  - {key: tax",
            "confidence: sure, when: form.tax_code == ''}\n  - {key: tax",
            24,
            "uses “tax_code”, which is not asked before it, so nobody would see this field",
        ),
        (
            LAP,
            "confidence: sure, when: form.kind == 'yard'}\n  - {key: tax",
            "confidence: sure, when: form.kind == 'yard' && form.kind == 'house'}\n  - {key: tax",
            24,
            "No answer makes this condition true",
        ),
        # Versions.
        (LAP, ", to: 2019-06-30", "", 8, "has no last day"),
        (LAP, "to: 2019-06-30", "to: 2019-07-15", 8, "It overlaps with procedures/kho.lap.yaml"),
        (LAP, "to: 2019-06-30", "to: 2019-06-15", 8, "There is a gap"),
        (LAP, "source_id: T-1", "source_id: T-2", 2, "“T-2” belongs to the procedure “kho.hoi” already"),
        # Routes.
        ("routes.yaml", "then: propose", "then: return", 5, "No step leads to “propose”"),
        ("routes.yaml", "then: propose", "then: proposal", 4, "There is no step “proposal”. Did you mean “propose”?"),
        ("routes.yaml", "duty: lead", "duty: supervise", 6, "Nobody may take the step “approve”"),
        ("routes.yaml", "duty: lead", "duty: chief", 6, "“duty” needs one of"),
        ("routes.yaml", ", back: propose", "", 6, "The step “approve” approves but does not say"),
        ("routes.yaml", "act: return, share: 10", "act: return, then: approve, share: 10", 4, "goes round for ever"),
        ("routes.yaml", "share: 50", "share: 60", 3, "add up to 110"),
        (
            "routes.yaml",
            "share: 50",
            "within: 4 working_hours, source: QT 12",
            4,
            "shares of the term (share) or hours",
        ),
        ("routes.yaml", "share: 50", "within: 4 working_hours", 4, "belong together"),
        ("routes.yaml", "share: 50", "source: QT 12", 4, "belong together"),
        ("routes.yaml", "share: 50", "within: 4 hours, source: QT 12", 4, "office time like “4 working_hours”"),
        ("routes.yaml", "key: return", "key: approve", 6, "Two steps are called “approve”"),
        ("routes.yaml", "act: return, share: 10", "act: work, share: 10", 3, "The route has no step of return"),
        # Rule packs.
        ("rule-packs.yaml", "extends: first", "extends: frist", 26, "There is no rule pack “frist” above"),
        ("rule-packs.yaml", "  extends: first\n", "", 28, "The rule “reception” is missing"),
        ("rule-packs.yaml", "id: second", "id: first", 25, "Two packs are called “first”"),
        ("rule-packs.yaml", "from: 2018-06-21", "from: 2018-06-30", 28, "There is a gap: first ends on 2018-06-20"),
        ("rule-packs.yaml", "{from: 2018-06-21}", "{}", 28, "The first day (from) is missing"),
        ("rule-packs.yaml", "2018-06-21}", "2018-06-21, to: 2030-01-01}", 28, "there is none"),
        ("rule-packs.yaml", "{agency}-{date}-{seq}", "{seq}", 14, "a pattern with {agency}"),
        ("rule-packs.yaml", "value: restart", "value: again", 6, "one of: restart, pause"),
        # What nobody uses.
        ("groups.yaml", "kho:", "lúa: Lúa\nkho:", 1, "No procedure uses the group “lúa”"),
        ("coverage.yaml", "offered: 46", "offered: many", 2, "a whole number from 0"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_sentence(folder, file, old, new, line, sentence):
    found = mistakes_after(folder, file, old, new)

    told = [(mistake.line, mistake.text.en) for mistake in found if mistake.file.startswith(file.removesuffix(".yaml"))]
    assert any(sentence in text and at == line for at, text in told), found
    assert all(mistake.text.vi and mistake.text.vi != mistake.text.en for mistake in found)


def in_hours(folder: Path, hours: str) -> list[Mistake]:
    """State the steps of one route in hours, the first so long, and return what the check finds."""
    file = folder / "routes.yaml"
    inspecting, plain = file.read_text("utf-8").split("plain:")
    inspecting = inspecting.replace("share: 50", f"within: {hours}, source: QT 12")
    for share in ("share: 30", "share: 10"):
        inspecting = inspecting.replace(f", {share}", "")
    file.write_text(f"{inspecting}plain:{plain}", "utf-8")
    return catalogue.check_pack(folder)


def test_a_route_may_state_hours_and_leave_a_step_without_a_clock(folder):
    assert in_hours(folder, "3 working_days") == []


def test_the_steps_take_no_longer_than_the_term(folder):
    found = in_hours(folder, "99 working_days")

    assert {mistake.text.en for mistake in found} == {
        "The internal times of the steps add up to 792 hours; the term of the procedure has only 120."
    }


@pytest.mark.parametrize(
    "condition",
    [
        "form.count > 3",
        "form.area >= 1000.0",
        "size(form.rows) > 1",
        "form.period.from < '2026-01-01'",
        "form.account.bank != ''",
        "form.day == '2018-02-01'",
        "'a' in form.several || form.one in ['a', 'b']",
        "form.sure && form.one != 'b'",
        "form.name.startsWith('form.nothing')",
    ],
)
def test_a_condition_may_speak_of_every_kind_of_field(folder, condition):
    fields = "".join(
        f"\n  - {{key: {key}, type: {kind}, label: X, required: false, confidence: null{more}}}"
        for key, kind, more in KINDS
    )
    last = (
        f'\n  - {{key: last, type: text, label: X, required: false, confidence: null, note: null, when: "{condition}"}}'
    )

    found = mistakes_after(folder, LAP, "\nroute:", fields + last.replace(", note: null", ", help: null") + "\nroute:")

    assert found == []


def test_all_mistakes_are_told_at_once(folder):
    mistakes_after(folder, LAP, "tier: 1", "tier: 9")
    mistakes_after(folder, HOI, "tier: 3", "tier: 9")

    found = mistakes_after(folder, "routes.yaml", "share: 50", "share: 60")

    assert [(mistake.file, mistake.line) for mistake in found] == [(HOI, 4), (LAP, 4), ("routes.yaml", 3)]


def test_a_missing_file_is_told(folder):
    (folder / "groups.yaml").unlink()

    found = catalogue.check_pack(folder)

    assert [(mistake.file, mistake.text.en) for mistake in found] == [("groups.yaml", "This file is missing.")]


def test_a_file_that_is_no_text_is_told(folder):
    (folder / LAP).write_bytes(b"\xff\xfe\x00")

    assert [mistake.file for mistake in catalogue.check_pack(folder)] == [LAP]


@pytest.mark.parametrize("content", ["", "- 1", "text", "{}", "[]", "1: {2: 3}", "a: &a [*a]"])
@pytest.mark.parametrize("file", [LAP, "groups.yaml", "forms.yaml", "routes.yaml", "rule-packs.yaml", "coverage.yaml"])
def test_whatever_stands_in_a_file_the_check_goes_on(folder, file, content):
    (folder / file).write_text(content, "utf-8")

    assert isinstance(catalogue.check_pack(folder), list)
