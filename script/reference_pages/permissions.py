"""Who may do what: every rule of every room, what it asks, whom it lets pass, and how it refuses."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Container, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

import haidang

_KINDS = ("Duty", "Capacity")


def page() -> str:
    """Return the page."""
    from haidang.directory.contracts import DUTIES

    lines = ["# Permissions", "", "Printed from the `rules.py` of each room by `script/fix`.", ""]
    lines += [
        "What an actor may know of at all is a filter inside every query, not a rule: what is out of sight is",
        "",
    ]
    lines[-2] += " answered as if there were none."
    lines += ["| duty of an officer | what it lets do |", "|---|---|"]
    lines += [f"| `{duty}` | {text.en} |" for duty, text in DUTIES.items()]
    for module in _modules():
        lines += [
            "",
            f"## {module.__name__.split('.')[1]}",
            "",
            "| rule | asks | looks at | refuses with |",
            "|---|---|---|---|",
        ]
        lines += _rows(module)
    return "\n".join(lines) + "\n"


def _modules() -> Iterator[ModuleType]:
    for path in sorted(Path(haidang.__file__).parent.glob("*/rules.py")):
        yield import_module(f"haidang.{path.parent.name}.rules")


def _rows(module: ModuleType) -> Iterator[str]:
    tree = ast.parse(inspect.getsource(module))
    functions = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
    shared = {
        target.id: each.value
        for each in tree.body
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    for name, function in functions.items():
        if ast.unparse(function.returns or ast.Constant(None)) == "Verdict" and not name.startswith("_"):
            parts = _reached(function, functions)
            asks = (ast.get_docstring(function) or "").split("\n\n")[0].replace("\n", " ")
            seen = dict.fromkeys(mark for part in parts for mark in _marks(part))
            told = dict.fromkeys(text for part in parts for text in _refusals(part, shared, seen))
            yield f"| `{name}` | {asks.removeprefix('Return whether ')} | {', '.join(seen)} | {'<br>'.join(told)} |"


def _reached(function: ast.FunctionDef, functions: dict[str, ast.FunctionDef]) -> list[ast.FunctionDef]:
    """Return a rule and every rule of the same room that it asks."""
    found, new = [function], [function]
    while new:
        called = {node.id for each in new for node in ast.walk(each) if isinstance(node, ast.Name)}
        new = [functions[name] for name in functions if name in called and functions[name] not in found]
        found += new
    return found


def _marks(part: ast.AST) -> Iterator[str]:
    for node in ast.walk(part):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in _KINDS:
            yield f"`{node.attr.lower()}`"


def _refusals(part: ast.AST, shared: Mapping[str, ast.expr], seen: Container[str]) -> Iterator[str]:
    """Yield the sentences a rule refuses with, as they stand in the code; of those by duty, the duties it looks at."""
    for node in ast.walk(part):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            yield ast.literal_eval(node.args[0]).replace("|", "\\|")
        elif isinstance(node, ast.Name) and isinstance(shared.get(node.id), ast.Dict):
            yield from _of_duties(shared[node.id], seen)
        elif isinstance(node, ast.Name) and node.id in shared:
            yield from _refusals(shared[node.id], {}, seen)


def _of_duties(table: ast.expr, seen: Container[str]) -> Iterator[str]:
    assert isinstance(table, ast.Dict)
    for key, value in zip(table.keys, table.values, strict=True):
        if key is not None and any(mark in seen for mark in _marks(key)):
            yield from _refusals(value, {}, seen)
