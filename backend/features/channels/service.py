"""A hotel's WhatsApp numbers: connecting them, watching their state, taking them away."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.domain.channel_state import SPEAKING, pause_reason_of
from backend.domain.ids import HotelId
from backend.domain.number_health import WARNINGS
from backend.domain.sending import JOURNAL_PACE
from backend.domain.words import InstanceState, SendOutcome
from backend.errors import Conflict, Invalid, NotFound, Unavailable
from backend.features.audit.service import record
from backend.features.channels import repository
from backend.features.channels.schemas import (
    ChannelChange,
    ChannelRequest,
    ChannelView,
    Completeness,
    ConnectedChannel,
)
from backend.kit.crypto import new_token, token_hash
from backend.kit.phone import phone_of_chat
from backend.models import Channel, Hook
from backend.ports.live import LiveKind
from backend.ports.messaging import ChannelAccess, GatewayFailure, MessagingGateway
from backend.ports.wake import WorkKind
from backend.work import Actor, Work, WorkFactory

TOKEN_PURPOSE = "channel.api_token"  # noqa: S105 - the name of a key, not a secret
HOOK_PATH = "/hooks/green/"
FIGURE_OF = timedelta(hours=24)
UNTIL_IT_CHANGES = timedelta(days=3650)
"""A pause that only an event ends."""


@dataclass(frozen=True, slots=True)
class Site:
    """What connecting a number needs to know of the installation."""

    public_url: str
    api_url: str
    media_url: str


async def connect(
    works: WorkFactory,
    gateway: MessagingGateway,
    *,
    hotel_id: HotelId,
    actor: Actor,
    site: Site,
    request: ChannelRequest,
) -> ConnectedChannel:
    """Checks the number with Green API, points its webhooks here, then keeps it.

    Opens its own units of work: none is held while Green API is asked. Raises Invalid for a
    wrong token or address, Conflict for a number in use, Unavailable when Green API does not
    answer.
    """
    access = ChannelAccess(
        id_instance=request.id_instance,
        api_token=request.api_token,
        api_url=str(request.api_url or site.api_url).rstrip("/"),
        media_url=str(request.media_url or site.media_url).rstrip("/"),
    )
    async with works.hotel(hotel_id, actor=actor) as work:
        await _refuse_a_number_in_use(work, request.id_instance)
    state = InstanceState.UNKNOWN
    if request.configure:
        state = await _ask_state(gateway, access)
    hook_id, webhook_token = secrets.token_hex(16), new_token()
    async with works.hotel(hotel_id, actor=actor) as work:
        await _refuse_a_number_in_use(work, request.id_instance)
        channel = await _keep(work, request, access=access, state=state)
        work.session.add(
            Hook(
                id=hook_id,
                hotel_id=hotel_id,
                channel_id=channel.id,
                id_instance=request.id_instance,
                token_hash=token_hash(webhook_token),
            )
        )
        await record(work, "channel.create", subject=str(channel.id))
        view = view_of(channel, hook_id)
        work.tell(LiveKind.CHANNEL, view.as_json())
    if request.configure:
        url = f"{site.public_url.rstrip('/')}{HOOK_PATH}{hook_id}"
        # After the path is open: a notification that meets a closed one holds up every later
        # one of this number for a minute.
        try:
            await gateway.configure(access, webhook_url=url, webhook_token=webhook_token)
        except GatewayFailure as error:
            async with works.hotel(hotel_id, actor=actor) as work:
                await remove(work, channel.id)
            raise explained(error) from None
    return ConnectedChannel(**view.model_dump(), webhook_token=webhook_token)


async def list_channels(work: Work) -> list[ChannelView]:
    rows = await repository.list_channels(work)
    figures = await _figures(work, [channel.id for channel, _ in rows])
    return [view_of(channel, hook, figures.get(channel.id)) for channel, hook in rows]


async def get_channel(work: Work, channel_id: UUID) -> ChannelView:
    return await _view(work, await find_channel(work, channel_id))


async def find_channel(work: Work, channel_id: UUID, *, lock: bool = False) -> Channel:
    """Raises NotFound."""
    channel = await repository.find_channel(work, channel_id, lock=lock)
    if channel is None:
        raise NotFound("There is no such number.")
    return channel


async def access_of(work: Work, channel: Channel) -> ChannelAccess:
    """With the token opened: keep it for the call, nowhere else."""
    token = work.vault.open(channel.api_token_sealed, hotel_id=work.hotel_id, purpose=TOKEN_PURPOSE)
    return ChannelAccess(
        id_instance=channel.id_instance,
        api_token=token.decode(),
        api_url=channel.api_url,
        media_url=channel.media_url,
        wid=channel.wid,
    )


async def change_channel(work: Work, channel_id: UUID, change: ChannelChange) -> ChannelView:
    """What is not None. Raises NotFound."""
    channel = await find_channel(work, channel_id, lock=True)
    given = change.model_dump(exclude_none=True)
    channel.sqlmodel_update(given)
    await record(work, "channel.change", subject=str(channel_id), detail=given)
    return await tell(work, channel)


async def remove(work: Work, channel_id: UUID) -> None:
    """Closes the webhook path and holds every send. What was written stays, and the number can
    be connected again."""
    channel = await find_channel(work, channel_id, lock=True)
    hook = await repository.find_hook(work, channel_id)
    if hook is not None:
        await work.session.delete(hook)
    _pause(work, channel, "removed", until=work.now + UNTIL_IT_CHANGES)
    await record(work, "channel.remove", subject=str(channel_id))
    await tell(work, channel)


async def apply_state(work: Work, channel: Channel, *, state: InstanceState, at: datetime) -> bool:
    """Holds or releases sends with the number's state. False: nothing changed.

    `at` is when it was so; an older report than the last one is dropped.
    """
    if state is channel.state or (channel.state_at is not None and at < channel.state_at):
        return False
    channel.state, channel.state_at = state, at
    if state in SPEAKING:
        # What guests wrote meanwhile may have come to the phone alone.
        await repository.make_journal_due(work, channel.id)
    reason = pause_reason_of(state)
    if reason is not None:
        _pause(work, channel, reason, until=work.now + UNTIL_IT_CHANGES)
    elif state in SPEAKING and channel.pause_reason in _ENDED_BY_AUTHORIZATION:
        _unpause(work, channel)
    await tell(work, channel)
    return True


async def reserve_journal(work: Work, channel_id: UUID, *, pace: timedelta = JOURNAL_PACE) -> float:
    """Seconds to wait before the number's journals may be asked: one look at a time, whoever
    asks and wherever it runs."""
    return await repository.reserve_journal(work, channel_id, pace=pace)


async def pause(work: Work, channel: Channel, *, reason: str, until: datetime) -> ChannelView:
    """Holds every send of the number."""
    _pause(work, channel, reason, until=until)
    return await tell(work, channel)


async def lift_pause(work: Work, channel: Channel) -> ChannelView:
    _unpause(work, channel)
    return await tell(work, channel)


async def tell(work: Work, channel: Channel) -> ChannelView:
    """Shows the number anew on every open screen of the hotel."""
    await work.session.flush()
    view = await _view(work, channel)
    work.tell(LiveKind.CHANNEL, view.as_json())
    return view


def explained(error: GatewayFailure) -> Invalid | Unavailable:
    """What a person who connects or checks a number is told."""
    details = {"reason": error.detail}
    if error.outcome is SendOutcome.AUTH:
        return Invalid(
            "Green API does not accept this instance id with this token and address.",
            details=details,
        )
    if error.outcome is SendOutcome.PERMANENT:
        return Invalid("Green API refuses these settings.", details=details)
    return Unavailable("Green API does not answer now. Try again shortly.", details=details)


def view_of(
    channel: Channel, hook_id: str | None, completeness: Completeness | None = None
) -> ChannelView:
    return ChannelView(
        id=channel.id,
        name=channel.name,
        id_instance=channel.id_instance,
        phone=phone_of_chat(channel.wid) if channel.wid else None,
        policy=channel.policy,
        state=channel.state,
        state_at=channel.state_at,
        sending=channel.pause_reason is None,
        pause_reason=channel.pause_reason,
        paused_at=channel.paused_at,
        paused_until=channel.paused_until,
        send_interval_ms=channel.send_interval_ms,
        daily_new_contacts=channel.daily_new_contacts,
        warm_up=channel.warm_up,
        webhook_path=f"{HOOK_PATH}{hook_id}" if hook_id else "",
        completeness=completeness,
    )


# A number that is authorized again also ends the wait after a refused token.
_ENDED_BY_AUTHORIZATION = {"auth", *filter(None, map(pause_reason_of, InstanceState))}


async def _refuse_a_number_in_use(work: Work, id_instance: int) -> None:
    if await repository.is_instance_connected(work, id_instance):
        raise Conflict("This number is connected already.")


async def _ask_state(gateway: MessagingGateway, access: ChannelAccess) -> InstanceState:
    try:
        return await gateway.fetch_state(access)
    except GatewayFailure as error:
        raise explained(error) from None


async def _keep(
    work: Work, request: ChannelRequest, *, access: ChannelAccess, state: InstanceState
) -> Channel:
    """A number that was here before keeps its conversations."""
    told: dict[str, Any] = {
        "name": request.name.strip(),
        "api_token_sealed": work.vault.seal(
            access.api_token.encode(), hotel_id=work.hotel_id, purpose=TOKEN_PURPOSE
        ),
        "api_url": access.api_url,
        "media_url": access.media_url,
        "policy": request.policy,
        "state": state,
        "state_at": work.now,
    }
    channel = await repository.find_by_instance(work, request.id_instance)
    if channel is None:
        channel = Channel(hotel_id=work.hotel_id, id_instance=request.id_instance, **told)
    else:
        channel.sqlmodel_update(told)
        channel.wid = None
        channel.paused_at = channel.paused_until = channel.pause_reason = None
    if state in WARNINGS:
        channel.warned_at, channel.care_since = work.now, None
    reason = pause_reason_of(state)
    if reason is not None:
        _pause(work, channel, reason, until=work.now + UNTIL_IT_CHANGES)
    work.session.add(channel)
    await work.session.flush()
    return channel


def _pause(work: Work, channel: Channel, reason: str, *, until: datetime) -> None:
    if channel.pause_reason != reason:
        channel.pause_reason, channel.paused_at = reason, work.now
    channel.paused_until = until


def _unpause(work: Work, channel: Channel) -> None:
    channel.paused_at = channel.paused_until = channel.pause_reason = None
    work.wake(WorkKind.SENDS)


async def _view(work: Work, channel: Channel) -> ChannelView:
    hook = await repository.find_hook(work, channel.id)
    figures = await _figures(work, [channel.id])
    return view_of(channel, hook.id if hook else None, figures.get(channel.id))


async def _figures(work: Work, channel_ids: Sequence[UUID]) -> dict[UUID, Completeness]:
    rows = await repository.figures(work, channel_ids, since=work.now - FIGURE_OF)
    return {row.pop("channel_id"): Completeness(**row) for row in rows}
