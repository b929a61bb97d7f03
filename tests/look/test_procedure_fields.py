"""A field of a procedure is drawn with what was answered, under the names the catalogue reads."""

import pytest
from django.http import QueryDict
from lxml import html

from haidang.catalogue.contracts import FieldType, Option
from haidang.kernel.errors import Problem
from haidang.kernel.text import Text
from look import pages

COLUMNS = (pages.field("name", FieldType.TEXT, "Tên hàng"), pages.field("weight", FieldType.DECIMAL, "Khối lượng"))
TWO = (Option(value="dry", label=Text("Hàng khô")), Option(value="cold", label=Text("Hàng lạnh")))


def drawn(kind, values, problems=(), **more):
    source = "{% load look %}{% procedure_field field values problems %}"
    field = pages.field("answer", kind, "Câu hỏi", **more)
    return html.fromstring(pages.draw(source, {"field": field, "values": values, "problems": list(problems)}))


def sent(tree):
    """Return what the browser would send for this field."""
    boxes = {box.get("name"): box.value or "" for box in tree.xpath("//input[not(@type='radio')]|//textarea|//select")}
    ticked = {box.get("name"): box.get("value") for box in tree.xpath("//input[@checked]")}
    return {**{name: text.strip() for name, text in boxes.items() if name}, **ticked}


@pytest.mark.parametrize(
    ("kind", "stored", "names"),
    [
        (FieldType.TEXT, "Kho số 1", {"answer": "Kho số 1"}),
        (FieldType.DATE, "2017-06-27", {"answer": "27/06/2017"}),
        (FieldType.DATETIME, "2017-06-27T15:30", {"answer": "27/06/2017 15:30"}),
        (FieldType.DECIMAL, 1.234, {"answer": "1,234"}),
        (FieldType.MONEY, 1250000, {"answer": "1250000"}),
        (FieldType.BOOLEAN, True, {"answer": "true"}),
        (FieldType.BOOLEAN, False, {"answer": "false"}),
        (FieldType.COUNTRY, "VN", {"answer": "VN"}),
        (
            FieldType.DATE_RANGE,
            {"from": "2026-01-01", "to": "2026-12-31"},
            {"answer.from": "01/01/2026", "answer.to": "31/12/2026"},
        ),
        (
            FieldType.BANK_ACCOUNT,
            {"account": "12345", "bank": "Ngân hàng Mẫu"},
            {"answer.account": "12345", "answer.bank": "Ngân hàng Mẫu"},
        ),
    ],
)
def test_a_stored_answer_comes_back_as_it_would_be_typed(kind, stored, names):
    assert sent(drawn(kind, {"answer": stored})) == names


def test_a_refused_form_keeps_every_word_that_was_sent():
    typed = QueryDict("answer.from=khong+biet&answer.to=31/02/2026")

    assert sent(drawn(FieldType.DATE_RANGE, typed)) == {"answer.from": "khong biet", "answer.to": "31/02/2026"}


def test_several_choices_that_were_sent_stay_ticked():
    tree = drawn(FieldType.CHOICES, QueryDict("answer=dry&answer=cold"), options=TWO)

    assert tree.xpath("//input[@checked]/@value") == ["dry", "cold"]


def test_a_choice_of_many_becomes_a_list_and_of_few_stays_in_sight():
    many = tuple(Option(value=str(number), label=Text(str(number))) for number in range(9))

    assert drawn(FieldType.CHOICE, {}, options=many).xpath("count(//select)") == 1
    assert drawn(FieldType.CHOICE, {}, options=TWO).xpath("count(//input[@type='radio'])") == 2


def test_a_table_has_its_rows_and_one_empty_row_more():
    tree = drawn(FieldType.TABLE, {"answer": [{"name": "Nhựa", "weight": 1.5}]}, columns=COLUMNS)

    assert sent(tree) == {
        "answer.0.name": "Nhựa",
        "answer.0.weight": "1,5",
        "answer.1.name": "",
        "answer.1.weight": "",
    }


def test_a_table_that_was_sent_back_keeps_its_rows_and_adds_no_second_empty_one():
    typed = QueryDict("answer.0.name=Nhựa&answer.0.weight=nhiều&answer.1.name=&answer.1.weight=")

    assert sent(drawn(FieldType.TABLE, typed, columns=COLUMNS)) == dict(typed.items())


def test_adding_a_row_needs_no_script():
    button = drawn(FieldType.TABLE, {}, columns=COLUMNS).xpath("//button[@name='add_row']")[0]

    assert button.get("value") == "answer"


@pytest.mark.parametrize(
    ("kind", "at", "more"),
    [
        (FieldType.TEXT, "answer", {}),
        (FieldType.BOOLEAN, "answer", {}),
        (FieldType.CHOICES, "answer", {"options": TWO}),
        (FieldType.DATE_RANGE, "answer.to", {}),
        (FieldType.BANK_ACCOUNT, "answer.bank", {}),
        (FieldType.COUNTRY, "answer", {}),
        (FieldType.TABLE, "answer.1.weight", {"columns": COLUMNS}),
    ],
)
def test_the_summary_leads_to_the_control_that_is_wrong(kind, at, more):
    problem = Problem(field=at, code="wrong", message="Sửa chỗ này.")
    summary = html.fromstring(pages.draw("{% load look %}{% error_summary problems %}", {"problems": [problem]}))

    target = summary.xpath("//a/@href")[0].removeprefix("#")
    tree = drawn(kind, {"answer": [{"name": "a"}]} if kind is FieldType.TABLE else {}, [problem], **more)

    assert len(tree.xpath(f"//*[self::input or self::select or self::textarea][@id='{target}']")) == 1
    assert "Sửa chỗ này." in tree.text_content()


def test_only_editors_see_how_well_a_field_is_known():
    source = "{% load look %}{% procedure_field field values shows_confidence=editor %}"
    field = pages.field("answer", FieldType.TEXT, "Câu hỏi", confidence="from memory")

    shown = {editor: pages.draw(source, {"field": field, "values": {}, "editor": editor}) for editor in (True, False)}

    assert "theo trí nhớ" in shown[True]
    assert "theo trí nhớ" not in shown[False]


def test_what_was_typed_cannot_become_markup():
    shown = drawn(FieldType.TEXT, {"answer": '"><script>alert(1)</script>'})

    assert shown.xpath("//script") == []
    assert sent(shown) == {"answer": '"><script>alert(1)</script>'}
