"""The send queue of one number: claiming, settling, and settling what had no clear end.

A call to the provider is made between two of these steps, with no transaction open.
"""

from collections.abc import Sequence
from random import random

from backend.domain.ids import ChannelId
from backend.domain.reconciling import Held, Uncertain, WhenAbsent, decide_absent, match
from backend.domain.sending import SendTimes, Settled, settle
from backend.domain.words import AlertKind, MessageStatus, OutboxState, SendOutcome
from backend.features.alerts.service import raise_alert
from backend.features.channels.service import access_of, find_channel, pause, tell
from backend.features.messages.service import Accepted, accept, tell_changed
from backend.features.sending import repository
from backend.features.sending.schemas import Batch, Called, Claimed, Number, Verdict
from backend.models import Message
from backend.observability.metrics import RECONCILED, SENDS
from backend.ports.wake import WorkKind
from backend.work import Work

MOST_UNCERTAIN_AT_ONCE = 200

ASK_PERSON = Settled(OutboxState.FAILED, MessageStatus.UNCERTAIN, "not_confirmed", tell_person=True)

PAUSED = {
    "quota": "Green API's quota of this number is used up. Sending is paused.",
    "auth": "Green API refuses this number's key or state. Sending is paused.",
}


async def lock_number(work: Work, channel_id: ChannelId) -> bool:
    """Until the unit of work ends; False when another worker claims for this number now."""
    return await repository.lock_number(work, channel_id)


async def look_after(work: Work, channel_id: ChannelId, *, times: SendTimes) -> Number:
    """Applies what time alone decides: too old expires, a lease that ended is a lost worker."""
    channel = await find_channel(work, channel_id)
    expired = await repository.expire(work, channel_id)
    lost = await repository.lose(work, channel_id, times)
    stopped = await repository.cancel_stopped(work, channel_id)
    for message in await tell_changed(work, [*expired, *lost, *stopped]):
        if message.status is MessageStatus.EXPIRED:
            await _alert_failed(work, message, "Not sent in time: it would come too late now.")
    SENDS.labels(SendOutcome.LOST).inc(len(lost))
    return Number(
        access=await access_of(work, channel),
        probing=channel.pause_reason is not None,
        changed=len(expired) + len(lost) + len(stopped),
        uncertain_due=await repository.has_uncertain_due(work, channel_id),
    )


async def claim(work: Work, channel_id: ChannelId, *, room: int, times: SendTimes) -> Batch:
    rows: Sequence[Claimed] = ()
    if room > 0:
        rows = await repository.claim(work, channel_id, room=room, times=times)
    if len(rows) == room:
        return Batch(rows, None, has_more=True)
    next_in_s, behind = await repository.next_in(work, channel_id)
    return Batch(rows, next_in_s, has_more=behind)


async def settle_calls(
    work: Work, channel_id: ChannelId, calls: Sequence[Called], *, times: SendTimes, probing: bool
) -> None:
    """Writes how the calls ended. A call whose lease was taken away meanwhile changes nothing."""
    await repository.close_attempts(work, calls)
    verdicts = []
    taken = []
    for call in calls:
        SENDS.labels(call.result.outcome).inc()
        provider_id = call.result.provider_id
        if call.result.outcome is SendOutcome.ACCEPTED and provider_id is not None:
            taken.append(Accepted(call.claimed.outbox_id, provider_id, call.claimed.epoch))
        else:
            verdicts.append(_verdict(work, call, times))
    await accept(work, taken)
    await _apply(work, verdicts)
    if taken and probing:
        await _lift_pause(work, channel_id)
    else:
        await _hold(work, channel_id, [verdict.settled for verdict in verdicts])


async def take_uncertain(
    work: Work, channel_id: ChannelId, *, times: SendTimes
) -> Sequence[Uncertain]:
    """Those whose time to look at the provider's lists has come."""
    return await repository.take_uncertain(
        work, channel_id, limit=MOST_UNCERTAIN_AT_ONCE, times=times
    )


async def settle_uncertain(work: Work, rows: Sequence[Uncertain], held: Sequence[Held]) -> None:
    """`held`: everything the provider's queue and journal show for the time in question."""
    taken = await repository.taken_ids(work, [row.outbox_id for row in rows])
    found = match(rows, held, taken=taken)
    epochs = {row.outbox_id: row.epoch for row in rows}
    await accept(
        work,
        [Accepted(row_id, provider_id, epochs[row_id]) for row_id, provider_id in found.items()],
    )
    RECONCILED.labels("found").inc(len(found))
    absent = [row for row in rows if row.outbox_id not in found]
    verdicts = []
    for row in absent:
        decision = decide_absent(row, work.now)
        RECONCILED.labels(decision).inc()
        again = Settled(OutboxState.QUEUED, MessageStatus.QUEUED, "sent_again", next_at=work.now)
        settled = again if decision is WhenAbsent.SEND_AGAIN else ASK_PERSON
        verdicts.append(Verdict(row.outbox_id, row.message_id, row.epoch, settled))
    await _apply(work, verdicts)
    work.wake(WorkKind.SENDS)


async def give_up_waiting(work: Work, rows: Sequence[Uncertain], *, times: SendTimes) -> None:
    """The provider's lists cannot be read: those that waited long enough go to a person."""
    RECONCILED.labels("unreachable").inc(len(rows))
    old = [row for row in rows if work.now - row.last_try_at >= times.person_after]
    await _apply(
        work, [Verdict(row.outbox_id, row.message_id, row.epoch, ASK_PERSON) for row in old]
    )


def _verdict(work: Work, call: Called, times: SendTimes) -> Verdict:
    claimed, result = call.claimed, call.result
    # Accepted without an id is no proof: nothing could ever be matched with it.
    outcome = SendOutcome.AMBIGUOUS if result.outcome is SendOutcome.ACCEPTED else result.outcome
    settled = settle(
        outcome,
        work.now,
        attempts=claimed.attempts,
        luck=random(),  # noqa: S311 - spreads retries, guards nothing
        times=times,
        http_status=result.http_status,
        detail=result.detail,
    )
    return Verdict(claimed.outbox_id, claimed.message_id, claimed.epoch, settled)


async def _apply(work: Work, verdicts: Sequence[Verdict]) -> None:
    if not verdicts:
        return
    changed = await repository.move(work, verdicts)
    told = {verdict.message_id for verdict in verdicts if verdict.settled.tell_person}
    for message in await tell_changed(work, changed):
        if message.id in told and message.status is MessageStatus.UNCERTAIN:
            await _alert_uncertain(work, message)
        elif message.id in told:
            await _alert_failed(work, message, f"Not sent: {message.status_reason}.")


async def _hold(work: Work, channel_id: ChannelId, settled: Sequence[Settled]) -> None:
    rests = [one.rest_until for one in settled if one.rest_until]
    if rests:
        await repository.rest(work, channel_id, until=max(rests))
    wanted = next((one.pause for one in settled if one.pause), None)
    if wanted is None:
        return
    channel = await find_channel(work, channel_id, lock=True)
    await pause(work, channel, reason=wanted.reason, until=wanted.until)
    await raise_alert(
        work,
        kind=AlertKind.CHANNEL_STATE,
        reason=PAUSED[wanted.reason],
        dedupe_key=f"channel_paused:{channel_id}:{wanted.reason}:{work.now:%Y-%m-%d}",
        channel_id=channel_id,
    )


async def _lift_pause(work: Work, channel_id: ChannelId) -> None:
    """The number works again; a pause that somebody set meanwhile stays."""
    channel = await find_channel(work, channel_id, lock=True)
    if channel.paused_until is not None and channel.paused_until <= work.now:
        channel.pause_reason = channel.paused_until = None
        await tell(work, channel)


async def _alert_failed(work: Work, message: Message, reason: str) -> None:
    await raise_alert(
        work,
        kind=AlertKind.SEND_FAILED,
        reason=reason,
        dedupe_key=f"send_failed:{message.id}:{work.now:%Y-%m-%dT%H:%M}",
        conversation_id=message.conversation_id,
        message_id=message.id,
    )


async def _alert_uncertain(work: Work, message: Message) -> None:
    await raise_alert(
        work,
        kind=AlertKind.SEND_UNCERTAIN,
        reason="It is not known whether this message arrived. Look at the phone before resending.",
        dedupe_key=f"send_uncertain:{message.id}:{work.now:%Y-%m-%dT%H:%M}",
        conversation_id=message.conversation_id,
        message_id=message.id,
    )
