"""PATCH of something that is validated as a whole: what is given replaces what is there."""

from collections.abc import Mapping
from typing import Any, TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

Draft = TypeVar("Draft", bound=BaseModel)


def patched(draft: type[Draft], current: BaseModel, given: BaseModel) -> Draft:
    """Raises what FastAPI raises for a body that is not valid."""
    kept: Mapping[str, Any] = current.model_dump(include=set(draft.model_fields))
    try:
        return draft.model_validate({**kept, **given.model_dump(exclude_unset=True)})
    except ValidationError as error:
        found = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        raise RequestValidationError(found) from None
