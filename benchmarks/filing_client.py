"""Eight filers with pre-encoded requests: what they cost themselves is told, so that the server is what is measured."""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import quote, urlencode, urlsplit
from uuid import uuid4

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
    """File from all clients at once for a while."""
    counts, until = [(0, 0)] * len(requests), time.monotonic() + seconds
    started, cpu = time.monotonic(), time.process_time()

    def client(index: int) -> None:
        counts[index] = _loop(address, requests[index], until)

    threads = [threading.Thread(target=client, args=(index,)) for index in range(len(requests))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, spent = time.monotonic() - started, time.process_time() - cpu
    return Driven(sum(done for done, _ in counts) / took, spent / took, sum(refused for _, refused in counts))


def file_one(address: str, request: Encoded) -> None:
    """File once on a connection of its own."""
    with _connection(address) as wire:
        status = _exchange(wire, request)
    if status != 201:
        raise SystemExit(f"A filing was answered with {status}")


def _loop(address: str, request: Encoded, until: float) -> tuple[int, int]:
    done = refused = 0
    with _connection(address) as wire:
        while time.monotonic() < until:
            if _exchange(wire, request) == 201:
                done += 1
            else:
                refused += 1
    return done, refused


class _connection:  # noqa: N801
    """A kept-alive connection: a raw socket and a buffered reader."""

    def __init__(self, address: str) -> None:
        import socket

        parts = urlsplit(address)
        self.socket = socket.create_connection((parts.hostname, parts.port), 30)
        self.file = self.socket.makefile("rb")

    def __enter__(self) -> _connection:
        return self

    def __exit__(self, *_args: object) -> None:
        self.file.close()
        self.socket.close()


def _exchange(wire: _connection, request: Encoded) -> int:
    wire.socket.sendall(request.bytes())
    status = int(wire.file.readline().split()[1])
    length = 0
    while (line := wire.file.readline()) not in (b"\r\n", b""):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    wire.file.read(length)
    return status


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
