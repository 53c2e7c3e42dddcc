"""A hotel's PMS: connecting it, hearing from it, and asking it what has become of a reservation.

A webhook is stored before it is answered. What it says is only a hint, except for the signed
generic one: the reservation is fetched, and the push that comes of it is the same as of the API.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import orjson
import structlog

from backend.db.transaction import DATABASE_AWAY
from backend.domain.ids import HotelId
from backend.domain.words import AlertKind, PmsEventState, PmsVendor
from backend.errors import Conflict, Invalid, NotFound
from backend.features.alerts.service import raise_alert
from backend.features.audit.service import record
from backend.features.conversations.service import tell_conversation
from backend.features.failures.service import Source, give_up
from backend.features.journey.service import stays_changed
from backend.features.pms import repository
from backend.features.pms.hearing import (
    CONNECTED,
    NOBODYS,
    SECRET_PURPOSE,
    Arrived,
    Gateways,
    Refused,
    asked,
    check_signature,
    hotel_of_hook,
    notices_in,
)
from backend.features.pms.schemas import (
    ConnectedPms,
    GenericEvent,
    PmsConnectionInput,
    PmsConnectionPatch,
    PmsConnectionView,
    PmsEventView,
    PmsTestView,
)
from backend.features.pms.translating import not_acceptable, stay_input_of
from backend.features.stays.schemas import StayInput
from backend.features.stays.service import CHANGING, put_stay
from backend.kit.crypto import SealBroken, new_token, token_hash
from backend.kit.ids import new_uuid
from backend.kit.text import storable
from backend.kit.traces import place_of
from backend.models import PmsConnection, PmsEvent
from backend.observability.metrics import PMS_EVENTS, PMS_FETCHES, WORK_FAILURES
from backend.ports.pms import (
    PASSING,
    PmsAccess,
    PmsFailure,
    PmsNotice,
    PmsOutcome,
)
from backend.ports.wake import WorkKind
from backend.work import SYSTEM, Work, WorkFactory

CREDENTIALS_PURPOSE = "pms.credentials"
RAW_PURPOSE = "pms_event.raw"
HOOK_PATH = "/hooks/pms/"
NEEDED: Mapping[PmsVendor, tuple[str, ...]] = {
    PmsVendor.GENERIC: (),
    PmsVendor.APALEO: ("client_id", "client_secret"),
    PmsVendor.MEWS: ("client_token", "access_token"),
    PmsVendor.QLOAPPS: ("api_key",),
}
BATCH = 20
LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 8
LONGEST_WAIT = timedelta(minutes=10)
MOST_LISTED = 100
PARKED = timedelta(days=100 * 365)
"""When the events of a paused connection are due."""
log = structlog.get_logger()


async def connect(work: Work, data: PmsConnectionInput, *, refused_url: str | None) -> ConnectedPms:
    """`refused_url`: why the address may not be called, if so. Raises Invalid."""
    missing = [name for name in NEEDED[data.vendor] if not data.credentials.get(name)]
    if missing:
        details = [{"field": f"credentials.{name}", "message": "is missing"} for name in missing]
        raise Invalid("Some credentials are missing.", details=details)
    if data.vendor is PmsVendor.QLOAPPS and not data.base_url:
        details = [{"field": "base_url", "message": "is missing"}]
        raise Invalid("Say where your QloApps is.", details=details)
    if refused_url is not None:
        details = [{"field": "base_url", "message": refused_url}]
        raise Invalid("This address cannot be called.", details=details)
    hook, secret = work.hotel_id.hex + secrets.token_hex(16), new_token()
    kept = {name: data.credentials[name] for name in NEEDED[data.vendor]}
    row = PmsConnection(
        hotel_id=work.hotel_id,
        vendor=data.vendor,
        name=data.name,
        base_url=data.base_url.strip(),
        property_code=data.property_code.strip(),
        credentials_sealed=_seal(work, orjson.dumps(kept), CREDENTIALS_PURPOSE),
        secret_sealed=_seal(work, secret.encode(), SECRET_PURPOSE),
        hook_hash=token_hash(hook),
    )
    work.session.add(row)
    await work.session.flush()
    await work.session.refresh(row)
    await record(work, "pms.connect", subject=str(row.id), detail={"vendor": data.vendor})
    view = view_of(row, 0).model_dump()
    return ConnectedPms(**view, webhook_path=HOOK_PATH + hook, signing_secret=secret)


async def list_connections(work: Work) -> list[PmsConnectionView]:
    waiting = await repository.waiting_counts(work)
    rows = await repository.list_connections(work)
    return [view_of(row, waiting.get(row.id, 0)) for row in rows]


async def get_connection(work: Work, connection_id: UUID) -> PmsConnectionView:
    waiting = await repository.waiting_counts(work)
    return view_of(await _get(work, connection_id), waiting.get(connection_id, 0))


async def update_connection(
    work: Work, connection_id: UUID, patch: PmsConnectionPatch
) -> PmsConnectionView:
    """During a pause webhooks are kept and answered; afterwards they are followed up."""
    row = await _get(work, connection_id)
    if patch.name is not None and patch.name != row.name:
        row.name = patch.name
        await record(work, "pms.rename", subject=str(connection_id))
    if patch.paused is not None and patch.paused is not (row.paused_at is not None):
        row.paused_at = work.now if patch.paused else None
        next_at = work.now + PARKED if patch.paused else work.now
        await repository.park(work, connection_id, next_at=next_at)
        await record(
            work, "pms.pause" if patch.paused else "pms.resume", subject=str(connection_id)
        )
        work.wake(WorkKind.STAYS)
    return await get_connection(work, connection_id)


async def test_connection(
    works: WorkFactory, hotel_id: HotelId, connection_id: UUID, gateways: Gateways
) -> PmsTestView:
    """Asks for a reservation that cannot be: an answer that there is none says that address and
    credentials are right. Raises NotFound, Invalid for a PMS that is never asked, Conflict where
    its credentials cannot be opened any more."""
    async with works.hotel(hotel_id) as work:
        row = await _get(work, connection_id)
        vendor = row.vendor
        if vendor is PmsVendor.GENERIC:
            raise Invalid("This one only tells. Send it a webhook instead.")
        try:
            access = await _access(work, row)
        except SealBroken:
            log.error("pms.credentials_sealed", connection_id=str(connection_id))
            raise Conflict("Its credentials cannot be opened. Connect the PMS again.") from None
    failure = await asked(gateways[vendor], access, NOBODYS[vendor])
    async with works.hotel(hotel_id) as work:
        row = await _get(work, connection_id)
        if failure is None:
            row.last_ok_at, row.last_failure = work.now, None
        else:
            row.last_failure, row.failed_at = str(failure), work.now
    outcome = CONNECTED if failure is None else failure.outcome.value
    PMS_FETCHES.labels(vendor.value, outcome).inc()
    return PmsTestView(ok=failure is None, outcome=outcome)


async def list_events(work: Work, connection_id: UUID) -> list[PmsEventView]:
    """The newest hundred, newest first."""
    await _get(work, connection_id)
    rows = await repository.list_events(work, connection_id, limit=MOST_LISTED)
    return [PmsEventView.model_validate({**row.model_dump(), "id": str(row.id)}) for row in rows]


async def disconnect(work: Work, connection_id: UUID) -> None:
    """Closes the webhook path and forgets the credentials. Its stays stay."""
    row = await _get(work, connection_id)
    row.removed_at = work.now
    row.credentials_sealed = _seal(work, b"{}", CREDENTIALS_PURPOSE)
    await record(work, "pms.disconnect", subject=str(connection_id))


def view_of(row: PmsConnection, waiting: int) -> PmsConnectionView:
    return PmsConnectionView.model_validate({**row.model_dump(), "waiting": waiting})


async def receive(works: WorkFactory, gateways: Gateways, arrived: Arrived) -> int:
    """Stores what a webhook is about; returns how many reservations that were not told before.

    Raises Refused, and PmsFailure(UNREADABLE) for what carries the right secret but no sense.
    """
    hotel_id = hotel_of_hook(arrived.hook)
    if hotel_id is None:
        raise Refused("unknown_path")
    async with works.hotel(hotel_id) as work:
        row = await repository.find_by_hook(work, token_hash(arrived.hook))
        if row is None:
            raise Refused("unknown_path")
        check_signature(work, row, arrived)
        notices = notices_in(gateways, row, arrived.body)
        row.last_event_at = work.now
        fresh = 0
        for number, notice in enumerate(notices):
            fresh += await _store(work, row, notice, arrived.body, number)
        if fresh:
            work.wake(WorkKind.STAYS)
    return fresh


async def drain_pms(works: WorkFactory, hotel_id: HotelId, gateways: Gateways) -> int:
    """Follows up what is due, oldest first; returns how much that was."""
    async with works.hotel(hotel_id) as work:
        claimed = await repository.claim(work, until=work.now + LEASE, limit=BATCH)
    for event_id in claimed:
        try:
            await _follow_up(works, hotel_id, gateways, event_id)
        except DATABASE_AWAY:
            raise
        except Exception as error:
            # One event that breaks us must not stand before all others of the hotel.
            await _broke(works, hotel_id, event_id, error)
    return len(claimed)


async def revive(work: Work, event_id: int) -> bool:
    """Puts an event that was given up back into the queue."""
    work.wake(WorkKind.STAYS)
    return await repository.revive(work, event_id)


async def _store(
    work: Work, row: PmsConnection, notice: PmsNotice, body: bytes, number: int
) -> bool:
    theirs = notice.property_code or ""
    ours = not row.property_code or not theirs or theirs == row.property_code
    wanted = notice.reservation_id is not None and ours
    key = storable(notice.dedupe_key or new_uuid().hex)[:200]
    payload = orjson.dumps({"id": notice.reservation_id, "body": body.decode("utf-8", "replace")})
    fresh = await repository.add_event(
        work,
        {
            "connection_id": row.id,
            "dedupe_key": f"{key}:{number}",
            "kind": storable(notice.kind)[:80],
            "raw_sealed": _seal(work, payload, RAW_PURPOSE),
            "state": PmsEventState.NEW if wanted else PmsEventState.IGNORED,
            "next_at": work.now + PARKED if row.paused_at else work.now,
            "done_at": None if wanted else work.now,
        },
    )
    return fresh and wanted


@dataclass(frozen=True, slots=True)
class _Task:
    connection_id: UUID
    vendor: PmsVendor
    access: PmsAccess
    reservation_id: str
    body: bytes


async def _follow_up(
    works: WorkFactory, hotel_id: HotelId, gateways: Gateways, event_id: int
) -> None:
    """Three steps: read the event, ask the PMS with no transaction open, take in and finish."""
    async with works.hotel(hotel_id) as work:
        task = await _task(work, event_id)
    try:
        pushes = await _pushes(gateways, task)
        async with works.hotel(hotel_id, actor=SYSTEM) as work:
            event, connection = await repository.get_event(work, event_id)
            if event.state is not PmsEventState.NEW:
                return
            for external_id, data in pushes:
                pushed = await put_stay(work, external_id, data, source=task.vendor.value)
                for conversation_id in pushed.conversations:
                    await tell_conversation(work, conversation_id)
                if pushed.stay.outcome in CHANGING:
                    await stays_changed(work, [pushed.stay.id])
            event.state, event.done_at, event.error = PmsEventState.DONE, work.now, None
            connection.last_ok_at, connection.last_failure = work.now, None
        PMS_EVENTS.labels(task.vendor.value, "done").inc()
    except (PmsFailure, Invalid) as error:
        failure = error if isinstance(error, PmsFailure) else not_acceptable(error)
        async with works.hotel(hotel_id) as work:
            await _failed(work, event_id, failure)


async def _broke(works: WorkFactory, hotel_id: HotelId, event_id: int, error: Exception) -> None:
    WORK_FAILURES.labels("pms").inc()
    log.error("pms.broke", event_id=event_id, error=type(error).__name__, place=place_of(error))
    failure = PmsFailure(PmsOutcome.UNEXPECTED, type(error).__name__)
    async with works.hotel(hotel_id) as work:
        await _failed(work, event_id, failure, try_again=True)


async def _task(work: Work, event_id: int) -> _Task:
    event, row = await repository.get_event(work, event_id)
    payload = orjson.loads(_open(work, event.raw_sealed, RAW_PURPOSE))
    access = await _access(work, row)
    return _Task(row.id, row.vendor, access, payload["id"], payload["body"].encode())


async def _access(work: Work, row: PmsConnection) -> PmsAccess:
    hotel = await repository.get_hotel(work)
    credentials = orjson.loads(_open(work, row.credentials_sealed, CREDENTIALS_PURPOSE))
    return PmsAccess(row.base_url, row.property_code, credentials, hotel.timezone)


async def _pushes(gateways: Gateways, task: _Task) -> list[tuple[str, StayInput]]:
    if task.vendor is PmsVendor.GENERIC:
        event = GenericEvent.model_validate_json(task.body)
        named = {name: value for name, value in event.stay.items() if name != "external_id"}
        return [(task.reservation_id, StayInput.model_validate(named))]
    if any(name not in task.access.credentials for name in NEEDED[task.vendor]):
        raise PmsFailure(PmsOutcome.AUTH, "disconnected")
    try:
        found = await gateways[task.vendor].fetch(task.access, task.reservation_id)
    except PmsFailure as error:
        PMS_FETCHES.labels(task.vendor.value, error.outcome.value).inc()
        raise
    PMS_FETCHES.labels(task.vendor.value, "ok").inc()
    return [(one.external_id, stay_input_of(one)) for one in found]


async def _failed(
    work: Work, event_id: int, failure: PmsFailure, *, try_again: bool = False
) -> None:
    event, connection = await repository.get_event(work, event_id)
    name = str(failure)
    connection.last_failure, connection.failed_at = name, work.now
    event.error = name
    PMS_EVENTS.labels(connection.vendor.value, failure.outcome.value).inc()
    log.warning(
        "pms.failed",
        connection_id=str(connection.id),
        vendor=connection.vendor,
        outcome=failure.outcome,
        detail=failure.detail,
        attempts=event.attempts,
    )
    curable = try_again or failure.outcome in PASSING or failure.outcome is PmsOutcome.AUTH
    if curable and event.attempts < MOST_ATTEMPTS:
        event.next_at = work.now + min(timedelta(seconds=2**event.attempts), LONGEST_WAIT)
        return
    await _give_up(work, event, connection, name)


async def _give_up(work: Work, event: PmsEvent, connection: PmsConnection, name: str) -> None:
    event.state, event.done_at = PmsEventState.DEAD, work.now
    assert event.id is not None
    await give_up(work, Source.PMS, event.id, reason=name, attempts=event.attempts)
    day = work.now.date().isoformat()
    await raise_alert(
        work,
        kind=AlertKind.PMS_FAILED,
        reason=f"{connection.name}: a reservation could not be brought up to date ({name}).",
        dedupe_key=f"pms:{connection.id}:{day}",
    )


def _seal(work: Work, plain: bytes, purpose: str) -> bytes:
    return work.vault.seal(plain, hotel_id=work.hotel_id, purpose=purpose)


def _open(work: Work, sealed: bytes, purpose: str) -> bytes:
    return work.vault.open(sealed, hotel_id=work.hotel_id, purpose=purpose)


async def _get(work: Work, connection_id: UUID) -> PmsConnection:
    row = await repository.find_connection(work, connection_id)
    if row is None:
        raise NotFound("There is no such connection.")
    return row
