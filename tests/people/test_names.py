"""Names as people type, sort and find them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvzhi.people.directory import called, masked
from lvzhi.people.models import Staff
from lvzhi.people.names import name_key, narrow, tidy


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("张三", "zhangsan zs"),
        ("单雄信", "shanxiongxin sxx"),
        ("曾静", "zengjing zj"),
        ("尉迟恭", "yuchigong ycg"),
        ("欧阳娜", "ouyangna oyn"),
        ("吕布", "lvbu lb"),
        ("阿依古丽·买买提", "ayigulimaimaiti ayglmmt"),
        ("John Smith", "johnsmith js"),
        ("", ""),
    ],
)
def test_the_key_of_a_name(name: str, key: str) -> None:
    assert name_key(name) == key


@given(st.text(max_size=30))
def test_every_name_has_a_key_that_fits_its_field(name: str) -> None:
    key = name_key(name)
    assert len(key) <= 120
    assert key == key.strip()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("张　三", "张三"),
        (" 张三\u200b ", "张三"),
        ("Tom  Lee", "Tom Lee"),
        ("金融部（筹）", "金融部（筹）"),
        ("一 组", "一组"),
    ],
)
def test_words_as_they_were_meant(typed: str, meant: str) -> None:
    assert tidy(typed) == meant


def test_codes_in_plain_signs() -> None:
    assert narrow(" Ｔ０００ １\u200b") == "T0001"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("张", ["张三", "张三丰"]),
        ("三", ["张三", "张三丰"]),
        ("张　三", ["张三", "张三丰"]),
        ("zhangs", ["张三", "张三丰"]),
        ("zs", ["张三", "张三丰"]),
        ("ZSF", ["张三丰"]),
        ("zhang san feng", ["张三丰"]),
        ("lv", ["吕布"]),
        ("lü", ["吕布"]),
        ("shan", ["单英"]),
        ("dan", []),
        ("E00", ["吕布", "单英", "张三", "张三丰"]),
        ("e003", ["单英"]),
        ("Ｅ００３", ["单英"]),
        ("s", ["John Smith", "单英"]),
        ("an", []),
        ("%", []),
        ("_", []),
        ("smith", ["John Smith"]),
        ("js", ["John Smith"]),
        ("英 ", ["单英"]),
    ],
)
def test_people_are_found_as_one_types(db: None, text: str, found: list[str]) -> None:
    people = (("E001", "张三"), ("E002", "张三丰"), ("E003", "单英"), ("E004", "吕布"), ("X9", "John Smith"))
    for number, name in people:
        Staff.objects.create(number=number, name=name, pinyin=name_key(name))
    rows = Staff.objects.filter(called(text)).order_by("pinyin", "pk")
    assert [one.name for one in rows] == found


@given(st.text(alphabet=st.characters(exclude_characters="\x00"), max_size=60))
def test_nothing_typed_breaks_the_search(text: str) -> None:
    str(Staff.objects.filter(called(text)).query)


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13800005678", "138****5678"), ("+8613800005678", "+86****5678"), ("12345678", "****"), ("", "")],
)
def test_lists_do_not_show_whole_telephone_numbers(phone: str, shown: str) -> None:
    assert masked(phone) == shown
