"""The layers hold, the types fit, the style is one: the tools that say so are part of the test run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BIN / command[0], *command[1:]],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    [("lint-imports", "--no-cache"), ("ruff", "check", "."), ("mypy",)],
    ids=["layers", "style", "types"],
)
def test_nothing_to_complain_about(command):
    done = run(*command, DJANGO_SETTINGS_MODULE="config.settings")
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def test_every_word_has_its_chinese():
    done = run("python", "tools/words.py", "--check")
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
