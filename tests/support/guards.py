"""What the suite refuses: the network, templates that name what is not there, and a GET that writes."""

from __future__ import annotations

import sys
from typing import Any

import pytest

_LOOPBACK = {"localhost", "127.0.0.1", "::1", "", None}


def refuse_the_network() -> None:
    """Let this process talk to itself and to Unix sockets, and to nobody else."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if host not in _LOOPBACK:
        raise ConnectionRefusedError(f"A test reached for the network: {host}")


class UndefinedVariable(str):
    """What Django puts where a template names nothing: fails the test and says which template and name."""

    def __new__(cls) -> UndefinedVariable:
        return super().__new__(cls, "%s")

    def __mod__(self, name: object) -> str:
        pytest.fail(f"Undefined template variable {name!s} in {_template_being_rendered()}")


def _template_being_rendered() -> str:
    frame = sys._getframe(2)
    while frame := frame.f_back:  # type: ignore[assignment]
        node = frame.f_locals.get("self")
        origin = getattr(node, "origin", None)
        if frame.f_code.co_name == "render_annotated" and origin is not None:
            return f"{origin.name}, line {node.token.lineno}"
    return "a template"


class ReadOnlyGet:
    """Fails the test when a view that answers GET writes through Django; sessions and signing in are exempt."""

    _EXEMPT = ("accounts_session", "django_session")
    _EXEMPT_PATHS = ("/tai-khoan/", "/ngon-ngu/")

    def __init__(self) -> None:
        self._path = ""

    def started(self, *, environ: dict[str, Any], **_: object) -> None:
        """Note that a request begins."""
        path = environ.get("PATH_INFO", "")
        is_watched = environ.get("REQUEST_METHOD") in ("GET", "HEAD") and not path.startswith(self._EXEMPT_PATHS)
        self._path = path if is_watched else ""

    def finished(self, **_: object) -> None:
        """Note that the request has ended."""
        self._path = ""

    def __call__(self, execute: Any, statement: str, params: Any, many: Any, context: Any) -> Any:
        """Look at one statement before it runs."""
        words = str(statement).split(maxsplit=3)
        is_write = bool(words) and words[0].upper() in ("INSERT", "UPDATE", "DELETE")
        if self._path and is_write and not any(table in statement for table in self._EXEMPT):
            pytest.fail(f"GET {self._path} writes: {statement[:200]}")
        return execute(statement, params, many, context)
