"""What the suite refuses: the network, and templates that name what is not there."""

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
