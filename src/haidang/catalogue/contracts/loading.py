"""What is said of a pack that is checked or loaded."""

from __future__ import annotations

from dataclasses import dataclass, field

from haidang.kernel.errors import DomainError
from haidang.kernel.text import Text


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake in a pack: where, and a sentence that says what to mend."""

    file: str
    line: int
    text: Text = field(compare=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class BadPack(DomainError):
    """The pack has mistakes and was not loaded; `mistakes` names each."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What loading a pack did: versions that are new, and how many were already there."""

    added: tuple[str, ...]
    unchanged: int
    rule_packs_added: tuple[str, ...]
