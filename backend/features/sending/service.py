"""The send queue of one number: claiming, settling, and settling what had no clear end.

A call to the provider is made between two of these steps, with no transaction open.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import random
from uuid import UUID

from backend.domain.ids import ChannelId
from backend.domain.reconciling import (
    Decision,
    Findings,
    Held,
    Step,
    Uncertain,
    compare,
    decide_unfound,
)
from backend.domain.sending import SendTimes, Settled, settle
from backend.domain.words import AlertKind, Look, MessageStatus, OutboxState, SendOutcome
from backend.features.alerts.service import raise_alert
from backend.features.channels.service import access_of, find_channel
from backend.features.conversations.service import read_messages
from backend.features.failures.service import Source, give_up
from backend.features.messages.service import (
    Accepted,
    accept,
    accept_doubted,
    tell_changed,
)
from backend.features.number_health.service import gap_now, lift_pause, pause, slow_down, weigh
from backend.features.sending import file_rows, repository
from backend.features.sending.schemas import Batch, Called, Claimed, FileToSend, Number, Verdict
from backend.models import Message
from backend.observability.metrics import RECONCILED, SENDS
from backend.ports.wake import WorkKind
from backend.reliability.faults import is_off
from backend.work import Work

MOST_UNCERTAIN_AT_ONCE = 200
UPLOAD_LASTS = timedelta(days=1)
"""The provider says fifteen days of the address of a file; an older one is not trusted."""

PAUSED = {
    "quota": "Green API's quota of this number is used up. Sending is paused.",
    "auth": "Green API refuses this number's key or state. Sending is paused.",
}


async def lock_number(work: Work, channel_id: ChannelId) -> tuple[bool, bool]:
    """Until the unit of work ends: whether nobody else claims for this number now, and whether
    anything of it is due. Two workers often hear of the same work, and one comes too late."""
    return await repository.lock_number(work, channel_id)


async def look_after(work: Work, channel_id: ChannelId, *, times: SendTimes) -> Number:
    """Applies what time alone decides: too old expires, a lease that ended is a lost worker."""
    channel, lapsed = await repository.look(work, channel_id)
    weighed = await weigh(work, channel) if lapsed.to_weigh else 0
    expired = await repository.expire(work, channel_id) if lapsed.expired else []
    lost = await repository.lose(work, channel_id, times) if lapsed.lost else []
    stopped = await repository.cancel_stopped(work, channel_id) if lapsed.stopped else []
    for message in await tell_changed(work, [*expired, *lost, *stopped]):
        if message.status is MessageStatus.EXPIRED:
            await _alert_failed(work, message, "Not sent in time: it would come too late now.")
    SENDS.labels(SendOutcome.LOST).inc(len(lost))
    return Number(
        access=await access_of(work, channel),
        probing=channel.pause_reason is not None,
        gap=gap_now(channel, work.now),
        changed=len(expired) + len(lost) + len(stopped) + weighed,
        uncertain_due=lapsed.uncertain_due,
    )


async def claim(
    work: Work, channel_id: ChannelId, *, room: int, gap: timedelta, times: SendTimes
) -> Batch:
    rows: Sequence[Claimed] = ()
    more_waits = True
    if room > 0:
        rows, more_waits = await repository.claim(work, channel_id, room=room, gap=gap, times=times)
    if len(rows) == room:
        return Batch(rows, None, has_more=True)
    if not more_waits:
        return Batch(rows, None)
    next_in_s, behind, unweighed = await repository.next_in(work, channel_id)
    return Batch(rows, next_in_s, has_more=behind, unweighed=unweighed)


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


async def settle_uncertain(
    work: Work,
    channel_id: ChannelId,
    rows: Sequence[Uncertain],
    held: Sequence[Held],
    *,
    asked_at: datetime,
    times: SendTimes,
) -> None:
    """`held`: everything the provider's queue and journal showed after `asked_at`."""
    ids = [row.outbox_id for row in rows]
    taken = await repository.taken_ids(work, ids, {one.provider_id for one in held})
    witnesses = await repository.witnesses(
        work,
        channel_id,
        since=min(row.first_try_at for row in rows),
        # What was accepted a moment ago need not be in the journal yet.
        until=asked_at - times.reconcile_after,
    )
    if is_off("reconcile"):
        held, witnesses = (), set()
    findings = compare(rows, held, taken=taken, witnesses=witnesses)
    await _accept_found(work, rows, findings)
    await _decide(work, rows, findings.looks, times=times)
    work.wake(WorkKind.SENDS)


async def keep_waiting(work: Work, rows: Sequence[Uncertain], *, times: SendTimes) -> None:
    """The provider's lists cannot be read: not knowing is no reason to send again."""
    looks = {row.outbox_id: Look.UNREACHABLE for row in rows}
    await _decide(work, rows, looks, times=times)


async def file_of(work: Work, message_id: int, *, outbox_id: int) -> FileToSend | None:
    """None: its file is not kept any more."""
    since = work.now - UPLOAD_LASTS
    return await file_rows.file_of(work, message_id, outbox_id=outbox_id, uploaded_since=since)


async def note_uploaded(work: Work, media_id: UUID, url: str) -> None:
    await file_rows.note_uploaded(work, media_id, url)


async def _accept_found(work: Work, rows: Sequence[Uncertain], findings: Findings) -> None:
    epochs = {row.outbox_id: row.epoch for row in rows}
    accepted = await accept_doubted(
        work, [Accepted(key, found, epochs[key]) for key, found in findings.found.items()]
    )
    RECONCILED.labels("found").inc(len(accepted))
    # The echo was quicker; or a colleague sent it again just now, and that call is under way.
    RECONCILED.labels("overtaken").inc(len(findings.found) - len(accepted))


async def _decide(
    work: Work, rows: Sequence[Uncertain], looks: Mapping[int, Look], *, times: SendTimes
) -> None:
    unfound = [row for row in rows if row.outbox_id in looks]
    await repository.note_looks(work, looks)
    verdicts = []
    for row in unfound:
        decision = decide_unfound(row, looks[row.outbox_id], work.now)
        RECONCILED.labels(
            decision.reason if decision.step is Step.LOOK_AGAIN else decision.step
        ).inc()
        if decision.step is not Step.LOOK_AGAIN:
            settled = _settled(work, decision)
            verdicts.append(Verdict(row.outbox_id, row.message_id, row.epoch, settled))
        elif work.now - row.last_try_at >= times.person_after:
            await _alert_long_doubt(work, row)
    await _apply(work, verdicts)


def _settled(work: Work, decision: Decision) -> Settled:
    if decision.step is Step.SEND_AGAIN:
        queued = OutboxState.QUEUED, MessageStatus.QUEUED
        return Settled(*queued, decision.reason, next_at=work.now)
    asked = OutboxState.ASKED, MessageStatus.UNCERTAIN
    return Settled(*asked, decision.reason, tell_person=True)


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
    return Verdict(claimed.outbox_id, claimed.message_id, claimed.epoch, settled, claimed.attempts)


async def _apply(work: Work, verdicts: Sequence[Verdict]) -> None:
    if not verdicts:
        return
    changed = await repository.move(work, verdicts)
    told = {one.message_id: one.attempts for one in verdicts if one.settled.tell_person}
    for message in await tell_changed(work, changed):
        if message.id in told and message.status is MessageStatus.UNCERTAIN:
            await _alert_uncertain(work, message)
        elif message.id in told:
            await give_up(
                work,
                Source.OUTBOX,
                message.id,
                reason=message.status_reason or "refused",
                attempts=told[message.id],
            )
            await _alert_failed(work, message, f"Not sent: {message.status_reason}.")


async def _hold(work: Work, channel_id: ChannelId, settled: Sequence[Settled]) -> None:
    rests = [one.rest_until for one in settled if one.rest_until]
    if rests:
        await slow_down(work, channel_id, rest_until=max(rests))
    wanted = next((one.pause for one in settled if one.pause), None)
    if wanted is None:
        return
    channel = await find_channel(work, channel_id, lock=True)
    said = PAUSED[wanted.reason]
    await pause(work, channel, reason=wanted.reason, until=wanted.until, said=said)


async def _lift_pause(work: Work, channel_id: ChannelId) -> None:
    """The number works again; a pause that somebody set meanwhile stays."""
    channel = await find_channel(work, channel_id, lock=True)
    if channel.paused_until is not None and channel.paused_until <= work.now:
        await lift_pause(work, channel)


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


async def _alert_long_doubt(work: Work, row: Uncertain) -> None:
    """Once for each try; looking goes on."""
    (message,) = await read_messages(work, [row.message_id])
    await raise_alert(
        work,
        kind=AlertKind.SEND_UNCERTAIN,
        reason="Green API cannot say whether this message arrived. Look at the phone.",
        dedupe_key=f"send_in_doubt:{message.id}:{int(row.last_try_at.timestamp())}",
        conversation_id=message.conversation_id,
        message_id=message.id,
    )
