"""A relationship manager of the second team with one of everything that the working day knows, for the walk."""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from lvzhi.attendance.actions import Wish, ask_leave, end_leave
from lvzhi.attendance.span import Span
from lvzhi.contacts.models import Promise
from lvzhi.customers.models import CustomerImport
from lvzhi.people.models import Deputy
from lvzhi.records.actions_approvals import decide
from lvzhi.records.register import OUTGOING
from lvzhi.secrecy.actions import propose_version, request_export, unmask
from lvzhi.worklog.actions import report
from lvzhi.worklog.models import Target, TargetImport
from tests.contacts.house import a_contact, an_appointment, an_outing
from tests.customers.made import a_customer, somebody_there
from tests.scenario import moment
from tests.verbs.secrecy import MORE, signed

EVENING = moment("2026-03-10 17:00")
FRIDAY = dt.date(2026, 3, 6)


def furnish(bank: Any, leader: str, deputy: str, author: str) -> None:
    """What 何冬 has going on; `leader` is above her, `deputy` stands in, `author` rewords the agreement."""
    walker, head, beside = bank.staff("何冬"), bank.staff(leader), bank.staff(deputy)
    signed(walker, moment("2026-03-02 09:00"))
    customer = a_customer(head, walker, "示例丙新材料有限公司", tier="key", phone="13812345678", address="示例路8号")
    person = somebody_there(walker, customer)
    a_contact(walker, customer, moment("2026-03-09 15:00"), promises=[Promise(text="周四前送去结算方案")])
    an_appointment(walker, customer, EVENING, moment("2026-03-12 10:00"))
    an_outing(walker, moment("2026-03-10 15:30"), customer, back_by=moment("2026-03-10 18:30"))
    report(walker, at=moment("2026-03-09 17:50"), told_at=moment("2026-03-09 17:45"))
    unmask(walker, at=EVENING, row=person, field="phone", reason="核对预约时间")
    about: dict[str, Any] = {"filters": "", "rows": 60, "purpose": "季末走访排期"}
    request_export(walker, at=EVENING, source=OUTGOING["customer"], query="", **about)
    take_leave(walker, head, beside)
    CustomerImport.objects.create(by=head, at=EVENING, name="customers.xlsx", rows={})
    bring_targets(head, walker)
    Deputy.objects.create(staff=walker, deputy=beside, during=DateRange(dt.date(2026, 6, 1), dt.date(2026, 6, 3)))
    propose_version(bank.staff(author), at=EVENING, since=dt.date(2026, 6, 1), why="补充一条", **MORE)


def bring_targets(head: Any, walker: Any) -> None:
    """What she is to reach in the month, how far she is, and a file that nobody has taken over."""
    file = TargetImport.objects.create(by=head, at=EVENING, name="targets.xlsx", done_at=EVENING)
    month = EVENING.date().replace(day=1)
    for measure, goal, actual in (("deposits", 1500, 820), ("loans", 800, 900), ("new", 5, None)):
        Target.objects.create(owner=walker, month=month, measure=measure, goal=goal, actual=actual, brought_by=file)
    TargetImport.objects.create(by=head, at=EVENING, name="more targets.xlsx", rows={})


def take_leave(walker: Any, head: Any, beside: Any) -> None:
    """One that is over and waits to be confirmed, one that waits to be approved."""
    for first, at in ((FRIDAY, moment("2026-03-05 09:00")), (dt.date(2026, 3, 16), EVENING)):
        days = Span.of_days(first, first)
        wish = Wish(kind="private", span=days, reason="家中有事", place="本市", deputy=beside)
        leave = ask_leave(walker, at=at, wish=wish)
        if first == FRIDAY:
            decide(head, at=at, approval=leave.record.approval, approved=True)
            end_leave(walker, at=moment("2026-03-09 08:30"), leave=leave)
