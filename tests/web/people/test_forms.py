"""The forms of administrators and leaders: what is wrong stands beside its field, what was typed stays."""

import datetime as dt
import io
import re
import uuid
from typing import Any

import pytest
from openpyxl import load_workbook

from lvzhi.core.clock import today
from lvzhi.people.models import Deputy, Post, Role, Staff, Unit
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.web.people.conftest import at_desk

NEXT_YEAR = dt.date(2099, 1, 1)


def sent(browser: Browser, path: str, **given: Any) -> Any:
    return browser.post(path, {"once": uuid.uuid4(), **given})


def errors(answer: Any) -> str:
    assert answer.status_code == 422
    return " ".join(re.findall(r'class="field-error">.*?<span>(.*?)</span>', answer.content.decode(), re.DOTALL))


def test_a_unit_is_made_moved_closed_and_kept_open(runs: Browser, bank: Bank) -> None:
    parent = bank.units["公司业务部"]
    assert f"{parent.code} {parent.name}" in runs.get(f"/people/units/new/?under={parent.pk}").content.decode()
    given = {"code": "0501", "name": "三组", "kind": "team", "parent": "004 公司业务部"}
    answer = sent(runs, "/people/units/new/", **given)
    unit = Unit.objects.get(code="0501")
    assert answer["Location"] == f"/people/units/{unit.pk}/"
    assert unit.parent == parent
    answer = sent(runs, f"/people/units/{unit.pk}/edit/", **given | {"name": "四组", "parent": "示例支行"})
    assert answer.status_code == 302
    unit.refresh_from_db()
    assert (unit.name, unit.parent) == ("四组", bank.units["示例支行"])
    assert sent(runs, f"/people/units/{unit.pk}/close/", last="2099-01-01").status_code == 302
    assert sent(runs, f"/people/units/{unit.pk}/reopen/").status_code == 302
    unit.refresh_from_db()
    assert unit.closed_on is None


@pytest.mark.parametrize(
    ("parent", "said"),
    [
        ("006", "the two would hang"),
        ("nix", "Nothing is called"),
        ("组", "Several are called"),
        ("", "This field is required"),
    ],
)
def test_a_ring_or_an_unknown_unit_is_said_beside_the_field(runs: Browser, bank: Bank, parent: str, said: str) -> None:
    unit = bank.units["公司业务部"]
    given = {"code": "004", "name": "新名", "kind": "department", "parent": parent}
    answer = sent(runs, f"/people/units/{unit.pk}/edit/", **given)
    assert said in errors(answer)
    assert 'value="新名"' in answer.content.decode()


@pytest.mark.parametrize(
    ("last", "said"), [("9999-12-31", "less than or equal to 2099-12-31"), ("0001-01-01", "greater than or equal to")]
)
def test_a_day_outside_the_times_of_the_bank_is_said_beside_the_field(
    runs: Browser, bank: Bank, last: str, said: str
) -> None:
    answer = sent(runs, f"/people/units/{bank.units['二组'].pk}/close/", last=last)
    assert said in errors(answer)
    assert f'value="{last}"' in answer.content.decode()


def test_the_head_office_is_renamed_without_a_parent(runs: Browser, bank: Bank) -> None:
    top = bank.units["总行"]
    assert 'name="parent"' not in runs.get(f"/people/units/{top.pk}/edit/").content.decode()
    assert (
        sent(runs, f"/people/units/{top.pk}/edit/", code="HQ", name="示例银行", kind="head_office").status_code == 302
    )
    top.refresh_from_db()
    assert (top.code, top.name) == ("HQ", "示例银行")


def test_somebody_new_then_a_post_then_a_password(runs: Browser, bank: Bank) -> None:
    answer = sent(runs, "/people/new/", number="Ｎ1", name="新　人", phone="138-0000-9999", email="")
    staff = Staff.objects.get(number="N1")
    assert answer["Location"] == f"/people/{staff.pk}/"
    assert staff.name == "新人"
    page = runs.get(f"/people/{staff.pk}/").content.decode()
    assert "no password was given" in page
    answer = sent(runs, f"/people/{staff.pk}/posts/new/", unit="006 二组", role="10", first=today().isoformat())
    assert answer.status_code == 302
    assert Post.objects.get(staff=staff).unit == bank.units["二组"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"number": "T0001"}, "Somebody else has this employee number."),
        ({"number": "工号"}, "Letters and figures only."),
        ({"name": ""}, "This field is required."),
        ({"phone": "nobody"}, "This is no telephone number."),
        ({"email": "x"}, "Enter a valid email address."),
    ],
)
def test_what_is_wrong_with_somebody_new(runs: Browser, bank: Bank, given: dict[str, str], said: str) -> None:
    typed = {"number": "N1", "name": "新人", "phone": "", "email": ""} | given
    answer = sent(runs, "/people/new/", **typed)
    assert errors(answer) == said
    assert f'value="{typed["number"]}"' in answer.content.decode()


def test_a_double_click_appoints_once(runs: Browser, bank: Bank) -> None:
    path = f"/people/{bank.staff('张三').pk}/posts/new/"
    given = {"once": uuid.uuid4(), "unit": "006", "role": "10", "first": "2026-01-01", "last": ""}
    assert [runs.post(path, given).status_code for _click in range(2)] == [302, 302]
    assert Post.objects.filter(unit=bank.units["二组"]).count() == 1


def test_an_overlap_is_said_beside_the_first_day(runs: Browser, bank: Bank) -> None:
    given = {"unit": "005", "role": "10", "first": "2026-01-01", "last": ""}
    answer = sent(runs, f"/people/{bank.staff('张三').pk}/posts/new/", **given)
    assert errors(answer) == "This person already holds this post here in these days."
    assert 'value="2026-01-01"' in answer.content.decode()


def test_a_post_ends_or_is_taken_back(runs: Browser, bank: Bank) -> None:
    post = Post.objects.get(staff=bank.staff("张三"))
    assert "lies before" in errors(sent(runs, f"/people/posts/{post.pk}/", last="2019-01-01"))
    assert sent(runs, f"/people/posts/{post.pk}/", last="2026-06-30")["Location"] == f"/people/{post.staff_id}/"
    post.refresh_from_db()
    assert post.last == dt.date(2026, 6, 30)
    assert "This post has begun" in sent(runs, f"/people/posts/{post.pk}/withdraw/").content.decode()
    given = {"unit": "006", "role": "10", "first": NEXT_YEAR.isoformat(), "last": ""}
    sent(runs, f"/people/{post.staff_id}/posts/new/", **given)
    ahead = Post.objects.get(unit=bank.units["二组"])
    assert "Take the post back" in runs.get(f"/people/posts/{ahead.pk}/").content.decode()
    assert sent(runs, f"/people/posts/{ahead.pk}/withdraw/").status_code == 302
    assert not Post.objects.filter(pk=ahead.pk).exists()


def test_nobody_finds_a_form_about_his_own_posts(runs: Browser, bank: Bank) -> None:
    me = bank.staff("周九")
    assert runs.get(f"/people/{me.pk}/posts/new/").status_code == 404
    assert runs.get(f"/people/posts/{Post.objects.get(staff=me).pk}/").status_code == 404


def test_one_names_and_ends_a_deputy(works: Browser, bank: Bank) -> None:
    me = bank.staff("张三")
    given = {"deputy": "T0002 李四", "first": "2026-01-01", "last": "", "reason": "休假"}
    assert sent(works, f"/people/{me.pk}/deputies/new/", **given)["Location"] == f"/people/{me.pk}/"
    found = Deputy.objects.get()
    assert (found.deputy, found.reason, found.last) == (bank.staff("李四"), "休假", None)
    assert "Somebody else stands in" in errors(sent(works, f"/people/{me.pk}/deputies/new/", **given))
    assert sent(works, f"/people/deputies/{found.pk}/", last="2026-06-30").status_code == 302
    found.refresh_from_db()
    assert found.last == dt.date(2026, 6, 30)
    later = given | {"deputy": "wangwu", "first": "2099-01-01"}
    sent(works, f"/people/{me.pk}/deputies/new/", **later)
    ahead = Deputy.objects.get(deputy=bank.staff("王五"))
    assert sent(works, f"/people/deputies/{ahead.pk}/withdraw/").status_code == 302
    assert Deputy.objects.count() == 1


def test_who_may_not_name_a_deputy_finds_no_form(works: Browser, runs: Browser, bank: Bank) -> None:
    assert works.get(f"/people/{bank.staff('李四').pk}/deputies/new/").status_code == 404
    assert runs.get(f"/people/{bank.staff('张三').pk}/deputies/new/").status_code == 403
    assert at_desk(bank.staff("吴十")).get(f"/people/{bank.staff('张三').pk}/deputies/new/").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/people/new/", "/people/units/new/", "/people/import/", "/people/import/template/", "/people/{me}/edit/",
     "/people/{me}/posts/new/", "/people/units/{unit}/edit/", "/people/units/{unit}/passwords/"],
)  # fmt: skip
def test_others_than_administrators_are_refused(works: Browser, bank: Bank, path: str) -> None:
    where = path.format(me=bank.staff("张三").pk, unit=bank.units["一组"].pk)
    assert works.get(where).status_code == 403
    assert works.post(where).status_code == 403


def test_first_passwords_come_as_a_list_this_once(runs: Browser, bank: Bank) -> None:
    Staff.objects.exclude(name="周九").update(must_change_password=True)
    path = f"/people/units/{bank.units['一组'].pk}/passwords/"
    assert "2 people wait" in runs.get(path).content.decode()
    once = uuid.uuid4()
    answer = runs.post(path, {"once": once})
    page = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    found = {row[0]: row[2] for row in page.iter_rows(min_row=2, values_only=True)}
    assert found.keys() == {"T0001", "T0002"}
    assert Staff.objects.get(number="T0001").check_password(str(found["T0001"]))
    assert answer["Cache-Control"] == "no-store"
    again = runs.post(path, {"once": once})
    assert again["Location"] == path
    assert "made before" in runs.get(path).content.decode()
    Staff.objects.update(must_change_password=False)
    assert "Everybody here has signed in before." in runs.get(path).content.decode()


def test_the_role_of_a_new_post_is_one_of_the_regulation(runs: Browser, bank: Bank) -> None:
    path = f"/people/{bank.staff('张三').pk}/posts/new/"
    page = runs.get(path).content.decode()
    assert all(f'value="{role.value}"' in page for role in Role)
    assert "Select a valid choice" in errors(sent(runs, path, unit="006", role="99", first="2026-01-01"))
