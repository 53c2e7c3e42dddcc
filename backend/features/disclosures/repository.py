"""What left the building for one conversation, from the rows that every call to the outside has."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from backend.db.transaction import sql
from backend.work import Work

Key = tuple[datetime, str, str]
"""When, kind, id."""


class Row(NamedTuple):
    kind: str
    id: str
    at: datetime
    what: Mapping[str, Any]
    payload: str
    stable_sha256: bytes
    sha256: bytes


# Each arm: kind, id, when, its details, the text and its hashes, and how many it reads at most.
_ARMS = {
    "model": (
        "k.id",
        "k.started_at",
        """jsonb_build_object('task', k.task, 'to', k.model, 'outcome', k.outcome,
          'gone', k.payload_gone_at is not null)""",
        "k.payload_redacted, k.stable_sha256, k.payload_sha256",
        "ai_call k where k.hotel_id = :hotel and k.conversation_id = :conversation",
    ),
    "message": (
        "m.id",
        "m.sort_at",
        """jsonb_build_object('author', m.author, 'to', 'Green API', 'outcome', m.status,
          'attempts', o.attempts, 'file', (select f.file_name from media f
            where f.hotel_id = m.hotel_id and f.message_id = m.id limit 1))""",
        r"m.text, '\x'::bytea, coalesce(o.body_hash, '\x'::bytea)",
        """message m
        left join outbox o on o.hotel_id = m.hotel_id and o.message_id = m.id
        where m.hotel_id = :hotel and m.conversation_id = :conversation and m.direction = 'out'
          and m.author <> 'phone' and (o.id is null or o.attempts > 0)""",
    ),
    "file": (
        "f.id",
        "f.created_at",
        """jsonb_build_object('to', 'Green API', 'outcome', coalesce(f.trouble, f.state),
          'attempts', f.attempts, 'type', f.mime_type)""",
        r"'', '\x'::bytea, '\x'::bytea",
        """message m join media f on f.hotel_id = m.hotel_id and f.message_id = m.id
        where m.hotel_id = :hotel and m.conversation_id = :conversation and m.direction = 'in'
          and (f.attempts > 0 or f.stored_key is not null)""",
    ),
    "alert": (
        "s.id",
        "coalesce(s.done_at, s.created_at)",
        """jsonb_build_object('task', a.kind, 'to', s.way,
          'outcome', coalesce(s.outcome, s.state), 'attempts', s.attempts)""",
        r"a.reason, '\x'::bytea, '\x'::bytea",
        """alert a join alert_step s on s.hotel_id = a.hotel_id and s.alert_id = a.id
        where a.hotel_id = :hotel and a.conversation_id = :conversation and s.way <> 'screen'
          and s.attempts > 0""",
    ),
    "notice": (
        "x.id",
        "coalesce(x.done_at, x.created_at)",
        """jsonb_build_object('to', substring(x.wanted->>'url' from '^https?://([^/:?#]+)'),
          'outcome', coalesce(x.outcome, x.state), 'attempts', x.attempts)""",
        r"'', '\x'::bytea, '\x'::bytea",
        """decision d join trigger_action x on x.hotel_id = d.hotel_id and x.decision_id = d.id
        where d.hotel_id = :hotel and d.conversation_id = :conversation and d.kind = 'trigger'
          and x.kind = 'notify_webhook' and x.attempts > 0""",
    ),
}
_AFTER = "(cast(:at as timestamptz) is null or ({at}, '{kind}', {id}::text) < (:at, :kind, :id))"
_LISTED = " union all ".join(
    f"(select '{kind}' as kind, {id_}::text as id, {at} as at, {what} as what, {text}"  # noqa: S608 - from the table above
    f" from {source} and {_AFTER.format(at=at, kind=kind, id=id_)}"
    f" order by {at} desc, {id_}::text desc limit :most)"
    for kind, (id_, at, what, text, source) in _ARMS.items()
)
_LIST = sql(f"select * from ({_LISTED}) x order by at desc, kind desc, id desc limit :most")  # noqa: S608 - as above
_COUNT = sql(
    " union all ".join(
        f"select '{kind}', count(*) from {source}"  # noqa: S608 - from the table above
        for kind, (*_, source) in _ARMS.items()
    )
)


async def list_rows(
    work: Work, conversation_id: UUID, *, after: Key | None, most: int
) -> list[Row]:
    """Newest first."""
    at, kind, id_ = after or (None, "", "")
    values = {
        "hotel": work.hotel_id,
        "conversation": conversation_id,
        "at": at,
        "kind": kind,
        "id": id_,
        "most": most,
    }
    return [Row(*row) for row in await work.rows(_LIST, values)]


async def count(work: Work, conversation_id: UUID) -> dict[str, int]:
    values = {"hotel": work.hotel_id, "conversation": conversation_id}
    return {kind: number for kind, number in await work.rows(_COUNT, values) if number}
