"""Signs of presence are kept for seconds, in Redis or in the process alone."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from backend.domain.ids import HotelId
from backend.domain.presence import PresenceState
from backend.ports.presence import Sign
from backend.realtime.presence import RedisPresence
from backend.realtime.redis_client import create_redis

NOW = datetime(2026, 5, 1, tzinfo=UTC)
NOWHERE = "redis://127.0.0.1:9/0"


def sign(*, ends_in: int, state: PresenceState = PresenceState.LOOKS) -> Sign:
    return Sign(uuid4(), uuid4(), "Mia", state, NOW + timedelta(seconds=ends_in))


async def test_a_sign_is_seen_by_another_process_until_its_end(flushed_redis_url: str) -> None:
    """What one process notes the other lists; what is over is forgotten."""
    one, other = (RedisPresence(create_redis(flushed_redis_url)) for _ in range(2))
    hotel = HotelId(uuid4())
    short, long = sign(ends_in=5), sign(ends_in=50)
    await one.note(hotel, short)
    await one.note(hotel, long)

    first = await other.signs(hotel, now=NOW)
    later = await other.signs(hotel, now=NOW + timedelta(seconds=10))
    foreign = await other.signs(HotelId(uuid4()), now=NOW)

    assert {one.staff_id for one in first} == {short.staff_id, long.staff_id}
    assert later == [long]
    assert foreign == []


async def test_without_redis_a_process_knows_its_own() -> None:
    """Noting and listing answer, quietly."""
    book = RedisPresence(create_redis(NOWHERE))
    hotel = HotelId(uuid4())
    mine = sign(ends_in=50)
    await book.note(hotel, mine)

    assert await book.signs(hotel, now=NOW) == [mine]
    assert await book.signs(hotel, now=NOW + timedelta(minutes=1)) == []
