"""The rules of the house, executed: who imports whom, how long a file may be, and what nobody writes."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("casemgr", "ui", "release", "tests")
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
STAGED_START = ROOT / "main.py"
GENERATED = ROOT / "casemgr" / "core" / "migrations" / "versions"
PROGRAM = sorted(
    [*(ROOT / "casemgr").rglob("*.py"), *(ROOT / "ui").rglob("*.py"), *(ROOT / "release").glob("*.py"), STAGED_START]
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SPINE_ONLY = {"inside", "get_bind", "raw_connection", "_engine", "_writer", "_opened_on"}
"""What hands out a bare connection; whoever names it could go round sight and audit."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def shown(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_imports_go_down_only() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout


def test_no_file_is_long() -> None:
    lengths = {
        path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines())
        for path in PROGRAM
        if GENERATED not in path.parents
    }
    assert not {path: length for path, length in lengths.items() if length > LONGEST_FILE}


def test_no_function_is_long() -> None:
    long = [
        f"{shown(path, function)} {function.name}"
        for path in PROGRAM
        if GENERATED not in path.parents
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    ]
    assert not long


def test_our_own_packages_are_imported_at_the_top() -> None:
    late = [
        shown(path, node)
        for path in (*PROGRAM, *TESTS)
        if path != STAGED_START
        for function in functions(path)
        for node in ast.walk(function)
        if any(name.split(".")[0] in OURS for name in imported(node))
    ]
    assert not late


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_records_do_not_postpone_their_annotations() -> None:
    """It would keep SQLModel from seeing them."""
    records = [path for path in PROGRAM if ROOT / "casemgr" / "records" in path.parents]
    assert records
    assert not [shown(p, n) for p in records for n in ast.walk(tree(p)) if "__future__" in imported(n)]


def test_tests_wait_for_what_happens_and_not_for_time() -> None:
    waits = {"sleep", "qWait", "qSleep"}
    found = [
        shown(path, call)
        for path in TESTS
        for call in calls(path)
        if name_of(call.func) in waits or ast.unparse(call.func) in ("qtbot.wait", "bot.wait")
    ]
    assert not found


def test_tests_do_not_patch_us() -> None:
    found = [
        shown(path, node)
        for path in TESTS
        for node in ast.walk(tree(path))
        if any(name in ("unittest.mock", "mock") for name in imported(node))
        or (isinstance(node, ast.Call) and ast.unparse(node.func) in ("monkeypatch.setattr", "mocker.patch"))
    ]
    assert not found


def test_only_one_place_makes_paragraphs_of_what_users_wrote() -> None:
    """There markup is escaped; a paragraph made elsewhere could take in files and links."""
    homes = {path.relative_to(ROOT) for path in PROGRAM for call in calls(path) if name_of(call.func) == "Paragraph"}
    assert len(homes) <= 1, homes


UNSAFE = {"pickle", "marshal", "shelve", "dill", "random", "yaml"}
"""What runs what it reads, or draws numbers that can be foreseen."""


def test_nothing_that_is_read_can_run_and_no_key_is_drawn_by_dice() -> None:
    """The made-up town alone is drawn from a seed; nothing is evaluated, and no shell is started."""
    found = []
    for path in PROGRAM:
        for node in ast.walk(tree(path)):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            made_up = ROOT / "casemgr" / "demo" in path.parents
            found += [shown(path, node) for name in names if name in UNSAFE and not (made_up and name == "random")]
        for call in calls(path):
            shell = any(word.arg == "shell" for word in call.keywords)
            if shell or (isinstance(call.func, ast.Name) and call.func.id in ("eval", "exec", "compile")):
                found.append(shown(path, call))
    assert not found


def test_only_the_spine_names_what_lies_under_sight_and_audit() -> None:
    found = [
        f"{shown(path, node)} .{node.attr}"
        for path in PROGRAM
        if ROOT / "casemgr" / "core" not in path.parents
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and (node.attr in SPINE_ONLY or ast.unparse(node) in ("tx.bind", "store.tx"))
    ]
    assert not found


@pytest.mark.parametrize("place", ["casemgr", "ui", "release", "tests"])
def test_every_module_says_in_a_line_what_it_is(place: str) -> None:
    silent = []
    for path in (path for path in (*PROGRAM, *TESTS) if path.relative_to(ROOT).parts[0] == place):
        said = ast.get_docstring(tree(path))
        if tree(path).body and (not said or "\n" in said):
            silent.append(str(path.relative_to(ROOT)))
    assert not silent


def test_what_is_translated_stands_in_the_code_as_it_is() -> None:
    """Only plain strings reach the catalog; values are filled in after translation."""
    wrong = [
        shown(path, call)
        for path in PROGRAM
        for call in calls(path)
        if isinstance(call.func, ast.Name)
        for argument in call.args[:1]
        if (call.func.id == "_" and (isinstance(argument, ast.JoinedStr | ast.BinOp) or filled_in(argument)))
        or (call.func.id == "N_" and not isinstance(argument, ast.Constant))
    ]
    assert not wrong


def filled_in(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Call) and name_of(argument.func) == "format"


def test_nothing_claims_to_be_certified() -> None:
    """No product is; an agency's auditors decide (CJIS)."""
    kinds = {".md", ".po", ".json", ".qss", ".txt", ".html"}
    texts = [*PROGRAM, *ROOT.glob("*.md"), *(p for p in (ROOT / "resources").rglob("*") if p.suffix in kinds)]
    claims = ("cjis compliant", "cjis-compliant", "cjis certified", "hipaa compliant", "fips certified")
    found = [(p.relative_to(ROOT), c) for p in texts for c in claims if c in p.read_text(encoding="utf-8").lower()]
    assert not found
