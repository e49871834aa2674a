"""The register of work logs, 《客户经理日志》."""

from operator import attrgetter

from django.db.models import Count, Exists, Model, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from lvzhi.records.filters import Choice, DayRange, Person, Text, UnitChoice, yes_no
from lvzhi.records.listing import Column, Listing
from lvzhi.records.register import Form, Register, register
from lvzhi.worklog.models import (
    Difficulty,
    LogComment,
    LogLine,
    LogNote,
    LogReading,
    PlanItem,
    PlanOutcome,
    WorkLog,
)
from lvzhi.worklog.paper import log_blocks, log_signs
from lvzhi.worklog.perms import keeps_or_reads


def joined(logs: QuerySet[WorkLog]) -> QuerySet[WorkLog]:
    """What a line of the list shows beside the log itself."""
    readings = LogReading.objects.filter(log=OuterRef("pk")).order_by("record")
    return logs.select_related("owner", "unit", "record").annotate(
        troubles=count_of(Difficulty),
        read_at=Subquery(readings.values("record__recorded_at")[:1]),
    )


def count_of(model: type[Difficulty]) -> Coalesce:
    counted = model.objects.filter(log=OuterRef("pk")).order_by().values("log").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0))


def whole(logs: QuerySet[WorkLog]) -> QuerySet[WorkLog]:
    """Everything that belongs to a log."""
    ordered = [
        Prefetch("lines", LogLine.objects.order_by("position")),
        Prefetch("difficulties", Difficulty.objects.order_by("position")),
        Prefetch("plan", PlanItem.objects.order_by("position")),
        Prefetch("outcomes", PlanOutcome.objects.select_related("item").order_by("item__position")),
        Prefetch("notes", LogNote.objects.select_related("record").order_by("record")),
        Prefetch("comments", LogComment.objects.select_related("record__by").order_by("record")),
        Prefetch("readings", LogReading.objects.select_related("record", "reader").order_by("record")),
    ]
    return logs.select_related("owner", "unit", "record").prefetch_related(*ordered)


def among(model: type[Model], here: Q) -> Q:
    """One of the parts of a log is so. Asked log by log; as EXISTS, PostgreSQL would look through the parts of all."""
    rows = model._default_manager.filter(here, log=OuterRef("pk")).values("pk")
    return Q(IsNull(Subquery(rows[:1]), rhs=False))


def saying(text: str) -> Q:
    """The text stands somewhere in the log."""
    in_line = Q(content__icontains=text) | Q(whom__icontains=text) | Q(result__icontains=text)
    in_words = Q(done__icontains=text) | Q(learned__icontains=text)
    in_points = among(Difficulty, Q(text__icontains=text)) | among(PlanItem, Q(text__icontains=text))
    return in_words | among(LogLine, in_line) | in_points


WORK_LOGS = register(
    Register(
        kind="work_log",
        model=WorkLog,
        name=_("Work logs"),
        one=_("Work log"),
        clauses=("13",),
        needs=keeps_or_reads,
        whole=whole,
        holds_customers=True,
        listing=Listing(
            seen=lambda scope: WorkLog.objects.visible_to(scope.staff, scope.day),
            joined=joined,
            filed=lambda logs: logs.prefetch_related(
                Prefetch("difficulties", Difficulty.objects.order_by("position")),
                Prefetch("plan", PlanItem.objects.order_by("position")),
            ),
            order="-on",
            day="on",
            columns=(
                Column("on", _("Date"), lambda log: log.on, "day", sort="on", newest=True),
                Column("owner", _("Relationship manager"), lambda log: log.owner.name, sort="owner__pinyin", wide=True),
                Column("number", _("Employee number"), lambda log: log.owner.number, screen=False),
                Column("unit", _("Unit"), lambda log: log.unit.name, wide=True, phone=False),
                Column("done", _("Done today"), lambda log: log.done, grow=True),
                Column("trouble", _("Difficulties and urgent problems"),
                       lambda log: "\n".join(one.text for one in log.difficulties.all()), grow=True, screen=False),
                Column("plan", _("Plan for the next working day"),
                       lambda log: "\n".join(one.text for one in log.plan.all()), grow=True, screen=False),
                Column("difficulties", _("Difficulties"), attrgetter("troubles"), "number"),
                Column("handed_in", _("Handed in"), lambda log: log.record.recorded_at, "moment"),
                Column("late", _("Late"), lambda log: log.is_late, "flag"),
                Column("read", _("Read"), attrgetter("read_at"), "moment", phone=False),
            ),
            filters=(
                DayRange("on", _("Date"), "on"),
                Person("owner", _("Relationship manager")),
                UnitChoice("unit", _("Unit")),
                yes_no("late", _("Late"), lambda: ~Q(late_reason="")),
                yes_no("difficulty", _("With difficulties"),
                       lambda: Q(Exists(Difficulty.objects.filter(log=OuterRef("pk")))), bounded=True),
                yes_no("read", _("Read"),
                       lambda: Q(Exists(LogReading.objects.filter(log=OuterRef("pk")))), bounded=True),
                Choice("work", _("Kind of work"), LogLine.Work.choices,
                       lambda kind: among(LogLine, Q(work=kind)), bounded=True),
                Text("q", _("Words in the log"), saying),
            ),
        ),
        form=Form(
            title="客户经理日志",
            code="RZ",
            version="1",
            unit=lambda log: log.unit.name,
            blocks=log_blocks,
            signs=log_signs,
        ),
    )
)  # fmt: skip
