"""The paragraph on the day: plain sentences out of its lines."""

import datetime as dt
import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from lvzhi.desk.draft.parts import Line, short

NOON, EVENING = dt.time(12), dt.time(18)
LONGEST = 4000
SENTENCE = re.compile(r"[。！？!?；;\n]")  # where the first sentence of a result ends


def paragraph(lines: Sequence[Line]) -> str:
    """Morning, afternoon and evening in a sentence each; nothing for a day without records."""
    parts = (
        (_("In the morning %(deeds)s."), [one for one in lines if one.starts < NOON]),
        (_("In the afternoon %(deeds)s."), [one for one in lines if NOON <= one.starts < EVENING]),
        (_("In the evening %(deeds)s."), [one for one in lines if one.starts >= EVENING]),
    )
    told = [words % {"deeds": _("; ").join(map(deed, some))} for words, some in parts if some]
    return short("".join(told), LONGEST)


def deed(line: Line) -> str:
    """What was done and, in its first sentence, what came of it."""
    result = SENTENCE.split(line.result.strip(), maxsplit=1)[0].strip("，,. ")
    return _("%(deed)s, %(result)s") % {"deed": line.deed, "result": short(result, 60)} if result else line.deed
