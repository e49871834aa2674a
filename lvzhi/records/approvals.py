"""Approvals as every domain uses them: ask inside an action, look whether it was granted, hear of the decision.

    record = keep("export", by=by, at=at)
    ask_approval(record, [Role.SUPERVISOR], unit=unit, facts={"rows": 500})

    @when_decided("export")
    def export_decided(approval: Approval, decision: Decision) -> None: ...

Nobody decides about his own request, nor does whoever wrote it down for him or stands in for him. Who holds a post is
found out when somebody looks: the nearest holder upward, with the fallbacks of `people_next_up`.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, Case, F, Func, IntegerField, Value, When
from django.db.models.expressions import Combinable, RawSQL
from django.utils.translation import gettext as _

from lvzhi.core.clock import date_of
from lvzhi.people.models import LEADING, Deputy, Role, Staff, Unit
from lvzhi.people.queries import FALLBACK, rank, stands_in_for
from lvzhi.records.models import Approval, ApprovalQuerySet, Decision, Message, Record, Waiting, file, keep
from lvzhi.records.sql import DECIDABLE, decidable

Decided = Callable[[Approval, Decision], None]
WHEN_DECIDED: dict[str, Decided] = {}


def when_decided(kind: str) -> Callable[[Decided], Decided]:
    """Let a domain hear, in the same transaction, when a request of this kind is granted, declined or taken back."""

    def register(hear: Decided) -> Decided:
        WHEN_DECIDED[kind] = hear
        return hear

    return register


def ask_approval(record: Record, roles: Sequence[Role], *, unit: Unit, facts: Mapping[str, Any]) -> Approval:
    """Ask the posts of a chain, from the nearest upward, to agree to a record; the first of them is told.

    A post that is not above the person who asks does not decide: the next one above does.
    """
    asked_by, day = record.instead_of or record.by, date_of(record.recorded_at)
    chain = above(asked_by, roles, day)
    approval = Approval.objects.create(
        record=record, kind=record.kind, asked_by=asked_by, unit=unit, chain=chain, facts=dict(facts)
    )
    waiting = Waiting.objects.create(
        approval=approval, position=0, role=chain[0], unit=unit,
        asked_by=asked_by, written_by=record.by, since=record.recorded_at,
    )  # fmt: skip
    if checker(waiting, day) is None:
        raise ValidationError(
            _("Nobody above can decide about this. Please ask the administrator to look at the posts.")
        )
    tell_checkers(waiting, record.recorded_at)
    return approval


def above(staff: Staff, roles: Sequence[Role], day: dt.date) -> list[int]:
    """The posts of a chain that stand above this person; when none does, the next post above his own."""
    own = max((rank(post.role) for post in staff.posts_on(day)), default=int(Role.MANAGER))
    found = [int(role) for role in roles if role > own]
    return found or [next((int(role) for role in LEADING if role > own), int(Role.PRESIDENT))]


def approved(record: Record) -> bool:
    """Whether every post that was asked has agreed."""
    return Decision.objects.filter(approval=record.pk, final=True, said=Decision.Said.APPROVED).exists()


def checker_of(day: dt.date, role: int | None = None) -> Func:
    """Who decides where a request stands, as a database expression over `Waiting`; nothing when there is nobody.

    With `role`, who would decide for this post of its chain.
    """
    if role is None:
        serves: Combinable = Case(
            *(When(role=int(one), then=Value(int(other))) for one, other in FALLBACK.items()),
            default=Value(0),
            output_field=IntegerField(),
        )
        wanted: Combinable = F("role")
    else:
        serves, wanted = Value(int(FALLBACK.get(Role(role), 0))), Value(role)
    given = (F("unit"), F("asked_by"), F("written_by"), wanted, Value(day), serves)
    walk = "(SELECT above FROM records_next_checker(%(expressions)s) AS above)"
    return Func(*given, template=walk, output_field=BigIntegerField())


def checker(waiting: Waiting, day: dt.date, role: int | None = None) -> int | None:
    """The person who decides about this request, or would decide for another post of its chain."""
    found: int | None = Waiting.objects.filter(pk=waiting.pk).values_list(checker_of(day, role), flat=True).first()
    return found


def acts_for(staff: Staff, principal: int | None, makers: Collection[int], day: dt.date) -> bool:
    """Whether somebody may decide as this checker: himself, or as his deputy.

    Never about what he has made, nor about what somebody has made for whom he stands in.
    """
    if principal is None or staff.pk in makers:
        return False
    principals = stands_in_for(staff, day)
    return not set(makers) & set(principals) and (principal == staff.pk or principal in principals)


def waiting_for(staff: Staff, at: dt.datetime) -> ApprovalQuerySet:
    """The requests that this person can decide about now, as the holder of the post or as his deputy."""
    return Approval.objects.filter(pk__in=RawSQL(DECIDABLE, decidable(staff, date_of(at))))  # noqa: S611 - fixed text, values apart


def move_on(waiting: Waiting, approval: Approval, decider: int, day: dt.date) -> bool:
    """Go to the next post of the chain that another person answers for; whether there is one."""
    for position in range(waiting.position + 1, len(approval.chain)):
        role = approval.chain[position]
        if checker(waiting, day, role) not in (decider, None):
            waiting.position, waiting.role = position, role
            return True
    return False


def held(approval: Approval) -> Waiting:
    """Where the request stands; who presses at the same moment waits, and finds it decided."""
    found = Waiting.objects.select_for_update(of=("self",)).select_related("approval__record", "approval__asked_by")
    waiting = found.filter(approval=approval).first()
    if waiting is None:
        raise ValidationError(_("This has been decided already."))
    return waiting


def take_back(approval: Approval, by: Staff, at: dt.datetime, reason: str = "") -> Decision:
    """The request is taken back before it is decided; inside the action of whoever made it."""
    waiting = held(approval)
    record = keep("decision", by=by, at=at)
    file(record, by, about=approval.ref)
    decision = Decision.objects.create(
        record=record, approval=approval, position=waiting.position, role=waiting.role, final=True,
        said=Decision.Said.WITHDRAWN, remark=reason.strip(),
    )  # fmt: skip
    end(waiting, approval, decision)
    return decision


def end(waiting: Waiting, approval: Approval, decision: Decision) -> None:
    """Nothing waits any more; the domain hears of it."""
    waiting.delete()
    if hear := WHEN_DECIDED.get(approval.kind):
        hear(approval, decision)


def tell_checkers(waiting: Waiting, at: dt.datetime) -> None:
    """The person who decides now is told, and who stands in for him."""
    day = date_of(at)
    approval = waiting.approval
    if (holder := checker(waiting, day)) is None:
        return
    deputies = Deputy.objects.on(day).filter(staff=holder).values_list("deputy", flat=True)
    people = {holder, *deputies} - approval.makers
    facts = {"who": approval.asked_by.name, "kind": approval.kind, **approval.facts}
    Message.objects.bulk_create(
        Message(to_id=one, at=at, kind="approval.asked", about=approval.ref, facts=facts) for one in sorted(people)
    )


def tell_makers(approval: Approval, decision: Decision, by: Staff, at: dt.datetime) -> None:
    """Who asked hears what was decided."""
    facts = {"by": by.name, "kind": approval.kind, "said": decision.said, "remark": decision.remark, **approval.facts}
    Message.objects.bulk_create(
        Message(to_id=one, at=at, kind="approval.decided", about=approval.ref, facts=facts)
        for one in sorted(approval.makers - {by.pk})
    )
