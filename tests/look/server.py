"""A small web server for drawn pages, with the policy of the real one; knows no database."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path

import django_htmx

from haidang.config.messages import PACKAGE

STATIC = {
    "/static/look/": PACKAGE / "look/static/look",
    "/static/django_htmx/": Path(django_htmx.__file__).parent / "static/django_htmx",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'"
)


@contextmanager
def serving(pages: Mapping[str, str], answers: Mapping[str, tuple[int, str, str]]) -> Iterator[tuple[str, list[str]]]:
    """
    Serve pages by path, and answer every POST by path with (status, media type, body).

    Yields the address and the list of paths that were posted to, in order.
    """
    posted: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path in pages:
                return self._answer(200, "text/html; charset=utf-8", pages[self.path].encode())
            for prefix, folder in STATIC.items():
                file = folder / self.path.removeprefix(prefix)
                if self.path.startswith(prefix) and file.is_file():
                    return self._answer(200, guess_type(file.name)[0] or "", file.read_bytes())
            return self._answer(404, "text/plain", b"")

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            posted.append(self.path)
            status, media_type, body = answers[self.path]
            self._answer(status, media_type, body.encode())

        def _answer(self, status: int, media_type: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", posted
    finally:
        server.shutdown()
        server.server_close()
