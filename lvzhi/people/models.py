"""Who works where: the tree of units, the people, their posts from a day to a day, and who stands in for whom."""

import datetime as dt
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lvzhi.core.refs import known_as
from lvzhi.core.sheets.brought import Brought
from lvzhi.people.door import FailedSignIn, Session, UsedPassword
from lvzhi.people.lasting import Lasting, held_alone, same

__all__ = [
    "LEADING",
    "Deputy",
    "FailedSignIn",
    "PeopleImport",
    "Post",
    "Role",
    "Session",
    "Staff",
    "StaffManager",
    "StaffQuerySet",
    "Unit",
    "UnitAncestor",
    "UnitQuerySet",
    "UsedPassword",
]


class Role(models.IntegerChoices):
    """The posts of the regulation. The order up to the president is the order of seniority."""

    MANAGER = 10, _("Relationship manager")
    SUPERVISOR = 20, _("RM supervisor")
    BUSINESS_SUPERVISOR = 30, _("Business supervisor")
    DEPARTMENT_HEAD = 40, _("Department head")
    VICE_PRESIDENT = 50, _("Vice president in charge")
    PRESIDENT = 60, _("Branch president")
    HEAD_OFFICE = 70, _("Head-office department")
    SUPERVISING = 75, _("Supervising department")
    AUDITOR = 80, _("Auditor")
    ADMINISTRATOR = 90, _("Administrator")


LEADING = (Role.SUPERVISOR, Role.BUSINESS_SUPERVISOR, Role.DEPARTMENT_HEAD, Role.VICE_PRESIDENT, Role.PRESIDENT)


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, staff: "Staff", day: dt.date) -> "UnitQuerySet":
        """Whoever holds a post knows the house."""
        return self if staff.posts_on(day) else self.none()

    def standing(self, day: dt.date) -> "UnitQuerySet":
        """What is not closed on this day."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day))


@known_as("unit")
class Unit(models.Model):
    """A place in the bank's tree: head office, branch, sub-branch, department or team."""

    class Kind(models.TextChoices):
        HEAD_OFFICE = "head_office", _("Head office")
        BRANCH = "branch", _("Branch")
        SUB_BRANCH = "sub_branch", _("Sub-branch")
        DEPARTMENT = "department", _("Department")
        TEAM = "team", _("Team")

    code = models.CharField(_("Unit code"), max_length=20, unique=True)
    name = models.CharField(_("Unit name"), max_length=60)
    kind = models.CharField(_("Kind of unit"), max_length=12, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", verbose_name=_("Belongs to"))
    closed_on = models.DateField(null=True)  # the first day on which it is no more

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="unit_not_its_own_parent"),
            models.UniqueConstraint(
                fields=["parent"], condition=Q(parent=None), nulls_distinct=False, name="one_unit_at_the_top"
            ),
        ]

    @property
    def ref(self) -> str:
        return f"unit/{self.pk}"

    def __str__(self) -> str:
        return self.name


class UnitAncestor(models.Model):
    """Every unit above a unit, and the unit itself at depth 0; kept by the actions that shape the tree."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="above")
    ancestor = models.ForeignKey(Unit, models.CASCADE, related_name="below")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "ancestor"], name="unit_ancestor_once")]
        indexes = [models.Index(fields=["ancestor", "unit"], name="units_below")]


class StaffQuerySet(models.QuerySet["Staff"]):
    def holding(self, role: Role, day: dt.date) -> "StaffQuerySet":
        """Who holds this post on this day."""
        return self.filter(posts__role=role, posts__during__contains=day).distinct()

    def on_duty_roll(self) -> "StaffQuerySet":
        return self.filter(is_active=True)

    def visible_to(self, staff: "Staff", day: dt.date) -> "StaffQuerySet":
        """Whoever holds a post knows the colleagues; who holds none any more, only himself."""
        return self if staff.posts_on(day) else self.filter(pk=staff.pk)


class StaffManager(BaseUserManager["Staff"]):
    def get_queryset(self) -> StaffQuerySet:
        return StaffQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> "Staff":
        return self.get(number=username)


@known_as("staff")
class Staff(AbstractBaseUser):
    """Somebody who works at the bank, and signs in with the employee number."""

    number = models.CharField(_("Employee number"), max_length=20, unique=True)
    name = models.CharField(_("Name"), max_length=30)
    pinyin = models.CharField(max_length=120, blank=True, editable=False)
    phone = models.CharField(_("Phone"), max_length=20, blank=True)
    email = models.EmailField(_("Email"), blank=True)
    language = models.CharField(_("Language"), max_length=10, blank=True)
    is_active = models.BooleanField(_("May sign in"), default=True)
    must_change_password = models.BooleanField(default=True)
    password_set_at = models.DateTimeField(null=True)
    session_key = models.CharField(max_length=40, blank=True)
    cleared_until = models.DateField(null=True)
    frozen = DateRangeField(null=True)  # the days of a mandatory leave, in which nothing is done under this name

    USERNAME_FIELD = "number"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[Any] = StaffManager.from_queryset(StaffQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(Upper("number"), name="staff_number_once_in_any_case")]
        indexes = [models.Index(fields=["pinyin"], name="staff_by_pinyin")]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        return f"staff/{self.pk}"

    @property
    def owner(self) -> "Staff":
        return self

    @cached_property
    def all_posts(self) -> list["Post"]:
        """Every post ever held, read once a request."""
        return list(self.posts.select_related("unit").order_by("role", "pk"))

    @cached_property
    def standing_in(self) -> list["Deputy"]:
        """Every time this person stood or stands in for somebody, read once a request."""
        return list(self.stands_in.all())

    @cached_property
    def stood_for(self) -> list["Deputy"]:
        """Every time somebody stood or stands in for this person, read once a request."""
        return list(self.deputies.all())

    def posts_on(self, day: dt.date) -> list["Post"]:
        return [p for p in self.all_posts if p.holds_on(day)]

    def holds(self, day: dt.date, *roles: Role) -> bool:
        """Whether this person holds one of these posts on this day."""
        return any(p.role in roles for p in self.posts_on(day))


class OfStaffQuerySet(models.QuerySet[Any]):
    """Posts and deputies: seen by whoever may see the person."""

    def visible_to(self, staff: Staff, day: dt.date) -> "OfStaffQuerySet":
        return self if staff.posts_on(day) else self.filter(staff=staff)

    def on(self, day: dt.date) -> "OfStaffQuerySet":
        return self.filter(during__contains=day)


@known_as("post")
class Post(Lasting, models.Model):
    """A post held by somebody at a unit, from a day to a day (the last day not included)."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="posts", verbose_name=_("Person"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name=_("Unit"))
    role = models.PositiveSmallIntegerField(_("Post"), choices=Role)
    during = DateRangeField(_("From day to day"))

    objects = OfStaffQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="post_not_held_twice_at_once",
                expressions=[
                    same("staff"),
                    same("unit"),
                    same("role", "int4range"),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            held_alone(Role.AUDITOR, "auditor_holds_no_other_post"),
            held_alone(Role.ADMINISTRATOR, "administrator_holds_no_other_post"),
            models.CheckConstraint(condition=Q(during__isempty=False), name="post_lasts_a_day"),
            models.CheckConstraint(condition=Q(during__lower_inf=False), name="post_has_a_first_day"),
        ]
        indexes = [models.Index(fields=["unit", "role"], name="posts_of_a_unit")]

    @property
    def ref(self) -> str:
        return f"post/{self.pk}"


@known_as("deputy")
class Deputy(Lasting, models.Model):
    """Who stands in for somebody (B角 for A角) from a day to a day, while the holder is away."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="deputies", verbose_name=_("Person"))
    deputy = models.ForeignKey(Staff, models.PROTECT, related_name="stands_in", verbose_name=_("Deputy"))
    during = DateRangeField(_("From day to day"))
    reason = models.CharField(_("Reason"), max_length=200, blank=True)

    objects = OfStaffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(staff=F("deputy")), name="nobody_deputises_for_himself"),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__lower_inf=False), name="deputy_has_a_first_day"
            ),
            ExclusionConstraint(
                name="one_deputy_at_a_time", expressions=[same("staff"), ("during", RangeOperators.OVERLAPS)]
            ),
        ]

    @property
    def ref(self) -> str:
        return f"deputy/{self.pk}"


class PeopleImportQuerySet(models.QuerySet["PeopleImport"]):
    def visible_to(self, staff: Staff, day: dt.date) -> "PeopleImportQuerySet":
        """Administrators, whoever of them brought the file."""
        return self if staff.holds(day, Role.ADMINISTRATOR) else self.none()


@known_as("people_import")
class PeopleImport(Brought):
    """Somebody's Excel file of units, people and posts."""

    objects = PeopleImportQuerySet.as_manager()

    @property
    def ref(self) -> str:
        return f"people_import/{self.pk}"
