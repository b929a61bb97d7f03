"""Eight filers with pre-encoded requests: what they cost themselves is told, so that the server is what is measured."""

from __future__ import annotations

import http.client
import json
import re
import selectors
import socket
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import quote, urlencode, urlsplit
from uuid import uuid4

_FILED = 201
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
PASSWORD = "hai-dang-demo"
ACCOUNTS = 6
PROCEDURE = "do-luong.hai-muoi-o"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
    b"0000000009 00000 n \n0000000054 00000 n \n0000000105 00000 n \ntrailer<</Size 4/Root 1 0 R>>\n"
    b"startxref\n172\n%%EOF\n"
)


@dataclass(frozen=True)
class Session:
    """A signed-in browser, as its cookies."""

    cookies: dict[str, str]

    @property
    def headers(self) -> dict[str, str]:
        """Return what every request of the session carries."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": cookie, "X-CSRFToken": self.cookies["haidang_csrf"]}


@dataclass(frozen=True)
class Encoded:
    """A filing as bytes, but for the key that makes each its own."""

    before: bytes
    after: bytes

    def bytes(self) -> bytes:
        """Return the request with a new key."""
        return self.before + str(uuid4()).encode() + self.after


@dataclass(frozen=True)
class Driven:
    """What the clients saw."""

    per_second: float
    cpu_share: float
    refused: int


def sign_in(address: str, clients: int) -> list[Session]:
    """Return one session a client; the accounts are those of the demonstration."""
    return [_sign_in(address, f"doanh-nghiep-{number % ACCOUNTS + 1}@congty.example") for number in range(clients)]


def encode(address: str, session: Session) -> Encoded:
    """Upload three papers and return the filing that names them."""
    papers = {key: [_upload(address, session, key)] for key in ("request", "licence", "plan")}
    answers = {f"line_{number}": f"Nội dung minh họa số {number}" for number in range(1, 9)}
    answers |= {
        "tax_code": "0100112437",
        "business_name": "Công ty Mẫu",
        "email": "a@congty.example",
        "phone": "0900000001",
    }
    answers |= {"kind": "new", "zone": "port", "land_area": "5.000", "built_area": "1.250,5", "value": "1.250.000"}
    answers |= {"since": "27/06/2017", "has_cameras": "true", "remark": "Cam kết thực hiện đúng quy định. " * 4}
    body = json.dumps({"procedure": PROCEDURE, "unit": "KV01", "answers": answers, "papers": papers}).encode()
    host = urlsplit(address).netloc
    head = f"POST /rest/v1/dossiers HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nOrigin: {address}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in session.headers.items())
    head += f"Content-Length: {len(body)}\r\nIdempotency-Key: "
    return Encoded(head.encode(), b"\r\n\r\n" + body)


def drive(address: str, requests: list[Encoded], *, seconds: float) -> Driven:
    """File from all clients at once for a while: each sends its next filing when its last one is answered."""
    filed = refused = 0
    started, cpu = time.monotonic(), time.process_time()
    until = started + seconds
    with selectors.DefaultSelector() as waiting:
        for request in requests:
            wire = _Wire(address, request)
            waiting.register(wire.socket, selectors.EVENT_READ, wire)
            wire.send()
        while waiting.get_map():
            for ready, _events in waiting.select():
                wire = ready.data
                status = wire.receive()
                if status is None:
                    continue
                filed, refused = filed + (status == _FILED), refused + (status != _FILED)
                if time.monotonic() < until:
                    wire.send()
                else:
                    waiting.unregister(wire.socket)
                    wire.socket.close()
    took, spent = time.monotonic() - started, time.process_time() - cpu
    return Driven(filed / took, spent / took, refused)


def file_one(address: str, request: Encoded) -> None:
    """File once on a connection of its own."""
    wire = _Wire(address, request)
    wire.send()
    while (status := wire.receive()) is None:
        pass
    wire.socket.close()
    if status != _FILED:
        raise SystemExit(f"A filing was answered with {status}")


class _Wire:
    """A kept-alive connection and the filing that goes over it again and again."""

    def __init__(self, address: str, request: Encoded) -> None:
        parts = urlsplit(address)
        self.socket = socket.create_connection((parts.hostname, parts.port), 30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._request = request
        self._answer = b""

    def send(self) -> None:
        """Send the filing under a new key."""
        self._answer = b""
        self.socket.sendall(self._request.bytes())

    def receive(self) -> int | None:
        """Take what has arrived; return the status once the answer is whole."""
        part = self.socket.recv(65536)
        if not part:
            raise SystemExit("The server closed a connection in the middle of a filing")
        self._answer += part
        head, end, body = self._answer.partition(b"\r\n\r\n")
        length = _LENGTH.search(head) if end else None
        if length is None or len(body) < int(length[1]):
            return None
        return int(head[9:12])


def _sign_in(address: str, email: str) -> Session:
    cookies: dict[str, str] = {}
    page = _request(address, "GET", "/tai-khoan/login/", cookies)
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token, page[:500]
    form = urlencode({"csrfmiddlewaretoken": token[1].decode(), "login": email, "password": PASSWORD})
    _request(address, "POST", "/tai-khoan/login/", cookies, form.encode(), "application/x-www-form-urlencoded")
    return Session(cookies)


def _upload(address: str, session: Session, key: str) -> str:
    line = uuid4().hex
    body = f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="{quote(key)}.pdf"\r\n'
    body += "Content-Type: application/pdf\r\n\r\n"
    raw = body.encode() + PDF + f"\r\n--{line}--\r\n".encode()
    answer = _request(address, "POST", "/rest/v1/files", session.cookies, raw, f"multipart/form-data; boundary={line}")
    return str(json.loads(answer)["id"])


def _request(
    address: str, method: str, path: str, cookies: dict[str, str], body: bytes = b"", content_type: str = ""
) -> bytes:
    parts = urlsplit(address)
    wire = http.client.HTTPConnection(parts.netloc, timeout=60)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "Origin": address}
    headers |= {"Content-Type": content_type} if content_type else {}
    headers |= {"X-CSRFToken": cookies["haidang_csrf"]} if "haidang_csrf" in cookies else {}
    wire.request(method, path, body, headers)
    answer = wire.getresponse()
    for line in answer.headers.get_all("Set-Cookie") or []:
        for name, morsel in SimpleCookie(line).items():
            cookies[name] = morsel.value
    return answer.read()
