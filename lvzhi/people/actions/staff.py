"""People come, their particulars change, and those who have never signed in get a password to begin with."""

import datetime as dt
import secrets

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.core import trail
from lvzhi.core.action import action
from lvzhi.core.clock import date_of
from lvzhi.core.constraint import refusals
from lvzhi.people.models import Staff, Unit
from lvzhi.people.names import name_key, narrow, tidy
from lvzhi.people.passwords import keep_new
from lvzhi.people.perms import may_run
from lvzhi.people.queries import waiting

LETTERS = "abcdefghjkmnpqrstuvwxyz"  # without signs that are taken for others: 0 O, 1 l I
FIGURES = "23456789"
AT_ONCE = 100  # passwords in one list: about two seconds


def one_time_password() -> str:
    """Three groups of four that can be read out: Kx7m-qp49-tn9w. The first sign is a capital, the eighth a figure."""
    one = [secrets.choice(LETTERS + FIGURES) for _n in range(12)]
    one[0], one[7], one[11] = secrets.choice(LETTERS).upper(), secrets.choice(FIGURES), secrets.choice(LETTERS)
    return "-".join("".join(one[start : start + 4]) for start in (0, 4, 8))


def kept(staff: Staff) -> Staff:
    """Save the particulars as they are to be found again."""
    staff.number, staff.name = narrow(staff.number), tidy(staff.name)
    staff.phone, staff.email = narrow(staff.phone), narrow(staff.email)
    staff.pinyin = name_key(staff.name)
    taken = {"number": _("Somebody else has this employee number.")}
    with refusals(people_staff_number_key=taken, staff_number_once_in_any_case=taken):
        staff.save()
    return staff


@action("staff.create", needs=may_run)
def create_staff(
    by: Staff, *, at: dt.datetime, number: str, name: str, phone: str = "", email: str = "", password: str = ""
) -> Staff:
    """Enter somebody who has joined. The password is for the first sign-in; without one nobody signs in yet."""
    staff = Staff(number=number, name=name, phone=phone, email=email)
    staff.set_unusable_password()
    kept(staff)
    if password:
        keep_new(staff, password, at, for_once=True)
    return staff


@action("staff.change", needs=may_run)
def change_staff(
    by: Staff, *, at: dt.datetime, staff: Staff, number: str, name: str, phone: str = "", email: str = ""
) -> Staff:
    """Put right what is written about somebody."""
    staff.number, staff.name, staff.phone, staff.email = number, name, phone, email
    return kept(staff)


@action("unit.issue_passwords", needs=may_run)
def issue_passwords(by: Staff, *, at: dt.datetime, unit: Unit) -> Unit:
    """One-time passwords for those of a unit who have never signed in, a hundred at a time.

    The list is in `issued` of what comes back, this once; nothing but the hashes is kept. An earlier password
    of somebody on the list no longer opens the door.
    """
    found = list(waiting(unit, date_of(at)).exclude(pk=by.pk).select_for_update()[:AT_ONCE])
    if not found:
        raise ValidationError(_("Everybody here has signed in before."))
    issued = []
    for staff in found:
        secret = one_time_password()
        keep_new(staff, secret, at, for_once=True)
        trail.write("password.reset", at=at, by=by, ref=staff.ref, detail={"unit": unit.ref})
        issued.append((staff, secret))
    unit.issued = issued  # type: ignore[attr-defined]
    return unit
