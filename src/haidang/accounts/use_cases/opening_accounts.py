"""
Accounts opened by the administration, with an address already known to be right.

People who register themselves come through the sign-up form, and confirm their address by mail.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from haidang.accounts.contracts import Person
from haidang.accounts.models import User
from haidang.accounts.queries import person_of
from haidang.kernel.errors import Invalid, Problem


def register_person(
    *, email: str, full_name: str, password: str | None = None, encoded_password: str = "", phone: str = ""
) -> Person:
    """
    Open an account for a filer who need not confirm the address by mail.

    Who opens many accounts with one password encodes it once: that alone takes a quarter of a second.

    :raises Invalid: if the address already has an account
    """
    return _open(email=email, full_name=full_name, encoded=encoded_password or make_password(password), phone=phone)


def create_officer_account(
    *, email: str, full_name: str, password: str | None = None, encoded_password: str = "", phone: str = ""
) -> Person:
    """
    Open an account for an officer, who may do nothing until posted to a unit.

    :raises Invalid: if the address already has an account
    """
    return _open(email=email, full_name=full_name, encoded=encoded_password or make_password(password), phone=phone)


@transaction.atomic
def _open(*, email: str, full_name: str, encoded: str, phone: str) -> Person:
    address = email.strip().lower()
    if User.objects.filter(email=address).exists():
        problem = _("There is already an account with the address %(email)s.") % {"email": address}
        raise Invalid([Problem(field="email", code="taken", message=problem)])

    user = User(email=address, full_name=full_name, phone=phone, password=encoded)
    user.save()
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    return person_of(user)
