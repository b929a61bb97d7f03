"""The clock says in words what its dial shows, whatever the state."""

import pytest
from django.utils.translation import override

from haidang.look.parts import Clock, ClockState
from look import pages


def told(clock, shape=""):
    source = '{% include "look/components/clock.html" %}'
    return " ".join(pages.draw(source, {"clock": clock, "shape": shape}).split())


@pytest.mark.parametrize(
    ("state", "minutes", "sentence"),
    [
        (ClockState.RUNNING, 1620, "còn 3 ngày 3 giờ làm việc"),
        (ClockState.SOON, 65, "còn 1 giờ 5 phút làm việc"),
        (ClockState.LATE, 600, "quá hạn 1 ngày 2 giờ làm việc"),
        (ClockState.LATE, None, "Quá hạn"),
        (ClockState.STOPPED, 2880, "tạm dừng, còn 6 ngày làm việc"),
        (ClockState.STOPPED, None, "Đang tạm dừng tính giờ"),
        (ClockState.MET, None, "Đã xong đúng hạn"),
        (ClockState.MISSED, 95, "đã xong, trễ 1 giờ 35 phút làm việc"),
        (ClockState.MISSED, None, "Đã xong, trễ hạn"),
        (ClockState.RUNNING, None, "Đang tính giờ"),
    ],
)
def test_every_state_has_its_sentence(state, minutes, sentence):
    assert sentence in told(Clock(title="Thời hạn", state=state, minutes=minutes, due=pages.DUE))


def test_a_procedure_without_a_known_term_says_so():
    assert "Chưa rõ thời hạn theo luật" in told(Clock(title="Thời hạn", state=ClockState.NONE))


def test_the_reasons_stand_with_the_whole_clock_and_not_in_a_list():
    clock = pages.CLOCKS["running"]

    assert "Quốc khánh" in told(clock)
    assert "Quốc khánh" not in told(clock, shape="line")


def test_the_promised_date_stands_beside_the_legal_one():
    clock = Clock(
        title="Thời hạn", state=ClockState.RUNNING, minutes=60, due=pages.DUE, promised=pages.DUE.replace(day=30)
    )

    assert "hạn <time datetime=" in told(clock)
    assert "đã hẹn <time" in told(clock)
    assert "17:00, 30/11/2026" in told(clock)


def test_it_speaks_english_too():
    with override("en"):
        assert "3 days 3 hours of working time left" in told(pages.CLOCKS["running"])
