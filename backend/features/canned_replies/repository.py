"""Queries on canned replies."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from backend.models import CannedReply
from backend.work import Work


async def list_replies(work: Work) -> Sequence[CannedReply]:
    query = select(CannedReply).where(CannedReply.hotel_id == work.hotel_id)
    return (await work.session.exec(query.order_by(col(CannedReply.shortcut)))).all()


async def get_reply(work: Work, reply_id: UUID) -> CannedReply | None:
    return await work.session.get(CannedReply, (work.hotel_id, reply_id))


async def reply_of(work: Work, shortcut: str) -> CannedReply | None:
    query = select(CannedReply).where(
        CannedReply.hotel_id == work.hotel_id, CannedReply.shortcut == shortcut
    )
    return (await work.session.exec(query)).one_or_none()
