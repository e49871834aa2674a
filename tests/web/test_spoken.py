"""Templates compiled once a language: the words are those of who reads, and what is put into them stays text."""

import pytest
from django.template import engines
from django.utils import translation


def drawn(source, **given):
    return engines["jinja2"].env.from_string(source).render(**given)


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "工作台"), ("en", "Workbench")])
def test_words_are_those_of_the_language(language, said):
    with translation.override(language):
        assert drawn('{{ _("Workbench") }}') == said
        assert drawn('<p title="{{ _("Workbench") }}">') == f'<p title="{said}">'


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "条款 &lt;7&gt;"), ("en", "Clause &lt;7&gt;")])
def test_what_is_put_into_words_stays_text(language, said):
    with translation.override(language):
        assert drawn('{{ _("Clause %(code)s", code=code) }}', code="<7>") == said


def test_each_language_has_templates_of_its_own():
    page = "errors/404.html"
    found = {}
    for language in ("zh-hans", "en", "zh-hans"):
        with translation.override(language):
            found.setdefault(language, []).append(engines["jinja2"].env.get_template(page).render())
    first, again = found["zh-hans"]
    assert first == again
    assert first != found["en"][0]


def test_a_macro_called_in_a_block_sees_what_it_is_given():
    source = '{% macro m(a, b="x") %}{{ a }}{{ b }}{{ caller() }}{% endmacro %}{% call m(1, b=2) %}{{ c }}{% endcall %}'
    assert drawn(source, c="<") == "12&lt;"


def test_a_component_written_out_is_drawn_when_the_template_is_read():
    env = engines["jinja2"].env
    source = '{{ ui.link_button(_("Workbench"), url("workbench"), kind="primary") }}'
    assert "ui" not in env.compile(source, raw=True)
    assert drawn(source) == env.globals["ui"].link_button(translation.gettext("Workbench"), "/", kind="primary")


def test_a_component_with_something_of_the_request_is_drawn_with_the_page():
    assert drawn("{{ ui.link_button(what, where) }}", what="<", where="/a?b&c").count("&lt;") == 1


def test_a_component_around_something_is_drawn_with_the_page():
    assert "&lt;" in drawn('{% call ui.section(_("Workbench")) %}{{ a }}{% endcall %}', a="<")
