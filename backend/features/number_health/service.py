"""How a number is and what follows from it: its state, its pace, and what waits to spare it.

Every change of a number's state and every pause goes through here, so that each is written down,
told to staff, and answered by holding or freeing what waits.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from backend.domain.channel_state import pause_reason_of
from backend.domain.ids import HotelId
from backend.domain.number_health import CARE, WARNINGS, Week, hold_of
from backend.domain.pacing import Pace, cut
from backend.domain.retrying import AUTH_PAUSE
from backend.domain.words import AlertKind, InstanceState, NumberEventKind, SendOutcome
from backend.features.alerts.service import raise_alert
from backend.features.channels import service as channels
from backend.features.channels.schemas import ChannelChange, ChannelView
from backend.features.messages.service import tell_changed
from backend.features.number_health import repository, views
from backend.features.number_health.rows import Weighed
from backend.features.number_health.schemas import NumberEventView, NumberHealthView
from backend.features.number_health.views import gap_now
from backend.models import Channel, NumberEvent
from backend.observability.metrics import HELD, NUMBER_EVENTS
from backend.ports.messaging import GatewayFailure, MessagingGateway
from backend.ports.wake import WorkKind
from backend.work import Work, WorkFactory

__all__ = [
    "apply_state",
    "change_number",
    "count_days",
    "gap_now",
    "get_health",
    "lift_pause",
    "pause",
    "slow_down",
    "watch_state",
    "weigh",
]

AT_ONCE = 500
WEEK = timedelta(days=6)
"""Before today: seven days in all."""
EVENTS_SHOWN = timedelta(days=14)
MOST_EVENTS = 200
STARTS_WITHIN = timedelta(minutes=5)
"""Green API restarts a number that long after a change of its settings."""
STATES_SAID = {
    InstanceState.NOT_AUTHORIZED: "was signed out",
    InstanceState.BLOCKED: "was blocked by WhatsApp",
    InstanceState.SUSPENDED: "was suspended",
    InstanceState.SLEEP_MODE: "lost its phone",
    InstanceState.YELLOW_CARD: "was warned by WhatsApp (yellow card)",
}


async def watch_state(
    works: WorkFactory, gateway: MessagingGateway, *, hotel_id: HotelId, channel_id: UUID
) -> ChannelView:
    """Asks Green API how the number is, for the webhook that never came.

    Raises Invalid for a refused token, Unavailable when Green API does not answer.
    """
    async with works.hotel(hotel_id) as work:
        access = await channels.access_of(work, await channels.find_channel(work, channel_id))
    try:
        state = await gateway.fetch_state(access)
    except GatewayFailure as failure:
        if failure.outcome is SendOutcome.AUTH:
            async with works.hotel(hotel_id) as work:
                await _note_refused_token(work, channel_id)
        raise channels.explained(failure) from None
    async with works.hotel(hotel_id) as work:
        channel = await channels.find_channel(work, channel_id, lock=True)
        if not await apply_state(work, channel, state=state, at=work.now):
            await _alert_of_slow_start(work, channel)
        if channel.pause_reason == "auth":
            await lift_pause(work, channel)
        return await channels.get_channel(work, channel_id)


async def apply_state(work: Work, channel: Channel, *, state: InstanceState, at: datetime) -> bool:
    """Holds or releases sends with the number's state. False: nothing changed.

    `channel` is locked by the caller; `at` is when it was so.
    """
    if not await channels.apply_state(work, channel, state=state, at=at):
        return False
    _note(work, channel, NumberEventKind.STATE, state.value)
    if state in WARNINGS:
        channel.warned_at, channel.care_since = at, None
        await _weigh_anew(work, channel, also_free=True)
    elif state is InstanceState.AUTHORIZED and channel.warned_at and channel.care_since is None:
        channel.care_since = at
        await _weigh_anew(work, channel)
    if pause_reason_of(state) is not None:
        await _alert(
            work,
            channel,
            f"WhatsApp number {channel.name or channel.id_instance} {STATES_SAID[state]}: "
            "nothing is sent until it is back.",
            key=f"channel:{channel.id}:{state.value}:{int(at.timestamp())}",
        )
    return True


async def pause(work: Work, channel: Channel, *, reason: str, until: datetime, said: str) -> None:
    """Holds every send for a while; told to staff once a day."""
    if channel.pause_reason != reason:
        _note(work, channel, NumberEventKind.PAUSED, reason)
    await channels.pause(work, channel, reason=reason, until=until)
    key = f"channel_paused:{channel.id}:{reason}:{work.now:%Y-%m-%d}"
    await _alert(work, channel, said, key=key)


async def lift_pause(work: Work, channel: Channel) -> None:
    """The number works again."""
    _note(work, channel, NumberEventKind.RESUMED, channel.pause_reason or "")
    await channels.lift_pause(work, channel)


async def slow_down(work: Work, channel_id: UUID, *, rest_until: datetime) -> None:
    """After "too many requests": a short rest, then half the rate, which grows back by itself."""
    channel = await channels.find_channel(work, channel_id, lock=True)
    if channel.next_send_at is None or channel.next_send_at < rest_until:
        channel.next_send_at = rest_until
    before = Pace(channel.pace_share, channel.pace_at)
    after = cut(before, work.now)
    if after is not before:
        channel.pace_share, channel.pace_at = after.share, after.at
        _note(work, channel, NumberEventKind.SLOWED, f"{after.share:.3g}")


async def weigh(work: Work, channel: Channel) -> int:
    """Decides for what waits to be weighed whether it may leave; how many messages that were."""
    weighed = 0
    # A hold ends after `now`, so nothing comes up twice.
    while rows := await repository.to_weigh(work, channel.id, limit=AT_ONCE):
        facts = await repository.facts_of(work, channel)
        decided = []
        for row in rows:
            hold = hold_of(row.message_class, starts_contact=row.starts_contact, facts=facts)
            if hold is None:
                decided.append(Weighed(row.outbox_id, None, None))
                used = facts.new_contacts_today + row.starts_contact
                facts = replace(facts, new_contacts_today=used)
            else:
                decided.append(Weighed(row.outbox_id, hold.reason, hold.until))
                HELD.labels(row.message_class, hold.reason).inc()
        await tell_changed(work, await repository.weighed(work, decided))
        weighed += len(rows)
    return weighed


async def change_number(work: Work, channel_id: UUID, change: ChannelChange) -> ChannelView:
    """Its name, pace and budget; what is held is weighed by the new ones. Raises NotFound."""
    view = await channels.change_channel(work, channel_id, change)
    await _weigh_anew(work, await channels.find_channel(work, channel_id))
    return view


async def get_health(work: Work, channel_id: UUID) -> NumberHealthView:
    """Raises NotFound."""
    channel = await channels.find_channel(work, channel_id)
    today = await repository.today(work)
    counted = await repository.count_days(work, channel_id, since=today)
    kept = await repository.kept_days(work, channel_id, since=today - WEEK, before=today)
    week = views.counts_view([*kept, *counted], since=today - WEEK)
    facts = replace(
        await repository.facts_of(work, channel),
        week=Week(**week.model_dump(include=set(Week.__dataclass_fields__))),
    )
    queues = await repository.queues(work, channel_id)
    since = work.now - EVENTS_SHOWN
    events = await repository.list_events(work, channel_id, since=since, limit=MOST_EVENTS)
    return NumberHealthView(
        channel_id=channel.id,
        name=channel.name,
        state=channel.state,
        state_at=channel.state_at,
        sending=channel.pause_reason is None,
        pause=views.pause_view(channel),
        pace=views.pace_view(channel, work.now),
        daily_new_contacts=channel.daily_new_contacts,
        warm_up=channel.warm_up,
        age_days=facts.age_days,
        today=views.counts_view(counted, since=today),
        week=week,
        budget=views.budget_view(facts),
        reply_ratio=views.ratio_view(facts),
        waiting=views.waiting_views(queues),
        held=views.held_views(queues),
        warned_at=channel.warned_at,
        care_until=channel.care_since + CARE if channel.care_since else None,
        events=[NumberEventView(kind=one.kind, detail=one.detail, at=one.at) for one in events],
    )


async def count_days(work: Work) -> None:
    """Adds up the days that may still change: today and those since it was last done."""
    today = await repository.today(work)
    last = await repository.last_counted(work)
    first = (
        today - WEEK if last is None else max(min(last, today) - timedelta(days=1), today - WEEK)
    )
    await repository.keep_days(work, since=first)


async def _weigh_anew(work: Work, channel: Channel, *, also_free: bool = False) -> None:
    await work.session.flush()
    await repository.question(work, channel.id, also_free=also_free)
    await weigh(work, channel)
    work.wake(WorkKind.SENDS)


async def _note_refused_token(work: Work, channel_id: UUID) -> None:
    """A number that is held for its own state stays so; that says more."""
    channel = await channels.find_channel(work, channel_id, lock=True)
    if channel.pause_reason in (None, "auth"):
        await pause(
            work,
            channel,
            reason="auth",
            until=work.now + AUTH_PAUSE,
            said=f"Green API refuses the key of {channel.name or channel.id_instance}. "
            "Sending is paused.",
        )


async def _alert_of_slow_start(work: Work, channel: Channel) -> None:
    since = channel.state_at
    if channel.state is not InstanceState.STARTING or since is None:
        return
    if work.now - since > STARTS_WITHIN:
        await _alert(
            work,
            channel,
            f"WhatsApp number {channel.name or channel.id_instance} has been starting for "
            "more than five minutes. Restart it in Green API's console.",
            key=f"channel:{channel.id}:starting:{int(since.timestamp())}",
        )


def _note(work: Work, channel: Channel, kind: NumberEventKind, detail: str) -> None:
    NUMBER_EVENTS.labels(kind).inc()
    work.session.add(
        NumberEvent(
            hotel_id=work.hotel_id, channel_id=channel.id, kind=kind, detail=detail, at=work.now
        )
    )


async def _alert(work: Work, channel: Channel, reason: str, *, key: str) -> None:
    await raise_alert(
        work, kind=AlertKind.CHANNEL_STATE, reason=reason, dedupe_key=key, channel_id=channel.id
    )
