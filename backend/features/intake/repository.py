"""Queries on stored webhooks: taking them in order, one drain per number, and finishing them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from backend.domain.words import InboxState
from backend.features.intake.rows import Finished, Loaded
from backend.models import DeadLetter, Inbox
from backend.work import Work

LEASE_S = 30

_CLAIM_LEASE = text("""
update channel set intake_epoch = intake_epoch + 1,
  intake_lease_until = clock_timestamp() + make_interval(secs => :lease)
where hotel_id = :hotel and id = :channel
  and (intake_lease_until is null or intake_lease_until < clock_timestamp())
returning intake_epoch
""")
_RENEW_LEASE = text("""
update channel set intake_lease_until = clock_timestamp() + make_interval(secs => :lease)
where hotel_id = :hotel and id = :channel and intake_epoch = :epoch
returning id
""")
_RELEASE_LEASE = text("""
update channel set intake_lease_until = null
where hotel_id = :hotel and id = :channel and intake_epoch = :epoch
""")
_IS_WAITING = text("""
select exists (select 1 from inbox where hotel_id = :hotel and channel_id = :channel
  and state = 'new' and next_at <= clock_timestamp())
""")
_PEEK = text("""
select id, attempts from inbox
where hotel_id = :hotel and channel_id = :channel and state = 'new'
  and next_at <= clock_timestamp()
order by id limit :most
""")
# Counted before the work, and put off: rows that kill their worker are not the first thing the
# next one meets.
_COUNT_ATTEMPT = text("""
update inbox set attempts = attempts + 1,
  next_at = clock_timestamp() + make_interval(secs => :put_off)
where hotel_id = :hotel and id = any(:ids)
""")
_LOAD = text("""
select i.id, i.raw_sealed, i.received_at, i.attempts from inbox i
join channel c on c.hotel_id = i.hotel_id and c.id = i.channel_id and c.intake_epoch = :epoch
where i.hotel_id = :hotel and i.id = any(:ids) and i.state = 'new'
order by i.id
for update of i
""")
_FINISH = text("""
update inbox i set state = f.state, error = f.error,
  next_at = coalesce(f.next_at, i.next_at),
  done_at = case when f.state = 'new' then null else clock_timestamp() end
from unnest(cast(:ids as bigint[]), cast(:states as text[]), cast(:errors as text[]),
            cast(:next_ats as timestamptz[])) as f(id, state, error, next_at)
where i.hotel_id = :hotel and i.id = f.id and i.state = 'new'
  and exists (select 1 from channel c
              where c.hotel_id = :hotel and c.id = :channel and c.intake_epoch = :epoch)
returning i.id
""")


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on one number's webhooks, until somebody claims a newer epoch."""

    channel_id: UUID
    epoch: int


@dataclass(frozen=True, slots=True)
class Waiting:
    id: int
    attempts: int
    """Before this one."""


async def claim_lease(work: Work, channel_id: UUID) -> Lease | None:
    """None: another worker is at it, or there is no such number."""
    values = {"hotel": work.hotel_id, "channel": channel_id, "lease": LEASE_S}
    epoch = (await work.session.execute(_CLAIM_LEASE, values)).scalar_one_or_none()
    return None if epoch is None else Lease(channel_id, epoch)


async def renew_lease(work: Work, lease: Lease) -> bool:
    values = {**_where(work, lease), "lease": LEASE_S}
    return (await work.session.execute(_RENEW_LEASE, values)).first() is not None


async def release_lease(work: Work, lease: Lease) -> None:
    await work.session.execute(_RELEASE_LEASE, _where(work, lease))


async def is_waiting(work: Work, channel_id: UUID) -> bool:
    values = {"hotel": work.hotel_id, "channel": channel_id}
    return bool((await work.session.execute(_IS_WAITING, values)).scalar_one())


async def peek(work: Work, lease: Lease, *, most: int) -> list[Waiting]:
    rows = await work.session.execute(_PEEK, {**_where(work, lease), "most": most})
    return [Waiting(*row) for row in rows]


async def count_attempt(work: Work, ids: Sequence[int], *, put_off_s: float) -> None:
    values = {"hotel": work.hotel_id, "ids": list(ids), "put_off": put_off_s}
    await work.session.execute(_COUNT_ATTEMPT, values)


async def load(work: Work, lease: Lease, *, ids: Sequence[int]) -> list[Loaded]:
    """Locked, in order; nothing where the lease is lost."""
    rows = await work.session.execute(_LOAD, {**_where(work, lease), "ids": list(ids)})
    return [Loaded(*row) for row in rows]


async def finish(work: Work, lease: Lease, rows: Sequence[Finished]) -> bool:
    """False: the lease went to somebody else, and nothing of this may be kept."""
    values = {
        **_where(work, lease),
        "ids": [row.id for row in rows],
        "states": [row.state.value for row in rows],
        "errors": [row.error for row in rows],
        "next_ats": [row.next_at for row in rows],
    }
    return len((await work.session.execute(_FINISH, values)).all()) == len(rows)


async def bury(work: Work, inbox_id: int, *, reason: str) -> None:
    letter = DeadLetter(
        hotel_id=work.hotel_id, source="inbox", source_id=str(inbox_id), reason=reason
    )
    values = letter.model_dump(exclude={"first_at", "last_at"})
    await work.session.execute(
        insert(DeadLetter)
        .values(values)
        .on_conflict_do_update(
            index_elements=["hotel_id", "source", "source_id"],
            # One that was tried again in vain, or thrown away, is open once more.
            set_={
                "reason": reason,
                "last_at": work.now,
                "replayed_at": None,
                "replayed_by": None,
                "discarded_at": None,
            },
        )
    )


async def insert_webhook(
    work: Work, channel_id: UUID, *, dedupe_key: str, kind: str, raw_sealed: bytes
) -> bool:
    """False: it is here already."""
    row = Inbox(
        hotel_id=work.hotel_id,
        channel_id=channel_id,
        dedupe_key=dedupe_key,
        kind=kind,
        raw_sealed=raw_sealed,
    )
    values = row.model_dump(include={"hotel_id", "channel_id", "dedupe_key", "kind", "raw_sealed"})
    added = await work.session.execute(
        insert(Inbox)
        .values({**values, "state": InboxState.NEW})
        .on_conflict_do_nothing(index_elements=["hotel_id", "channel_id", "dedupe_key"])
        .returning(Inbox.__table__.c.id)  # type: ignore[attr-defined]
    )
    return added.first() is not None


def _where(work: Work, lease: Lease) -> dict[str, object]:
    return {"hotel": work.hotel_id, "channel": lease.channel_id, "epoch": lease.epoch}
