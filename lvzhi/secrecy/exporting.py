"""An approved request becomes a file: with the requester's own eyes, watermarked, locked with a password, for a day."""

import base64
import datetime as dt
import hashlib
import secrets
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.files.base import ContentFile
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _
from msoffcrypto.format.ooxml import OOXMLFile
from procrastinate.contrib.django import app

from lvzhi.core import trail
from lvzhi.core.clock import date_of
from lvzhi.core.writing import writing
from lvzhi.people.queries import must_sign_first
from lvzhi.records.approvals import when_decided
from lvzhi.records.excel import MOST, Sheet, workbook
from lvzhi.records.filters import Scope
from lvzhi.records.listing import in_words, picked
from lvzhi.records.models import Approval, Decision, Message
from lvzhi.records.register import OUTGOING
from lvzhi.secrecy.models import Export, ExportFile
from lvzhi.secrecy.params import EXPORT_HOURS
from lvzhi.secrecy.wording import CHINESE

JOB = "lvzhi.jobs.tasks.make_export"
LETTERS, FIGURES = "abcdefghjkmnpqrstuvwxyz", "23456789"  # without signs that are taken for others
AT_ONCE = 200  # rows after which the progress is written down
CHUNK = 1000


class NoRightsError(Exception):
    """Whoever asked may not see the rows any more."""


@when_decided("export")
def export_decided(approval: Approval, decision: Decision) -> None:
    """Granted: the file is made in the background, and is there for the set hours from now."""
    if not decision.approved:
        return
    at = decision.record.recorded_at
    lasts = dt.timedelta(hours=EXPORT_HOURS.on(date_of(at)))
    ExportFile.objects.create(export_id=approval.record_id, approved_at=at, expires_at=at + lasts)
    start(approval.record_id)


def start(export: int) -> None:
    """Hand it to the background; it begins when this action is committed, not before."""
    app.configure_task(JOB, allow_unknown=True).defer(export=export)


def make(export: Export, at: dt.datetime) -> None:
    """Read the rows as the requester saw them when it was approved; lock the file; tell that it is there."""
    made = export.file
    if made.finished_at or at >= made.expires_at:
        return
    with translation.override(export.owner.language or CHINESE):
        content, number = book_of(export, at)
        name = f"{OUTGOING[export.source].title}_{export.record.pk}.xlsx"
    password = one_password()
    closed, secret = ContentFile(locked(content, password)), locksmith().encrypt(password.encode()).decode()
    with writing():
        made = ExportFile.objects.select_for_update().get(pk=made.pk)
        made.content.save(name, closed, save=False)
        made.secret, made.rows, made.done, made.failed, made.finished_at = secret, number, number, "", at
        made.save()
        facts = {"title": str(OUTGOING[export.source].title), "count": number}
        Message.objects.create(to=export.owner, at=at, kind="export.ready", about=export.ref, facts=facts)


def book_of(export: Export, at: dt.datetime) -> tuple[bytes, int]:
    """The Excel file, watermarked, and how many rows it holds."""
    source, owner = OUTGOING[export.source], export.owner
    scope = Scope(owner, date_of(export.file.approved_at))
    if not source.needs(owner, scope.day) or must_sign_first(owner, scope.day):
        raise NoRightsError(_("Whoever asked may not see these rows any more."))
    query = QueryDict(export.query)
    asked = source.listing.ask(scope, query)
    rows = asked.filed(picked(query))[:MOST]
    counted = Counted(export)
    sheet = Sheet(str(source.name), in_words(asked.chips()), f"{owner.name} {owner.number}", at, export.purpose)
    return workbook(sheet, asked.columns, counted(rows.iterator(chunk_size=CHUNK))), counted.number


class Counted:
    """Counts what passes, and now and then writes down how far it is, for the page that waits."""

    def __init__(self, export: Export) -> None:
        self.export, self.number = export, 0

    def __call__(self, rows: Iterator[Any]) -> Iterator[Any]:
        for row in rows:
            yield row
            self.number += 1
            if self.number % AT_ONCE == 0:
                with writing():
                    ExportFile.objects.filter(pk=self.export.pk).update(done=self.number)


def mark_failed(export: Export, why: str) -> None:
    """It broke off; what it said is kept for who asked."""
    with writing():
        ExportFile.objects.filter(pk=export.pk).update(failed=why[:300] or "?")


def locked(content: bytes, password: str) -> bytes:
    """The file as Excel and WPS open it with a password alone (AES, the standard's own way)."""
    out = BytesIO()
    OOXMLFile(BytesIO(content)).encrypt(password, out)
    return out.getvalue()


def one_password() -> str:
    """Three groups of four that can be read out."""
    signs = "".join(secrets.choice(LETTERS + FIGURES) for _n in range(12))
    return "-".join((signs[:4], signs[4:8], signs[8:]))


def locksmith() -> Fernet:
    """Keeps a password until it is shown, with a key made from the secret key."""
    digest = hashlib.sha256(f"lvzhi export {settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def delete_expired(at: dt.datetime) -> int:
    """Files whose time is over go, and what opened them with them; the request and its counts stay."""
    over = list(ExportFile.objects.filter(expires_at__lte=at, deleted_at=None).select_related("export__record")[:CHUNK])
    for made in over:
        if made.content:
            made.content.delete(save=False)
        with writing():
            ExportFile.objects.filter(pk=made.pk).update(content="", secret="", deleted_at=at)
            trail.write("export.deleted", at=at, ref=made.export.ref, detail={"downloads": str(made.downloads)})
    return len(over)
