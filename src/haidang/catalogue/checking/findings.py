"""One file under check: its data, where each part stands, and what was found wrong in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from haidang.catalogue.contracts import Mistake
from haidang.kernel.text import Text

At = tuple[str | int, ...]
"""Where a part stands in the data: ("papers", 2, "name")."""


@dataclass(slots=True)
class Sheet:
    """A file under check; `stem` is its name without ending."""

    file: str
    stem: str
    data: Any = None
    node: yaml.Node | None = None
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, at: At, vi: str, en: str) -> None:
        """Note a mistake at a part of the data."""
        self.mistakes.append(Mistake(self.file, self.line(at), Text(vi, en)))

    def line(self, at: At) -> int:
        """Return the line on which a part begins; of a part that is missing, that of what should hold it."""
        node, line = self.node, 1
        for step in at:
            found = _below(node, step)
            if found is None:
                break
            line, node = found
        return line


def read_sheet(path: Path, folder: Path) -> Sheet:
    """Return a file as it stands, with a mistake where it is no YAML or says a thing twice."""
    sheet = Sheet(str(path.relative_to(folder)), path.stem)
    try:
        loader = yaml.CSafeLoader(path.read_text("utf-8"))
        sheet.node = loader.get_single_node()
        sheet.data = loader.construct_document(sheet.node) if sheet.node else None
    except FileNotFoundError:
        sheet.wrong((), "Thiếu tệp này.", "This file is missing.")
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        vi, en = f"Tệp không đúng cách viết YAML: {problem}.", f"This is not YAML: {problem}."
        sheet.mistakes.append(Mistake(sheet.file, line, Text(vi, en)))
    else:
        _find_repeated_keys(sheet, sheet.node)
    return sheet


def meant(typed: str, known: Sequence[str]) -> tuple[str, str]:
    """Return an ending for a sentence about an unknown name: the known one it is most like, in both languages."""
    close = get_close_matches(typed, known, n=1)
    return (f" Có phải “{close[0]}”?", f" Did you mean “{close[0]}”?") if close else ("", "")


def _find_repeated_keys(sheet: Sheet, node: yaml.Node | None) -> None:
    todo, done = [node], set()
    while todo:
        node = todo.pop()
        if id(node) in done:  # an anchor may point back to what holds it
            continue
        done.add(id(node))
        if isinstance(node, yaml.MappingNode):
            _find_repeated(sheet, [key for key, _value in node.value])
            todo.extend(value for _key, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            todo.extend(node.value)


def _find_repeated(sheet: Sheet, keys: Sequence[yaml.Node]) -> None:
    seen: set[str] = set()
    for key in keys:
        if str(key.value) in seen:
            vi, en = f"Khóa “{key.value}” viết hai lần.", f"The key “{key.value}” stands twice."
            sheet.mistakes.append(Mistake(sheet.file, key.start_mark.line + 1, Text(vi, en)))
        seen.add(str(key.value))


def _below(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark.line + 1, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found = node.value[step]
        return found.start_mark.line + 1, found
    return None
