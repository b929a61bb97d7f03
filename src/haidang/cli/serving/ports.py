"""A port nobody else uses, kept for the web server until it listens itself."""

from __future__ import annotations

import errno
import socket

from haidang.kernel.errors import Refused

_TRIES = 100


def claim(host: str, port: int) -> socket.socket:
    """
    Return a socket bound to the first free port from this one on; 0 asks the system for any.

    It never listens. While it is open no other program gets the port, save the web server, which shares it.

    :raises Refused: if the address is not of this machine, or a hundred ports in a row are taken
    """
    for candidate in range(port, min(port + _TRIES, 65536)) if port else [0]:
        try:
            return _bind(host, candidate)
        except PermissionError as error:
            raise Refused(f"Port {candidate} needs more rights. Choose one above 1023 with --port.") from error
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise Refused(f"{host} cannot be listened on: {error.strerror}.") from error
    raise Refused(f"No free port from {port} on. Choose another with --port.")


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # ports of closed connections count as free
        bound.bind((host, port))
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    except OSError:
        bound.close()
        raise
    return bound
