"""A golden question on the way that a guest's message takes: the same turn, the same checks.

The guest is nobody the hotel knows, so that only what everybody may be told is told.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

import orjson

from backend.domain.golden import Seen
from backend.domain.golden_words import ChangeKind, Outcome, Way
from backend.domain.validity import Validity, season_of
from backend.domain.words import AiMode, AiRung, Author, Direction, MessageKind
from backend.features.ai_calls.asking import OK, UNREADABLE
from backend.features.ai_calls.schemas import CallRecord
from backend.features.knowledge.schemas import KnowledgeDraft
from backend.features.turns.replies import HANDED_OVER
from backend.features.turns.schemas import Claim, HotelBook, Turn, TurnMessage, Verdict
from backend.features.turns.thinking import think
from backend.models import Conversation, Guest, Hotel, KnowledgeChange, KnowledgeEntry
from backend.ports.ai import AiFailure, AiGateway, AiReply, AiRequest, AiUnavailable, AiUsage

DEADLINE_S = 20.0
UNKNOWN_KEY = "k0"
"""Of an entry that is gone: no prompt names it, so that what stands on it falls."""
TASK = "golden"
SPEAKS: Final = {"ai_mode": AiMode.AUTO, "stage_modes": {}, "reply_delay_s": 0}
"""Nothing of who may be answered, and when; the hotel's own topics stay, for they tell of what."""
# What tells of the connection and nothing of the model's answer.
AWAY = frozenset(
    one.value
    for one in (
        AiFailure.TIMEOUT,
        AiFailure.OVERLOADED,
        AiFailure.SERVER_ERROR,
        AiFailure.AUTH,
        AiFailure.NO_BALANCE,
        AiFailure.REJECTED,
        AiFailure.NETWORK,
        AiFailure.BREAKER_OPEN,
    )
)


@dataclass(frozen=True, slots=True)
class Answered:
    way: Way
    seen: Seen | None
    """None: nobody answered."""
    recording: Mapping[str, Any] | None = None
    call: CallRecord | None = None


@dataclass
class _Listening:
    """Implements AiGateway: keeps what the model said."""

    ai: AiGateway
    said: list[AiReply] = field(default_factory=list)

    async def complete(self, request: AiRequest) -> AiReply:
        reply = await self.ai.complete(request)
        self.said.append(reply)
        return reply


@dataclass(frozen=True)
class _Replaying:
    """Implements AiGateway: says again what was recorded."""

    content: str
    model: str

    async def complete(self, request: AiRequest) -> AiReply:
        return AiReply(self.content, self.model, AiUsage(), None, 0)


class NoModel:
    """Implements AiGateway where no model can be asked."""

    async def complete(self, request: AiRequest) -> AiReply:
        raise AiUnavailable(AiFailure.AUTH, "no key")


def turn_of(text: str, book: HotelBook, *, now: datetime) -> Turn:
    """As if the guest had just written it, in a hotel whose AI answers by itself."""
    hotel = Hotel.model_validate(book.hotel.model_dump() | SPEAKS)
    guest = Guest(hotel_id=hotel.id)
    conversation = Conversation(
        hotel_id=hotel.id, channel_id=hotel.id, chat_id="golden", guest_id=guest.id, turn=1
    )
    message = TurnMessage(
        1, Direction.IN, Author.GUEST, MessageKind.TEXT, text, 1, now, now, is_assessed=False
    )
    return Turn(
        claim=Claim(conversation.id, 0, 0),
        conversation=conversation,
        guest=guest,
        stay=None,
        stays=(),
        codes={},
        messages=(message,),
        fired=frozenset(),
        heard_today=0,
        book=replace(book, hotel=hotel, armed=()),
        read_at=now,
    )


async def put(
    text: str,
    book: HotelBook,
    ai: AiGateway,
    *,
    recording: Mapping[str, Any] | None,
    now: datetime,
) -> Answered:
    """Puts the question to the model; while that is away, to what it answered last time."""
    turn = turn_of(text, book, now=now)
    listening = _Listening(ai)
    verdict = await think(turn, listening, now=now, deadline_s=DEADLINE_S)
    call = replace(verdict.call, task=TASK) if verdict.call else None
    if call is None:
        return Answered(Way.RULE, seen_of(turn, verdict))
    if call.outcome not in AWAY:
        kept = None
        if call.outcome in (OK, UNREADABLE) and listening.said:
            kept = recorded(listening.said[-1], turn)
        return Answered(Way.LIVE, seen_of(turn, verdict), kept, call)
    if recording is None:
        return Answered(Way.NONE, None, None, call)
    return replace(await replay(turn, recording, now=now), call=call)


async def replay(turn: Turn, recording: Mapping[str, Any], *, now: datetime) -> Answered:
    """What was recorded, held against what the entries say now."""
    again = _Replaying(replayed(recording, turn), str(recording.get("model", "")))
    verdict = await think(turn, again, now=now, deadline_s=DEADLINE_S)
    return Answered(Way.RECORDED, seen_of(turn, verdict), recording)


def seen_of(turn: Turn, verdict: Verdict) -> Seen:
    speech = verdict.speech
    if HANDED_OVER in verdict.notes or verdict.hands_to_staff:
        outcome = Outcome.HANDED_OVER
    elif speech is not None and speech.rung is not AiRung.HOLDING:
        outcome = Outcome.ANSWERED
    else:
        outcome = Outcome.SILENT
    if speech is None:
        return Seen(outcome)
    hotel = turn.book.hotel
    contacts = (hotel.contact_phone or "", hotel.website or "")
    return Seen(
        outcome,
        speech.text,
        tuple(one.id for one in speech.sources),
        (*(f"{one.title}: {one.text}" for one in speech.sources), *contacts),
    )


def basis_of(book: HotelBook, release: str) -> str:
    """What an answer stands on: while it is the same, an answer of earlier is one of now."""
    hotel = book.hotel
    own = (hotel.name, hotel.contact_phone, hotel.website, hotel.language, hotel.own_topics)
    told = (release, own, book.knowledge, [one.id for one in book.entries], book.guarded)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def recorded(reply: AiReply, turn: Turn) -> dict[str, Any] | None:
    """The model's JSON with its sources by entry, for keys change with the entries."""
    try:
        data = orjson.loads(reply.content)
        sentences = [
            {**one, "sources": [_id_of(key, turn) for key in one.get("sources") or []]}
            for one in data["sentences"]
        ]
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return None
    return {"model": reply.model, "answer": {**data, "sentences": sentences}}


def replayed(recording: Mapping[str, Any], turn: Turn) -> str:
    keys = {one.id: f"k{number}" for number, one in enumerate(turn.entries, start=1)}
    answer = recording["answer"]
    sentences = [
        {**one, "sources": [keys.get(source, UNKNOWN_KEY) for source in one["sources"]]}
        for one in answer["sentences"]
    ]
    return orjson.dumps({**answer, "sentences": sentences}).decode()


def _id_of(key: object, turn: Turn) -> str:
    known = str(key)
    return turn.entry_of(known).id if known in turn.sources() else UNKNOWN_KEY


def with_change(
    rows: Sequence[KnowledgeEntry], change: KnowledgeChange, today: date
) -> list[KnowledgeEntry]:
    """The hotel's entries as they would be, in the order of the prompt."""
    others = [one for one in rows if one.id != change.entry_id]
    if change.kind is ChangeKind.DELETE:
        return others
    draft = KnowledgeDraft.model_validate(change.content)
    season = season_of(draft.season_from, draft.season_until)
    if not Validity(draft.valid_from, draft.valid_until, season).holds_on(today):
        return others
    entry = KnowledgeEntry(hotel_id=change.hotel_id, id=change.entry_id, **draft.model_dump())
    return sorted([*others, entry], key=lambda one: one.id)
