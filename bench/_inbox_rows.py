"""A chain's inbox as rows to copy: conversations over three years, messages in the order in which
they came. One hotel has ten times as much as each of the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from backend.kit.ids import new_uuid
from bench._inbox_words import Talk

LARGE = 10
"""Times as much as each of the others has the first hotel."""
MESSAGES_EACH = 10
"""Of a conversation, on average."""
DAYS = 3 * 365
STAFF, LABELS = 12, 8
STATUSES, SHARES = ("open", "waiting_guest", "snoozed", "resolved"), (4, 5, 1, 90)
MOODS = (("neutral", 0.0), ("positive", 0.5), ("negative", -0.5), ("complaint", -0.9))


@dataclass(frozen=True, slots=True)
class House:
    id: UUID
    channel_id: UUID
    staff: Sequence[UUID]
    labels: Sequence[UUID]
    rooms: int


@dataclass(frozen=True, slots=True)
class Chat:
    house: House
    id: UUID
    guest_id: UUID
    stay_id: UUID
    began: datetime
    size: int
    status: str
    assignee: UUID | None


@dataclass(slots=True)
class Heads:
    """What a conversation's row keeps of its last message."""

    id: int = 0
    at: datetime | None = None
    from_guest: bool = False


def houses(count: int, random: Random) -> list[House]:
    """The first is the large one."""
    return [
        House(
            new_uuid(),
            new_uuid(),
            [new_uuid() for _ in range(STAFF)],
            [new_uuid() for _ in range(LABELS)],
            rooms=random.randrange(60, 120) * (5 if number == 0 else 1),
        )
        for number in range(count)
    ]


def chats(made: Sequence[House], count: int, random: Random, now: datetime) -> list[Chat]:
    """Oldest first. Their sizes add up to ten times their number; a few are very long."""
    weights = [LARGE, *[1] * (len(made) - 1)]
    of = random.choices(made, weights, k=count)
    sizes = _sizes(count, random)
    found = list[Chat]()
    for age in sorted((random.random() ** 1.3 for _ in range(count)), reverse=True):
        place = len(found)
        house = of[place]
        # Whatever is old was resolved long ago.
        recent = place > count * 0.75
        status = random.choices(STATUSES, SHARES)[0] if recent else "resolved"
        if recent and status == "resolved" and random.random() < 0.25:
            status = random.choice(("open", "waiting_guest"))
        taken = status != "resolved" and random.random() < 0.4
        found.append(
            Chat(
                house,
                new_uuid(),
                new_uuid(),
                new_uuid(),
                now - timedelta(days=age * DAYS, minutes=30),
                sizes[place],
                status,
                random.choice(house.staff) if taken else None,
            )
        )
    return found


def _sizes(count: int, random: Random) -> list[int]:
    raw = [min(random.lognormvariate(1.9, 0.8), 600.0) for _ in range(count)]
    scale = count * MESSAGES_EACH / sum(raw)
    sizes = [max(1, round(size * scale)) for size in raw]
    off, place = count * MESSAGES_EACH - sum(sizes), 0
    while off:
        step = 1 if off > 0 else -1
        if sizes[place % count] + step >= 1:
            sizes[place % count] += step
            off -= step
        place += 1
    return sizes


def timeline(found: Sequence[Chat], random: Random, now: datetime) -> list[tuple[datetime, int]]:
    """(when, which conversation) of every message, in the order in which they came."""
    moments = []
    for place, chat in enumerate(found):
        at = chat.began
        for _ in range(chat.size):
            moments.append((min(at, now), place))
            at += timedelta(minutes=random.expovariate(1 / 90))
    return sorted(moments)


def message_rows(
    found: Sequence[Chat], moments: Sequence[tuple[datetime, int]], talk: Talk, heads: list[Heads]
) -> Iterator[tuple[object, ...]]:
    """Fills `heads` on the way."""
    said = [0] * len(found)
    for number, (at, place) in enumerate(moments, start=1):
        chat = found[place]
        from_guest = said[place] % 2 == 0
        said[place] += 1
        heads[place] = Heads(number, at, from_guest)
        yield (
            chat.house.id,
            number,
            chat.id,
            chat.house.channel_id,
            "in" if from_guest else "out",
            "guest" if from_guest else ("ai" if number % 3 else "staff"),
            None if from_guest or number % 3 else chat.house.staff[number % STAFF],
            "text",
            talk.message(),
            f"{number:020X}",
            at,
            at,
            at,
            "received" if from_guest else "read",
        )


def conversation_rows(
    found: Sequence[Chat], heads: Sequence[Heads], random: Random
) -> Iterator[tuple[object, ...]]:
    for place, chat in enumerate(found):
        head = heads[place]
        active = chat.status in ("open", "waiting_guest")
        mood = random.choices(MOODS, (70, 15, 12, 3))[0]
        yield (
            chat.house.id,
            chat.id,
            chat.house.channel_id,
            f"{chat.guest_id}@c.us",
            chat.guest_id,
            chat.stay_id,
            chat.status,
            chat.assignee,
            "ai",
            head.id,
            head.at,
            head.at if active and head.from_guest else None,
            1 if active and head.from_guest else 0,
            *mood,
            chat.began,
        )


def guest_rows(found: Sequence[Chat], talk: Talk) -> Iterator[tuple[object, ...]]:
    for chat in found:
        name = talk.name()
        yield (chat.house.id, chat.guest_id, name, name.split()[0], talk.phone(), "en", chat.began)


def stay_rows(found: Sequence[Chat], random: Random, today: date) -> Iterator[tuple[object, ...]]:
    for chat in found:
        arrival = chat.began.astimezone(UTC).date()
        departure = arrival + timedelta(days=random.randrange(1, 8))
        status = "departed" if departure < today else "in_house"
        room = str(100 + random.randrange(chat.house.rooms))
        yield (
            chat.house.id,
            chat.stay_id,
            f"R-{chat.stay_id.hex[-12:]}",
            chat.guest_id,
            room,
            arrival,
            departure,
            status,
            2,
            0,
        )
