"""Seeing a masked value whole: one at a time, with a reason, on record."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from lvzhi.core.action import action
from lvzhi.core.clock import date_of
from lvzhi.people.models import Role, Staff
from lvzhi.people.queries import next_up
from lvzhi.records.models import Message, file, keep
from lvzhi.secrecy.masked import title_of
from lvzhi.secrecy.models import Unmasking
from lvzhi.secrecy.params import UNMASK_PER_DAY
from lvzhi.secrecy.perms import may_unmask
from lvzhi.secrecy.queries import post_bound, unmasked_on

SHORTEST = 5  # characters of a reason that says something


@action("unmask", needs=may_unmask, clauses=("17",))
def unmask(by: Staff, *, at: dt.datetime, row: Model, field: str, reason: str) -> Unmasking:
    """Have one masked value shown whole. Who sees as many in a day as is allowed is told to the supervisor.

    The lock makes two tabs wait, so that nobody counts to one more than that.
    """
    day, reason = date_of(at), reason.strip()
    if len(reason) < SHORTEST:
        said = _("Say in at least %(least)s characters what you need it for.") % {"least": SHORTEST}
        raise ValidationError({"reason": said})
    Staff.objects.select_for_update(no_key=True).get(pk=by.pk)
    before, most = unmasked_on(by, day), UNMASK_PER_DAY.on(day)
    if before >= most:
        raise ValidationError(
            _("You have seen %(most)s numbers whole today; more can be shown tomorrow.") % {"most": most}
        )
    post = post_bound(by, day)
    assert post is not None, "who sees the row holds a post"
    record = keep("unmasking", by=by, at=at)
    file(record, by, about=row.ref)  # type: ignore[attr-defined]
    if before + 1 == most and (above := next_up(post, Role.SUPERVISOR, day)):
        facts = {"who": by.name, "count": most, "on": day.isoformat()}
        Message.objects.create(to=above, at=at, kind="unmask.many", about=by.ref, facts=facts)
    return Unmasking.objects.create(
        record=record, owner=by, unit=post.unit, on=day,
        about=row.ref, title=title_of(row), field=field, reason=reason,  # type: ignore[attr-defined]
    )  # fmt: skip
