"""Article 17 over the API, to be read: what was signed, shown whole, taken out. It is done on the pages alone."""

import datetime as dt

from ninja import Router, Schema
from pydantic import Field

from lvzhi.api.head import Head, head
from lvzhi.api.resource import expose
from lvzhi.secrecy.models import Agreement, Export, Unmasking
from lvzhi.secrecy.register import AGREEMENTS
from lvzhi.secrecy.register_export import EXPORTS, downloads, source_of
from lvzhi.secrecy.register_unmask import UNMASKINGS, what

router = Router()


class AgreementOut(Head):
    """An agreement with the whole text as it was signed."""

    role: str = Field(description="Post")
    unit: str = Field(description="Unit")
    party: str = Field(description="The unit with which it is signed")
    kind: str = Field(description="In office, or on leaving")
    version: int = Field(description="Version of the words")
    signed_at: dt.datetime = Field(description="When it was signed")
    valid_until: dt.date = Field(description="Its last day")
    how: str = Field(description="How the signature was confirmed")
    digest: str = Field(description="SHA-256 of the text")
    text: str = Field(description="The text as it was read and signed")


def shown(one: Agreement) -> AgreementOut:
    return AgreementOut(
        **head(AGREEMENTS, one), role=str(one.get_role_display()), unit=one.unit.name, party=one.party.name,
        kind=str(one.get_kind_display()), version=one.version, signed_at=one.record.recorded_at,
        valid_until=one.valid_until, how=one.how, digest=one.digest, text=one.text,
    )  # fmt: skip


expose(router, AGREEMENTS, path="/agreements/", whole=AgreementOut, shown=shown)


class UnmaskingOut(Schema):
    """A masked value that was shown whole. The value itself is kept nowhere."""

    id: int = Field(description="Number of the record")
    number: str = Field(description="Number of the form")
    owner: str = Field(description="Employee number of who has seen it")
    at: dt.datetime = Field(description="When")
    about: str = Field(description="The thing it belongs to")
    title: str = Field(description="Whose it is")
    what: str = Field(description="Which value")
    reason: str = Field(description="What it was needed for")


def unmasking(one: Unmasking) -> UnmaskingOut:
    return UnmaskingOut(
        id=one.pk, number=UNMASKINGS.form.number(one), owner=one.owner.number, at=one.record.recorded_at,
        about=one.about, title=one.title, what=what(one), reason=one.reason,
    )  # fmt: skip


class ExportOut(Schema):
    """A request to take out customers' data as a file. The file is fetched on the page alone."""

    id: int = Field(description="Number of the record")
    number: str = Field(description="Number of the form")
    owner: str = Field(description="Employee number of who asked")
    at: dt.datetime = Field(description="When it was asked for")
    source: str = Field(description="The list")
    filters: str = Field(description="The filters in words")
    rows: int = Field(description="How many rows there were")
    purpose: str = Field(description="What the file is for")
    downloads: int = Field(description="How often it was fetched")


def export(one: Export) -> ExportOut:
    return ExportOut(
        id=one.pk, number=EXPORTS.form.number(one), owner=one.owner.number, at=one.record.recorded_at,
        source=source_of(one), filters=one.filters, rows=one.rows, purpose=one.purpose, downloads=downloads(one),
    )  # fmt: skip


expose(router, UNMASKINGS, path="/unmaskings/", whole=UnmaskingOut, shown=unmasking)
expose(router, EXPORTS, path="/exports/", whole=ExportOut, shown=export)
