"""What a password is: how it is kept, what it has to look like, and that it is new."""

import datetime as dt
import string
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lvzhi.core.clock import date_of
from lvzhi.people.models import Staff, UsedPassword
from lvzhi.people.params import PASSWORD_HISTORY

CLASSES = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isalnum())
AROUND = string.digits + string.punctuation + string.whitespace
FEWEST_SIGNS = 6


class Argon2id(Argon2PasswordHasher):
    """Argon2id at the cost that OWASP gives for it: 19 MiB, two passes, one lane; about 15 ms."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class ThreeOfFourClasses:
    """At least three of: small letters, capital letters, digits, other signs."""

    def validate(self, password: str, user: Any = None) -> None:
        if sum(any(kind(sign) for sign in password) for kind in CLASSES) < 3:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        return _("Use at least three of: small letters, capital letters, digits, other signs.")


class NotCommon(CommonPasswordValidator):
    """Not one of the passwords that everybody tries, with figures around it or without; not a few signs repeated."""

    def validate(self, password: str, user: Any = None) -> None:
        word = password.lower()
        if {word, word.strip(AROUND)} & self.passwords or len(set(word)) < FEWEST_SIGNS:
            raise ValidationError(self.get_help_text(), code="password_too_common")

    def get_help_text(self) -> str:
        return _("Do not use a word that others would guess, even with figures behind it.")


def check_new(staff: Staff, password: str, at: dt.datetime) -> None:
    """Whether this may become the person's password; all that is wrong with it at once."""
    errors: list[ValidationError] = []
    try:
        validate_password(password, staff)
    except ValidationError as wrong:
        errors += wrong.error_list
    remembered = PASSWORD_HISTORY.on(date_of(at))
    last = UsedPassword.objects.filter(staff_id=staff.pk).order_by("-id")[:remembered]
    if any(check_password(password, used) for used in last.values_list("password", flat=True)):
        words = ngettext("This was your last password.", "This is one of your last %(n)s passwords.", remembered)
        errors.append(ValidationError(words % {"n": remembered}, code="password_used_before"))
    if errors:
        raise ValidationError({"password": errors})


def keep_new(staff: Staff, password: str, at: dt.datetime, *, for_once: bool) -> None:
    """Give somebody a password. One given `for_once` by an administrator has to be changed after signing in."""
    staff.password = make_password(password)
    staff.must_change_password = for_once
    staff.password_set_at = at
    staff.save(update_fields=["password", "must_change_password", "password_set_at"])
    UsedPassword.objects.create(staff=staff, password=staff.password, at=at)
