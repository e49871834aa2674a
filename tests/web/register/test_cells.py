"""The cells of a list: what was typed never becomes markup, and every kind of column has its own dress."""

import pytest

from lvzhi.records.listing import Column
from lvzhi.web.register.cells import around, drawn

MARK = '<svg class="mark"></svg>'


def column(kind="", **more):
    return Column("name", "客户 & 名称", lambda row: row, kind, **more)


def cell(text, href="", is_title=False, **asked):
    return str(drawn([around(column(**asked), MARK, is_title=is_title)], [text], href))


def test_what_was_typed_is_no_markup():
    assert cell("<b>&") == '<td data-label="客户 &amp; 名称" class="">&lt;b&gt;&amp;</td>'
    assert cell("<b>", '/x/?a="1"&b=2') == (
        '<td data-label="客户 &amp; 名称" class="">'
        '<a class="cell-link" href="/x/?a=&#34;1&#34;&amp;b=2">&lt;b&gt;</a></td>'
    )


@pytest.mark.parametrize(
    ("asked", "classes"),
    [
        ({"kind": "amount"}, "num"),
        ({"kind": "moment"}, "date"),
        ({"phone": False}, "cell-wide"),
        ({"grow": True}, "cell-words"),
        ({"is_title": True}, "cell-title"),
    ],
)
def test_a_column_has_the_dress_of_its_kind(asked, classes):
    assert f'class="{classes}"' in cell("1", **asked)


def test_a_flag_has_its_shape_and_only_where_it_is_set():
    assert f'<span class="state state-late">{MARK}<span>逾期</span></span></td>' in cell("逾期", kind="flag")
    assert MARK not in cell("", kind="flag")
