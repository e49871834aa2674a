"""What a duty is called, and the page on which it is done. Every rule has its entry, so nothing leads nowhere."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.core.clock import date_of
from lvzhi.desk.subjects import Subject
from lvzhi.web import words
from lvzhi.web.doing_contacts import CONTACTS
from lvzhi.web.links import page_of
from lvzhi.web.owing import Doing, Owed, key


def log_of_day(owed: Owed, subject: Subject | None) -> str:
    return _("Work log of %(day)s") % {"day": words.day(date_of(owed.opens))}


def report_of_day(owed: Owed, subject: Subject | None) -> str:
    return _("Daily report of %(day)s") % {"day": words.day(date_of(owed.opens))}


def log_of_somebody(owed: Owed, subject: Subject | None) -> str:
    if subject is None:
        return _("Read a work log")
    return _("Read the log of %(who)s, %(day)s") % {"who": subject.whom, "day": words.day(subject.on)}


def title_of_task(owed: Owed, subject: Subject | None) -> str:
    return subject.title if subject else _("Follow-up task")


def leave_of_somebody(owed: Owed, subject: Subject | None) -> str:
    return _("Decide about the leave of %(who)s") % {"who": subject.whom} if subject else _("Decide about a leave")


def leave_to_end(owed: Owed, subject: Subject | None) -> str:
    return _("Cancel the leave from %(day)s") % {"day": words.day(subject.on)} if subject else _("Cancel a leave")


DOING: dict[str, Doing] = {
    "keep_work_log": Doing(
        name=gettext_lazy("Work log"),
        label=gettext_lazy("Write"),
        what=log_of_day,
        address=lambda owed: f"{page_of('new_log')}?on={date_of(owed.opens)}",
    ),
    "report_daily": Doing(
        name=gettext_lazy("Daily report"),
        label=gettext_lazy("Report"),
        what=report_of_day,
        address=lambda owed: f"{page_of('new_report')}?on={date_of(owed.opens)}",
    ),
    "read_work_log": Doing(
        name=gettext_lazy("Reading of a log"),
        label=gettext_lazy("Read it"),
        what=log_of_somebody,
        address=lambda owed: f"{page_of('reading')}?log={key(owed)}",
        several=lambda count: _("Read %(count)s logs") % {"count": count},
    ),
    "sign_on_joining": Doing(
        name=gettext_lazy("Confidentiality agreement"),
        label=gettext_lazy("Sign"),
        what=lambda _owed, _subject: _("Sign the confidentiality agreement"),
        address=lambda _owed: page_of("sign_agreement"),
    ),
    "renew_agreement": Doing(
        name=gettext_lazy("Renewal of the confidentiality agreement"),
        label=gettext_lazy("Sign"),
        what=lambda _owed, _subject: _("Sign the confidentiality agreement anew"),
        address=lambda _owed: page_of("sign_agreement"),
    ),
    "decide_leave": Doing(
        name=gettext_lazy("Request for leave"),
        label=gettext_lazy("Decide"),
        what=leave_of_somebody,
        address=lambda owed: page_of("approval", pk=key(owed)),
    ),
    "cancel_leave": Doing(
        name=gettext_lazy("Return from leave"),
        label=gettext_lazy("I am back"),
        what=leave_to_end,
        address=lambda owed: page_of("end_leave", pk=key(owed)),
    ),
    "do_follow_up": Doing(
        name=gettext_lazy("Follow-up task"),
        label=gettext_lazy("Finish"),
        what=title_of_task,
        address=lambda owed: page_of("task", pk=key(owed)),
    ),
} | CONTACTS
