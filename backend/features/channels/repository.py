"""Queries on a hotel's numbers and the webhook paths that lead to them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import exists
from sqlmodel import col, select

from backend.models import Channel, Hook
from backend.work import PlatformWork, Work


async def list_channels(work: Work) -> Sequence[tuple[Channel, str]]:
    """Oldest first, each with the id of its webhook path; a removed number has none."""
    rows = await work.session.exec(
        select(Channel, Hook.id)
        .join(
            Hook,
            (col(Hook.hotel_id) == Channel.hotel_id) & (col(Hook.channel_id) == Channel.id),
        )
        .where(Channel.hotel_id == work.hotel_id)
        .order_by(col(Channel.created_at), col(Channel.id))
    )
    return [(channel, hook_id) for channel, hook_id in rows]


async def find_channel(work: Work, channel_id: UUID, *, lock: bool) -> Channel | None:
    query = select(Channel).where(Channel.hotel_id == work.hotel_id, Channel.id == channel_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return (await work.session.exec(query)).one_or_none()


async def find_hook(work: Work, channel_id: UUID) -> Hook | None:
    query = select(Hook).where(Hook.hotel_id == work.hotel_id, Hook.channel_id == channel_id)
    return (await work.session.exec(query)).first()


async def is_instance_connected(work: Work | PlatformWork, id_instance: int) -> bool:
    """By any hotel: two hotels on one number would read each other's guests."""
    query = select(exists().where(col(Hook.id_instance) == id_instance))
    return bool((await work.session.exec(query)).one())


async def find_by_instance(work: Work, id_instance: int) -> Channel | None:
    query = select(Channel).where(
        Channel.hotel_id == work.hotel_id, Channel.id_instance == id_instance
    )
    return (await work.session.exec(query)).one_or_none()
