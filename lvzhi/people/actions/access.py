"""Who may sign in: administrators, passwords given anew, people shut out and let in again."""

import datetime as dt

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lvzhi.core.action import action
from lvzhi.core.clock import date_of
from lvzhi.people.actions.staff import kept
from lvzhi.people.models import FailedSignIn, Post, Role, Session, Staff, Unit
from lvzhi.people.passwords import check_new, keep_new
from lvzhi.people.perms import may_run_another
from lvzhi.people.perms_access import may_keep_own_account, may_make_administrators
from lvzhi.people.sql import rebuild_ancestors

ROOT_CODE = "000"


@action("administrator.create", needs=may_make_administrators)
def create_administrator(by: Staff | None, *, at: dt.datetime, number: str, name: str, password: str) -> Staff:
    """Make somebody who runs the system and sees no customer; the first one by the command line, without anybody."""
    staff = Staff(number=number, name=name)
    check_new(staff, password, at)
    kept(staff)
    keep_new(staff, password, at, for_once=by is not None)
    Post.objects.create(staff=staff, unit=root(), role=Role.ADMINISTRATOR, during=DateRange(date_of(at), None))
    return staff


def root() -> Unit:
    """The top of the bank's tree, made when there is none."""
    if found := Unit.objects.filter(parent=None).order_by("pk").first():
        return found
    made = Unit.objects.create(code=ROOT_CODE, name=str(Unit.Kind.HEAD_OFFICE.label), kind=Unit.Kind.HEAD_OFFICE)
    rebuild_ancestors()
    return made


@action("password.change", needs=may_keep_own_account)
def change_password(by: Staff, *, at: dt.datetime, password: str) -> Staff:
    """Choose a new password for oneself; who asks has just shown that the old one is known."""
    check_new(by, password, at)
    keep_new(by, password, at, for_once=False)
    return by


@action("password.reset", needs=may_run_another)
def reset_password(by: Staff, *, at: dt.datetime, staff: Staff, password: str) -> Staff:
    """Give somebody a password that has to be changed after signing in; whoever uses the old one has to leave."""
    check_new(staff, password, at)
    keep_new(staff, password, at, for_once=True)
    let_try_again(staff)
    end_sessions(staff)
    return staff


@action("person.lock", needs=may_run_another)
def lock_person(by: Staff, *, at: dt.datetime, staff: Staff, reason: str) -> Staff:
    """Shut somebody out at once, whatever posts are held."""
    staff.is_active = False
    staff.save(update_fields=["is_active"])
    end_sessions(staff)
    return staff


@action("person.unlock", needs=may_run_another)
def unlock_person(by: Staff, *, at: dt.datetime, staff: Staff, reason: str) -> Staff:
    """Let somebody in again who was shut out, or whose wrong passwords locked the number."""
    staff.is_active = True
    staff.save(update_fields=["is_active"])
    let_try_again(staff)
    return staff


@action("second_factor.reset", needs=may_run_another)
def reset_second_factor(by: Staff, *, at: dt.datetime, staff: Staff, reason: str) -> Staff:
    """Take the second factor from somebody who has lost it; the next sign-in asks for the password alone."""
    Authenticator.objects.filter(user=staff).delete()
    end_sessions(staff)
    return staff


@action("language.choose", needs=may_keep_own_account)
def choose_language(by: Staff, *, at: dt.datetime, language: str) -> Staff:
    """The language in which the product speaks to this person, on every device."""
    if language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("This language is not spoken here.")})
    by.language = language
    by.save(update_fields=["language"])
    return by


def let_try_again(staff: Staff) -> None:
    FailedSignIn.objects.filter(number=staff.number.lower()).delete()


def end_sessions(staff: Staff) -> None:
    """Whoever is signed in as this person has to do it again."""
    Session.objects.filter(staff=staff).delete()
