"""The code and the words of the regulation cannot drift apart."""

from pathlib import Path

import pytest
import yaml
from django.urls import resolve

from lvzhi.duties.rule import RULES
from lvzhi.regulation.excused import EXCUSED
from lvzhi.regulation.index import report
from lvzhi.regulation.text import CODES, clauses
from lvzhi.web.doing import DOING
from lvzhi.web.records import TOLD

STORIES = [s for path in Path(__file__).parent.glob("*.yaml") for s in yaml.safe_load(path.read_text("utf-8"))]
RUNNING = {"12.1", "12.2", "13", "13.1", "13.2", "16.1", "17"}  # grows with every article that is carried out


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_a_rule_quotes_its_clause_word_for_word(rule):
    assert clauses()[rule.clause].says(rule.quote)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_a_rule_says_what_it_means_and_has_a_page_where_it_is_done(rule):
    assert rule.meaning
    assert rule.name in DOING


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_a_rule_is_played_by_a_scenario(rule):
    lines = [line for story in STORIES for line in story["then"] if rule.clause in story["clauses"]]
    assert any(line.split()[0] == rule.name for line in lines)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_what_proves_a_rule_can_be_read_on_a_page(rule):
    assert rule.proof in TOLD


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["name"])
def test_a_scenario_names_clauses_that_exist(story):
    assert set(story["clauses"]) <= set(CODES)


def test_the_index_has_every_clause_and_nothing_invented():
    found = report()
    assert [one["code"] for one in found] == list(CODES)
    assert {one["code"] for one in found if one["running"]} == RUNNING
    keys = {"code", "title", "running", "rules", "checks", "forms", "registers", "pages", "excused"}
    assert all(set(one) == keys for one in found)


def test_listed_pages_are_real(db):
    addresses = [address for one in report() for address in one["pages"]]
    assert addresses
    assert all(resolve(address) for address in addresses)


def test_nothing_is_excused_that_runs():
    assert not set(EXCUSED) & {rule.clause for rule in RULES.values()}
