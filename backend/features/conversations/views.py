"""Rows to views. Pure: everything a view needs was loaded before."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from backend.domain.identity import Ambiguous, Identity, Unknown, Verified
from backend.domain.words import Author, MediaState, MessageKind, StayStatus
from backend.features.conversations.schemas import (
    ConversationView,
    GuestView,
    IdentityView,
    LastMessageView,
    MediaView,
    MessageView,
    QuoteView,
    SentimentView,
    SpeakerView,
    StayView,
)
from backend.features.labels.schemas import LabelView
from backend.kit.text import shorten
from backend.models import Assessment, Conversation, Guest, Media, Message, Stay

PREVIEW_LENGTH = 140
FILES = {
    MessageKind.IMAGE,
    MessageKind.VIDEO,
    MessageKind.AUDIO,
    MessageKind.DOCUMENT,
    MessageKind.STICKER,
}
AUTHOR_NAMES = {Author.AI: "Assistant", Author.TRIGGER: "Automatic", Author.PHONE: "Hotel phone"}
NEVER_IN_HOUSE = {StayStatus.CANCELLED, StayStatus.NO_SHOW, StayStatus.DEPARTED}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the list shows of a conversation beside its own row."""

    guest: Guest
    stay: Stay | None
    speaker_name: str | None
    open_alerts: int
    assignee_name: str | None
    team_name: str | None
    labels: Sequence[Mapping[str, str]]
    mentioned: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class AroundMessages:
    guests: dict[UUID, Guest]
    """By conversation."""
    staff_names: dict[UUID, str]
    media: dict[int, Media]
    assessments: dict[int, Assessment]
    quoted: dict[tuple[UUID, str], Message] = field(default_factory=dict)


def conversation_view(
    row: Conversation, around: Surroundings, *, last: Message | None, today: date
) -> ConversationView:
    """`today` is the hotel's; it matters only where there is a stay."""
    assert row.last_message_at is not None
    stay = around.stay
    return ConversationView(
        id=row.id,
        channel_id=row.channel_id,
        guest=guest_view(around.guest),
        stay=stay_view(stay, today=today) if stay else None,
        status=row.status,
        turn=row.turn,
        speaker=_speaker(row, around.speaker_name),
        assignee_id=row.assignee_id,
        assignee_name=around.assignee_name,
        team_id=row.team_id,
        team_name=around.team_name,
        priority=row.priority,
        labels=[LabelView.model_validate(label) for label in around.labels],
        snoozed_until=row.snoozed_until,
        mentions=list(around.mentioned),
        last_message=_last_message(last) if last else None,
        last_message_at=row.last_message_at,
        waiting_since=row.waiting_since,
        unread=row.unread,
        sentiment=_mood(row),
        open_alerts=around.open_alerts,
    )


def message_view(row: Message, around: AroundMessages) -> MessageView:
    assert row.id is not None
    assert row.received_at is not None
    media, assessment = around.media.get(row.id), around.assessments.get(row.id)
    return MessageView(
        id=str(row.id),
        conversation_id=row.conversation_id,
        direction=row.direction,
        author=row.author,
        author_name=_author_name(row, around),
        kind=row.kind,
        text="" if row.deleted_at else row.text,
        content={} if row.deleted_at else row.content,
        media=media_view(media) if media and not row.deleted_at else None,
        quote=_quote(row, around.quoted),
        reactions=row.reactions,
        status=row.status,
        status_reason=row.status_reason,
        sent_at=row.sent_at,
        received_at=row.received_at,
        edited_at=row.edited_at,
        deleted_at=row.deleted_at,
        late=row.late,
        client_id=row.client_id,
        sentiment=_sentiment(assessment) if assessment else None,
        ai_rung=row.ai_rung,
        ai_sources=row.ai_sources,
    )


def guest_view(row: Guest) -> GuestView:
    return GuestView(
        id=row.id,
        name=row.name or row.whatsapp_name or row.phone or "",
        phone=row.phone,
        language=row.language,
        vip=row.vip,
        opted_out=row.opted_out_at is not None,
    )


def identity_view(identity: Identity[Stay], *, today: date) -> IdentityView:
    match identity:
        case Verified(stay=stay, why=why, in_house=in_house):
            found: tuple[str, list[Stay], UUID | None] = ("verified", [stay], stay.id)
        case Ambiguous(candidates=candidates, why=why):
            found, in_house = ("ambiguous", list(candidates), None), False
        case Unknown(why=why):
            found, in_house = ("unknown", [], None), False
    state, stays, stay_id = found
    return IdentityView(
        state=state,
        why=why,
        in_house=in_house,
        stay_id=stay_id,
        candidates=[stay_view(stay, today=today) for stay in stays],
    )


def stay_view(row: Stay, *, today: date) -> StayView:
    return StayView(
        id=row.id,
        guest_name=row.guest_name,
        external_id=row.external_id,
        room=row.room,
        room_type=row.room_type,
        arrival=row.arrival,
        departure=row.departure,
        nights=(row.departure - row.arrival).days,
        night=_night(row, today),
        status=row.status,
        source=row.source,
        vip=row.vip,
        note=row.note,
    )


def media_view(row: Media) -> MediaView:
    thumbnail = None
    if row.thumbnail:
        thumbnail = f"data:image/jpeg;base64,{base64.b64encode(row.thumbnail).decode()}"
    url = f"/api/v1/hotels/{row.hotel_id}/media/{row.id}" if row.stored_key else None
    return MediaView(
        id=row.id,
        file_name=row.file_name,
        mime_type=row.mime_type,
        thumbnail=thumbnail,
        url=url,
        small_url=f"{url}/small" if url and row.has_small else None,
        width=row.width,
        height=row.height,
        transcript=row.transcript,
        transcript_by=row.transcript_by,
        by_machine=row.by_machine,
        state=row.state,
        trouble=row.trouble,
        coming=row.state is MediaState.REMOTE and row.next_at is not None,
        size_bytes=row.size_bytes,
    )


def _night(stay: Stay, today: date) -> int | None:
    arrives_today = stay.status is StayStatus.BOOKED and today == stay.arrival
    if stay.status in NEVER_IN_HOUSE or arrives_today:
        return None
    if not stay.arrival <= today < stay.departure:
        return None
    return (today - stay.arrival).days + 1


def _speaker(row: Conversation, name: str | None) -> SpeakerView:
    return SpeakerView(
        holder=row.speaker,
        staff_id=row.speaker_staff_id,
        staff_name=name,
        reason=row.speaker_reason,
        until=row.speaker_until,
    )


def _last_message(row: Message) -> LastMessageView:
    return LastMessageView(
        id=str(row.id),
        direction=row.direction,
        author=row.author,
        kind=row.kind,
        text="" if row.deleted_at else shorten(row.text, PREVIEW_LENGTH),
        status=row.status,
        sent_at=row.sent_at,
    )


def _mood(row: Conversation) -> SentimentView | None:
    if row.mood_level is None or row.mood_score is None:
        return None
    return SentimentView(score=row.mood_score, level=row.mood_level)


def _sentiment(row: Assessment) -> SentimentView:
    return SentimentView(
        score=row.score, level=row.level, rationale=row.rationale, language=row.language
    )


def _author_name(row: Message, around: AroundMessages) -> str:
    if row.author is Author.GUEST:
        guest = around.guests.get(row.conversation_id)
        return guest_view(guest).name if guest else ""
    if row.author is Author.STAFF:
        return around.staff_names.get(row.staff_id, "") if row.staff_id else ""
    return AUTHOR_NAMES[row.author]


def _quote(row: Message, quoted: dict[tuple[UUID, str], Message]) -> QuoteView | None:
    if row.quoted_provider_id is None:
        return None
    found = quoted.get((row.conversation_id, row.quoted_provider_id))
    if found is None:
        return QuoteView(id=None, author=None, text=str(row.content.get("quoted_text", "")))
    words = "" if found.deleted_at else shorten(found.text, PREVIEW_LENGTH)
    return QuoteView(id=str(found.id), author=found.author, text=words)
