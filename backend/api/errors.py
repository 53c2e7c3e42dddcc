"""One shape for everything that goes wrong: {"error": {"code", "message", "details"}}."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import DataError, IntegrityError
from starlette.exceptions import HTTPException

from backend.db.transaction import DATABASE_AWAY
from backend.domain.action_words import ActionKind
from backend.errors import AppError, Conflict, Invalid, Unavailable
from backend.kit.pagination import BadCursor

log = structlog.get_logger()
RETRY_SOON_S = "1"
RETRY_MINUTE_S = "60"
SAID_BY_THE_FRAMEWORK = {
    HTTPStatus.BAD_REQUEST: (
        "bad_request",
        "The body cannot be read: it is no JSON in UTF-8, or nested or numbered beyond any use.",
    ),
    HTTPStatus.NOT_FOUND: ("not_found", "There is nothing at this address."),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        "method_not_allowed",
        "This address does not take this method.",
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("too_large", "The request is larger than allowed."),
}
"""What Starlette and FastAPI refuse before a route is asked: code and words."""

UNION_TAGS = frozenset(ActionKind)
"""Pydantic names the kind of an action in the path to its fields; a document has it nowhere."""


class ErrorBody(BaseModel):
    code: str
    message: str
    details: Any = None


class ErrorEnvelope(BaseModel):
    error: ErrorBody


def add_error_handlers(app: FastAPI) -> None:
    app.add_exception_handler(AppError, _app_error)
    app.add_exception_handler(BadCursor, _bad_cursor)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(DataError, _not_storable)
    app.add_exception_handler(IntegrityError, _conflict)
    for kind in DATABASE_AWAY:
        app.add_exception_handler(kind, _unavailable)


def envelope(
    status: int,
    *,
    code: str,
    message: str,
    details: object = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    body = {"error": {"code": code, "message": message, "details": details}}
    return JSONResponse(body, status_code=int(status), headers=dict(headers or {}))


def of_app_error(error: AppError) -> JSONResponse:
    headers = {}
    if error.http_status == HTTPStatus.TOO_MANY_REQUESTS:
        headers["Retry-After"] = RETRY_MINUTE_S
    if error.http_status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = RETRY_SOON_S
    if error.http_status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return envelope(
        error.http_status,
        code=error.code,
        message=error.message,
        details=error.details,
        headers=headers,
    )


async def _app_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AppError)
    return of_app_error(error)


async def _bad_cursor(_: Request, error: Exception) -> JSONResponse:
    details = [{"field": "cursor", "message": str(error)}]
    return of_app_error(Invalid("The cursor does not belong to this list.", details=details))


async def _not_valid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    details = _fields(error.errors())
    first = details[0] if details else {"field": "", "message": ""}
    named = f"{first['field']}: {first['message']}" if first["field"] else first["message"]
    return of_app_error(Invalid(f"The request is not valid. {named}", details=details))


def _fields(errors: Sequence[Any]) -> list[dict[str, str]]:
    """Where and what, never the value: it may be a password or a guest's words."""
    return [
        {
            "field": ".".join(str(part) for part in error["loc"][1:] if part not in UNION_TAGS),
            "message": str(error["msg"]).removeprefix("Value error, "),
        }
        for error in errors
    ]


async def _http_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    said = SAID_BY_THE_FRAMEWORK.get(status)
    code, message = said or (status.phrase.lower().replace(" ", "_"), f"{status.phrase}.")
    return envelope(status, code=code, message=message, headers=error.headers)


async def _not_storable(_: Request, __: Exception) -> JSONResponse:
    return of_app_error(Invalid("A value is too large or holds characters that cannot be stored."))


async def _conflict(_: Request, __: Exception) -> JSONResponse:
    return of_app_error(Conflict("This exists already, or something still belongs to it."))


async def _unavailable(_: Request, error: Exception) -> JSONResponse:
    log.warning("http.unavailable", error=type(error).__name__)
    return of_app_error(Unavailable())
