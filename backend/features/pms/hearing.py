"""What reaches us from a PMS, and what it answers: who is believed, what it is about. No query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from pydantic import ValidationError

from backend.domain.ids import HotelId
from backend.domain.webhook_signature import Verdict, verify
from backend.domain.words import PmsVendor
from backend.features.pms.schemas import GenericEvent, StayMessage
from backend.models import PmsConnection
from backend.ports.pms import PmsAccess, PmsFailure, PmsGateway, PmsNotice, PmsOutcome
from backend.work import Work

SECRET_PURPOSE = "pms.signing_secret"  # noqa: S105 - what the secret is sealed for
SIGNING = {PmsVendor.GENERIC, PmsVendor.QLOAPPS}
"""Whose webhooks carry our signature; of the others the path alone is the secret."""
CONNECTED = "connected"
NOBODYS: Mapping[PmsVendor, str] = {
    PmsVendor.APALEO: "HOTELBOT-TEST-1",
    PmsVendor.MEWS: "00000000-0000-0000-0000-000000000000",
    PmsVendor.QLOAPPS: "2147483647",
}
"""A reservation that no hotel has, in each vendor's terms."""
Gateways = Mapping[PmsVendor, PmsGateway]


@dataclass(frozen=True, slots=True)
class Arrived:
    """A webhook as it came."""

    hook: str
    body: bytes
    timestamp: str
    signature: str


class Refused(Exception):
    """The webhook is not from the hotel's PMS; `reason` is a name for log and metric."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def hotel_of_hook(hook: str) -> HotelId | None:
    """The hotel a path names; says nothing of whether the path is good."""
    try:
        return HotelId(UUID(hex=hook[:32])) if len(hook) == 64 and hook.isascii() else None
    except ValueError:
        return None


def check_signature(work: Work, row: PmsConnection, arrived: Arrived) -> None:
    if row.vendor not in SIGNING:
        return
    secret = work.vault.open(row.secret_sealed, hotel_id=work.hotel_id, purpose=SECRET_PURPOSE)
    verdict = verify(
        secret,
        timestamp=arrived.timestamp,
        signature=arrived.signature,
        body=arrived.body,
        now=work.now,
    )
    if verdict is not Verdict.GOOD:
        raise Refused(f"signature_{verdict}")


def notices_in(gateways: Gateways, row: PmsConnection, body: bytes) -> Sequence[PmsNotice]:
    if row.vendor is not PmsVendor.GENERIC:
        return gateways[row.vendor].notices(body)
    try:
        event = GenericEvent.model_validate_json(body)
        stay = StayMessage.model_validate(event.stay)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise PmsFailure(PmsOutcome.UNREADABLE, where or "body") from None
    return [PmsNotice("stay", stay.external_id, event.id)]


async def asked(gateway: PmsGateway, access: PmsAccess, reservation_id: str) -> PmsFailure | None:
    try:
        await gateway.fetch(access, reservation_id)
    except PmsFailure as failure:
        return None if failure.outcome is PmsOutcome.NOT_FOUND else failure
    return None
