"""Requests are decided, post by post up the chain, or taken back by who made them."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.core.action import action
from lvzhi.core.clock import date_of
from lvzhi.people.models import Staff
from lvzhi.records.approvals import acts_for, checker, end, held, move_on, take_back, tell_checkers, tell_makers
from lvzhi.records.models import Approval, Decision, file, keep
from lvzhi.records.perms_approvals import may_decide, may_withdraw


@action("approval.decide", needs=may_decide)
def decide(by: Staff, *, at: dt.datetime, approval: Approval, approved: bool, remark: str = "") -> Decision:
    """Agree, which hands the request to the next post of its chain, or decline with a reason, which ends it."""
    day, waiting = date_of(at), held(approval)
    principal = checker(waiting, day)
    if principal is None or not acts_for(by, principal, approval.makers, day):
        raise ValidationError(_("Somebody has decided about this already; it waits for the next post."))
    if not approved and not remark.strip():
        raise ValidationError({"remark": _("Say why you decline.")})
    position, role = waiting.position, waiting.role
    goes_on = approved and move_on(waiting, approval, principal, day)
    record = keep("decision", by=by, at=at, instead_of_id=None if principal == by.pk else principal)
    for one in {by.pk, principal}:
        file(record, Staff(pk=one), about=approval.ref)
    decision = Decision.objects.create(
        record=record, approval=approval, position=position, role=role, final=not goes_on, remark=remark.strip(),
        said=Decision.Said.APPROVED if approved else Decision.Said.DECLINED,
    )  # fmt: skip
    if goes_on:
        waiting.since = at
        waiting.save(update_fields=["position", "role", "since"])
        tell_checkers(waiting, at)
    else:
        end(waiting, approval, decision)
        tell_makers(approval, decision, by, at)
    return decision


@action("approval.withdraw", needs=may_withdraw)
def withdraw_request(by: Staff, *, at: dt.datetime, approval: Approval, reason: str = "") -> Decision:
    """Take a request back that is not decided yet."""
    return take_back(approval, by, at, reason)
