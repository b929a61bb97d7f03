"""YAML with the line of every value, so that a mistake can be shown where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

import yaml
from yaml.reader import ReaderError

from haidang.clock._words import say
from haidang.kernel.text import Text

Given = ParamSpec("Given")
Read = TypeVar("Read")


class Wrong(Exception):
    """What is written on one line cannot be used, and why."""

    def __init__(self, line: int, vi: str, en: str, **values: Text | str | int) -> None:
        super().__init__(line)
        self.line = line
        self.text = say(vi, en, **values)


@dataclass(frozen=True, slots=True)
class Wrongs:
    """Everything wrong in one file: reading goes on behind each, so that the editor sees all at once."""

    found: list[Wrong] = field(default_factory=list)

    def attempt(self, read: Callable[Given, Read], *args: Given.args, **kwargs: Given.kwargs) -> Read | None:
        """Return what was read, or None after noting what is wrong with it."""
        try:
            return read(*args, **kwargs)
        except Wrong as wrong:
            self.found.append(wrong)
            return None


@dataclass(frozen=True, slots=True)
class Marked:
    """One value of a file: `value` is a string, a list or a mapping of marked values; all scalars are strings."""

    line: int
    value: str | list[Marked] | dict[str, Marked]

    def text(self) -> str:
        """
        Return a plain value.

        :raises Wrong: if it is none
        """
        if isinstance(self.value, str) and self.value.strip():
            return self.value.strip()
        raise Wrong(self.line, "Ở đây cần một giá trị.", "A value is needed here.")

    def items(self) -> list[Marked]:
        """
        Return a list.

        :raises Wrong: if it is none
        """
        if isinstance(self.value, list):
            return self.value
        raise Wrong(self.line, "Ở đây cần một danh sách (các dòng “- …”).", "A list is needed here (lines “- …”).")

    def entries(self) -> dict[str, Marked]:
        """
        Return a mapping.

        :raises Wrong: if it is none
        """
        if isinstance(self.value, dict):
            return self.value
        raise Wrong(self.line, "Ở đây cần các mục “tên: giá trị”.", "Entries “name: value” are needed here.")

    def fields(self, *, needs: set[str], may: set[str]) -> dict[str, Marked]:
        """
        Return a mapping that holds what is needed and nothing unknown.

        :raises Wrong: if an entry is missing or unknown
        """
        found = self.entries()
        for key, marked in found.items():
            if key not in needs | may:
                raise Wrong(marked.line, "Không có mục “{key}” ở đây.", "There is no entry “{key}” here.", key=key)
        for key in sorted(needs - found.keys()):
            raise Wrong(self.line, "Thiếu mục “{key}”.", "The entry “{key}” is missing.", key=key)
        return found


def read_marked(text: str) -> Marked:
    """
    Return a file's content with its lines.

    :raises Wrong: if it is no YAML, empty, or says something twice
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Wrong(line, "Tệp sai cú pháp YAML ở gần dòng này.", "The YAML is broken near this line.") from error
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Wrong(line, "Tệp có ký tự không đọc được.", "A character cannot be read.") from error
    if node is None:
        raise Wrong(1, "Tệp trống.", "The file is empty.")
    return _marked(node)


def _marked(node: yaml.Node) -> Marked:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return Marked(line, [_marked(child) for child in node.value])
    if not isinstance(node, yaml.MappingNode):
        return Marked(line, str(node.value))
    entries: dict[str, Marked] = {}
    for key, value in node.value:
        if key.value in entries:
            raise Wrong(
                key.start_mark.line + 1,
                "Mục “{key}” đã có ở dòng {before}.",
                "The entry “{key}” already stands on line {before}.",
                key=str(key.value),
                before=entries[key.value].line,
            )
        entries[str(key.value)] = Marked(key.start_mark.line + 1, _marked(value).value)
    return Marked(line, entries)
