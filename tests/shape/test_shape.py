"""The shape of the code: small files, short functions, few positional arguments, one way to ask the time."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("lvzhi", "config", "tools", "tests", "benchmarks")
FILES = sorted(
    path
    for folder in FOLDERS
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts and "vendor" not in path.parts
)
LONGEST_FILE, LONGEST_FUNCTION, MOST_POSITIONAL = 300, 40, 5
RAW_SQL = {"cursor", "raw", "RawSQL", "extra"}


def names(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize("path", FILES, ids=names)
def test_a_file_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", FILES, ids=names)
def test_functions_are_short(path):
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions(path) if f.end_lineno is not None}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("path", [p for p in FILES if "tests" not in p.parts], ids=names)
def test_functions_take_few_positional_arguments(path):
    crowded = {f.name for f in functions(path) if len(f.args.posonlyargs) + len(f.args.args) > MOST_POSITIONAL}
    assert crowded == set()


PRODUCT = [p for p in FILES if p.is_relative_to(ROOT / "lvzhi")]


def holds_sql(path: Path) -> bool:
    """Where raw SQL may stand: core, the engine's modules, and modules named sql."""
    inside = path.relative_to(ROOT / "lvzhi")
    return inside.parts[0] == "core" or path.stem == "sql" or path.stem.startswith("engine") or "cli" in inside.parts


@pytest.mark.parametrize("path", [p for p in PRODUCT if not holds_sql(p)], ids=names)
def test_raw_sql_stands_in_its_places_alone(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {n.func.attr for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)}
    assert not called & RAW_SQL


EDGES = ("web", "api", "jobs", "cli", "demo")


@pytest.mark.parametrize("path", [p for p in PRODUCT if p.relative_to(ROOT / "lvzhi").parts[0] not in EDGES], ids=names)
def test_only_edges_ask_the_time(path):
    if path.name == "clock.py":
        return
    text = path.read_text(encoding="utf-8")
    for question in ("clock.now(", "timezone.now(", "import now", "datetime.now(", "date.today(", "clock.today("):
        assert question not in text, question


@pytest.mark.parametrize("path", PRODUCT, ids=names)
def test_everything_public_says_what_it_means(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if tree.body:
        assert ast.get_docstring(tree) or path.name == "apps.py", "the module has no docstring"
