"""The draft of a work log out of the day's own records (13): the person checks it, completes it, hands it in.

A collector is a function (staff, day) -> lines, in a fixed number of queries. What a new domain records becomes part of
every log by one more entry of COLLECTORS.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import override

from lvzhi.core.clock import date_of
from lvzhi.desk.draft.others import called_off, moved, tasks
from lvzhi.desk.draft.outings import contacts, outings
from lvzhi.desk.draft.parts import Answer, Line, Proposal
from lvzhi.desk.draft.plan import answers, proposals
from lvzhi.desk.draft.trace import answer_source, line_from, paragraph_source, plan_source
from lvzhi.desk.draft.words import paragraph
from lvzhi.people.models import Staff
from lvzhi.people.queries import is_cleared
from lvzhi.regulation.text import CHINESE
from lvzhi.worklog.models import PlanItem, PlanOutcome
from lvzhi.worklog.pages import LogPages

__all__ = ["Answer", "Draft", "Line", "Proposal", "draft", "drafted_pages", "paragraph"]

COLLECTORS: tuple[Callable[[Staff, dt.date], list[Line]], ...] = (contacts, outings, moved, called_off, tasks)


@dataclass(frozen=True)
class Draft:
    """What the records say to the log of one day: its lines in order of time, the paragraph, the plan, the answers."""

    lines: Sequence[Line] = ()
    done: str = ""
    plan: Sequence[Proposal] = ()
    answers: Mapping[int, Answer] = field(default_factory=dict)

    def answer(self, item: PlanItem) -> Answer | None:
        """What is suggested to a planned thing."""
        return self.answers.get(item.pk)


def draft(staff: Staff, on: dt.date, at: dt.datetime, asked: Sequence[PlanItem]) -> Draft:
    """The draft of one's own log of a day; `asked` is the plan that it has to answer.

    It is written in Chinese, the language of the record, whoever reads the page in which language. Without a valid
    confidentiality agreement nobody sees customers, and so no draft (17).
    """
    if not is_cleared(staff, date_of(at)):
        return Draft()
    with override(CHINESE):
        found = [line for collect in COLLECTORS for line in collect(staff, on)]
        lines = sorted({line.key: line for line in found}.values(), key=lambda line: (line.starts, line.key))
        return Draft(lines, paragraph(lines), proposals(staff, on, at), answers(asked, lines))


def drafted_pages(drafted: Draft, asked: Sequence[PlanItem]) -> LogPages:
    """The log as drafted, nothing changed; what no record answers is for the person to say."""
    plan = [PlanItem(text=one.text) for one in drafted.plan]
    answered = [(item, said) for item in asked if (said := drafted.answer(item)) is not None]
    outcomes = [PlanOutcome(item=item, result=said.result, remark=said.remark) for item, said in answered]
    sources = [
        *paragraph_source(drafted.done, drafted.done, drafted.lines),
        *(plan_source(item, one, n) for n, (item, one) in enumerate(zip(plan, drafted.plan, strict=True), start=1)),
        *(answer_source(outcome, said) for outcome, (_item, said) in zip(outcomes, answered, strict=True)),
    ]
    lines = [line_from(one) for one in drafted.lines]
    return LogPages(done=drafted.done, lines=lines, outcomes=outcomes, plan=plan, sources=sources)
