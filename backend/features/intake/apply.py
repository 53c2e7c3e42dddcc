"""Applying a batch of stored notifications, in the order of their arrival."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from backend.db.loading import Loader
from backend.db.transaction import sql
from backend.domain.incoming import (
    Called,
    Event,
    Ignored,
    Incoming,
    IncomingMessage,
    MessageDeleted,
    MessageEdited,
    NotReadable,
    PollVoted,
    QuotaExceeded,
    Reacted,
    Side,
    StateChanged,
    StatusChanged,
)
from backend.domain.words import AlertKind, InboxState
from backend.features.alerts.service import raise_alert
from backend.features.intake import changes, lines, number
from backend.features.intake.gather import Wanted, gather
from backend.features.intake.outcome import DONE, Outcome, wait
from backend.features.intake.rows import Finished, Loaded
from backend.features.intake.scene import Scene
from backend.kit.crypto import SealBroken
from backend.models import Channel, Hotel
from backend.models.inbox import RAW_PURPOSE
from backend.ports.incoming import WebhookReader
from backend.work import Work

_CHANNEL, _HOTEL = Loader(Channel), Loader(Hotel)
_NUMBER = sql(
    """
select {c}, {h}, exists (
    select 1 from notification_settings n where n.hotel_id = :hotel
      and jsonb_exists(n.choices, 'conversation_created'))
from channel c join hotel h on h.id = c.hotel_id
where c.hotel_id = :hotel and c.id = :channel
""",
    c=_CHANNEL,
    h=_HOTEL,
)
WAIT_S = (5, 30)
"""How long a change waits for the message it speaks of, time after time."""


@dataclass(frozen=True, slots=True)
class Read:
    row: Loaded
    incoming: Incoming

    @property
    def may_wait(self) -> bool:
        return self.row.attempts <= len(WAIT_S)


async def apply_rows(
    work: Work, channel_id: UUID, *, rows: Sequence[Loaded], reader: WebhookReader
) -> list[Finished]:
    if not rows:
        return []
    (number_row,) = await work.rows(_NUMBER, {"hotel": work.hotel_id, "channel": channel_id})
    channel = _CHANNEL(number_row[: _CHANNEL.width])
    hotel = _HOTEL(number_row[_CHANNEL.width : -1])
    finished: list[Finished] = []
    read: list[Read] = []
    for row in rows:
        try:
            incoming = _read(work, row, reader=reader, id_instance=channel.id_instance)
            read.append(Read(row, incoming))
        except NotReadable as error:
            await _alert_unreadable(work, channel_id, reason=error.reason)
            finished.append(Finished(row.id, InboxState.UNPARSED, error.reason))
    scene = await gather(work, channel, hotel, wanted=_wanted(read))
    scene.beginnings_are_told = number_row[-1]
    for item in read:
        await number.notice_account(scene, wid=item.incoming.wid)
        finished.append(_finished(item, await _apply(scene, item), now=work.now))
    await scene.write()
    await scene.tell()
    # Told last: a confirmation moves rows of the list on that the scene does not hold.
    await lines.grant_wishes(scene)
    return finished


def _read(work: Work, row: Loaded, *, reader: WebhookReader, id_instance: int) -> Incoming:
    try:
        raw = work.vault.open(row.raw_sealed, hotel_id=work.hotel_id, purpose=RAW_PURPOSE)
    except SealBroken:
        raise NotReadable("seal_broken") from None
    incoming = reader.read(raw)
    if incoming.id_instance != id_instance:
        raise NotReadable("foreign_instance")
    return incoming


def _wanted(read: Sequence[Read]) -> Wanted:
    wanted = Wanted()
    for item in read:
        event = item.incoming.event
        match event:
            case IncomingMessage() | Called():
                wanted.add_chat(event.chat)
                wanted.provider_ids.add(event.provider_id)
                if event.side is not Side.GUEST:
                    wanted.noted_ids.add(event.provider_id)
            case MessageEdited() | MessageDeleted() | Reacted() | PollVoted():
                # An edit may change what is being answered; the others become a line of their
                # own if their message is not there by now.
                if isinstance(event, MessageEdited) or not item.may_wait:
                    wanted.add_chat(event.chat)
                wanted.provider_ids |= {event.provider_id, event.target_id}
                wanted.noted_ids |= {event.provider_id, event.target_id}
            case StatusChanged():
                wanted.provider_ids.add(event.provider_id)
                wanted.noted_ids.add(event.provider_id)
            case _:
                pass
    wanted.provider_ids.discard("")
    wanted.noted_ids.discard("")
    return wanted


async def _apply(scene: Scene, item: Read) -> Outcome:
    event: Event = item.incoming.event
    received = item.row.received_at
    written = item.incoming.at
    match event:
        case IncomingMessage():
            return await lines.apply_message(
                scene, event, written=written, received=received, late=item.row.from_journal
            )
        case Called():
            return lines.apply_call(scene, event, written=written, received=received)
        case MessageEdited() | MessageDeleted() | Reacted() | PollVoted():
            outcome = changes.apply_change(scene, event, at=written or received)
            if outcome is None and item.may_wait:
                return wait("target_unknown")
            if outcome is None:
                return lines.apply_orphan(scene, event, written=written, received=received)
            if isinstance(event, MessageEdited) and outcome is DONE:
                lines.ask_again(scene, event)
            return outcome
        case StatusChanged():
            known = await changes.apply_status(scene, event, at=written or received)
            return DONE if known or item.row.attempts > 1 else wait("message_unknown")
        case StateChanged():
            return await number.apply_state(scene, event, at=written or received)
        case QuotaExceeded():
            return await number.apply_quota(scene, event)
        case Ignored():
            return Outcome(InboxState.IGNORED, event.reason)


def _finished(item: Read, outcome: Outcome, *, now: datetime) -> Finished:
    row = item.row
    if outcome.state is InboxState.NEW:
        pause = WAIT_S[min(row.attempts, len(WAIT_S)) - 1]
        return Finished(row.id, InboxState.NEW, outcome.reason, now + timedelta(seconds=pause))
    return Finished(row.id, outcome.state, outcome.reason)


async def _alert_unreadable(work: Work, channel_id: UUID, *, reason: str) -> None:
    """One an hour for each reason: a broken sender must not bury the inbox in alerts."""
    await raise_alert(
        work,
        kind=AlertKind.UNREADABLE_WEBHOOK,
        reason=f"A notification of WhatsApp could not be read ({reason}).",
        dedupe_key=f"unreadable:{channel_id}:{reason}:{work.now:%Y%m%d%H}",
        channel_id=channel_id,
    )
