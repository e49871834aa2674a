"""Which fields of a log hold what its draft said: kept with the log, so that it can be counted (13)."""

from collections.abc import Sequence

from lvzhi.desk.draft.parts import Answer, Line, Proposal
from lvzhi.worklog.models import LogLine, LogSource, PlanItem, PlanOutcome

FIELDS = ("starts", "ends", "work", "whom", "content", "result")
Part = LogSource.Part


def plain(value: object) -> object:
    """Browsers send line ends and blanks in their own way; times with or without seconds."""
    return " ".join(value.split()) if isinstance(value, str) else value


def same(one: object, other: object) -> bool:
    return plain(one) == plain(other)


def line_from(drafted: Line) -> LogLine:
    """The line as it is drafted."""
    given = {name: getattr(drafted, name) for name in FIELDS}
    return LogLine(source_id=drafted.record, customer_id=drafted.customer, **given)


def credited(line: LogLine, drafted: Line) -> LogLine:
    """A line as the person left it: with its record, and the fields that now say something else.

    The customer stays with the line unless somebody else is named.
    """
    line.source_id = drafted.record
    line.touched = [name for name in FIELDS if not same(getattr(line, name), getattr(drafted, name))]
    line.customer_id = drafted.customer if "whom" not in line.touched else None
    return line


def paragraph_source(done: str, drafted: str, lines: Sequence[Line]) -> list[LogSource]:
    """The paragraph on the day comes from its lines."""
    if not drafted or not lines:
        return []
    return [LogSource(part=Part.DONE, ref=lines[0].ref, edited=not same(done, drafted))]


def plan_source(item: PlanItem, proposal: Proposal, position: int) -> LogSource:
    """A planned thing with its customer comes from what proposed it."""
    item.customer_id = proposal.customer
    return LogSource(part=Part.PLAN, position=position, ref=proposal.ref, edited=not same(item.text, proposal.text))


def answer_source(outcome: PlanOutcome, answer: Answer) -> LogSource:
    """What became of a planned thing was suggested; the person agreed or said something else."""
    edited = outcome.result != answer.result or not same(outcome.remark, answer.remark)
    return LogSource(part=Part.OUTCOME, position=outcome.item.position, ref=answer.ref, edited=edited)
