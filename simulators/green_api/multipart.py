"""Reads the one multipart form of the API: a few fields and one file."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from simulators.green_api.errors import Refused


@dataclass(frozen=True, slots=True)
class Form:
    fields: dict[str, str]
    content: bytes
    file_name: str
    mime: str | None


async def read_form(raw: bytes, headers: dict[str, str]) -> Form:
    """Raises Refused when the body is no multipart form with a `file`."""

    async def stream() -> AsyncGenerator[bytes, None]:
        yield raw

    if "multipart/form-data" not in headers.get("content-type", ""):
        raise Refused("bad request data")
    try:
        form = await MultiPartParser(Headers(headers), stream()).parse()
    except MultiPartException as error:
        raise Refused(f"bad request data: {error.message}") from error
    fields = {key: value for key, value in form.items() if isinstance(value, str)}
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise Refused("Validation failed. Details: 'file' is required")
    content = await file.read()
    await form.close()
    return Form(fields, content, file.filename or "file", file.content_type)
