"""What is not an action cannot write: PostgreSQL itself refuses it, with the two connections of the product."""

import datetime as dt

import psycopg
import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import InternalError, connection, connections, router, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from config.db import AT_THE_DOOR, GUARD, SIGN_IN_APPS, databases
from lvzhi.core import clock, trail
from lvzhi.core.models import NightRun, Seal, TrailLine
from lvzhi.core.writing import rehearsing, writing
from lvzhi.duties import engine
from lvzhi.duties.models import Duty
from lvzhi.jobs import tasks
from lvzhi.people.models import FailedSignIn, Session, Staff
from lvzhi.people.passwords import keep_new
from lvzhi.records.models import Message, Record
from lvzhi.web import access
from lvzhi.web.page import page
from lvzhi.worklog.actions import file_work_log, read_log
from lvzhi.worklog.models import WorkLog
from tests.bank import Bank, pages
from tests.scenario import moment

REFUSED = "read-only transaction"
SECRET = "Kx7m-qp49-tn9w"
MONDAY = dt.date(2026, 3, 2)


@page("messages/messages.html", needs=access.signed_in)
def careless(request: HttpRequest) -> HttpResponse:
    """A page that marks something by the way, without an action."""
    Message.objects.filter(to=request.user).update(read_at=request.at)
    return HttpResponse("done")


@page("messages/messages.html", needs=access.signed_in)
def careless_in_transaction(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        Message.objects.create(to=request.user, at=request.at, kind="x")
    return HttpResponse("done")


urlpatterns = [
    path("careless/", careless, name="careless"),
    path("careless-too/", careless_in_transaction, name="careless_too"),
    path("", include("config.urls")),
]


@pytest.fixture
def bank(transactional_db, monkeypatch: pytest.MonkeyPatch) -> Bank:
    """The people are there before the guard is."""
    monkeypatch.setattr(clock.timezone, "now", lambda: moment("2026-03-02 17:50"))
    bank = Bank.of({"张三": "manager", "李四": "supervisor", "王五": {"role": "manager", "unit": "二组"}})
    keep_new(bank.staff("张三"), SECRET, moment("2026-03-01 09:00"), for_once=False)
    Message.objects.create(to=bank.staff("张三"), at=moment("2026-03-01 09:00"), kind="task.given")
    return bank


@pytest.fixture
def house(bank: Bank, guarded: None) -> Bank:
    return bank


def signed_in(staff: Staff) -> Client:
    client = Client()
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    return client


# The guard


@pytest.mark.parametrize("address", ["/careless/", "/careless-too/"])
def test_a_page_that_writes_by_the_way_fails(house, settings, address):
    settings.ROOT_URLCONF = __name__
    client = signed_in(house.staff("张三"))
    with pytest.raises(InternalError, match=REFUSED):
        client.get(address)
    assert Message.objects.filter(read_at=None).count() == Message.objects.count() == 1


STATEMENTS = {
    "insert": "INSERT INTO core_seal (at, last, lines, digest) VALUES (now(), 1, 1, '')",
    "update": "UPDATE people_staff SET name = 'x'",
    "delete": "DELETE FROM people_post",
    "hidden in a query": "WITH gone AS (DELETE FROM people_post RETURNING id) SELECT count(*) FROM gone",
    "truncate": "TRUNCATE core_trailline CASCADE",
    "a table made": "CREATE TABLE core_other (id int)",
    "a table dropped": "DROP TABLE core_seal",
    "a trigger switched off": "ALTER TABLE core_trailline DISABLE TRIGGER append_only",
    "a row locked": "SELECT * FROM people_staff FOR UPDATE",
    "a number taken": "SELECT nextval('core_trailline_id_seq')",
}


@pytest.mark.parametrize("what", STATEMENTS)
def test_nothing_gets_by(house, what):
    """Whatever the statement looks like: it is the transaction that cannot write, not the text that is read."""
    with pytest.raises(InternalError, match=REFUSED), connection.cursor() as cursor:
        cursor.execute(STATEMENTS[what])


def test_everything_can_be_flushed_by_nobody(house):
    """`manage.py flush` would empty the append-only tables, whose triggers stand on rows: the guard stops it."""
    with pytest.raises(Exception, match="couldn't be flushed"):
        call_command("flush", interactive=False, verbosity=0)
    assert Staff.objects.count() == 3


def test_the_guard_stands_in_the_connection_itself():
    """Not in a setting of the process that somebody may forget: PostgreSQL is told when the connection opens."""
    product = databases()
    assert GUARD in product["default"]["OPTIONS"]["options"]
    assert GUARD not in str(product["signin"]["OPTIONS"])
    assert GUARD == "-c default_transaction_read_only=on"


def test_a_connection_of_the_product_cannot_write(bank):
    """A real connection with the product's own options, not the one the tests have opened for themselves."""
    given = {name: value for name, value in connection.get_connection_params().items() if name != "context"}
    given = {name: given[name] for name in ("dbname", "user", "password", "host", "port") if given.get(name)}
    with psycopg.connect(**given, options=GUARD, autocommit=True) as real:
        assert real.execute("SELECT count(*) FROM people_staff").fetchone() == (3,)
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            real.execute("UPDATE people_staff SET name = 'x'")
        with real.transaction():
            real.execute("SET TRANSACTION READ WRITE")
            real.execute("UPDATE people_staff SET phone = '1'")
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            real.execute("UPDATE people_staff SET name = 'x'")


# What opens it


def test_an_action_opens_it_and_it_closes_behind(house, at):
    log = file_work_log(house.staff("张三"), at=at, on=MONDAY, pages=pages())
    assert WorkLog.objects.get() == log
    with pytest.raises(InternalError, match=REFUSED):
        Message.objects.update(read_at=at)


def test_it_closes_behind_a_refusal_too(house, at):
    log = file_work_log(house.staff("张三"), at=at, on=MONDAY, pages=pages())
    with pytest.raises(PermissionDenied):
        read_log(house.staff("王五"), at=at, log=log)
    assert TrailLine.objects.latest("id").result == "refused"
    with pytest.raises(InternalError, match=REFUSED):
        Message.objects.update(read_at=at)


def broken_off(at: dt.datetime) -> None:
    with writing():
        Message.objects.update(read_at=at)
        raise ZeroDivisionError


def test_it_closes_behind_what_went_wrong(house, at):
    with pytest.raises(ZeroDivisionError):
        broken_off(at)
    assert Message.objects.filter(read_at=None).count() == 1
    with pytest.raises(InternalError, match=REFUSED):
        Message.objects.update(read_at=at)


def test_a_rehearsal_writes_and_keeps_nothing(house, at):
    with rehearsing():
        assert Message.objects.update(read_at=at) == 1
    assert Message.objects.filter(read_at=None).count() == 1


def first_reads_then_writes(staff: Staff) -> None:
    with transaction.atomic():
        Staff.objects.count()
        with writing():
            Message.objects.create(to=staff, at=moment("2026-03-02 09:00"), kind="x")


def test_a_reader_cannot_become_a_writer_half_way(house):
    """An action is the outermost: inside a transaction that only reads, PostgreSQL refuses it."""
    with pytest.raises(InternalError, match=REFUSED):
        first_reads_then_writes(house.staff("张三"))


def test_the_engine_and_the_clock_open_it(house, monkeypatch):
    engine.nightly(MONDAY, moment("2026-03-02 00:05"))
    assert Duty.objects.filter(rule="keep_work_log").count() == 2
    assert NightRun.objects.count() == 1
    at = moment("2026-03-03 00:10")
    monkeypatch.setattr(tasks, "now", lambda: at)
    tasks.duties.func(timestamp=0)
    trail.write("test", at=at, using="signin")
    tasks.seal.func(timestamp=0)
    assert NightRun.objects.filter(day=at.date()).exists()
    assert Seal.objects.count() == 1


def test_a_log_is_handed_in_through_the_page(house):
    sent = {"done": "走访客户", "plan-count": "1", "plan-0-text": "整理资料"}
    answer = signed_in(house.staff("张三")).post("/logs/new/?on=2026-03-02", sent)
    assert answer.status_code in (302, 303), answer.content.decode()[:2000]
    assert (WorkLog.objects.count(), Record.objects.count()) == (1, 1)


def test_a_refused_page_has_its_line_though_pages_cannot_write(house):
    assert signed_in(house.staff("张三")).get("/trail/").status_code == 403
    line = TrailLine.objects.latest("id")
    assert (line.action, line.result, line.detail["path"]) == ("page.open", "refused", "/trail/")


# The exception: what the door keeps for itself


def test_the_door_writes_through_its_own_connection(house):
    """Signing in writes session, last sign-in and trail while `default` stays shut."""
    client = Client()
    client.post("/account/login/", {"login": house.staff("张三").number, "password": "wrong"})
    assert FailedSignIn.objects.count() == 1
    answer = client.post("/account/login/", {"login": house.staff("张三").number, "password": SECRET})
    assert answer.status_code in (302, 303)
    assert Session.objects.filter(staff=house.staff("张三")).exists()
    events = set(TrailLine.objects.values_list("action", flat=True))
    assert {"sign_in", "sign_in.failed"} <= events
    with pytest.raises(InternalError, match=REFUSED):
        Message.objects.update(read_at=moment("2026-03-02 09:00"))


def test_only_what_the_door_keeps_is_written_through_it():
    """A table of the bank can never slip through the connection that may write."""
    elsewhere = {m._meta.label for m in apps.get_models() if router.db_for_write(m) == "signin"}
    library = {m._meta.label for m in apps.get_models() if m._meta.app_label in SIGN_IN_APPS}
    assert elsewhere == library | AT_THE_DOOR
    assert {"people.Staff", "people.Session"} == AT_THE_DOOR
    assert get_user_model()._meta.label in AT_THE_DOOR


def test_append_only_holds_on_the_doors_connection_as_well(house):
    trail.write("test", at=moment("2026-03-02 09:00"), using="signin")
    with pytest.raises(Exception, match="append-only"), connections["signin"].cursor() as cursor:
        cursor.execute("UPDATE core_trailline SET action = 'x'")
