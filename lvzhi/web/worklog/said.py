"""What a log says, as words under headings: to see whether two logs say the same, and to turn one into a note."""

from django.utils.translation import gettext as _

from lvzhi.web import words
from lvzhi.web.worklog.form import LogForm
from lvzhi.web.worklog.form_rows import Row
from lvzhi.worklog.models import Difficulty, LogLine, PlanOutcome, WorkLog

Said = dict[str, str]


def said_in(form: LogForm) -> Said:
    """What was typed, complete or not."""
    said = [form[name].value() or "" for name in ("done", "learned")]
    lines = [line_words(row.made()) if row.is_valid() else typed_in(row) for row in form.lines.filled]
    outcomes = [outcome_words(row.made()) for row in form.outcomes if row.is_valid()]
    difficulties = [
        difficulty_words(row.made()) if row.is_valid() else typed_in(row) for row in form.difficulties.filled
    ]
    plan = [row["text"].value().strip() for row in form.plan.filled]
    return under_headings(said, lines, outcomes, difficulties, plan)


def said_by(log: WorkLog) -> Said:
    """What a log that is handed in says."""
    outcomes = log.outcomes.select_related("item").order_by("item__position")
    return under_headings(
        [log.done, log.learned],
        [line_words(line) for line in log.lines.order_by("position")],
        [outcome_words(outcome) for outcome in outcomes],
        [difficulty_words(one) for one in log.difficulties.order_by("position")],
        [item.text for item in log.plan.order_by("position")],
    )


def under_headings(said: list[str], *lists: list[str]) -> Said:
    """The parts of a log in their order."""
    done, learned = map(plain, said)
    lines, outcomes, difficulties, plan = ("\n".join(words) for words in lists)
    return {
        _("Done today"): done,
        _("The day"): lines,
        _("Last plan"): outcomes,
        _("Difficulties"): difficulties,
        _("Plan for the next working day"): plan,
        _("Thoughts and lessons"): learned,
    }


def line_words(line: LogLine) -> str:
    when = f"{words.clock(line.starts)}–{words.clock(line.ends)}"
    return joined(f"{when} {line.get_work_display()}", line.whom, line.content, line.result)


def outcome_words(outcome: PlanOutcome) -> str:
    return joined(outcome.item.text, outcome.get_result_display(), outcome.remark)


def difficulty_words(one: Difficulty) -> str:
    return joined(one.text, one.helper, _("urgent") if one.urgent else "")


def typed_in(row: Row) -> str:
    """A row that is not complete, as it stands."""
    return joined(*(str(field.value() or "") for field in row if field.name != "out"))


def joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def plain(text: str) -> str:
    """Browsers send line ends in their own way."""
    return text.replace("\r\n", "\n").strip()


def differing(typed: Said, kept: Said) -> Said:
    """What was typed and does not stand in the log."""
    return {heading: text for heading, text in typed.items() if text and text != kept[heading]}


def as_note(said: Said) -> str:
    """The words of a note that brings what could not be handed in any more."""
    return "\n".join(f"{heading}:\n{text}" for heading, text in said.items())
