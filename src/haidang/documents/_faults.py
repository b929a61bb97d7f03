"""Why one file is refused, before it is known which field it came from."""

from __future__ import annotations

from haidang.kernel.errors import DomainError


class Fault(DomainError):
    """A fault of one file: `code` for machines, the message for the person who sent it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
