"""The trail in words: what was done."""

from typing import Any

from django.utils.translation import gettext_lazy as lazy

from lvzhi.core.models import TrailLine

ACTIONS: dict[str, Any] = {
    "work_log.file": lazy("handed in a work log"),
    "work_log.add_note": lazy("added to a work log"),
    "work_log.read": lazy("read a work log"),
    "work_log.comment": lazy("commented on a work log"),
    "absence.begin": lazy("entered an outing"),
    "absence.change": lazy("changed an outing"),
    "absence.end": lazy("came back from an outing"),
    "absence.check": lazy("spot-checked an outing"),
    "contact.record": lazy("wrote a contact down"),
    "contact.review": lazy("reviewed a contact"),
    "promise.keep": lazy("settled a promise"),
    "appointment.make": lazy("made an appointment"),
    "appointment.move": lazy("moved an appointment"),
    "appointment.call_off": lazy("called an appointment off"),
    "daily_report.make": lazy("made the daily report"),
    "daily_report.note": lazy("noted daily reports"),
    "task.give": lazy("gave a task"),
    "task.finish": lazy("finished a task"),
    "message.open": lazy("opened a message"),
    "message.read": lazy("marked messages as read"),
    "plan.drop": lazy("dropped a proposed visit"),
    "plan.print_brief": lazy("printed the brief before a visit"),
    "record.print": lazy("printed"),
    "register.take_out": lazy("took out as Excel"),
    "approval.decide": lazy("decided about a request"),
    "approval.withdraw": lazy("took a request back"),
    "leave.ask": lazy("asked for leave"),
    "leave.begin": lazy("went on leave"),
    "leave.withdraw": lazy("took a leave back"),
    "leave.end": lazy("ended a leave"),
    "leave.confirm": lazy("confirmed a return"),
    "leave.order": lazy("ordered a mandatory leave"),
    "duty.excuse": lazy("excused a duty"),
    "row.open": lazy("tried to open"),
    "page.open": lazy("tried to open a page"),
    "staff.create": lazy("entered a person"),
    "staff.change": lazy("changed a person's particulars"),
    "staff.disable": lazy("closed an account"),
    "staff.enable": lazy("opened an account again"),
    "post.begin": lazy("began a post"),
    "post.end": lazy("ended a post"),
    "post.withdraw": lazy("withdrew a post"),
    "deputy.name": lazy("named a deputy"),
    "deputy.end": lazy("ended a deputy's time"),
    "deputy.withdraw": lazy("withdrew a deputy"),
    "unit.create": lazy("founded a unit"),
    "unit.change": lazy("changed a unit"),
    "unit.close": lazy("closed a unit"),
    "unit.reopen": lazy("opened a unit again"),
    "unit.issue_passwords": lazy("issued first passwords"),
    "people.upload": lazy("handed in a file of people"),
    "people.import": lazy("imported people"),
    "customer.create": lazy("entered a customer"),
    "customer.change": lazy("changed a customer's particulars"),
    "customer.set_tier": lazy("set a customer's tier"),
    "customer.assign": lazy("assigned a customer"),
    "customer.close": lazy("closed a customer"),
    "contact_person.add": lazy("entered a contact person"),
    "contact_person.change": lazy("changed a contact person"),
    "contact_person.retire": lazy("noted that a contact person has left"),
    "administrator.create": lazy("made an administrator"),
    "person.lock": lazy("locked an account"),
    "person.unlock": lazy("unlocked an account"),
    "second_factor.reset": lazy("reset a second factor"),
    "password.change": lazy("changed the password"),
    "password.reset": lazy("reset a password"),
    "language.choose": lazy("chose a language"),
    "parameter.ask": lazy("asked to set a parameter"),
    "parameter.try_again": lazy("tried a parameter again"),
    "regulation.paste_text": lazy("pasted the bank's own text of a clause"),
    "calendar.ask_day": lazy("asked to set a day of the calendar"),
    "calendar.ask_notice": lazy("handed in a year's notice of the calendar"),
    "calendar.moved": lazy("moved deadlines with the calendar"),
    "change.confirm": lazy("confirmed a change"),
    "change.decline": lazy("declined a change"),
    "change.withdraw": lazy("withdrew a change"),
    "agreement.sign": lazy("signed the confidentiality agreement"),
    "agreement.propose": lazy("proposed other words for the agreement"),
    "agreement.confirm": lazy("confirmed other words for the agreement"),
    "agreement.decline": lazy("declined other words for the agreement"),
    "demo.load": lazy("loaded the demo branch"),
    "sign_in": lazy("signed in"),
    "sign_in.failed": lazy("failed to sign in"),
    "sign_in.locked": lazy("tried to sign in while locked"),
    "sign_out": lazy("signed out"),
    "session.replaced": lazy("signed in elsewhere, which ended the session before"),
    "session.expired": lazy("left a session to end by itself"),
    "second_factor.added": lazy("set up the authenticator app"),
    "second_factor.removed": lazy("removed the authenticator app"),
    "second_factor.failed": lazy("gave a wrong code"),
    "passkey.added": lazy("added a passkey"),
    "passkey.removed": lazy("removed a passkey"),
    "recovery_codes.added": lazy("made recovery codes"),
    "recovery_codes.removed": lazy("removed recovery codes"),
    "recovery_codes.renewed": lazy("made recovery codes anew"),
}


def done(line: TrailLine) -> str:
    """What was done, as a verb; an action that has no words here shows its name."""
    return str(ACTIONS.get(line.action, line.action))


def details(line: TrailLine) -> str:
    """What the action was asked to do, in one line."""
    return ", ".join(f"{name}: {plain(value)}" for name, value in line.detail.items())


def plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
