"""People in front of a real browser, each with a window of their own, and an ear that hears what each window does."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, Response

FILER, ANOTHER_FILER = "doanh-nghiep-1@congty.example", "doanh-nghiep-2@congty.example"
RECEIVER, ASSIGNER, HANDLER, LEADER, SUPERVISOR = (
    f"{desk}.chq@haiquan.example" for desk in ("tiep-nhan", "truong-phong", "xu-ly", "lanh-dao", "giam-sat")
)
DESK, TABLET, PHONE = ({"width": width, "height": height} for width, height in ((1440, 900), (768, 1024), (360, 740)))
_PATIENCE = 30_000
_DEBIAN = Path("/usr/bin/chromium")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def launch(playwright: Playwright) -> Browser:
    """Start Chromium: Debian's where it is, else Playwright's own."""
    path = _DEBIAN if _DEBIAN.exists() else None
    return playwright.chromium.launch(args=list(_QUIET), executable_path=path)


@dataclass
class Ear:
    """Hears what a window says and asks for; `complaints` holds what no page of ours may cause."""

    host: str
    addresses: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        """Begin to listen to every page of this context."""
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(f"a script failed: {error.error}"))

    def _asked(self, request: Request) -> None:
        self.addresses.append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.complaints.append(f"asked another host: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status == 404 or response.status >= 500:
            self.complaints.append(f"{response.status} from {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        is_about_a_status = message.text.startswith("Failed to load resource")  # judged when it was answered
        if message.type == "error" and not is_about_a_status:
            self.complaints.append(f"the console: {message.text}")


@dataclass
class Visitors:
    """Opens windows for people of the demonstration at one address, and hears all of them."""

    address: str
    password: str
    browser: Browser
    ears: list[Ear] = field(default_factory=list)
    _signed_in: dict[str, Any] = field(default_factory=dict)
    _open: list[BrowserContext] = field(default_factory=list)

    def __call__(self, email: str = "", path: str = "/", **options: Any) -> Page:
        """Open a window for a person, or for nobody, at a path; options are those of a browser context."""
        if email and email not in self._signed_in:
            page = self._window().new_page()
            page.goto("/tai-khoan/login/")
            self.sign_in(page, email)
            self._signed_in[email] = page.context.storage_state()
        page = self._window(storage_state=self._signed_in.get(email), **options).new_page()
        page.goto(path)
        return page

    def sign_in(self, page: Page, email: str) -> None:
        """Fill in the sign-in page that is open."""
        page.get_by_label("Email").fill(email)
        page.get_by_label("Mật khẩu").fill(self.password)
        page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(lambda url: "/tai-khoan/" not in url)

    def addresses_of(self, page: Page) -> list[str]:
        """Return every address that was asked for in the window of this page, as it went over the line."""
        ear = self.ears[self._open.index(page.context)]
        return [urldefrag(address).url for address in ear.addresses]

    def leave(self) -> list[str]:
        """Close every window; return what was wrong in them."""
        for context in self._open:
            context.close()
        complaints = [each for ear in self.ears for each in ear.complaints]
        self._open.clear()
        self.ears.clear()
        return complaints

    def _window(self, **options: Any) -> BrowserContext:
        usual = {"base_url": self.address, "locale": "vi-VN", "viewport": DESK, "reduced_motion": "reduce"}
        context = self.browser.new_context(**{**usual, **options})
        context.set_default_timeout(_PATIENCE)
        ear = Ear(urlsplit(self.address).netloc)
        ear.listen(context)
        self.ears.append(ear)
        self._open.append(context)
        return context
