"""Deleting by ranges of keys: a batch reads as many rows as it may delete, and no more.

Rows are numbered in the order in which they came, so the primary key is the only index needed,
and nothing is written for it while guests are being answered. Where most rows stay for ever, a
partial index passes over them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from backend.db.transaction import Statement, sql
from backend.domain.retention import Store
from backend.models import Hotel
from backend.work import Work


@dataclass(frozen=True, slots=True)
class _Table:
    came: str
    """When a row came; only rows that came long ago are looked at."""
    may_go: str = "true"
    """What has ended, and is nobody's to decide."""
    key: str = "id"
    """By which its rows are numbered in the order in which they came; indexed after the hotel."""
    own: str = "id"
    """What names one row beside the hotel."""
    among: str = "true"
    """The rows that are looked at at all, in the words of a partial index."""
    emptied: str = ""
    """What of a row goes, where the row itself stays."""


# A letter that still waits needs its row; one that was settled needs it until the window is over.
_SETTLED = """exists (select 1 from dead_letter d
  where d.hotel_id = t.hotel_id and d.source = '{source}' and d.source_id = t.{key}::text
    and coalesce(d.discarded_at, d.replayed_at) < :before)"""
_NOT_OPEN = """not exists (select 1 from dead_letter d
  where d.hotel_id = t.hotel_id and d.source = '{source}' and d.source_id = t.{key}::text
    and d.discarded_at is null and d.replayed_at is null)"""
_TABLES: Mapping[Store, _Table] = {
    Store.INBOX: _Table(
        "received_at",
        "t.done_at < :before and (t.state in ('done', 'ignored')"
        " or t.state in ('dead', 'unparsed')"
        f" and {_SETTLED.format(source='inbox', key='id')})",
    ),
    Store.PMS_EVENT: _Table(
        "received_at",
        "t.done_at < :before and (t.state in ('done', 'ignored')"
        f" or t.state = 'dead' and {_SETTLED.format(source='pms', key='id')})",
    ),
    Store.OUTBOX: _Table(
        "created_at",
        "t.done_at < :before and t.state in ('accepted', 'failed', 'expired', 'cancelled')"
        f" and {_NOT_OPEN.format(source='outbox', key='message_id')}",
    ),
    Store.NUMBER_EVENT: _Table("at"),
    Store.JOURNAL_CHECK: _Table("window_end"),
    Store.WORK_FAILURE: _Table("at"),
    Store.TRIGGER_ACTION: _Table("created_at", "t.state <> 'waiting' and t.done_at < :before"),
    # A trigger that fired stays: it is why it never fires twice, and what its message stands on.
    # So do answers, of which knowledge gaps and evidence are read.
    Store.DECISION: _Table(
        "decided_at", among="kind = 'trigger' and outcome in ('skipped', 'suppressed', 'deferred')"
    ),
    Store.PLANNED_OCCURRENCE: _Table(
        "due_at", "t.state <> 'planned' and coalesce(t.decided_at, t.due_at) < :before"
    ),
    # Of an alert that nobody has finished everything stays.
    Store.ALERT_STEP: _Table(
        "created_at",
        "t.state <> 'waiting' and t.done_at < :before and not exists (select 1 from alert a"
        " where a.hotel_id = t.hotel_id and a.id = t.alert_id"
        " and a.status in ('open', 'acknowledged'))",
    ),
    # An open one that still fits its conversation is shown.
    Store.AI_DRAFT: _Table(
        "created_at",
        "(t.decided_at < :before or t.state = 'open' and not exists (select 1 from conversation c"
        " where c.hotel_id = t.hotel_id and c.id = t.conversation_id and c.turn = t.turn))",
        key="decision_id",
    ),
    Store.PROMISE: _Table("found_at", "t.state <> 'open' and t.closed_at < :before"),
    Store.AI_HELP: _Table("asked_at", key="number"),
    # These two go by the message they are about: found or marked days after it, not years.
    Store.WRONG_ANSWER: _Table(
        "marked_at", "t.handled_at < :before", key="message_id", own="message_id"
    ),
    Store.KNOWLEDGE_CANDIDATE: _Table(
        "found_at", "t.state <> 'open' and t.settled_at < :before", key="question_id"
    ),
    Store.AI_CALL: _Table(
        "started_at",
        among="payload_gone_at is null",
        emptied="payload_redacted = '', payload_gone_at = clock_timestamp()",
    ),
}


def _oldest(store: Store, table: _Table) -> Statement:
    return sql(f"""
select max(x.key) from (
  select {table.key} as key, {table.came} as came from {store}
  where hotel_id = :hotel and {table.key} > :after and {table.among}
  order by {table.key} limit :most
) x where x.came < :before
""")  # noqa: S608 - from the table above


def _delete(store: Store, table: _Table) -> Statement:
    change = ("update {} g set {} from" if table.emptied else "delete from {} g using").format(
        store, table.emptied
    )
    return sql(f"""
{change} (
  select t.{table.own} as own from {store} t
  where t.hotel_id = :hotel and t.{table.key} > :after and t.{table.key} <= :up_to
    and t.{table.came} < :before and {table.among} and {table.may_go}
  order by t.{table.key} for update of t skip locked
) w where g.hotel_id = :hotel and g.{table.own} = w.own
""")  # noqa: S608 - from the table above


_OLDEST = {store: _oldest(store, table) for store, table in _TABLES.items()}
_DELETE = {store: _delete(store, table) for store, table in _TABLES.items()}


async def get_hotel(work: Work) -> Hotel:
    return await work.session.get_one(Hotel, work.hotel_id)


async def end_of_batch(
    work: Work, store: Store, *, after: int, before: datetime, most: int
) -> int | None:
    """The last of the next `most` rows that came before then; None: none did."""
    values = {"hotel": work.hotel_id, "after": after, "before": before, "most": most}
    ((found,),) = await work.rows(_OLDEST[store], values)
    return None if found is None else int(found)


async def delete_range(
    work: Work, store: Store, *, after: int, up_to: int, before: datetime
) -> int:
    """What somebody holds at the moment is left to the next time."""
    values = {"hotel": work.hotel_id, "after": after, "up_to": up_to, "before": before}
    return await work.run(_DELETE[store], values)
