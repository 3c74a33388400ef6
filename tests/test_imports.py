"""The shape of the code: who imports whom, what stays unloaded, and how long a file may be."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import conferencer

ROOT = Path(conferencer.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
WITHOUT_A_SCREEN = ("core", "paper", "rosters", "standards")
LONGEST = 400


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _below(*packages: str) -> list[Path]:
    return [path for path in MODULES if path.relative_to(ROOT).parts[0] in packages]


def _run_time(node: ast.AST) -> Iterator[ast.AST]:
    """Everything below a node but what stands under `if TYPE_CHECKING`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        yield child
        yield from _run_time(child)


def _imported(path: Path) -> Iterator[str]:
    """Full names of what a module imports of ours, wherever in the file the import stands."""
    package = _name(path) if path.name == "__init__.py" else _name(path).rpartition(".")[0]
    for node in _run_time(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            module = ".".join([*above, node.module or ""] if node.level else [node.module or ""])
            module = module.rstrip(".")
            names = [module, *(f"{module}.{alias.name}" for alias in node.names)]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] == "conferencer")


def _loaded_after(statement: str) -> set[str]:
    """The names of all modules that a fresh interpreter holds after a statement."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT.parent
    )
    return set(done.stdout.split())


def _offenders(paths: list[Path], *forbidden: str) -> list[str]:
    return [
        f"{_name(path)} imports {name}"
        for path in paths
        for name in _imported(path)
        if any(
            name == f"conferencer.{f}" or name.startswith(f"conferencer.{f}.") for f in forbidden
        )
    ]


def test_nothing_below_core_paper_and_rosters_loads_textual() -> None:
    modules = [_name(path) for path in _below(*WITHOUT_A_SCREEN)]
    assert len(modules) > 20
    loaded = _loaded_after("\n".join(f"import {name}" for name in modules))
    assert set(modules) <= loaded
    assert "textual" not in loaded


def test_who_is_next_is_worked_out_without_the_tables() -> None:
    loaded = _loaded_after("import conferencer.core.due")
    assert not loaded & {"sqlmodel", "sqlalchemy", "pydantic", "conferencer.core.models"}


def test_the_first_rows_are_read_without_sqlmodel() -> None:
    loaded = _loaded_after("import conferencer.core.first_rows")
    assert not loaded & {"sqlmodel", "sqlalchemy", "pydantic", "textual", "platformdirs"}


def test_core_paper_and_rosters_know_nothing_of_the_screen_or_the_command_line() -> None:
    above = ("ui", "app", "cli", "commands")
    assert _offenders(_below(*WITHOUT_A_SCREEN), *above) == []


def test_core_knows_nothing_of_paper_and_rosters_but_their_plain_rows() -> None:
    assert _offenders(_below("core"), "paper") == []


def test_the_screen_knows_nothing_of_the_command_line() -> None:
    assert _offenders(_below("ui", "app.py"), "cli", "commands") == []


def test_screens_and_widgets_know_nothing_of_the_app() -> None:
    assert _offenders(_below("ui"), "app") == []


def test_screens_do_not_import_each_other() -> None:
    screens = [path for path in (ROOT / "ui" / "screens").glob("*.py") if path.stem != "__init__"]
    found = [
        f"{_name(path)} imports {name}"
        for path in screens
        for name in _imported(path)
        for other in screens
        if other != path and name.startswith(_name(other))
    ]
    assert found == []


def test_widgets_touch_neither_the_notebook_nor_a_screen() -> None:
    widgets = list((ROOT / "ui" / "widgets").glob("*.py"))
    assert _offenders(widgets, "ui.screens", "core.notebook") == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= LONGEST, f"{_name(path)} has {lines} lines"
