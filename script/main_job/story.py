"""One dossier from the first search to the checked result, as the filer and as each duty."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from main_job import damage
from main_job.browser import Browser, Page
from main_job.eras import Era
from main_job.installation import Installation
from main_job.papers import find_address, make_pdf
from main_job.proofs import Proofs
from main_job.steps import Failed, Steps, must_equal, must_hold, must_match, wait_for

PROCEDURE = "kho-ngoai-quan.thanh-lap"
NAME = "Thủ tục thành lập kho ngoại quan"
BUSINESS, TAX_CODE, SITE = "Công ty TNHH Kho Bãi Kiểm Thử Mẫu", "9900077770", "Lô 9 khu công nghiệp Ví Dụ, Hải Phòng"
FORM = {
    "head_office": "Số 9 đường Ví Dụ, Hải Phòng",
    "phone": "0900000099",
    "legal_paper": "9900077770, 05/03/2015",
    "kind": "warehouse",
    "zone": "industrial",
    "site_address": SITE,
    "land_area": "5.000",
    "warehouse_area": "1.250,5",
    "has_software": "true",
    "has_cameras": "true",
    "fire_certificate": "12/PCCC-VD",
}
"""The real form of the procedure, as it is typed."""
BETTER = "9900077770, 05/03/2015, Sở KHĐT Hải Phòng"
DESKS = {
    "receiver": "tiep-nhan",
    "assigner": "truong-phong",
    "handler": "xu-ly",
    "leader": "lanh-dao",
    "supervisor": "giam-sat",
}
PAPERS = ("request", "business-registration", "layout", "fire-safety")
REASON = "Sơ đồ bị mờ; thiếu nơi cấp giấy chứng nhận đăng ký doanh nghiệp."
SLIP = "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"
RULING = "Công nhận kho ngoại quan tại địa chỉ nêu trong hồ sơ"


class Story:
    """The people, each with a browser, and what they learn of the dossier on its way."""

    def __init__(self, era: Era, installation: Installation, steps: Steps) -> None:
        self.era, self.installation, self.steps = era, installation, steps
        self.filer = Browser(installation.address)
        self.filer_email = self.password = ""
        self.desks: dict[str, Browser] = {}
        self._emails: dict[str, str] = {}
        self.dossier = 0
        self.number = self.secret = self.code = ""

    def run(self) -> None:
        """Tell it from the beginning to the end."""
        self._enter()
        self._file()
        self._receive()
        proofs = Proofs(self)
        self._prove_acceptance(proofs)
        self._handle()
        self._prove_result(proofs)

    def _enter(self) -> None:
        do = self.steps.do
        accounts = do("sign-ins for each duty", self._open_accounts)
        if self.era.is_signing_up:
            do("a business signs up, confirms its e-mail address and signs in", self._sign_up)
        else:
            self.filer_email = accounts["doanh-nghiep-1"]
            do("the filer signs in", lambda: self._sign_in(self.filer, self.filer_email, "/ho-so/"))
        do("each officer signs in to the unit's workspace", self._open_desks)

    def _file(self) -> None:
        do = self.steps.do
        do("a search without accents finds the procedure", self._search)
        do("its page says steps, papers, time and who decides", self._read_procedure)
        draft = do("the competent unit is told, and a draft begun", self._begin)
        papers = do("the form is filled in", lambda: self._fill(draft))
        check = do("the papers are attached", lambda: self._attach(papers))
        do("all answers on one page; sent twice at once, it is one dossier", lambda: self._submit(check))
        do("the acknowledgement comes by e-mail", lambda: self._mail(self.number, self.secret))

    def _receive(self) -> None:
        do = self.steps.do
        do("the receiving officer sees it in the queue", self._find_in_queue)
        do("the officer asks for one field and one paper", self._ask)
        do("what is asked comes as a signed slip as well", self._read_slip)
        do("the filer is told and answers", self._supplement)
        do("the officer accepts under the rules of the day; it gets its code", self._accept)

    def _prove_acceptance(self, proofs: Proofs) -> None:
        installation, prove = self.installation, self.steps.prove
        prove("the due dates are those of the law", proofs.due_dates, damage.clock(installation, self.dossier))
        self.steps.do("the receipt is made", proofs.wait_for_receipt)
        prove("the receipt is signed and unchanged", proofs.receipt, damage.receipt(installation, self.dossier))
        self.steps.do("its QR says: not finished yet", lambda: proofs.look_up(is_finished=False))

    def _handle(self) -> None:
        do = self.steps.do
        do("the head of division assigns", self._assign)
        do("the handling officer inspects", lambda: self._act("handler", "xu-ly", {"note": "Đã kiểm tra tại chỗ."}))
        proposal = {"outcome": "granted", "text": RULING}
        do("the handling officer proposes to grant", lambda: self._act("handler", "de-xuat", proposal))
        do("the leader signs and issues", lambda: self._act("leader", "ky"))
        do("the result is returned", lambda: self._act("receiver", "tra-ket-qua"))
        do("the filer is told by e-mail", lambda: self._mail(self.code, "/QĐ-"))

    def _prove_result(self, proofs: Proofs) -> None:
        era, installation, do, prove = self.era, self.installation, self.steps.do, self.steps.prove
        name = "the result is signed, unchanged and bound to the dossier as it was decided"
        prove(name, proofs.result, damage.signature(installation, self.dossier))
        do("its QR says: authentic", proofs.authenticity)
        do("code and secret say: finished, and nothing more", lambda: proofs.look_up(is_finished=True))
        do("the warehouse stands in the list of recognised objects", proofs.recognised)
        stranger = self.email_of("receiver", unit=era.other_unit)
        filtering = damage.row_filter(installation, stranger=stranger, own_unit=era.unit, other_unit=era.other_unit)
        prove("for strangers there is no such dossier", proofs.strangers, filtering)
        prove("the chain of the register holds", proofs.register, damage.register(installation, self.dossier))
        prove("the figures equal a recount", proofs.figures, damage.figures(installation))

    def email_of(self, desk: str, *, unit: str = "") -> str:
        """Return the sign-in of a desk of the unit, or of the same desk of another unit."""
        email = self._emails[desk]
        return email.replace(f".{self.era.unit.lower()}@", f".{unit.lower()}@") if unit else email

    def _open_accounts(self) -> dict[str, str]:
        told = self.installation.run("demo", "load", "--people-only")
        found = re.findall(r"^\s*(\S+@\S+)\s+(\S+)$", told, re.MULTILINE)
        accounts = {email.split("@")[0].split(".")[0]: email for email, _password in found}
        self.password = found[0][1] if found else ""
        if missing := {"doanh-nghiep-1", *DESKS.values()} - accounts.keys():
            raise Failed(f"sign-ins of {sorted(missing)}", told)
        self._emails = {desk: accounts[key] for desk, key in DESKS.items()}
        return accounts

    def _open_desks(self) -> None:
        for desk, email in self._emails.items():
            self.desks[desk] = self.open_browser(email, "/giam-sat/" if desk == "supervisor" else "/can-bo/")

    def open_browser(self, email: str, then: str) -> Browser:
        """Return a browser somebody has signed in with."""
        browser = Browser(self.installation.address)
        self._sign_in(browser, email, then)
        return browser

    def _sign_in(self, browser: Browser, email: str, then: str) -> None:
        browser.sign_in(email, self.password, then=then)

    def _sign_up(self) -> None:
        email, password = "kiem-thu@congty.example", f"mat-khau-{secrets.token_hex(8)}"
        page = self.filer.get("/tai-khoan/signup/")
        answers = {"full_name": "Ngô Mẫu Kiểm Thử", "email": email, "password1": password, "password2": password}
        answers |= {"phone": FORM["phone"], "tax_code": TAX_CODE, "business_name": BUSINESS}
        self.filer.send(page, page.form(), answers)
        mail = wait_for("a mail that asks to confirm the address", lambda: self.installation.find_mail(email))
        link = must_match(r"(https?://\S+/confirm-email/\S+/)", str(mail.get_content()))
        page = self.filer.get(link)
        self.filer.send(page, page.form())
        self.filer.sign_in(email, password, then="/ho-so/")
        self.filer_email = email

    def _search(self) -> None:
        home = self.filer.get("/")
        if self.era.now:
            must_hold("01/03/2018", text=home.text)
        search = next(each for each in home.reading.forms if each.action == "/thu-tuc/")
        must_equal(["q"], [each.name for each in search.controls])
        found = self.filer.get("/thu-tuc/?q=kho+ngoai+quan")
        must_equal(f"/thu-tuc/{PROCEDURE}/", found.link(called=NAME))

    def _read_procedure(self) -> None:
        page = self.filer.get(f"/thu-tuc/{PROCEDURE}/")
        wanted = ("10 ngày làm việc", "5 ngày làm việc", "68/2016/NĐ-CP", "Văn bản đề nghị công nhận")
        must_hold(NAME, self.era.unit_name, "Tổng cục trưởng", *wanted, text=page.text)
        page.link(to=f"/thu-tuc/{PROCEDURE}/nop/")

    def _begin(self) -> Page:
        page = self.filer.get(f"/thu-tuc/{PROCEDURE}/nop/")
        must_hold(self.era.unit_name, text=page.text)
        draft = self.filer.send(page, page.form())
        must_match(r"^/ban-nhap/([0-9a-f-]{36})/$", draft.path)
        return draft

    def _fill(self, draft: Page) -> Page:
        papers = self.filer.send(draft, draft.form(), FORM, button="next")
        must_equal(f"{draft.path}giay-to/", papers.path)
        kept = dict(self.filer.get(draft.path).form().filled({}, ""))
        must_equal(FORM, {name: kept.get(name) for name in FORM})
        return papers

    def _attach(self, papers: Page) -> Page:
        form = papers.form()
        must_equal(sorted(PAPERS), sorted(form.file_names()))
        files = {key: (f"{key}.pdf", make_pdf(f"Paper {key}")) for key in PAPERS}
        check = self.filer.send(papers, form, button="next", files=files)
        must_equal(papers.path.replace("/giay-to/", "/kiem-tra/"), check.path)
        must_hold(NAME, self.era.unit_name, SITE, FORM["fire_certificate"], "layout.pdf", text=check.text)
        return check

    def _submit(self, check: Page) -> None:
        windows = (self.filer, self.filer.another_window())
        with ThreadPoolExecutor(2) as hands:
            pressed = [hands.submit(window.send, check, check.form()) for window in windows]
        first, second = (each.result() for each in pressed)
        must_equal(first.path, second.path)
        self.dossier = int(must_match(r"^/ho-so/(\d+)/$", first.path))
        self.number = must_match(r"\b(N\d{9})\b", first.text)
        must_equal([(1,)], self.installation.sql("SELECT count(*) FROM dossiers_dossier"))
        rows = self.installation.sql("SELECT lookup_secret FROM dossiers_dossier WHERE id = %s", [self.dossier])
        self.secret = rows[0][0]
        must_hold(self.secret, text=first.text)

    def _mail(self, *words: str) -> None:
        wait_for(f"a mail with {words}", lambda: self.installation.find_mail(self.filer_email, *words))

    def _find_in_queue(self) -> None:
        queue = self.desks["receiver"].get("/can-bo/")
        must_hold(self.number, text=queue.text)
        page = self.desks["receiver"].get(queue.link(to=f"/can-bo/ho-so/{self.dossier}/"))
        must_hold(NAME, SITE, "layout.pdf", text=page.text)

    def _ask(self) -> None:
        notes = {"note:field:legal_paper": "Ghi thêm nơi cấp.", "note:paper:layout": "Quét lại cho rõ."}
        asked = {"items": ["field:legal_paper", "paper:layout"], "reason": REASON, "fault": "applicant"}
        self._act("receiver", "yeu-cau-bo-sung", asked | notes)

    def _read_slip(self) -> None:
        def look() -> str | None:
            links = self.filer.get(f"/ho-so/{self.dossier}/").reading.links
            return next((address for address, text in links if "/tep/" in address and SLIP in text), None)

        slip = self.filer.get(wait_for("the slip", look))
        must_equal("application/pdf", slip.media_type)
        self.installation.verify_paper(slip.body)

    def _supplement(self) -> None:
        self._mail(self.number, REASON)
        dossier = self.filer.get(f"/ho-so/{self.dossier}/")
        page = self.filer.get(dossier.link(to=f"/ho-so/{self.dossier}/bo-sung/"))
        must_hold("Ghi thêm nơi cấp.", "Quét lại cho rõ.", text=page.text)
        form = page.form()
        must_equal(["layout"], form.file_names())
        files = {"layout": ("layout-2.pdf", make_pdf("Paper layout, clear"))}
        sent = self.filer.send(page, form, {"legal_paper": BETTER}, button="send", files=files)
        must_equal(f"/ho-so/{self.dossier}/", sent.path)

    def _accept(self) -> None:
        page = self.desks["receiver"].get(f"/can-bo/ho-so/{self.dossier}/")
        must_hold(BETTER, "layout-2.pdf", text=page.text)
        page = self._act("receiver", "tiep-nhan")
        self.code = must_match(self.era.code, page.text)
        must_hold(self.era.rule_pack, text=page.text)
        self._mail(self.code)

    def _assign(self) -> None:
        page = self.desks["assigner"].get(f"/can-bo/ho-so/{self.dossier}/phan-cong/")
        form = page.form()
        self.desks["assigner"].send(page, form, {"officer": form.choice("officer", "Xử Lý")})
        queue = self.desks["handler"].get("/can-bo/")
        must_hold(self.code, text=queue.text)

    def _act(self, desk: str, act: str, typed: Mapping[str, str | Sequence[str]] | None = None) -> Page:
        """Do an act on the dossier by its form, and return the dossier as it is afterwards."""
        browser = self.desks[desk]
        page = browser.get(f"/can-bo/ho-so/{self.dossier}/{act}/")
        done = browser.send(page, page.form(), typed)
        if done.path.endswith(f"/{act}/"):
            raise Failed(f"“{act}” to be done", done.text)
        return browser.get(f"/can-bo/ho-so/{self.dossier}/")

    def accepted_at(self) -> datetime:
        """Return when the register says that the dossier was accepted."""
        statement = (
            "SELECT occurred_at FROM register_entry e JOIN dossiers_dossier d ON d.uid = e.stream "
            "WHERE d.id = %s AND e.event = 'accepted'"
        )
        moment: datetime = self.installation.sql(statement, [self.dossier])[0][0]
        return moment

    def secret_in(self, pdf: bytes, path: str) -> str:
        """Return what the QR code of a paper carries behind the address of a page; browsers never send it."""
        found = find_address(pdf, f"{self.installation.address}{path}")
        if not found:
            raise Failed(f"an address of {path} in the paper", "none")
        return found
