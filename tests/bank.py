"""A small invented bank for tests: 示例分行 → 示例支行 → 公司业务部 → 一组, 二组."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from lvzhi.people.models import Post, Role, Staff, Unit
from lvzhi.people.names import name_key
from lvzhi.people.sql import rebuild_ancestors
from lvzhi.worklog.models import PlanItem
from lvzhi.worklog.pages import LogPages

PLACES = {
    "manager": "一组",
    "supervisor": "一组",
    "business_supervisor": "公司业务部",
    "department_head": "公司业务部",
    "vice_president": "示例支行",
    "president": "示例支行",
    "head_office": "总行",
    "supervising": "总行",
    "auditor": "总行",
    "administrator": "总行",
}
TREE = (
    ("总行", "head_office", None),
    ("示例分行", "branch", "总行"),
    ("示例支行", "sub_branch", "示例分行"),
    ("公司业务部", "department", "示例支行"),
    ("一组", "team", "公司业务部"),
    ("二组", "team", "公司业务部"),
)
EVER = dt.date(2020, 1, 1)
CLEARED = dt.date(2099, 12, 31)  # everybody has signed; tests of secrecy take it back


@dataclass
class Bank:
    """The people of one test by name."""

    units: dict[str, Unit]
    people: dict[str, Staff] = field(default_factory=dict)

    @classmethod
    def of(cls, people: dict[str, Any]) -> "Bank":
        """The tree and its people: {name: role} or {name: {role, unit, from, to}}."""
        bank = cls(tree())
        for name, post in people.items():
            bank.hire(name, **({"role": post} if isinstance(post, str) else post))
        return bank

    def hire(self, name: str, role: str, unit: str = "", signed: dt.date | bool = CLEARED, **when: dt.date) -> Staff:
        """Give somebody a post, from a day to a day; `signed` is the last day of the agreement, or no."""
        staff = self.people.get(name) or Staff.objects.create(
            number=f"T{Staff.objects.count() + 1:04}", name=name, pinyin=name_key(name), must_change_password=False,
            cleared_until=signed or None,
        )  # fmt: skip
        self.people[name] = staff
        Post.objects.create(
            staff=staff,
            unit=self.units[unit or PLACES[role]],
            role=Role[role.upper()],
            during=DateRange(when.get("from", EVER), when.get("to")),
        )
        staff.__dict__.pop("all_posts", None)
        return staff

    def staff(self, name: str) -> Staff:
        return self.people[name]


def tree() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for number, (name, kind, parent) in enumerate(TREE, start=1):
        units[name] = Unit.objects.create(code=f"{number:03}", name=name, kind=kind, parent=units.get(parent or ""))
    rebuild_ancestors()
    return units


def pages(done: str = "走访示例客户，核对回款", plan: tuple[str, ...] = ("整理贷后资料",), **more: Any) -> LogPages:
    """What a plain log says."""
    return LogPages(done=done, plan=[PlanItem(text=text) for text in plan], **more)
