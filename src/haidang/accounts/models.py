"""Who has an account, and the businesses they act for. How a session is kept stands in `sessions.py`."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from haidang.kernel.ids import new_uid


class UserManager(BaseUserManager["User"]):
    """Finds people by their e-mail address."""


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


class Business(models.Model):
    """A business or other organisation known by its tax code, for which people file."""

    tax_code = models.CharField(max_length=14, unique=True)
    name = models.CharField(max_length=250)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    stream = models.UUIDField(default=new_uid, unique=True)
    head_seq = models.IntegerField(default=0)
    head_hash = models.BinaryField(max_length=32, default=bytes(32))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(tax_code__regex=r"^[0-9]{10}(-[0-9]{3})?$"),
                name="business_tax_code_has_10_or_13_digits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tax_code} {self.name}"


class Role(models.TextChoices):
    """What a member is in the business: the owner says who else may act for it."""

    OWNER = "OWNER", _("owner")
    STAFF = "STAFF", _("staff")


class Membership(models.Model):
    """A person acts for a business; without `confirmed_at` it is only a request to the owner."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=5, choices=Role.choices)
    since = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "business"], name="membership_once_per_person_and_business"),
            models.UniqueConstraint(fields=["business"], condition=Q(role="OWNER"), name="business_has_one_owner"),
            models.CheckConstraint(condition=Q(role__in=["OWNER", "STAFF"]), name="membership_role_known"),
            models.CheckConstraint(
                condition=Q(role="STAFF") | Q(confirmed_at__isnull=False), name="owner_is_confirmed"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="membership_confirmed_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.business_id}"


class Session(models.Model):
    """A browser that signed in, or began to; the key itself is known to the browser alone."""

    key_hash = models.BinaryField(max_length=32, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    data = models.JSONField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"session of {self.user_id}"


class Attempts(models.Model):
    """How often somebody tried something in the latest minute they tried it; `key` is hashed, so it names nobody."""

    key = models.BinaryField(max_length=32, primary_key=True)
    minute = models.BigIntegerField(db_index=True)
    count = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.count} in minute {self.minute}"
