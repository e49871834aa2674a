"""A log before it is handed in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from lvzhi.worklog.models import Difficulty, LogLine, LogSource, PlanItem, PlanOutcome


@dataclass
class LogPages:
    """What a log says, not yet saved; the order of each list is the order on the page.

    `sources` say whence the draft of a field came that is no line's (lvzhi/desk/draft).
    """

    done: str
    lines: Sequence[LogLine] = ()
    outcomes: Sequence[PlanOutcome] = ()
    difficulties: Sequence[Difficulty] = ()
    plan: Sequence[PlanItem] = ()
    learned: str = ""
    late_reason: str = ""
    sources: Sequence[LogSource] = ()
    files: "Sequence[UploadedFile[Any]]" = field(default=())
