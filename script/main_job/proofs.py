"""What is verified of a dossier, its papers and the books: everything here reads alone and may be done again."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING

from main_job.browser import Page
from main_job.steps import Failed, must_equal, must_hold, must_match, wait_for

if TYPE_CHECKING:
    from main_job.story import Story

FINISHED, NOT_FINISHED = "Đã giải quyết xong", "Chưa giải quyết xong"
EXACTLY_ISSUED, BOUND = "không sai một byte", "Gắn với hồ sơ"
PROCEDURE = "kho-ngoai-quan.thanh-lap"
BOARD = {
    "Nhận trong kỳ": "count(*)",
    "Đã trả kết quả trong kỳ": "count(*) FILTER (WHERE status = 'returned')",
    "Đang mở hiện nay": "count(*) FILTER (WHERE closed_at IS NULL)",
    "Đang chờ bổ sung": "count(*) FILTER (WHERE status IN ('supplement_at_reception', 'supplement_in_process'))",
}
"""Figures of the board, and how they are counted from the dossiers themselves."""


class Proofs:
    """The proofs of one story."""

    def __init__(self, story: Story) -> None:
        self._story, self._installation = story, story.installation

    def due_dates(self) -> None:
        """The pages show the dates that the public command counts, and the literals where there are any."""
        story, era = self._story, self._story.era
        accepted = story.accepted_at().isoformat()
        explain = ("clock", "explain", "--from", accepted)
        inspection = self._installation.ask(*explain, "--days", "10")["due"]
        result = self._installation.ask(*explain, "--procedure", PROCEDURE, "--unit", era.unit)["due"]
        must_equal(era.inspection_due or inspection, inspection)
        must_equal(era.result_due or result, result)
        self._shows(story.desks["receiver"].get(f"/can-bo/ho-so/{story.dossier}/"), inspection)
        self._shows(story.filer.get(f"/ho-so/{story.dossier}/"), result)

    def wait_for_receipt(self) -> None:
        """The worker makes the receipt, and the filer finds it on the page of the dossier."""
        statement = "SELECT receipt_file FROM dossiers_dossier WHERE id = %s AND receipt_file IS NOT NULL"
        values = [self._story.dossier]
        wait_for("the receipt", lambda: self._installation.sql(statement, values) or None)

    def receipt(self) -> None:
        """The receipt is signed for this dossier, and its QR carries code and secret."""
        pdf = self._paper("receipt_file")
        self._signed(pdf)
        must_equal(f"{self._story.code}.{self._story.secret}", self._story.secret_in(pdf, "/tra-cuu/"))

    def result(self) -> None:
        """The result is signed, unchanged, and bound to the very state of the dossier that was decided."""
        bound_to = self._signed(self._paper("result_file"))
        statement = (
            "SELECT encode(e.hash, 'hex') FROM register_entry e JOIN dossiers_dossier d ON d.uid = e.stream "
            "WHERE d.id = %s AND e.event = 'result_proposed'"
        )
        must_equal([(bound_to,)], self._installation.sql(statement, [self._story.dossier]))

    def authenticity(self) -> None:
        """Anyone with the paper learns that it is genuine: by the secret in its QR code and the file itself."""
        pdf, anyone = self._paper("result_file"), self._story.filer.another_window()
        secret = self._story.secret_in(pdf, "/xac-thuc/")
        page = anyone.get("/xac-thuc/")
        told = anyone.send(page, page.form(), {"secret": secret}, files={"file": ("ket-qua.pdf", pdf)})
        must_hold("/QĐ-", self._story.era.unit_name, EXACTLY_ISSUED, BOUND, text=told.text)

    def look_up(self, *, is_finished: bool) -> None:
        """Code and secret tell whether the dossier is finished; a wrong secret tells nothing."""
        story, anyone = self._story, self._story.filer.another_window()
        page = anyone.get("/tra-cuu/")
        told = anyone.send(page, page.form(), {"code": story.code, "secret": story.secret})
        must_hold(FINISHED if is_finished else NOT_FINISHED, text=told.text)
        wrong = {"code": story.code, "secret": story.secret[::-1] + "X"}
        told = anyone.send(page, page.form(), wrong, status=422)
        if FINISHED in told.text or NOT_FINISHED in told.text:
            raise Failed("nothing told to a wrong secret", told.text)

    def recognised(self) -> None:
        """The decision has entered the warehouse in the public list."""
        page = self._story.filer.get("/cong-nhan/?loai=bonded-warehouse")
        statement = "SELECT filer_name, result_number FROM dossiers_dossier WHERE id = %s"
        name, number = self._installation.sql(statement, [self._story.dossier])[0]
        must_hold(name, number, text=page.text)

    def strangers(self) -> None:
        """Another filer, an officer of another unit, and the filer at the officers' desk are told: there is none."""
        story, here = self._story, f"/ho-so/{self._story.dossier}/"
        filer = story.open_browser("doanh-nghiep-2@congty.example", "/ho-so/")
        officer = story.open_browser(story.email_of("receiver", unit=story.era.other_unit), "/can-bo/")
        for path in (here, f"{here}tep/{self._file('result_file')}/"):
            filer.get(path, status=404)
            officer.get(f"/can-bo{path}", status=404)
            story.filer.get(f"/can-bo{path}", status=404)

    def register(self) -> None:
        """Every stream of the register is whole."""
        must_hold("register: ok", text=self._installation.run("register", "verify"))

    def figures(self) -> None:
        """The kept figures equal the public recount, and the board what is counted here from the dossiers."""
        must_hold("figures: ok", text=self._installation.run("figures", "verify"))
        page = self._story.desks["supervisor"].get("/giam-sat/?dang=csv&tu=2016-01-01&den=2099-12-31")
        _head, titles, *_lines, total = csv.reader(io.StringIO(page.body.decode("utf-8-sig")))
        shown = dict(zip(titles, total, strict=True))
        counted = self._installation.sql(f"SELECT {', '.join(BOARD.values())} FROM dossiers_dossier")[0]
        must_equal(dict(zip(BOARD, counted, strict=True)), {title: int(shown.get(title, -1)) for title in BOARD})

    def _signed(self, pdf: bytes) -> str:
        """Return the state of the dossier that a good signature names."""
        report = self._installation.verify_paper(pdf)
        must_equal((True, True, True), tuple(report[key] for key in ("valid", "intact", "trusted")))
        return must_match(r"^([0-9a-f]{64})$", report["bound_to"])

    def _paper(self, column: str) -> bytes:
        """Return a document as the filer downloads it from the page of the dossier."""
        story = self._story
        page = story.filer.get(f"/ho-so/{story.dossier}/")
        paper = story.filer.get(page.link(to=f"/tep/{self._file(column)}/"))
        must_equal("application/pdf", paper.media_type)
        return paper.body

    def _file(self, column: str) -> str:
        rows = self._installation.sql(f"SELECT {column} FROM dossiers_dossier WHERE id = %s", [self._story.dossier])
        return str(rows[0][0])

    def _shows(self, page: Page, due: str) -> None:
        moments = [datetime.fromisoformat(each) for each in page.reading.moments if "T" in each]
        if datetime.fromisoformat(due) not in moments:
            raise Failed(f"{due} on {page.path}", [each.isoformat() for each in moments])
