"""What a file of units, people and posts would do, with what the bank has of them."""

from collections import defaultdict
from dataclasses import dataclass, field

from lvzhi.core.sheets.plan import Checked, Part
from lvzhi.people.importing.columns import POSTS, STAFF, UNITS
from lvzhi.people.models import Post, Staff, Unit


@dataclass
class Plan(Checked):
    """Units, people and posts as they would be, and who would take the file over."""

    by: Staff = field(kw_only=True)
    known_units: dict[str, Unit] = field(default_factory=dict)
    known_staff: dict[str, Staff] = field(default_factory=dict)
    held: dict[int, list[Post]] = field(default_factory=lambda: defaultdict(list))

    @property
    def units(self) -> Part:
        return self.parts[0]

    @property
    def staff(self) -> Part:
        return self.parts[1]

    @property
    def posts(self) -> Part:
        return self.parts[2]


def begin(by: Staff) -> Plan:
    return Plan((Part(UNITS), Part(STAFF), Part(POSTS)), by=by)


def post_name(post: Post) -> str:
    """A post in words, with its holder."""
    return f"{post.staff.number} {post.staff.name} · {post.get_role_display()} · {post.unit.name}"
