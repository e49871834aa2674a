"""A checked file is taken over: a number of statements that depends on batches, not on rows."""

from lvzhi.customers.importing.plan import Plan
from lvzhi.customers.lasting import begin_all, hand_all
from lvzhi.customers.models import ContactPerson, Customer, Management
from lvzhi.customers.search import Findable

BATCH = 2000
WRITTEN = (
    "name", "short_name", "credit_code", "segment", "tier", "size", "industry", "district", "address", "phone", "since",
    "unit", "manager", "backup", "pinyin", "pieces",
)  # fmt: skip


def take_over(plan: Plan, why: str) -> dict[str, dict[str, int]]:
    """Write everything; gives what was done, by sheet. Constraints of the database have the last word."""
    counts = {part.sheet.key: part.counts for part in plan.parts}
    new, changed = plan.customers.new, plan.customers.changed
    for customer in [*new, *changed]:
        found = Findable.of(customer.name, customer.short_name)
        customer.pinyin, customer.pieces = found.key, found.pieces
    Customer.objects.bulk_create(new, batch_size=BATCH)
    Customer.objects.bulk_create(
        changed, batch_size=BATCH, update_conflicts=True, unique_fields=["number"], update_fields=list(WRITTEN)
    )
    begin_all([*new, *plan.moved("tier")], plan.day, why)
    for part, name in ((Management.Part.MANAGER, "manager"), (Management.Part.BACKUP, "backup")):
        hand_all([*new, *plan.moved(name)], part, plan.day)
    write_people(plan)
    return counts


def write_people(plan: Plan) -> None:
    """The people; who is asked first takes the place of who was."""
    new, changed = plan.people.new, plan.people.changed
    first = {one.customer.pk for one in [*new, *changed] if one.is_first}
    ContactPerson.objects.filter(customer__in=first, is_first=True).update(is_first=False)
    ContactPerson.objects.bulk_create(new, batch_size=BATCH)
    ContactPerson.objects.bulk_update(changed, ["position", "title", "phone", "is_first"], batch_size=BATCH)
