"""Queries on answers that a colleague called wrong."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from backend.db.transaction import sql
from backend.domain.inbox_words import WrongReason
from backend.features.wrong_answers.schemas import WrongAnswerView, WrongSource
from backend.models import Message, WrongAnswer
from backend.work import Work

After = tuple[datetime, int]

# The question is what the guest had written last by then; of a burst its last words.
_LIST = sql("""
select w.message_id, w.conversation_id, g.name, coalesce(q.text, ''), m.text, m.ai_sources,
  w.reason, w.note, w.marked_by, w.marked_at, w.handled_by, w.handled_at
from wrong_answer w
join message m on m.hotel_id = w.hotel_id and m.id = w.message_id
join conversation c on c.hotel_id = w.hotel_id and c.id = w.conversation_id
join guest g on g.hotel_id = c.hotel_id and g.id = c.guest_id
left join lateral (
  select i.text from message i
  where i.hotel_id = w.hotel_id and i.conversation_id = w.conversation_id
    and i.direction = 'in' and i.text <> '' and i.sort_at <= m.sort_at
  order by i.sort_at desc, i.id desc
  limit 1
) q on true
where w.hotel_id = :hotel
  and (cast(:handled as boolean) is null or (w.handled_at is not null) = :handled)
  and (cast(:reason as text) is null or w.reason = :reason)
  and (cast(:message as bigint) is null or w.message_id = :message)
  and (cast(:at as timestamptz) is null
    or (w.marked_at, w.message_id) < (cast(:at as timestamptz), cast(:id as bigint)))
order by w.marked_at desc, w.message_id desc
limit :limit
""")


async def list_wrong_answers(
    work: Work,
    *,
    handled: bool | None = None,
    reason: WrongReason | None = None,
    message_id: int | None = None,
    after: After | None = None,
    limit: int,
) -> Sequence[WrongAnswerView]:
    """Newest first; each with the question, the answer and the entries it stood on."""
    at, id_ = after or (None, None)
    values: dict[str, Any] = {
        "hotel": work.hotel_id,
        "handled": handled,
        "reason": reason.value if reason else None,
        "message": message_id,
        "at": at,
        "id": id_,
        "limit": limit,
    }
    return [_view(row) for row in await work.rows(_LIST, values)]


def _view(row: Any) -> WrongAnswerView:
    return WrongAnswerView(
        message_id=str(row[0]),
        conversation_id=row[1],
        guest_name=row[2],
        question=row[3],
        answer=row[4],
        sources=[WrongSource.model_validate(one) for one in row[5]],
        reason=WrongReason(row[6]),
        note=row[7],
        marked_by=row[8],
        marked_at=row[9],
        handled_by=row[10],
        handled_at=row[11],
    )


async def lock(work: Work, message_id: int) -> WrongAnswer | None:
    return await work.session.get(WrongAnswer, (work.hotel_id, message_id), with_for_update=True)


async def lock_message(work: Work, message_id: int) -> None:
    await work.session.get(Message, (work.hotel_id, message_id), with_for_update=True)


async def of_conversation(work: Work, conversation_id: UUID) -> Sequence[WrongAnswer]:
    query = select(WrongAnswer).where(
        WrongAnswer.hotel_id == work.hotel_id, WrongAnswer.conversation_id == conversation_id
    )
    return (await work.session.exec(query.order_by(col(WrongAnswer.message_id)))).all()


_COUNTS = sql("""
select reason, count(*) filter (where handled_at is null), count(handled_at)
from wrong_answer where hotel_id = :hotel group by reason
""")


async def counts(work: Work) -> Sequence[tuple[WrongReason, int, int]]:
    """(reason, open, handled)"""
    rows = await work.rows(_COUNTS, {"hotel": work.hotel_id})
    return [(WrongReason(reason), open_, handled) for reason, open_, handled in rows]
