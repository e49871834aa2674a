"""Asking for rows as a file, fetching it, and seeing its password once."""

import datetime as dt
from typing import Any

from cryptography.fernet import InvalidToken
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from lvzhi.core.action import action
from lvzhi.core.clock import date_of
from lvzhi.people.models import Role, Staff
from lvzhi.records.approvals import ask_approval
from lvzhi.records.models import file, keep
from lvzhi.records.register import Outgoing
from lvzhi.secrecy.exporting import locksmith, start
from lvzhi.secrecy.models import Export, ExportFile
from lvzhi.secrecy.params import EXPORT_LARGE_ROWS
from lvzhi.secrecy.perms import may_ask_export, may_fetch
from lvzhi.secrecy.queries import post_bound

SHORTEST = 5  # characters of a purpose that says something


@action("export.request", needs=may_ask_export, clauses=("17",))
def request_export(
    by: Staff, *, at: dt.datetime, source: Outgoing[Any], query: str, filters: str, rows: int, purpose: str
) -> Export:
    """Ask for rows with customers' data as a file. The supervisor decides; about many rows the vice president, too."""
    day, purpose = date_of(at), purpose.strip()
    if len(purpose) < SHORTEST:
        said = _("Say in at least %(least)s characters what the file is for.") % {"least": SHORTEST}
        raise ValidationError({"purpose": said})
    if rows < 1:
        raise ValidationError(_("Nothing answers to these filters."))
    post = post_bound(by, day)
    assert post is not None, "who opens the list holds a post"
    record = keep("export", by=by, at=at)
    file(record, by)
    export = Export.objects.create(
        record=record, owner=by, unit=post.unit, on=day,
        source=source.key, query=query, filters=filters, rows=rows, purpose=purpose,
    )  # fmt: skip
    many = rows > EXPORT_LARGE_ROWS.on(day)
    roles = (Role.SUPERVISOR, Role.VICE_PRESIDENT) if many else (Role.SUPERVISOR,)
    ask_approval(record, roles, unit=post.unit, facts={"title": str(source.title), "rows": rows, "purpose": purpose})
    return export


@action("export.download", needs=may_fetch, clauses=("17",))
def fetch(by: Staff, *, at: dt.datetime, export: Export) -> Export:
    """Fetch the file; each time is counted."""
    ready(export, at)
    ExportFile.objects.filter(pk=export.pk).update(downloads=F("downloads") + 1)
    return export


@action("export.password", needs=may_fetch)
def show_password(by: Staff, *, at: dt.datetime, export: Export) -> Export:
    """The password of the file, this once: it is in `password` of what comes back and nowhere else from now on."""
    made = ready(export, at)
    if not made.secret:
        raise ValidationError(_("The password has been shown already. Whoever has lost it asks for a new file."))
    try:
        export.password = locksmith().decrypt(made.secret.encode()).decode()  # type: ignore[attr-defined]
    except InvalidToken as unreadable:
        raise ValidationError(_("The password can no longer be read. Please ask for the file anew.")) from unreadable
    made.secret, made.shown_at = "", at
    made.save(update_fields=["secret", "shown_at"])
    return export


@action("export.again", needs=may_fetch)
def make_again(by: Staff, *, at: dt.datetime, export: Export) -> Export:
    """Have the file made once more after it broke off."""
    made = ExportFile.objects.select_for_update().filter(pk=export.pk, expires_at__gt=at).exclude(failed="").first()
    if made is None:
        raise ValidationError(_("The file is under way or done."))
    made.failed, made.done = "", 0
    made.save(update_fields=["failed", "done"])
    start(export.pk)
    return export


def ready(export: Export, at: dt.datetime) -> ExportFile:
    """The file, held while something is done with it; its time is not over."""
    made = ExportFile.objects.select_for_update().filter(pk=export.pk, finished_at__isnull=False).first()
    if made is None:
        raise ValidationError(_("The file is not made yet."))
    if at >= made.expires_at or made.deleted_at:
        raise ValidationError(_("Its time is over: the file is deleted. Please ask for it anew."))
    return made
