"""What is due across all hotels, as the database's dispatcher functions say it: ids and times."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import text

from backend.db.transaction import sql
from backend.domain.ids import ChannelId, HotelId
from backend.observability.metrics import BACKLOG, OLDEST_SECONDS
from backend.ports.wake import WorkKind
from backend.work import WorkFactory

_DUE = sql("""
select 'intake', hotel_id, channel_id, is_unhurried from due_intake()
union all select 'turns', hotel_id, null, false from due_turns()
union all select 'sends', hotel_id, channel_id, false from due_sends()
union all select 'stays', hotel_id, null, false from due_stays()
union all select 'triggers', hotel_id, null, false from due_triggers()
union all select 'media', hotel_id, null, false from due_media()
union all select 'alarms', hotel_id, null, false from due_alarms()
union all select 'knowledge', hotel_id, null, false from due_knowledge()
union all select 'golden', hotel_id, null, false from due_golden()
union all select 'actions', hotel_id, null, false from due_actions()
""")
_NEXT = sql("select next_work_in()")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one drain works; at most a few run for the same place at once."""

    kind: WorkKind
    hotel_id: HotelId
    channel_id: ChannelId | None
    """None for what belongs to the whole hotel: all but intake and sends."""
    is_unhurried: bool = field(default=False, compare=False)
    """Nothing but echoes and ticks of our own messages waits here now."""


async def find_due(works: WorkFactory) -> Sequence[Place]:
    async with works.platform() as work:
        rows = await work.rows(_DUE, {})
    return [
        Place(
            WorkKind(kind),
            HotelId(hotel_id),
            ChannelId(channel_id) if channel_id else None,
            is_unhurried=is_unhurried,
        )
        for kind, hotel_id, channel_id, is_unhurried in rows
    ]


async def next_due_in(works: WorkFactory) -> float | None:
    """Seconds until something becomes due by itself; None: nothing is waiting for its time."""
    async with works.platform() as work:
        ((found,),) = await work.rows(_NEXT, {})
    return None if found is None else float(found)


async def measure_backlog(works: WorkFactory) -> None:
    async with works.platform() as work:
        rows = (await work.session.execute(text("select * from waiting_work()"))).all()
    for stage, waiting, oldest_seconds in rows:
        BACKLOG.labels(stage).set(waiting)
        OLDEST_SECONDS.labels(stage).set(max(oldest_seconds or 0.0, 0.0))
