"""What the names in the addresses stand for: the things of one relationship manager, and who comes to them."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from lvzhi.attendance.models import Leave
from lvzhi.contacts.models import Absence, Appointment, Contact, Promise
from lvzhi.core.models import Change
from lvzhi.customers.models import ContactPerson, Customer, CustomerImport
from lvzhi.duties import engine
from lvzhi.duties.models import Duty
from lvzhi.people.models import Deputy, PeopleImport, Post, Role, Staff, Unit
from lvzhi.records.actions import give_task
from lvzhi.records.models import Approval, Attachment, Message, Task
from lvzhi.records.register import OUTGOING
from lvzhi.secrecy.actions import propose_version, request_export, unmask
from lvzhi.secrecy.models import Agreement, AgreementVersion, Export, Unmasking
from lvzhi.worklog.actions import file_work_log, report
from lvzhi.worklog.models import DailyReport, TargetImport, WorkLog
from tests.attendance.asking import asked, back, granted
from tests.attendance.asking import days as days_of
from tests.bank import Bank, pages
from tests.contacts.house import a_contact, an_appointment, an_outing
from tests.customers.made import a_customer, somebody_there
from tests.plugins.browsing import Browser
from tests.records.asking import errand
from tests.scenario import moment
from tests.verbs.secrecy import MORE, signed

NOW = moment("2026-03-03 10:00")
MONDAY, LATER = dt.date(2026, 3, 2), dt.date(2026, 6, 1)
FEAST = {"kind": "holiday", "name": "行庆"}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
ROLES = (
    "manager", "supervisor", "business_supervisor", "department_head", "vice_president", "president",
    "head_office", "supervising", "auditor", "administrator",
)  # fmt: skip
COLUMNS = ("nobody", "outsider", *ROLES)


@dataclass
class House:
    """The people by column, and the things that addresses name."""

    bank: Bank
    log: WorkLog
    task: Task
    approval: Approval
    leave: Leave
    ended: Leave
    message: Message
    duty: Duty
    attachment: Attachment
    post: Post
    deputy: Deputy
    unit: Unit
    file: PeopleImport
    change: Change
    report: DailyReport
    customer: Customer
    contact_person: ContactPerson
    customers_file: CustomerImport
    targets_file: TargetImport
    absence: Absence
    contact: Contact
    appointment: Appointment
    passkey: Authenticator
    agreement: Agreement
    version: AgreementVersion
    unmasking: Unmasking
    export: Export
    browsers: dict[str, Browser] = field(default_factory=dict)

    @property
    def staff(self) -> Staff:
        return self.bank.staff("manager")

    def people(self) -> dict[str, Staff | None]:
        return {"nobody": None} | {name: self.bank.staff(name) for name in COLUMNS[1:]}


ASKED: dict[str, Any] = {"filters": "", "rows": 60, "purpose": "季末走访排期"}


def furnish() -> House:
    """One of everything, belonging to the relationship manager of the first team; the outsider is of the second."""
    people: dict[str, Any] = {role: role for role in ROLES}
    people |= {"outsider": {"role": "manager", "unit": "二组"}, "deputy": "manager"}
    bank = Bank.of(people)
    manager, supervisor = bank.staff("manager"), bank.staff("supervisor")
    engine.nightly(MONDAY, moment("2026-03-02 00:05"))
    engine.nightly(NOW.date(), moment("2026-03-03 00:05"))
    written = pages(files=[SimpleUploadedFile("现场.png", PNG)])
    customer = a_customer(bank.staff("department_head"), manager, phone="13812345678")
    log = file_work_log(manager, at=moment("2026-03-02 17:00"), on=MONDAY, pages=written)
    task = give_task(supervisor, at=NOW, owner=manager, title="复核", due_on=LATER, about=log.record)
    days, runs = DateRange(LATER, LATER + dt.timedelta(30)), bank.staff("administrator")
    return House(
        bank=bank,
        log=log,
        task=task,
        **asked_for(bank),
        message=Message.objects.filter(to=manager).latest("pk"),
        duty=Duty.objects.get(rule="keep_work_log", owner=manager, opens=moment("2026-03-03 00:00")),
        report=report(manager, at=moment("2026-03-02 17:50"), told_at=moment("2026-03-02 17:45")),
        attachment=Attachment.objects.get(record=log.record),
        post=Post.objects.create(staff=manager, unit=bank.units["二组"], role=Role.MANAGER, during=days),
        deputy=Deputy.objects.create(staff=manager, deputy=bank.staff("deputy"), during=days),
        unit=bank.units["二组"],
        file=PeopleImport.objects.create(by=runs, at=NOW, name="people.xlsx", rows={}),
        change=Change.objects.create(kind="day", key=f"{LATER}", content=FEAST, why="行庆", by=runs, at=NOW),
        customer=customer,
        **brought(bank.staff("department_head")),
        contact_person=(person := somebody_there(manager, customer)),
        **met(manager, customer),
        passkey=Authenticator.objects.create(
            user=manager, type=Authenticator.Type.WEBAUTHN, data={"name": "phone", "credential": credential()}
        ),
        agreement=signed(manager, NOW),
        version=propose_version(bank.staff("supervising"), at=NOW, since=LATER, why="补充", **MORE),
        unmasking=unmask(manager, at=NOW, row=person, field="phone", reason="核对预约时间"),
        export=request_export(manager, at=NOW, source=OUTGOING["customer"], query="", **ASKED),
    )


def brought(by: Staff) -> dict[str, Any]:
    """A file of customers and one of targets that nobody has taken over."""
    return {
        "customers_file": CustomerImport.objects.create(by=by, at=NOW, name="customers.xlsx", rows={}),
        "targets_file": TargetImport.objects.create(by=by, at=NOW, name="targets.xlsx", rows={}),
    }


def met(manager: Staff, customer: Customer) -> dict[str, Any]:
    """He is out, has spoken with his customer, and has an appointment there."""
    out = an_outing(manager, moment("2026-03-03 09:00"), back_by=moment("2026-03-03 17:00"))
    spoken = a_contact(manager, customer, moment("2026-03-02 15:00"), promises=[Promise(text="提供方案")])
    agreed = an_appointment(manager, customer, moment("2026-03-02 09:00"), moment("2026-03-05 10:00"))
    return {"absence": out, "contact": spoken, "appointment": agreed}


def asked_for(bank: Bank) -> dict[str, Any]:
    """An errand and a leave to be approved; and a leave of the Friday before, ended on Monday and not confirmed yet."""
    leave = asked(bank, "manager", days_of("2026-04-01"), at=NOW, deputy="deputy")
    ended = granted(bank, "manager", days_of("2026-02-27"), at=moment("2026-02-26 10:00"), deputy="deputy")
    back(bank, ended, "2026-03-02 08:30")
    return {"approval": errand(bank.staff("manager"), at=NOW), "leave": leave, "ended": ended}


def open_browsers(house: House) -> None:
    """Everybody is signed in; the pages of the second factor have just been shown the password again."""
    for column, staff in house.people().items():
        browser = house.browsers[column] = Browser()
        if staff is not None:
            browser.sign_in(staff)
            session = browser.session
            record_authentication(SimpleNamespace(session=session), staff, "password", reauthenticated=True)
            session.save()


def credential() -> dict[str, Any]:
    """A passkey as a phone hands it in."""
    key = AttestedCredentialData.create(b"\0" * 16, b"phone", ES256.from_cryptography_key(phone_key().public_key()))
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    said = AuthenticatorData.create(hashlib.sha256(b"testserver").digest(), flags, 0, key)
    about = CollectedClientData.create("webauthn.create", b"challenge", "https://testserver")
    answer = {
        "clientDataJSON": websafe_encode(about),
        "attestationObject": websafe_encode(AttestationObject.create("none", said, {})),
    }
    return {
        "id": websafe_encode(b"phone"),
        "rawId": websafe_encode(b"phone"),
        "type": "public-key",
        "response": answer,
    }


def phone_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())
