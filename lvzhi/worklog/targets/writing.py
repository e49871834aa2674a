"""A checked file of targets is taken over: a number of statements that depends on batches, not on rows."""

from lvzhi.worklog.models import Target, TargetImport
from lvzhi.worklog.targets.plan import Plan

BATCH = 2000


def take_over(plan: Plan, file: TargetImport) -> dict[str, dict[str, int]]:
    """Write everything; gives what was done, by sheet. Constraints of the database have the last word."""
    counts = {part.sheet.key: part.counts for part in plan.parts}
    new, changed = plan.targets.new, plan.targets.changed
    for target in [*new, *changed]:
        target.brought_by = file
    Target.objects.bulk_create(new, batch_size=BATCH)
    Target.objects.bulk_create(
        changed, batch_size=BATCH, update_conflicts=True, unique_fields=["owner", "month", "measure"],
        update_fields=["goal", "actual", "brought_by"],
    )  # fmt: skip
    return counts
