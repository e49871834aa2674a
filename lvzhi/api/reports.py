"""Daily reports over the API: read them as on the pages, make one through the same action."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Header, Router, Schema, Status
from pydantic import Field

from lvzhi.api.errors import REFUSALS, Wrong
from lvzhi.api.operation import operation
from lvzhi.api.resource import Words, expose, one_of, opened
from lvzhi.core.clock import date_of
from lvzhi.worklog.actions import report
from lvzhi.worklog.models import DailyReport
from lvzhi.worklog.perms import keeps_logs
from lvzhi.worklog.queries import outings_of
from lvzhi.worklog.reports import DAILY_REPORTS, noted

router = Router()


class ReportIn(Schema):
    """The daily report before going off work. By phone it names the outing or the reason."""

    way: Words = Field(default="in_person", description="How", json_schema_extra=one_of(DailyReport.Way.values))
    told_at: dt.datetime | None = Field(default=None, description="When one reported; without it, now")
    absence: int | None = Field(default=None, description="Number of the outing, for a report by phone")
    reason: Words = Field(default="", max_length=200, description="Why by phone, when there is no outing")


class Report(Schema):
    """A daily report."""

    id: int = Field(description="Number of the record")
    number: str = Field(description="Number of the form")
    on: dt.date = Field(description="The day of the report")
    owner: str = Field(description="Employee number of the relationship manager")
    owner_name: str = Field(description="Name of the relationship manager")
    unit: str = Field(description="Unit")
    to: str = Field(description="To whom it was made")
    way: str = Field(description="How")
    told_at: dt.datetime = Field(description="When it was made")
    recorded_at: dt.datetime = Field(description="When it was registered")
    absence: int | None = Field(description="Number of the outing, for a report by phone")
    reason: str = Field(description="Why by phone")
    noted_by: str = Field(description="Who signed it")
    noted_at: dt.datetime | None = Field(description="When it was signed")


def shown(one: DailyReport) -> Report:
    """A report as the API tells it."""
    signed = noted(one)
    return Report(
        id=one.pk, number=DAILY_REPORTS.form.number(one), on=one.on, owner=one.owner.number,
        owner_name=one.owner.name, unit=one.unit.name, to=one.to.name if one.to else "", way=one.way,
        told_at=one.told_at, recorded_at=one.record.recorded_at, absence=one.absence_id, reason=one.reason,
        noted_by=signed.record.by.name if signed else "", noted_at=signed.record.recorded_at if signed else None,
    )  # fmt: skip


expose(router, DAILY_REPORTS, path="/daily-reports/", whole=Report, shown=shown)


@operation(
    router, "POST", "/daily-reports/", needs=keeps_logs, tags=["Daily reports"],
    response=REFUSALS | {201: Report, 422: Wrong}, summary="Daily reports: make one", operation_id="make_daily_report",
)  # fmt: skip
def make_report(
    request: HttpRequest,
    response: HttpResponse,
    sent: ReportIn,
    idempotency_key: UUID | None = Header(  # type: ignore[type-arg]
        None, alias="Idempotency-Key", description="The same key sent again does nothing new and gives the first answer"
    ),
) -> Any:
    """Say that one has reported to the supervisor."""
    by, at = request.user, request.at  # type: ignore[attr-defined]
    told_at = sent.told_at or at
    if told_at.tzinfo is None:
        raise ValidationError({"told_at": _("Give the moment with its offset from UTC.")})
    if sent.way not in DailyReport.Way.values:
        raise ValidationError({"way": _("Choose one of the ways.")})
    absence = None
    if sent.absence is not None:
        absence = outings_of(by, date_of(told_at)).filter(pk=sent.absence).first()  # type: ignore[arg-type]
        if absence is None:
            raise ValidationError({"absence": _("This is no outing of yours on that day.")})
    made = report(by, at=at, once=idempotency_key, told_at=told_at, way=sent.way, absence=absence, reason=sent.reason)
    response["Location"] = f"{request.path}{made.pk}/"
    return Status(201, shown(opened(request, DAILY_REPORTS, made.pk)))
