"""
Every answer that is no success: problem details (RFC 9457) in JSON, never HTML.

`detail` is in the language of the request; each of `problems` says in both languages what is wrong at one field.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from haidang.kernel.errors import Conflict, DomainError, Invalid, Missing, Refused

CONTENT_TYPE = "application/problem+json"
_STATUS: dict[type[DomainError], int] = {Refused: 403, Missing: 404, Conflict: 409, Invalid: 422}
_TITLE = {
    400: gettext_lazy("The request cannot be read"),
    401: gettext_lazy("Sign in first"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("This address does not take this method"),
    409: gettext_lazy("Something else came first"),
    413: gettext_lazy("Too much was sent"),
    422: gettext_lazy("Something that was sent cannot be used"),
    500: gettext_lazy("The system failed"),
}
_SHAPE = {
    "missing": gettext_lazy("This is needed."),
    "extra_forbidden": gettext_lazy("There is no such name here; look at its spelling."),
    "dict_type": gettext_lazy("This must be an object: names with their values."),
    "model_attributes_type": gettext_lazy("This must be an object: names with their values."),
    "list_type": gettext_lazy("This must be a list."),
    "string_type": gettext_lazy("This must be text."),
    "uuid_parsing": gettext_lazy("This must be a UUID."),
    "uuid_type": gettext_lazy("This must be a UUID."),
}
_OTHER_SHAPE = gettext_lazy("This cannot be read; the OpenAPI description says what belongs here.")
_log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem:
    """One thing wrong with one field, in both languages."""

    field: str
    code: str
    message_vi: str
    message_en: str


class Unusable(Exception):
    """What was sent cannot be used, field by field, told in both languages."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__()
        self.problems = problems


def told_in_both_languages(act: Callable[[], Answer]) -> Answer:
    """
    Run something that reads what was sent, and raise `Unusable` where it raises `Invalid`.

    Sentences are made where the mistake is found, in the language of the moment: so after a refusal the same is
    tried in each language, and taken back.
    """
    try:
        return act()
    except Invalid as invalid:
        vi, en = (_problems_in(language, act, invalid) for language in ("vi", "en"))
        raise Unusable(
            [
                FieldProblem(
                    field=here.field, code=here.code, message_vi=str(here.message), message_en=str(there.message)
                )
                for here, there in zip(vi, en, strict=True)
            ]
        ) from invalid


def problem(status: int, detail: str = "", problems: Iterable[FieldProblem] = ()) -> HttpResponse:
    """Return a problem document."""
    body = {
        "type": "about:blank",
        "title": str(_TITLE.get(status, _TITLE[400])),
        "status": status,
        "detail": detail,
        "problems": [asdict(each) for each in problems],
    }
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False})


def answer_with_problems(api: NinjaAPI) -> None:
    """Turn everything that an address raises into a problem document."""
    for kind in (Exception, Http404, HttpError, ValidationError):  # the last three have handlers of their own
        api.add_exception_handler(kind, _answer)


def not_found(request: HttpRequest, **_captured: Any) -> HttpResponse:
    """Answer at an address that does not exist."""
    return problem(404, _("There is nothing at this address. GET openapi.json lists what there is."))


def _problems_in(language: str, act: Callable[[], object], invalid: Invalid) -> Sequence[Any]:
    with translation.override(language), transaction.atomic():
        try:
            act()
        except Invalid as again:
            return again.problems if len(again.problems) == len(invalid.problems) else invalid.problems
        transaction.set_rollback(True)
    return invalid.problems


def _answer(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    match error:
        case Unusable():
            return problem(422, _("Mend the fields named in “problems” and send it again."), error.problems)
        case DomainError():
            return problem(next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400), str(error))
        case ValidationError():
            return _wrong_shape(request, error)
        case HttpError():
            return _http_error(error)
        case Http404():
            return not_found(request)
        case RequestDataTooBig():
            return problem(413, _("Send papers one by one as files, and name them by their ids."))
        case SuspiciousOperation() | MultiPartParserError():
            return problem(400, _("The body is not what its Content-Type says."))
    _log.error("rest_failed", exc_info=error if isinstance(error, Exception) else None)
    return problem(500, _("This is our fault and has been noted. Nothing was filed; try again later."))


def _wrong_shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
    if any(each["loc"][0] == "path" for each in error.errors):
        return not_found(request)
    detail = _("Mend the fields named in “problems” and send it again.")
    return problem(422, detail, [_shape_problem(each) for each in error.errors])


def _shape_problem(error: dict[str, Any]) -> FieldProblem:
    message, (source, *path) = _SHAPE.get(error["type"], _OTHER_SHAPE), error["loc"]
    inside = path[1:] if source == "body" else path
    with translation.override("vi"):
        message_vi = str(message)
    with translation.override("en"):
        message_en = str(message)
    return FieldProblem(
        field=".".join(str(each) for each in inside), code=error["type"], message_vi=message_vi, message_en=message_en
    )


def _http_error(error: HttpError) -> HttpResponse:
    if error.status_code == 401:
        answer = problem(401, _("This address needs a signed-in session: send its cookie."))
        answer["WWW-Authenticate"] = "Session"
        return answer
    return problem(error.status_code, _("The body is not JSON, or not in UTF-8.") if error.status_code == 400 else "")
