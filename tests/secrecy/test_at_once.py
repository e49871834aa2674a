"""Two at the same moment: one signature, one number more than is left, one password shown."""

import pytest

from lvzhi.core.params import tried
from lvzhi.core.writing import writing
from lvzhi.secrecy.actions import propose_version, show_password, unmask
from lvzhi.secrecy.exporting import locksmith
from lvzhi.secrecy.models import Agreement, AgreementVersion, Export, ExportFile, Unmasking
from tests.bank import Bank
from tests.core.at_once import at_once
from tests.customers.made import a_customer, somebody_there
from tests.scenario import moment
from tests.secrecy.asking import asked
from tests.verbs.secrecy import MORE, signed

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "signin"])
AT = moment("2026-03-02 09:00")
LATER = moment("2026-03-02 10:00")


@pytest.fixture
def bank(transactional_db):
    people = {"张三": {"role": "manager", "signed": False}, "李四": "supervisor", "赵六": "supervising"}
    return Bank.of(people | {"孙七": "supervising"})


def kinds(said: list[object]) -> list[str]:
    return sorted(type(one).__name__ for one in said)


def test_two_tabs_sign_once(bank):
    staff = bank.staff("张三")
    said = at_once(lambda: signed(staff, AT), lambda: signed(staff, AT))
    assert kinds(said) == ["Agreement", "ValidationError"]
    assert Agreement.objects.count() == 1


def test_two_people_propose_one_version(bank):
    def propose(who):
        return propose_version(bank.staff(who), at=AT, since=moment("2026-03-20 00:00").date(), why="补充", **MORE)

    assert kinds(at_once(lambda: propose("赵六"), lambda: propose("孙七"))) == ["AgreementVersion", "ValidationError"]
    assert AgreementVersion.objects.count() == 1


def test_the_last_number_of_the_day_is_shown_once(bank):
    staff = bank.staff("张三")
    signed(staff, AT)
    staff.refresh_from_db()
    person = somebody_there(bank.staff("李四"), a_customer(bank.staff("李四"), staff))

    def press():
        with tried({"secrecy.unmask_per_day": 1}):
            return unmask(staff, at=LATER, row=person, field="phone", reason="核对预约时间")

    assert kinds(at_once(press, press)) == ["Unmasking", "ValidationError"]
    assert Unmasking.objects.count() == 1


def test_the_password_is_shown_to_one_tab(bank):
    staff = bank.staff("李四")
    export = asked(staff, AT, rows=60, above=bank.hire("王五", "department_head"))
    secret = locksmith().encrypt(b"abcd-efgh-jkmn").decode()
    with writing():
        ExportFile.objects.create(
            export=export, approved_at=AT, expires_at=moment("2026-03-03 09:00"), finished_at=AT, secret=secret
        )

    def press():
        return show_password(staff, at=LATER, export=Export.objects.get(pk=export.pk)).password

    said = at_once(press, press)
    assert kinds(said) == ["ValidationError", "str"]
    assert "abcd-efgh-jkmn" in said
