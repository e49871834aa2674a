"""Next year's notice: in whatever form it is pasted, whole or not at all, every bad line named."""

import io

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from lvzhi.core.calendar_notice import checked
from lvzhi.core.calendar_reading import Row, read_excel, read_text
from lvzhi.core.calendar_years import computed, published

NOTICE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。"""


def rows_of(year: int) -> list[list[str]]:
    return [[date.isoformat(), one.kind, one.name] for date, one in sorted(published()[year].items())]


def excel(rows: list[list[object]]) -> io.BytesIO:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def problems(year: int, rows: list[Row]) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        checked(year, rows)
    return caught.value.messages


def test_the_state_councils_own_sentences():
    assert checked(2026, read_text(NOTICE_2026, 2026)) == published()[2026]


@pytest.mark.parametrize("separator", ["\t", ",", "，", "; ", " "])
def test_a_table_however_its_columns_are_parted(separator):
    text = "\n".join(separator.join(row) for row in [["date", "kind", "name"], *rows_of(2025), [""]])
    assert checked(2025, read_text(text, 2025)) == published()[2025]


def test_chinese_words_for_kinds_and_feasts():
    rows = read_text("日期,类别,名称\n2026/01/01,放假,元旦\n2026-01-04,补班,元旦", 2026)
    assert rows == [Row(2, "2026/01/01", "放假", "元旦"), Row(3, "2026-01-04", "补班", "元旦")]
    assert "2026-01-01" not in " ".join(problems(2026, rows))


def test_json():
    import json

    text = json.dumps([dict(zip(("date", "kind", "name"), row, strict=True)) for row in rows_of(2026)])
    assert checked(2026, read_text(text, 2026)) == published()[2026]


def test_excel_with_real_dates():
    rows = [["date", "kind", "name"], *([d, k, n] for d, k, n in rows_of(2026))]
    rows[1][0] = next(iter(sorted(published()[2026])))
    assert checked(2026, read_excel(excel(rows))) == published()[2026]


def test_each_bad_line_is_named_and_nothing_is_taken():
    text = "\n".join([
        "2026-01-01,holiday,元旦",
        "1 January,holiday,元旦",
        "2025-10-01,holiday,国庆节",
        "2026-01-05,补班,元旦",
        "2026-01-01,holiday,元旦",
        "2026-02-17,maybe,春节",
        "2026-02-18,holiday,",
    ])  # fmt: skip
    found = problems(2026, read_text(text, 2026))
    assert [line.partition(":")[0] for line in found] == [f"Line {n}" for n in (2, 3, 4, 5, 6, 7)]


def test_half_a_notice_is_caught_by_the_statutory_days_it_forgets():
    rows = [row for row in read_text(NOTICE_2026, 2026) if not row.date.startswith("2026-10")]
    assert problems(2026, rows) == [
        f"2026-10-0{n} (National Day) is a statutory holiday, but the notice does not give it off." for n in (1, 2, 3)
    ]


def test_last_years_notice_is_caught_by_its_weekdays():
    with pytest.raises(ValidationError) as caught:
        read_text(NOTICE_2026, 2027)
    assert caught.value.messages == ["Line 2: 2027-01-01 does not fall on that weekday."]


def test_two_feasts_in_one_line():
    line = "六、国庆节、中秋节：10月1日（周五）至8日（周五）放假调休，共8天。"
    rows = read_text(line, 2027)
    assert len(rows) == 8
    assert {row.name for row in rows} == {"国庆节、中秋节"}


def test_many_problems_are_cut_short():
    rows = [Row(n, f"{n}", "holiday", "x") for n in range(1, 60)]
    found = problems(2027, rows)
    assert (len(found), found[-1]) == (21, "… and 39 more.")


@pytest.mark.parametrize("text", ["[1, 2]", "{", '{"a": 1}', "[[1]]"])
def test_broken_json_is_said_in_words(text):
    with pytest.raises(ValidationError, match="JSON"):
        read_text(text, 2027)


def test_a_file_that_is_no_excel_sheet():
    with pytest.raises(ValidationError, match="not an Excel"):
        read_excel(io.BytesIO(b"PK nothing"))


def test_the_computed_year_is_itself_a_whole_notice():
    rows = [Row(n, d.isoformat(), one.kind, one.name) for n, (d, one) in enumerate(computed(2028).items())]
    assert checked(2028, rows) == computed(2028)
