"""Daily reports over the API: read them as on the pages, make one through the same action."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from lvzhi.api.head import Head, head
from lvzhi.api.resource import Words, expose, one_of
from lvzhi.api.writing import ONCE, told, who_and_when, writes
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


class Report(Head):
    """A daily report."""

    on: dt.date = Field(description="The day of the report")
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
        **head(DAILY_REPORTS, one), on=one.on, unit=one.unit.name, to=one.to.name if one.to else "", way=one.way,
        told_at=one.told_at, recorded_at=one.record.recorded_at, absence=one.absence_id, reason=one.reason,
        noted_by=signed.record.by.name if signed else "", noted_at=signed.record.recorded_at if signed else None,
    )  # fmt: skip


expose(router, DAILY_REPORTS, path="/daily-reports/", whole=Report, shown=shown)


@writes(
    router, "/daily-reports/", "make_daily_report", "Daily reports: make one", Report,
    needs=keeps_logs, tags=["Daily reports"],
)  # fmt: skip
def make_report(
    request: HttpRequest,
    response: HttpResponse,
    sent: ReportIn,
    key: UUID | None = ONCE,
) -> Any:
    """Say that one has reported to the supervisor."""
    by, at = who_and_when(request)
    told_at = sent.told_at or at
    if told_at.tzinfo is None:
        raise ValidationError({"told_at": _("Give the moment with its offset from UTC.")})
    if sent.way not in DailyReport.Way.values:
        raise ValidationError({"way": _("Choose one of the ways.")})
    absence = None
    if sent.absence is not None:
        absence = outings_of(by, date_of(told_at)).filter(pk=sent.absence).first()
        if absence is None:
            raise ValidationError({"absence": _("This is no outing of yours on that day.")})
    made = report(by, at=at, once=key, told_at=told_at, way=sent.way, absence=absence, reason=sent.reason)
    return told(request, response, DAILY_REPORTS, made.pk, shown)
