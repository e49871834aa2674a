"""A printed form, read back from the file: its words, its fonts, its pages."""

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from django.utils.translation import gettext as _
from pypdf import PdfReader

from lvzhi.core.paper import Facts, Grid, Items, Paper, Printing, Words, pdf

NOON = dt.datetime(2026, 3, 2, 4, microsecond=123456, tzinfo=dt.UTC)
BY = Printing("李四", "T0002", NOON, "IP·17")


def a_paper(number: str = "RZ-2026-000001", rows: int = 1) -> Paper:
    line = ("09:00–10:30", "营销", "示例甲精密制造有限公司", "拜访财务负责人", "同意提供报表")
    blocks = (
        Facts([("客户经理", "张三 T0001"), ("日期", "2026-03-02")]),
        Words("今日完成", "走访示例客户\n#set text(red) $x^2$ *不是标记* @引用 <标签> \\"),
        Grid("当日事项", ("时段", "类别", "客户", "内容", "结果"), [line] * rows, (0, 0, 3, 5, 4)),
        Items("明日计划", ("整理贷后资料", "联系会计部")),
    )
    return Paper("客户经理日志", number, "1", "公司业务部一组", blocks, ("客户经理", "主管"))


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def fonts(pages: PdfReader) -> dict[str, Any]:
    """Every font of the file by its name, with its description."""
    found = {}
    for page in pages.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            found[str(inner["/BaseFont"]).removeprefix("/")] = inner["/FontDescriptor"].get_object()
    return found


def test_every_word_can_be_read_back_and_none_is_taken_for_markup() -> None:
    text = read(pdf([a_paper()], BY)).pages[0].extract_text()
    flowing = "".join(text.split())
    for words in ("客户经理日志", "RZ-2026-000001", "公司业务部一组", "示例甲精密制造有限公司", "整理贷后资料", "主管"):
        assert words in flowing
    for words in ("#set text(red)", "$x^2$", "*不是标记*", "@引用", "<标签>"):
        assert words in text


def test_the_chinese_font_is_embedded_as_a_subset_and_no_other_is_used() -> None:
    found = fonts(read(pdf([a_paper()], BY)))
    assert {name.partition("+")[2] for name in found} == {"NotoSansSC-Regular", "NotoSansSC-Bold"}
    for name, description in found.items():
        assert len(name.partition("+")[0]) == 6, "a subset says so in its name"
        assert "/FontFile2" in description or "/FontFile3" in description


def test_the_sheet_is_a4_and_says_who_printed_it_when_and_from_where() -> None:
    page = read(pdf([a_paper()], BY)).pages[0]
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)
    text = page.extract_text()
    assert "李四 T0002 2026-03-02 12:00 IP·17" in text


@pytest.mark.parametrize("rows", [1, 60])
def test_each_form_begins_on_a_new_sheet_and_counts_its_own_pages(rows: int) -> None:
    pages = read(pdf([a_paper("RZ-2026-000001", rows), a_paper("RZ-2026-000002")], BY)).pages
    texts = [page.extract_text().replace(" ", "") for page in pages]
    first = len(pages) - 1
    assert (first > 1) == (rows > 1)
    for number, text in enumerate(texts, start=1):
        page, last = (number, first) if number <= first else (1, 1)
        assert (_("Page %(page)s of %(pages)s") % {"page": page, "pages": last}).replace(" ", "") in text
    assert "RZ-2026-000001" not in texts[-1]
    assert "RZ-2026-000002" in texts[-1]
