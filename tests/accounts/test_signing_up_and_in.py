"""A person registers, confirms the address by mail, signs in, and finds the way back after forgetting the password."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from accounts.conftest import PASSWORD
from haidang.accounts import api as accounts
from haidang.accounts.models import Business, User

FORM = {
    "full_name": "Nguyễn Thử Nghiệm",
    "email": "Thu.Nghiem@Example.VN",
    "phone": "0912 345 678",
    "password1": PASSWORD,
    "password2": PASSWORD,
}
BUSINESS = {"tax_code": "0100112437", "business_name": "Công ty TNHH Ngọn Đèn Thử Nghiệm"}
OPEN_PAGE = "/tai-khoan/email/"
"""A page for signed-in people alone."""

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _uncollected_files(settings) -> None:
    """Serve style sheets as they lie in the source: nothing was collected for these tests."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


@pytest.fixture(autouse=True)
def _no_limits_used_up(db: None) -> None:
    """Forget how often an address was written to: tests share the process."""
    cache.clear()


def link_in_latest_mail() -> str:
    """Return the path of the link in the newest mail."""
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def sign_up(client, **more: str):
    return client.post(reverse("account_signup"), FORM | more)


def confirm(client) -> None:
    client.post(link_in_latest_mail())


def sign_in(client, password: str = PASSWORD, email: str = FORM["email"]):
    return client.post(reverse("account_login"), {"login": email, "password": password, "next": OPEN_PAGE})


def test_from_registering_to_the_first_signed_in_page(client):
    told = sign_up(client)

    assert told.url == reverse("account_email_verification_sent")
    assert mail.outbox[0].to == ["thu.nghiem@example.vn"]

    confirm(client)

    assert sign_in(client).url == OPEN_PAGE
    assert client.get(OPEN_PAGE).status_code == 200
    user = User.objects.get()
    assert (user.email, user.full_name, user.phone) == (
        "thu.nghiem@example.vn",
        "Nguyễn Thử Nghiệm",
        "0912345678",
    )


def test_without_confirming_the_address_nobody_signs_in(client):
    sign_up(client)

    answer = sign_in(client)

    assert answer.url == reverse("account_email_verification_sent")
    assert client.get(OPEN_PAGE).status_code == 302


def test_a_tax_code_makes_the_person_act_for_the_business(client):
    sign_up(client, **BUSINESS)

    cards = accounts.list_businesses(User.objects.get().pk)
    assert [(card.tax_code, card.name) for card in cards] == [("0100112437", BUSINESS["business_name"])]


def test_a_person_who_files_for_themselves_gives_no_tax_code(client):
    sign_up(client)

    assert accounts.list_businesses(User.objects.get().pk) == []
    assert not Business.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("full_name", "", "Hãy nhập họ và tên của bạn."),
        ("phone", "12", "Số điện thoại có dạng 0912 345 678"),
        ("tax_code", "010011243", "Mã số thuế phải có 10 hoặc 13 chữ số; số bạn nhập có 9."),
        ("tax_code", "0100112438", "chữ số thứ mười không khớp"),
        ("tax_code", "", "Hãy nhập mã số thuế của doanh nghiệp này"),
        ("business_name", "", "Hãy nhập tên doanh nghiệp có mã số thuế này."),
        ("password2", "khác", "Hai lần nhập mật khẩu chưa giống nhau"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field_and_nothing_is_lost(client, field, typed, sentence):
    answer = sign_up(client, **(BUSINESS | {field: typed}))

    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert sentence in str(form.errors[field])
    assert form["email"].value() == FORM["email"]
    assert not User.objects.exists()


def test_registering_a_known_address_tells_nobody_but_its_owner(client, person):
    person("thu.nghiem")

    told = sign_up(client, **BUSINESS)

    assert told.url == reverse("account_email_verification_sent")
    assert mail.outbox[-1].to == ["thu.nghiem@example.vn"]
    assert User.objects.count() == 1
    assert not Business.objects.exists()


def test_a_wrong_password_does_not_tell_whether_the_address_is_known(client, person):
    person("lan")

    known = sign_in(client, "sai", "lan@example.vn").context["form"].errors
    unknown = sign_in(client, "sai", "nobody@example.vn").context["form"].errors

    assert known == unknown
    assert "Email hoặc mật khẩu chưa đúng" in str(known)


def test_the_address_counts_however_it_is_capitalised(client, person):
    person("lan")

    assert sign_in(client, email="LAN@example.vn").url == OPEN_PAGE


def test_a_blocked_person_does_not_sign_in(client, person):
    User.objects.filter(pk=person("lan").id).update(is_active=False)

    sign_in(client, email="lan@example.vn")

    assert client.get(OPEN_PAGE).status_code == 302


def test_a_forgotten_password_is_set_anew_by_mail(client, person):
    person("lan")
    client.post(reverse("account_reset_password"), {"email": "lan@example.vn"})
    page = client.get(link_in_latest_mail(), follow=True)
    new = "một-mật-khẩu-mới"

    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})

    assert sign_in(client, email="lan@example.vn").context["form"].errors
    assert sign_in(client, new, "lan@example.vn").url == OPEN_PAGE


def test_a_link_to_a_new_password_works_once(client, person):
    person("lan")
    client.post(reverse("account_reset_password"), {"email": "lan@example.vn"})
    link = link_in_latest_mail()
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "một-mật-khẩu-mới", "password2": "một-mật-khẩu-mới"})

    assert client.get(link).context["token_fail"]


def test_signing_out_ends_it(client, person):
    person("lan")
    sign_in(client, email="lan@example.vn")

    client.post(reverse("account_logout"))

    assert client.get(OPEN_PAGE).status_code == 302


def test_wrong_passwords_are_counted_where_every_process_sees_them(client):
    sign_up(client)
    confirm(client)
    for _ in range(6):
        sign_in(client, password="khong-phai-mat-khau-nay")

    stopped = sign_in(client)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_limit")
    free_again = sign_in(client)

    assert "quá nhiều lần" in stopped.content.decode()
    assert free_again.url == OPEN_PAGE
