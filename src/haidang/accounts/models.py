"""Who has an account, and the businesses they act for. How a session is kept stands in `sessions.py`."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Finds people by their e-mail address, however it is capitalised."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the person who signs in with this address."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in with an e-mail address; filer or officer is decided elsewhere."""

    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(_("full name"), max_length=150)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    personal_id = models.CharField(_("personal identity number"), max_length=12, blank=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        constraints = [
            # Addresses are stored in lower case, so the plain unique index is case-insensitive.
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_is_lower_case"),
            # Nine digits before 2016, twelve since (identity number, no check digit).
            models.CheckConstraint(
                condition=Q(personal_id="") | Q(personal_id__regex=r"^([0-9]{9}|[0-9]{12})$"),
                name="user_personal_id_has_9_or_12_digits",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def save(self, *args: object, **kwargs: object) -> None:
        """Store the address in lower case."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)  # type: ignore[arg-type]
