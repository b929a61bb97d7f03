"""The addresses of the API. Each finds, makes one call, and answers; sessions as for the portal."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Header, NinjaAPI, Status, UploadedFile
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from pydantic_core import from_json

from haidang.catalogue import api as catalogue
from haidang.clock import api as clock
from haidang.directory import api as directory
from haidang.documents import api as documents
from haidang.dossiers import api as dossiers
from haidang.kernel.errors import Missing
from haidang.kernel.now import now
from haidang.look import files
from haidang.rest import statistics
from haidang.rest.asking import Request, SignedIn, filer_of
from haidang.rest.filing import file_once
from haidang.rest.problems import CONTENT_TYPE, answer_with_problems, told_in_both_languages
from haidang.rest.schemas import DossierOut, FiledOut, FileOut, FilingIn, ProblemOut, ProcedureLine, ProcedureOut


class _Parser(Parser):
    """Reads bodies several times as fast as Python's own parser."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return what a program sent as JSON."""
        try:
            return from_json(request.body)
        except ValueError:  # half a character, which falls away later; or no JSON at all
            return super().parse_body(request)


class _Api(NinjaAPI):
    """Says in its description that problems are problem documents."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the description, with the right content type for every answer that is no success."""
        schema = super().get_openapi_schema(**options)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400:
                        answer["content"] = {CONTENT_TYPE: answer["content"]["application/json"]}
        return schema


api = _Api(
    title="Hải Đăng",
    version="1",
    description="Filing administrative procedures with customs. Sign in as on the portal; send the cookie "
    "haidang_session, and for every change the value of the cookie haidang_csrf in the header X-CSRFToken.",
    docs_url=None,
    openapi_url="openapi.json",
    auth=SignedIn(),
    urls_namespace="rest",
    parser=_Parser(),
)
answer_with_problems(api)
api.add_router("", statistics.router)


@api.get("/procedures", response={200: list[ProcedureLine]}, auth=None, tags=["procedures"])
def list_procedures(request: HttpRequest) -> list[ProcedureLine]:
    """List the procedures in force today, those that are not offered here included."""
    return [ProcedureLine.of(card) for card in catalogue.list_procedures(on=_today())]


@api.get("/procedures/{procedure_id}", response={200: ProcedureOut, 404: ProblemOut}, auth=None, tags=["procedures"])
def get_procedure(request: HttpRequest, procedure_id: str) -> ProcedureOut:
    """Show what a procedure needs: papers, legal term, competent units, and its form as JSON Schema."""
    today = _today()
    procedure = catalogue.find_current(procedure_id, on=today)
    if procedure is None:
        raise Missing(_("There is no such procedure."))
    card = next(each for each in catalogue.list_procedures(on=today) if each.version == procedure.version)
    units = [each.unit for each in directory.competent_units(tier=procedure.tier, on=today)]
    return ProcedureOut.of_procedure(procedure, card=card, units=units)


@api.post("/files", response={201: FileOut, 401: ProblemOut, 403: ProblemOut, 422: ProblemOut}, tags=["dossiers"])
def upload_file(request: Request, file: Annotated[UploadedFile, File()]) -> Status[FileOut]:
    """Upload one paper; its id goes into the `papers` of a dossier."""
    stored = told_in_both_languages(
        lambda: dossiers.store_paper(file=file, name=file.name or "", by=request.actor, now=now())
    )
    return Status(201, FileOut.model_validate(stored, from_attributes=True))


@api.post(
    "/dossiers",
    response={
        200: FiledOut,
        201: FiledOut,
        401: ProblemOut,
        403: ProblemOut,
        404: ProblemOut,
        409: ProblemOut,
        422: ProblemOut,
    },
    tags=["dossiers"],
)
def submit_dossier(
    request: Request,
    filing: FilingIn,
    idempotency_key: Annotated[UUID, Header(alias="Idempotency-Key")],
) -> HttpResponse:
    """File a dossier: 201 the first time, 200 with the same answer when the same key and body arrive again."""
    filer = filer_of(request)
    filed = told_in_both_languages(lambda: file_once(sent=filing, key=idempotency_key, filer=filer, by=request.actor))
    return HttpResponse(  # answered here: ninja would check once more what was made a moment ago
        FiledOut.of(filed).model_dump_json(),
        status=201 if filed.is_new else 200,
        content_type="application/json; charset=utf-8",
        headers={"Location": f"{request.path}/{filed.dossier}"},
    )


@api.get("/dossiers/{dossier_id}", response={200: DossierOut, 401: ProblemOut, 404: ProblemOut}, tags=["dossiers"])
def get_dossier(request: Request, dossier_id: int) -> DossierOut:
    """Show a dossier of one's own, or of a unit one serves."""
    return DossierOut.of(dossiers.get_sheet(actor=request.actor, dossier_id=dossier_id))


@api.get(
    "/dossiers/{dossier_id}/documents/{file_id}",
    response={401: ProblemOut, 404: ProblemOut},
    openapi_extra={"responses": {200: {"description": "The file", "content": {"application/octet-stream": {}}}}},
    tags=["dossiers"],
)
def open_document(request: Request, dossier_id: int, file_id: UUID) -> FileResponse:
    """Download a paper, the receipt or the result of a dossier."""
    stored = dossiers.open_document(actor=request.actor, dossier_id=dossier_id, file_id=file_id)
    _stored, content = documents.open_file(file_id)
    return files.stream(stored, content)


def _today() -> date:
    return now().astimezone(clock.standard_calendar().zone).date()
