"""Queries on a hotel's API keys."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from backend.models import ApiKey
from backend.work import Work


async def key_by_hash(work: Work, key_hash: bytes) -> ApiKey | None:
    query = select(ApiKey).where(
        ApiKey.hotel_id == work.hotel_id,
        ApiKey.key_hash == key_hash,
        col(ApiKey.revoked_at).is_(None),
    )
    return (await work.session.exec(query)).first()


async def get_key(work: Work, key_id: UUID) -> ApiKey | None:
    return await work.session.get(ApiKey, (work.hotel_id, key_id))


async def list_keys(work: Work) -> Sequence[ApiKey]:
    query = select(ApiKey).where(ApiKey.hotel_id == work.hotel_id)
    return (await work.session.exec(query.order_by(col(ApiKey.id)))).all()
