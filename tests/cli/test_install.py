"""`make install` on machines that lack something says so in one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "make-venv"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of programs with the few that the script itself needs."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("rm", "mkdir", "dirname", "touch", "sh"):
        found = next(Path(folder) / name for folder in ("/usr/bin", "/bin") if (Path(folder) / name).exists())
        (programs / name).symlink_to(found)
    return programs


def give_python(machine: Path, name: str, *, version: str = "", venv: bool = True) -> None:
    """A Python that answers as one of that version, with or without venv, would."""
    lines = ["#!/bin/sh", 'case "$*" in']
    if version:
        lines.append(f'*version_info\\ \\<*) exec {sys.executable} -c "import sys; sys.exit({version} < (3, 11))" ;;')
    if not venv:
        lines.append("*ensurepip*) exit 1 ;;")
    lines.append(f'*) exec {sys.executable} "$@" ;;')
    (machine / name).write_text("\n".join([*lines, "esac", ""]))
    (machine / name).chmod(0o755)


def make_venv(machine: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    target = tmp_path / "venv"
    environment = {k: v for k, v in os.environ.items() if k != "PYTHON"} | {"PATH": str(machine)}
    return subprocess.run(
        ["/bin/sh", str(SCRIPT), str(target), str(target / ".mark")],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_without_python_it_says_which_one_is_needed(machine: Path, tmp_path: Path) -> None:
    done = make_venv(machine, tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "needs Python 3.11 or newer" in done.stderr


def test_an_old_python_is_passed_over(machine: Path, tmp_path: Path) -> None:
    give_python(machine, "python3", version="(3, 9)")
    done = make_venv(machine, tmp_path)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr


def test_a_newer_python_beside_an_old_one_is_found(machine: Path, tmp_path: Path) -> None:
    give_python(machine, "python3", version="(3, 9)")
    give_python(machine, "python3.12")
    assert make_venv(machine, tmp_path).returncode == 0
    assert (tmp_path / "venv/bin/python").exists()
    assert (tmp_path / "venv/.mark").exists()


def test_a_python_without_venv_names_the_package(machine: Path, tmp_path: Path) -> None:
    give_python(machine, "python3", venv=False)
    done = make_venv(machine, tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"python3.{sys.version_info.minor}-venv" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "venv").exists()


def test_a_whole_environment_stays_and_a_broken_one_is_made_anew(machine: Path, tmp_path: Path) -> None:
    give_python(machine, "python3")
    assert make_venv(machine, tmp_path).returncode == 0
    (tmp_path / "venv/kept").touch()
    assert make_venv(machine, tmp_path).returncode == 0
    assert (tmp_path / "venv/kept").exists()
    (tmp_path / "venv/bin/python").unlink()
    assert make_venv(machine, tmp_path).returncode == 0
    assert not (tmp_path / "venv/kept").exists()
    assert (tmp_path / "venv/bin/python").exists()
