"""Posts begin and end; somebody stands in for somebody."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.core.action import action
from lvzhi.core.clock import date_of
from lvzhi.core.constraint import refusals
from lvzhi.people.lasting import lasting
from lvzhi.people.models import Deputy, Post, Role, Staff, Unit
from lvzhi.people.perms import may_end_deputy, may_end_post, may_name_deputy, may_run_another
from lvzhi.people.sql import hold_tree

STANDS_IN = tuple(role for role in Role if role not in (Role.AUDITOR, Role.ADMINISTRATOR))


def check_days(first: dt.date, last: dt.date | None) -> None:
    if last is not None and last < first:
        raise ValidationError({"last": _("The last day lies before the first one.")})


def check_open(unit: Unit, last: dt.date | None) -> None:
    """A post does not outlive its unit."""
    closed = unit.closed_on
    if closed and (last is None or last >= closed):
        words = _("%(unit)s is closed from %(day)s on.") % {"unit": unit.name, "day": closed}
        raise ValidationError({"unit" if last is None else "last": words})


@action("post.begin", needs=may_run_another)
def appoint(
    by: Staff, *, at: dt.datetime, staff: Staff, unit: Unit, role: int, first: dt.date, last: dt.date | None = None
) -> Post:
    """Give somebody a post at a unit, from a first day on."""
    hold_tree()
    check_days(first, last)
    check_open(Unit.objects.get(pk=unit.pk), last)
    with refusals(
        post_not_held_twice_at_once={"first": _("This person already holds this post here in these days.")},
        **alone(),
    ):
        return Post.objects.create(staff=staff, unit=unit, role=role, during=lasting(first, last))


def alone() -> dict[str, dict[str, str]]:
    """Auditors judge the work of others, administrators open and close doors: neither does the work as well."""
    words = _("An auditor or administrator cannot hold another post in these days.")
    return {"auditor_holds_no_other_post": {"role": words}, "administrator_holds_no_other_post": {"role": words}}


@action("post.end", needs=may_end_post)
def end_post(by: Staff, *, at: dt.datetime, post: Post, last: dt.date | None) -> Post:
    """Set the last day of a post, or with none let it go on."""
    hold_tree()
    check_days(post.first, last)
    check_open(Unit.objects.get(pk=post.unit_id), last)
    post.during = lasting(post.first, last)
    with refusals(
        post_not_held_twice_at_once={"last": _("A later post of the same kind here would overlap.")},
        **{name: {"last": next(iter(said.values()))} for name, said in alone().items()},
    ):
        post.save(update_fields=["during"])
    return post


@action("post.withdraw", needs=may_end_post)
def withdraw_post(by: Staff, *, at: dt.datetime, post: Post) -> Post:
    """Take back a post that has not begun. What has begun is ended, so that the past stays as it was."""
    if post.first <= date_of(at):
        raise ValidationError(_("This post has begun: set its last day."))
    Post.objects.filter(pk=post.pk).delete()
    return post


@action("deputy.name", needs=may_name_deputy)
def name_deputy(
    by: Staff,
    *,
    at: dt.datetime,
    staff: Staff,
    deputy: Staff,
    first: dt.date,
    last: dt.date | None = None,
    reason: str = "",
) -> Deputy:
    """Say who stands in for somebody, from a first day on; one person at a time."""
    check_days(first, last)
    if deputy.pk == staff.pk:
        raise ValidationError({"deputy": _("Nobody stands in for himself.")})
    if not deputy.holds(first, *STANDS_IN):
        raise ValidationError({"deputy": _("This person holds no post in the business on that day.")})
    with refusals(one_deputy_at_a_time={"first": _("Somebody else stands in in these days: end that first.")}):
        return Deputy.objects.create(staff=staff, deputy=deputy, during=lasting(first, last), reason=reason)


@action("deputy.end", needs=may_end_deputy)
def end_deputy(by: Staff, *, at: dt.datetime, deputy: Deputy, last: dt.date | None) -> Deputy:
    """Set the last day of standing in, or with none let it go on."""
    check_days(deputy.first, last)
    deputy.during = lasting(deputy.first, last)
    with refusals(one_deputy_at_a_time={"last": _("Somebody else stands in later: the two would overlap.")}):
        deputy.save(update_fields=["during"])
    return deputy


@action("deputy.withdraw", needs=may_end_deputy)
def withdraw_deputy(by: Staff, *, at: dt.datetime, deputy: Deputy) -> Deputy:
    """Take back a deputy whose days have not begun."""
    if deputy.first <= date_of(at):
        raise ValidationError(_("These days have begun: set the last one."))
    Deputy.objects.filter(pk=deputy.pk).delete()
    return deputy
