"""Work logs over the API: read them as on the pages, hand one in through the same action."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router, Schema
from pydantic import Field

from lvzhi.api.errors import by_field
from lvzhi.api.head import Head, head
from lvzhi.api.resource import Words, expose, one_of
from lvzhi.api.writing import ONCE, told, who_and_when, writes
from lvzhi.worklog.actions import file_work_log
from lvzhi.worklog.models import Difficulty, LogLine, PlanItem, PlanOutcome, WorkLog
from lvzhi.worklog.pages import LogPages
from lvzhi.worklog.perms import keeps_logs
from lvzhi.worklog.queries import plan_to_answer
from lvzhi.worklog.register import WORK_LOGS

router = Router()


class Line(Schema):
    """One thing done in the day."""

    starts: dt.time = Field(description="From")
    ends: dt.time = Field(description="To")
    work: Words = Field(description="Kind of work", json_schema_extra=one_of(LogLine.Work.values))
    whom: Words = Field(default="", max_length=60, description="Customer or place")
    content: Words = Field(max_length=300, description="What was done")
    result: Words = Field(default="", max_length=300, description="Result")


class Trouble(Schema):
    """What the relationship manager cannot solve alone."""

    text: Words = Field(max_length=500, description="Difficulty")
    helper: Words = Field(default="", max_length=60, description="Who could help")
    urgent: bool = Field(default=False, description="Urgent")


class Outcome(Schema):
    """What became of something planned in the last log."""

    item: int = Field(description="Number of the planned thing")
    result: Words = Field(description="Outcome", json_schema_extra=one_of(PlanOutcome.Result.values))
    remark: Words = Field(default="", max_length=200, description="Remark")


class LogIn(Schema):
    """A day's log to be handed in. What the last one planned must be answered for."""

    on: dt.date = Field(description="The day of the log")
    done: Words = Field(max_length=4000, description="What was done in the day")
    lines: list[Line] = Field(default=[], max_length=30, description="The day hour by hour")
    outcomes: list[Outcome] = Field(default=[], max_length=20, description="What became of the last plan")
    difficulties: list[Trouble] = Field(default=[], max_length=10, description="Difficulties and urgent problems")
    plan: list[Words] = Field(max_length=20, description="Plan for the next working day, one thing each")
    learned: Words = Field(default="", max_length=2000, description="Thoughts and lessons")
    late_reason: Words = Field(default="", max_length=200, description="Why it is late, when it is")


class Planned(Schema):
    """One thing planned."""

    id: int = Field(description="Number of the planned thing")
    text: str = Field(description="Plan")


class Said(Schema):
    """Words of somebody, with their moment."""

    by: str = Field(description="Name")
    at: dt.datetime = Field(description="When")
    text: str = Field(description="What was said")
    part: str = Field(default="", description="The part of the log it stands beside")
    position: int = Field(default=0, description="The place within that part")


class Read(Schema):
    """Who read the log, and when."""

    by: str = Field(description="Name")
    at: dt.datetime = Field(description="When")


class Attached(Schema):
    """A file of the log."""

    name: str = Field(description="Name of the file")
    size: int = Field(description="Bytes")
    media_type: str = Field(description="What it is")
    url: str = Field(description="Where to get it")


class Log(Head):
    """A work log with everything that belongs to it."""

    on: dt.date = Field(description="The day of the log")
    unit: str = Field(description="Unit")
    handed_in: dt.datetime = Field(description="When it was handed in")
    late: bool = Field(description="Handed in after the deadline")
    late_reason: str = Field(description="Why it is late")
    done: str = Field(description="What was done in the day")
    learned: str = Field(description="Thoughts and lessons")
    lines: list[Line] = Field(description="The day hour by hour")
    outcomes: list[Outcome] = Field(description="What became of the last plan")
    difficulties: list[Trouble] = Field(description="Difficulties and urgent problems")
    plan: list[Planned] = Field(description="Plan for the next working day")
    notes: list[Said] = Field(description="What was added after the log was locked")
    comments: list[Said] = Field(description="What was said to the log")
    readings: list[Read] = Field(description="Who read it")
    attachments: list[Attached] = Field(description="Files handed in with it")


def shown(log: WorkLog) -> Log:
    """A log as the API tells it."""
    return Log(
        **head(WORK_LOGS, log), on=log.on, unit=log.unit.name, handed_in=log.record.recorded_at, late=log.is_late,
        late_reason=log.late_reason, done=log.done, learned=log.learned,
        lines=[Line.from_orm(one) for one in log.lines.all()],
        outcomes=[Outcome(item=one.item_id, result=one.result, remark=one.remark) for one in log.outcomes.all()],
        difficulties=[Trouble.from_orm(one) for one in log.difficulties.all()],
        plan=[Planned.from_orm(one) for one in log.plan.all()],
        notes=[Said(by=log.owner.name, at=one.record.recorded_at, text=one.text) for one in log.notes.all()],
        comments=[
            Said(by=one.record.by.name, at=one.record.recorded_at, text=one.text, part=one.part, position=one.position)
            for one in log.comments.all()
        ],
        readings=[Read(by=one.reader.name, at=one.record.recorded_at) for one in log.readings.all()],
        attachments=[
            Attached(name=one.name, size=one.size, media_type=one.media_type,
                     url=reverse("attachment", kwargs={"pk": one.pk}))
            for one in log.record.attachments.all()
        ],
    )  # fmt: skip


def pages_of(sent: LogIn, asked: Sequence[PlanItem]) -> LogPages:
    """What was sent, as the action takes it; what is wrong in a row is said under the row's own place."""
    items = {item.pk: item for item in asked}
    wrong: dict[str, list[str]] = {}

    def rows(name: str, made: list[Any]) -> list[Any]:
        for n, row in enumerate(made):
            for field, errors in errors_of(row).items():
                wrong[f"{name}.{n}.{field}"] = errors
        return made

    pages = LogPages(
        done=sent.done,
        lines=rows("lines", [LogLine(**one.dict()) for one in sent.lines]),
        outcomes=rows(
            "outcomes",
            [PlanOutcome(item=items.get(one.item), result=one.result, remark=one.remark) for one in sent.outcomes],
        ),
        difficulties=rows("difficulties", [Difficulty(**one.dict()) for one in sent.difficulties]),
        plan=rows("plan", [PlanItem(text=text) for text in sent.plan]),
        learned=sent.learned,
        late_reason=sent.late_reason,
    )
    if wrong:
        raise ValidationError(wrong)
    return pages


def errors_of(row: Model) -> dict[str, list[str]]:
    """What the model finds wrong with a row that has no log yet."""
    try:
        row.full_clean(exclude=["log", "position", "customer", "source", "touched"], validate_unique=False)
    except ValidationError as error:
        return by_field(error)
    return {}


expose(router, WORK_LOGS, path="/work-logs/", whole=Log, shown=shown)


@writes(router, "/work-logs/", "file_work_log", "Work logs: hand one in", Log, needs=keeps_logs, tags=["Work logs"])
def file_log(
    request: HttpRequest,
    response: HttpResponse,
    log: LogIn,
    key: UUID | None = ONCE,
) -> Any:
    """Hand in one's own log of a day. From then on it is locked."""
    by, at = who_and_when(request)
    pages = pages_of(log, plan_to_answer(by, log.on))
    made = file_work_log(by, at=at, once=key, on=log.on, pages=pages)
    return told(request, response, WORK_LOGS, made.pk, shown)
