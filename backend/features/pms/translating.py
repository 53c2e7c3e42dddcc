"""What a PMS told, as a push of ours; where that cannot be, the name of the field that is wrong."""

from dataclasses import asdict

from pydantic import ValidationError

from backend.errors import Invalid
from backend.features.stays.schemas import StayInput
from backend.ports.pms import PmsFailure, PmsOutcome, PmsReservation

_FIELDS_OF_GUEST = {"guest_name", "phone", "language", "external_id"}


def stay_input_of(found: PmsReservation) -> StayInput:
    """Only what the PMS told: the rest stays as it is known. Raises PmsFailure(UNEXPECTED)."""
    told = {
        name: value
        for name, value in asdict(found).items()
        if value is not None and name not in _FIELDS_OF_GUEST
    }
    guest = {"name": found.guest_name, "phone": found.phone, "language": _language(found.language)}
    told["guest"] = {name: value for name, value in guest.items() if value}
    # A room that was taken away again must not stand here for ever.
    told["room"] = found.room
    try:
        return StayInput.model_validate(told)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise PmsFailure(PmsOutcome.UNEXPECTED, where) from None


def _language(tag: str | None) -> str | None:
    base = (tag or "").replace("_", "-").split("-")[0].lower()
    return base if base.isascii() and base.isalpha() and len(base) in (2, 3) else None


def not_acceptable(error: Invalid) -> PmsFailure:
    details = error.details if isinstance(error.details, list) else []
    return PmsFailure(PmsOutcome.UNEXPECTED, details[0]["field"] if details else "stay")
