"""A browser without scripts: cookies, redirects, and forms filled in by the names of their fields."""

from __future__ import annotations

import http.client
import json
import secrets
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http.cookiejar import CookieJar

from main_job.markup import Form, Reading, read
from main_job.steps import Failed

_PATIENCE, _MOST_SEEN = 90, 600
File = tuple[str, bytes]
"""A file to send: its name and its content."""


@dataclass(frozen=True)
class Page:
    """What came back, after all redirects."""

    url: str
    status: int
    body: bytes
    media_type: str
    reading: Reading = field(repr=False)

    @property
    def path(self) -> str:
        """The path of the address where it came from."""
        return urllib.parse.urlsplit(self.url).path

    @property
    def text(self) -> str:
        """The words a person reads."""
        return self.reading.text

    def form(self, path: str = "") -> Form:
        """
        Return the form that is sent to this path, by default to the page's own.

        :raises Failed: if there is none
        """
        wanted = path or self.path
        found = [each for each in self.reading.forms if self._path_of(each.action) == wanted and each.method == "post"]
        if not found:
            raise Failed(f"a form for {wanted} on {self.path}", self.text)
        return found[0]

    def link(self, *, to: str = "", called: str = "") -> str:
        """
        Return the path of the first link with this in its address and its text.

        :raises Failed: if there is none
        """
        for address, text in self.reading.links:
            if to in address and called in text:
                return address
        raise Failed(f"a link to “{to}” called “{called}” on {self.path}", [a for a, _text in self.reading.links])

    def links(self, to: str) -> list[str]:
        """Return every link with this in its address."""
        return [address for address, _text in self.reading.links if to in address]

    def _path_of(self, action: str) -> str:
        return urllib.parse.urlsplit(urllib.parse.urljoin(self.url, action)).path


class Browser:
    """One person at a site."""

    def __init__(self, address: str, cookies: CookieJar | None = None) -> None:
        self._address = address
        self._cookies = CookieJar() if cookies is None else cookies
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))

    def another_window(self) -> Browser:
        """Return a browser with the same cookies."""
        return Browser(self._address, self._cookies)

    def get(self, path: str, *, status: int = 200) -> Page:
        """Open a page; a status other than the expected one fails the step."""
        return self._open(urllib.request.Request(self._url(path)), status)

    def send(
        self,
        page: Page,
        form: Form,
        values: Mapping[str, str | Sequence[str]] | None = None,
        *,
        button: str = "",
        files: Mapping[str, File] | None = None,
        status: int = 200,
    ) -> Page:
        """Send a form of a page with `values` over what it holds; `button` is the value of the one pressed."""
        pairs = form.filled(values or {}, button)
        body, kind = _encoded(pairs, files or {}, is_multipart=form.is_multipart)
        request = urllib.request.Request(urllib.parse.urljoin(page.url, form.action), body, {"Content-Type": kind})
        return self._open(request, status)

    def sign_in(self, email: str, password: str, *, then: str) -> Page:
        """Sign in by the page everybody signs in with, and end where the site leads this person."""
        page = self.get("/tai-khoan/login/")
        landed = self.send(page, page.form(), {"login": email, "password": password})
        if landed.path != then:
            raise Failed(f"{email} to be led to {then}", f"{landed.path}: {landed.text[:300]}")
        return landed

    def _url(self, path: str) -> str:
        return urllib.parse.urljoin(self._address, path)

    def _open(self, request: urllib.request.Request, status: int) -> Page:
        try:
            with self._opener.open(request, timeout=_PATIENCE) as answer:
                page = _page(answer)
        except urllib.error.HTTPError as error:
            with error:
                page = _page(error)
        except (OSError, http.client.HTTPException) as error:
            raise Failed(f"an answer from {request.full_url}", repr(error)) from error
        if page.status != status:
            wanted = f"HTTP {status} from {request.get_method()} {request.full_url}"
            raise Failed(wanted, f"{page.status}: {page.text[:_MOST_SEEN]}")
        return page


def _page(answer: urllib.error.HTTPError | http.client.HTTPResponse) -> Page:
    body, kind = answer.read(), answer.headers.get_content_type()
    reading = read(body.decode()) if kind == "text/html" else Reading()
    return Page(answer.geturl() or "", answer.status or 0, body, kind, reading)


def _encoded(pairs: Iterable[tuple[str, str]], files: Mapping[str, File], *, is_multipart: bool) -> tuple[bytes, str]:
    if not is_multipart:
        return urllib.parse.urlencode(list(pairs)).encode(), "application/x-www-form-urlencoded"
    border = secrets.token_hex(16)
    parts = [_part(border, f'name="{name}"', value.encode()) for name, value in pairs]
    for name, (called, content) in files.items():
        about = f"name={json.dumps(name)}; filename={json.dumps(called)}\r\nContent-Type: application/pdf"
        parts.append(_part(border, about, content))
    return b"".join(parts) + f"--{border}--\r\n".encode(), f"multipart/form-data; boundary={border}"


def _part(border: str, about: str, content: bytes) -> bytes:
    return f"--{border}\r\nContent-Disposition: form-data; {about}\r\n\r\n".encode() + content + b"\r\n"
