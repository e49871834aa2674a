"""What pages ask about any record: what was filed about it, and its trail."""

from lvzhi.core.models import TrailLine
from lvzhi.records.models import Filing, Record

MOST = 200


def filed_about(record: Record) -> dict[int, str]:
    """The records that are about this one, with their refs: notes, read marks, comments, tasks."""
    found = Filing.objects.filter(about=record.key).order_by("record").values_list("record", "record__kind")
    return {pk: f"{kind}/{pk}" for pk, kind in found[:MOST]}


def trail_of(refs: list[str]) -> list[TrailLine]:
    """What was done to these things, the first first. What was refused is for the auditor's own page."""
    lines = TrailLine.objects.filter(ref__in=refs, result=TrailLine.Result.DONE)
    return list(lines.select_related("by").order_by("id")[:MOST])
