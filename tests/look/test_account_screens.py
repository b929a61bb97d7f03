"""The account screens open, say what is wrong beside the field, and lead on."""

import pytest
from django.core import mail
from django.test import Client
from lxml import html

pytestmark = pytest.mark.django_db

OPEN = (
    "login",
    "signup",
    "password/reset",
    "confirm-email",
    "inactive",
    "password/reset/done",
    "password/reset/key/done",
)


def headline(answer):
    return html.fromstring(answer.content).xpath("//h1")[0].text_content()


@pytest.mark.parametrize("path", OPEN)
def test_a_stranger_can_open_it_and_it_has_one_heading(path):
    answer = Client().get(f"/tai-khoan/{path}/")

    assert answer.status_code == 200
    assert len(html.fromstring(answer.content).xpath("//h1")) == 1


def test_a_wrong_password_is_told_at_the_top_and_the_address_stays():
    answer = Client().post("/tai-khoan/login/", {"login": "an@vidu.vn", "password": "sai-mat-khau"})
    tree = html.fromstring(answer.content)

    assert tree.xpath("//*[contains(@class, 'summary')]//li")
    assert tree.xpath("//input[@name='login']/@value") == ["an@vidu.vn"]


def test_every_problem_of_the_sign_up_form_leads_to_its_field():
    answer = Client().post("/tai-khoan/signup/", {"email": "sai", "tax_code": "123", "password1": "ngan"})
    tree = html.fromstring(answer.content)

    targets = [href.removeprefix("#") for href in tree.xpath("//*[contains(@class, 'summary')]//a/@href")]

    assert {"id_email", "id_full_name", "id_tax_code"} <= set(targets)
    assert all(tree.xpath(f"//input[@id='{target}']") for target in targets)


def test_an_old_link_says_so_and_leads_on():
    answer = Client().get("/tai-khoan/password/reset/key/1-abc/")

    assert headline(answer) == "Đặt mật khẩu mới"
    assert "đã quá hạn" in answer.content.decode()


def test_signing_up_sends_a_vietnamese_letter_with_the_link():
    given = {
        "full_name": "Nguyễn Văn Thử",
        "email": "thu@vidu.vn",
        "password1": "ngon hai dang 2026",
        "password2": "ngon hai dang 2026",
    }

    answer = Client().post("/tai-khoan/signup/", given, follow=True)

    assert headline(answer) == "Mở đường dẫn trong email"
    assert mail.outbox[0].subject == "Xác nhận địa chỉ email"
    assert "http://testserver/tai-khoan/confirm-email/" in mail.outbox[0].body


def test_the_language_is_changed_by_a_button_and_the_page_stays():
    client = Client()
    answer = client.post("/ngon-ngu/", {"language": "en", "next": "/tai-khoan/login/"}, follow=True)

    assert headline(answer) == "Sign in"


def test_every_page_says_in_which_language_it_is():
    answer = Client().get("/tai-khoan/login/")

    assert html.fromstring(answer.content).get("lang") == "vi"
