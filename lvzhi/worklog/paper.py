"""The work log on paper: 《客户经理日志》, one sheet for one day."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lvzhi.core.clock import ZONE
from lvzhi.core.paper import Block, Facts, Grid, Items, Words
from lvzhi.worklog.models import Difficulty, WorkLog


def log_blocks(log: WorkLog) -> Sequence[Block]:
    """What stands on the sheet; parts that were left empty are left out."""
    parts: list[Block | None] = [
        head(log),
        lines(log),
        Words(_("Done today"), log.done),
        outcomes(log),
        points(_("Difficulties and urgent problems"), [difficulty(one) for one in log.difficulties.all()]),
        points(_("Plan for the next working day"), [item.text for item in log.plan.all()]),
        Words(_("Thoughts and lessons"), log.learned) if log.learned else None,
        notes(log),
        readings(log),
    ]
    return [part for part in parts if part is not None]


def log_signs() -> Sequence[str]:
    return _("Relationship manager"), _("RM supervisor")


def moment(at: object) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}"  # type: ignore[attr-defined]


def head(log: WorkLog) -> Facts:
    pairs = [
        (_("Relationship manager"), f"{log.owner.name} {log.owner.number}"),
        (_("Date"), log.on.isoformat()),
        (_("Unit"), log.unit.name),
        (_("Handed in"), moment(log.record.recorded_at)),
    ]
    if log.late_reason:
        pairs.append((_("Why it is late"), log.late_reason))
    return Facts(pairs)


def lines(log: WorkLog) -> Grid | None:
    rows = [
        (f"{one.starts:%H:%M}–{one.ends:%H:%M}", one.get_work_display(), one.whom, one.content, one.result)
        for one in log.lines.all()
    ]
    heads = (_("Time"), _("Kind of work"), _("Customer or place"), _("What was done"), _("Result"))
    return Grid(_("The day"), heads, rows, (0, 0, 3, 5, 4)) if rows else None


def outcomes(log: WorkLog) -> Grid | None:
    rows = [(one.item.text, one.get_result_display(), one.remark) for one in log.outcomes.all()]
    if not rows:
        return None
    return Grid(_("What became of the last plan"), (_("Plan"), _("Outcome"), _("Remark")), rows, (5, 0, 4))


def difficulty(one: Difficulty) -> str:
    marks = [_("urgent")] if one.urgent else []
    marks += [_("could help: %(who)s") % {"who": one.helper}] if one.helper else []
    return f"{one.text} ({'; '.join(marks)})" if marks else one.text


def points(heading: str, items: Sequence[str]) -> Items | None:
    return Items(heading, items) if items else None


def notes(log: WorkLog) -> Items | None:
    return points(
        _("Added later"),
        [f"{moment(note.record.recorded_at)}  {note.text}" for note in log.notes.all()],
    )


def readings(log: WorkLog) -> Grid | None:
    """Who has read the log and what was said to it, with the moments."""
    rows = [(one.reader.name, moment(one.record.recorded_at), _("has read it")) for one in log.readings.all()]
    rows += [(one.record.by.name, moment(one.record.recorded_at), one.text) for one in log.comments.all()]
    rows.sort(key=lambda row: row[1])
    return Grid(_("Read and commented on"), (_("Who"), _("When"), _("What")), rows, (0, 0, 1)) if rows else None
