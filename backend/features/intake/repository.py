"""Queries on stored webhooks: taking them in order, one drain per number, and finishing them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.db.transaction import sql
from backend.features.intake.rows import Finished, Loaded
from backend.work import Work

INNOCENT = 2
"""Losses without a failure of its own that say nothing against a row."""

# One statement claims or renews the lease, chooses the rows and counts their attempt, so that a
# quiet number costs one transaction before the work. Rows that were tried before go one by one:
# one of them may have killed its worker. Counted before the work, and put off, so that such rows
# are not the first thing the next worker meets. But whose work was only lost, once or twice, with
# a worker or while the database was away, goes first all the same: newer ones of its chat would
# overtake it.
_TAKE = sql("""
with lease as (
  update channel set
    intake_epoch = intake_epoch + case when cast(:epoch as bigint) is null then 1 else 0 end,
    intake_lease_until = clock_timestamp() + make_interval(secs => :lease)
  where hotel_id = :hotel and id = :channel
    and case when cast(:epoch as bigint) is null
        then intake_lease_until is null or intake_lease_until < clock_timestamp()
        else intake_epoch = :epoch end
  returning intake_epoch
), waiting as (
  select id, attempts, row_number() over (order by id) as place from inbox
  where hotel_id = :hotel and channel_id = :channel and state = 'new'
    -- Due since it came, or only lost: in order, whatever a clock that was set back says.
    and (next_at <= clock_timestamp() or (error is null and attempts between 1 and :innocent)
      or (attempts = 0 and next_at < received_at + interval '10 milliseconds'))
    and exists (select 1 from lease)
  order by id limit :most
), first as (
  select attempts, coalesce((select min(place) from waiting where attempts > 0), :most + 1) as end
  from waiting where place = 1
), taken as (
  select w.id from waiting w, first f
  where w.place = 1 or (f.attempts = 0 and w.place < f.end)
), counted as (
  update inbox i set attempts = i.attempts + 1, next_at = clock_timestamp() + make_interval(
    secs => (cast(:put_off as double precision[]))[
      least((select attempts from first) + 1, cardinality(cast(:put_off as double precision[])))])
  from taken where i.hotel_id = :hotel and i.id = taken.id
    -- Finished since this statement began, by whoever had the lease until then.
    and i.state = 'new'
  returning i.id, i.raw_sealed, i.received_at, i.attempts, i.from_journal
)
select (select intake_epoch from lease), id, raw_sealed, received_at, attempts, from_journal
from (select 1) one left join counted on true order by id
""")
_LET_GO = sql("""
update channel set intake_lease_until = null
where hotel_id = :hotel and id = :channel and intake_epoch = :epoch
""")
_GIVE_BACK = sql("""
with mine as (
  update channel set intake_lease_until = null
  where hotel_id = :hotel and id = :channel and intake_epoch = :epoch
  returning id
)
update inbox i set attempts = greatest(i.attempts - 1, 0), next_at = clock_timestamp()
from mine
where i.hotel_id = :hotel and i.channel_id = mine.id and i.id = any(:ids) and i.state = 'new'
  -- At its first attempt an error says that it failed by itself meanwhile; later, before that.
  and (i.error is null or i.attempts > 1)
""")
_ATTEMPTS = sql("""
select attempts from inbox where hotel_id = :hotel and id = :id and state = 'new' for update
""")
_FINISH = sql("""
with finished as (
  update inbox i set state = f.state, error = f.error,
    next_at = coalesce(f.next_at, i.next_at),
    done_at = case when f.state = 'new' then null else clock_timestamp() end
  from unnest(cast(:ids as bigint[]), cast(:states as text[]), cast(:errors as text[]),
              cast(:next_ats as timestamptz[])) as f(id, state, error, next_at)
  where i.hotel_id = :hotel and i.id = f.id and i.state = 'new'
    and exists (select 1 from channel c
                where c.hotel_id = :hotel and c.id = :channel and c.intake_epoch = :epoch)
  returning i.id
), released as (
  update channel set intake_lease_until = null
  where :release and hotel_id = :hotel and id = :channel and intake_epoch = :epoch
    and (:gathers or not exists (
      select 1 from inbox where hotel_id = :hotel and channel_id = :channel
        and state = 'new' and next_at <= clock_timestamp() and id <> all(:ids)))
  returning id
)
select (select count(*) from finished), exists (select 1 from released)
""")


_KNOWN = sql("""
select dedupe_key from inbox
where hotel_id = :hotel and channel_id = :channel and dedupe_key = any(:keys)
""")
_INSERT_MISSING = sql("""
insert into inbox (hotel_id, channel_id, dedupe_key, kind, raw_sealed, from_journal, state)
select :hotel, :channel, r.key, r.kind, r.body, true, 'new'
from unnest(cast(:keys as text[]), cast(:kinds as text[]), cast(:bodies as bytea[]))
  with ordinality as r(key, kind, body, place)
order by r.place
on conflict (hotel_id, channel_id, dedupe_key) do nothing
returning dedupe_key
""")


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on one number's webhooks, until somebody claims a newer epoch."""

    channel_id: UUID
    epoch: int


@dataclass(frozen=True, slots=True)
class Taken:
    lease: Lease
    rows: Sequence[Loaded]


async def take(
    work: Work,
    channel_id: UUID,
    *,
    lease: Lease | None,
    most: int,
    lease_s: float,
    put_off_s: Sequence[float],
) -> Taken | None:
    """The next rows in order, their attempt counted. `lease` None claims a new one.

    None: another worker is at it, or there is no such number. `put_off_s`: by attempts before
    this one, how long the rows stay away should the worker vanish.
    """
    values = {
        "hotel": work.hotel_id,
        "channel": channel_id,
        "epoch": lease.epoch if lease else None,
        "lease": lease_s,
        "innocent": INNOCENT,
        "most": most,
        "put_off": [float(seconds) for seconds in put_off_s],
    }
    found = await work.rows(_TAKE, values)
    epoch = found[0][0]
    if epoch is None:
        return None
    rows = [Loaded(*row[1:]) for row in found if row[1] is not None]
    return Taken(Lease(channel_id, epoch), rows)


async def let_go(work: Work, lease: Lease) -> None:
    await work.run(_LET_GO, _where(work, lease))


async def give_back(work: Work, lease: Lease, ids: Sequence[int]) -> None:
    """Uncounts an attempt, of what was not finished meanwhile, and lets go of the number."""
    await work.run(_GIVE_BACK, {**_where(work, lease), "ids": list(ids)})


async def attempts_of(work: Work, inbox_id: int) -> int | None:
    """None: it is finished. Holds the row."""
    values = {"hotel": work.hotel_id, "id": inbox_id}
    rows = await work.rows(_ATTEMPTS, values)
    return rows[0][0] if rows else None


async def finish(
    work: Work,
    lease: Lease,
    rows: Sequence[Finished],
    *,
    release: bool = False,
    gathers: bool = False,
) -> bool | None:
    """Whether the lease was given back, if that is wanted and nothing else waits; where what came
    meanwhile `gathers`, also if it does.

    None: the lease went to somebody else, and nothing of this may be kept.
    """
    values = {
        **_where(work, lease),
        "release": release,
        "gathers": gathers,
        "ids": [row.id for row in rows],
        "states": [row.state.value for row in rows],
        "errors": [row.error for row in rows],
        "next_ats": [row.next_at for row in rows],
    }
    ((finished, released),) = await work.rows(_FINISH, values)
    return bool(released) if finished == len(rows) else None


@dataclass(frozen=True, slots=True)
class Missing:
    """Found in the provider's journal alone."""

    key: str
    kind: str
    raw_sealed: bytes


async def known_keys(work: Work, channel_id: UUID, keys: Sequence[str]) -> set[str]:
    values = {"hotel": work.hotel_id, "channel": channel_id, "keys": list(keys)}
    return {row[0] for row in await work.rows(_KNOWN, values)}


async def insert_missing(work: Work, channel_id: UUID, rows: Sequence[Missing]) -> set[str]:
    """The keys that were not there. In the order of the rows: it is the order of the guests."""
    values = {
        "hotel": work.hotel_id,
        "channel": channel_id,
        "keys": [row.key for row in rows],
        "kinds": [row.kind for row in rows],
        "bodies": [row.raw_sealed for row in rows],
    }
    return {row[0] for row in await work.rows(_INSERT_MISSING, values)}


def _where(work: Work, lease: Lease) -> dict[str, object]:
    return {"hotel": work.hotel_id, "channel": lease.channel_id, "epoch": lease.epoch}
