"""Writes one guest's conversation into the past, as if it had been lived."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.domain.templates import Rendered, render
from backend.domain.words import (
    AiRung,
    Author,
    ConversationStatus,
    DecisionKind,
    DecisionOutcome,
    Direction,
    MessageStatus,
    OutboxState,
    Speaker,
    StayStatus,
)
from backend.features.demo.shapes import HotelPlan, Line, StayPlan, Talk
from backend.features.triggers.schemas import TriggerView
from backend.kit.ids import new_uuid
from backend.kit.phone import chat_of_phone
from backend.kit.text import body_hash
from backend.models import (
    Alert,
    Assessment,
    Channel,
    ConsentEvent,
    Conversation,
    Decision,
    Guest,
    GuestAlias,
    Message,
    Outbox,
    Staff,
    Stay,
)
from backend.work import Work

AUTHORS = {
    "guest": Author.GUEST,
    "ai": Author.AI,
    "staff": Author.STAFF,
    "phone": Author.PHONE,
}
AGO_OF_READ = 45
"""Minutes after which our words count as read."""
WELCOME_AFTER = timedelta(seconds=4)


@dataclass(frozen=True, slots=True)
class Stage:
    plan: HotelPlan
    channel: Channel
    agent: Staff
    today: date
    sources: dict[str, dict[str, str]]
    welcome: TriggerView
    welcome_texts: dict[str, str]


async def play(work: Work, stage: Stage, talk: Talk) -> None:
    guest = Guest(
        hotel_id=work.hotel_id,
        name=talk.guest,
        whatsapp_name=talk.guest,
        phone=talk.phone,
        language=talk.language,
        vip=talk.vip,
    )
    work.session.add(guest)
    await work.session.flush()
    for address in (talk.phone, chat_of_phone(talk.phone)):
        work.session.add(GuestAlias(hotel_id=work.hotel_id, guest_id=guest.id, value=address))
    stay = _stay(work, stage, talk.stay, guest) if talk.stay else None
    if stay is not None:
        work.session.add(stay)
    await work.session.flush()
    if talk.lines:
        await _converse(work, stage, talk, guest=guest, stay=stay)


async def _converse(
    work: Work, stage: Stage, talk: Talk, *, guest: Guest, stay: Stay | None
) -> None:
    conversation = Conversation(
        hotel_id=work.hotel_id,
        channel_id=stage.channel.id,
        chat_id=chat_of_phone(talk.phone),
        guest_id=guest.id,
        stay_id=stay.id if stay else None,
        unread=talk.unread,
        turn=len(talk.lines),
        created_at=_when(work, talk.lines[0].ago),
    )
    work.session.add(conversation)
    await work.session.flush()
    if talk.opted_out:
        _opt_out(work, guest, _when(work, talk.lines[0].ago))
    elif stay is not None:
        await _welcome(work, stage, talk, conversation=conversation, guest=guest, stay=stay)
    messages = [_message(work, stage, line, conversation) for line in talk.lines]
    for line, message in zip(talk.lines, messages, strict=True):
        if line.quotes is not None:
            message.quoted_provider_id = messages[line.quotes].provider_id
        work.session.add(message)
        await work.session.flush()
        _judge(work, line, message)
        _fail(work, stage, message)
    _conclude(work, stage, talk, conversation=conversation, messages=messages)


def _message(work: Work, stage: Stage, line: Line, conversation: Conversation) -> Message:
    at = _when(work, line.ago)
    inbound = line.by == "guest"
    shown = MessageStatus.READ if line.ago > AGO_OF_READ else MessageStatus.DELIVERED
    return Message(
        hotel_id=work.hotel_id,
        conversation_id=conversation.id,
        channel_id=stage.channel.id,
        direction=Direction.IN if inbound else Direction.OUT,
        author=AUTHORS[line.by],
        staff_id=stage.agent.id if line.by == "staff" else None,
        text=line.text,
        provider_id=_provider_id(),
        sent_at=at,
        sort_at=at,
        received_at=at,
        status=MessageStatus.RECEIVED if inbound else line.status or shown,
        status_at=at,
        ai_rung=AiRung.MODEL if line.by == "ai" else None,
        ai_sources=[stage.sources[line.source]] if line.source else [],
    )


async def _welcome(
    work: Work,
    stage: Stage,
    talk: Talk,
    *,
    conversation: Conversation,
    guest: Guest,
    stay: Stay,
) -> None:
    """The welcome went out after the first message, so it is in the ledger and never repeats."""
    at = _when(work, talk.lines[0].ago) + WELCOME_AFTER
    language = talk.language if talk.language in stage.welcome_texts else "en"
    decision = Decision(
        hotel_id=work.hotel_id,
        kind=DecisionKind.TRIGGER,
        conversation_id=conversation.id,
        stay_id=stay.id,
        trigger_id=stage.welcome.id,
        trigger_version=stage.welcome.version,
        occurrence=f"stay:{stay.id}",
        outcome=DecisionOutcome.FIRED,
        reason="fired",
        facts={
            "template_id": str(stage.welcome.template_id),
            "language": language,
            "template_version": 1,
        },
        decided_at=at,
    )
    work.session.add(decision)
    await work.session.flush()
    text = stage.welcome_texts[language]
    values = {"guest_first_name": guest.name.split()[0], "hotel_name": stage.plan.name}
    outcome = render(text, values, language=language)
    assert isinstance(outcome, Rendered)
    line = Line(talk.lines[0].ago, "ai", outcome.text)
    message = _message(work, stage, line, conversation)
    message.author, message.ai_rung, message.decision_id = Author.TRIGGER, None, decision.id
    message.sent_at = message.sort_at = at
    work.session.add(message)


def _judge(work: Work, line: Line, message: Message) -> None:
    if line.mood is None or message.id is None:
        return
    level, score = line.mood
    work.session.add(
        Assessment(
            hotel_id=work.hotel_id,
            message_id=message.id,
            conversation_id=message.conversation_id,
            score=score,
            level=level,
            source="demo",
            created_at=message.sent_at,
        )
    )


def _fail(work: Work, stage: Stage, message: Message) -> None:
    """A message that did not arrive has its row in the outbox, so that it can be sent again."""
    if message.status is not MessageStatus.FAILED or message.id is None:
        return
    message.provider_id, message.status_reason = None, "not_authorized"
    work.session.add(
        Outbox(
            hotel_id=work.hotel_id,
            channel_id=stage.channel.id,
            conversation_id=message.conversation_id,
            message_id=message.id,
            author=message.author,
            body_hash=body_hash(message.text),
            dedupe_key=f"demo:{message.id}",
            state=OutboxState.FAILED,
            attempts=1,
            not_after=message.sent_at + timedelta(hours=24),
            error="not_authorized",
            done_at=message.sent_at,
        )
    )


def _conclude(
    work: Work,
    stage: Stage,
    talk: Talk,
    *,
    conversation: Conversation,
    messages: list[Message],
) -> None:
    last = messages[-1]
    conversation.last_message_id, conversation.last_message_at = last.id, last.sent_at
    judged = [line.mood for line in talk.lines if line.mood]
    if judged:
        conversation.mood_level, conversation.mood_score = judged[-1]
    if talk.resolved:
        conversation.status = ConversationStatus.RESOLVED
    elif talk.unread:
        conversation.waiting_since = messages[-talk.unread].sent_at
    if talk.held:
        conversation.speaker, conversation.speaker_reason = Speaker.STAFF, "replied"
        conversation.speaker_staff_id = stage.agent.id
        conversation.speaker_until = work.now + timedelta(minutes=30)
    if talk.alert is not None:
        _raise(work, stage, talk, conversation=conversation, message_id=last.id)


def _raise(
    work: Work, stage: Stage, talk: Talk, *, conversation: Conversation, message_id: int | None
) -> None:
    assert talk.alert is not None
    handled = talk.held
    work.session.add(
        Alert(
            hotel_id=work.hotel_id,
            kind=talk.alert.kind,
            conversation_id=conversation.id,
            message_id=message_id,
            dedupe_key=f"demo:{conversation.id}",
            reason=talk.alert.reason,
            status=talk.alert.status,
            handled_by=stage.agent.id if handled else None,
            handled_at=conversation.last_message_at if handled else None,
            created_at=conversation.last_message_at,
        )
    )


def _opt_out(work: Work, guest: Guest, at: datetime) -> None:
    guest.opted_out_at = at
    work.session.add(
        ConsentEvent(
            hotel_id=work.hotel_id, guest_id=guest.id, kind="opt_out", method="keyword", at=at
        )
    )


def _stay(work: Work, stage: Stage, plan: StayPlan, guest: Guest) -> Stay:
    arrival = stage.today + timedelta(days=plan.arrives)
    departure = arrival + timedelta(days=plan.nights)
    status = _status(plan)
    came = status in (StayStatus.IN_HOUSE, StayStatus.DEPARTED)
    left = status is StayStatus.DEPARTED
    return Stay(
        hotel_id=work.hotel_id,
        external_id=f"{stage.plan.key.upper()}-{_number(guest.id)}",
        guest_id=guest.id,
        room=plan.room,
        room_type=plan.room_type,
        arrival=arrival,
        departure=departure,
        checked_in_at=_local(arrival, time(15, 10), stage.plan) if came else None,
        checked_out_at=_local(departure, time(10, 40), stage.plan) if left else None,
        status=status,
        source=plan.source,
        adults=2,
        vip=guest.vip,
        note=plan.note,
    )


def _status(plan: StayPlan) -> StayStatus:
    if plan.arrives >= 0:
        return StayStatus.BOOKED
    return StayStatus.IN_HOUSE if plan.arrives + plan.nights >= 0 else StayStatus.DEPARTED


def _local(day: date, at: time, plan: HotelPlan) -> datetime:
    return datetime.combine(day, at, ZoneInfo(plan.timezone))


def _when(work: Work, ago: int) -> datetime:
    return (work.now - timedelta(minutes=ago)).replace(microsecond=0)


def _number(key: UUID) -> int:
    return 10_000 + key.int % 90_000


def _provider_id() -> str:
    return f"3EB0{new_uuid().hex[-16:].upper()}"
