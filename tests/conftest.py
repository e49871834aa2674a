"""Scenarios of the regulation are collected from YAML; everything else is plain pytest."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from lvzhi.duties.rule import RULES
from tests.scenario import moment, play

pytest_plugins = ["tests.plugins.database", "tests.plugins.calendar", "tests.plugins.browsing"]


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> "ScenarioFile | None":
    if file_path.suffix == ".yaml" and file_path.parent.name == "regulation":
        return ScenarioFile.from_parent(parent, path=file_path)
    return None


class ScenarioFile(pytest.File):
    def collect(self) -> Iterator[pytest.Item]:
        for story in yaml.safe_load(self.path.read_text(encoding="utf-8")):
            yield Scenario.from_parent(self, name=story["name"], story=story)


class Scenario(pytest.Function):
    """One story, played against the real database."""

    def __init__(self, *, story: dict[str, Any], **kw: Any) -> None:
        def run(db: None) -> None:
            play(story)

        super().__init__(callobj=run, **kw)


@pytest.fixture
def at() -> dt.datetime:
    """Monday afternoon, a working day."""
    return moment("2026-03-02 17:50")


@pytest.fixture
def logs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules of the log and its reading alone, for tests of the machinery that count duties."""
    for name in RULES.keys() - {"keep_work_log", "read_work_log", "do_follow_up"}:
        monkeypatch.delitem(RULES, name)
