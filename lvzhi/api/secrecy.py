"""Confidentiality agreements over the API: read as on the pages. They are signed on the page alone."""

import datetime as dt

from ninja import Router, Schema
from pydantic import Field

from lvzhi.api.resource import expose
from lvzhi.secrecy.models import Agreement
from lvzhi.secrecy.register import AGREEMENTS

router = Router()


class AgreementOut(Schema):
    """An agreement with the whole text as it was signed."""

    id: int = Field(description="Number of the record")
    number: str = Field(description="Number of the form")
    owner: str = Field(description="Employee number of who has signed")
    owner_name: str = Field(description="Name of who has signed")
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
        id=one.pk, number=AGREEMENTS.form.number(one), owner=one.owner.number, owner_name=one.owner.name,
        role=str(one.get_role_display()), unit=one.unit.name, party=one.party.name,
        kind=str(one.get_kind_display()), version=one.version, signed_at=one.record.recorded_at,
        valid_until=one.valid_until, how=one.how, digest=one.digest, text=one.text,
    )  # fmt: skip


expose(router, AGREEMENTS, path="/agreements/", whole=AgreementOut, shown=shown)
