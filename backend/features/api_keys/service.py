"""API keys: made for a script or a PMS vendor, each for one hotel and with one role."""

from datetime import timedelta
from uuid import UUID

from backend.domain.ids import HotelId
from backend.domain.words import Role
from backend.errors import NotFound
from backend.features.api_keys import repository
from backend.features.api_keys.schemas import ApiKeyView, KeyHolder, NewApiKeyView
from backend.features.audit.service import record
from backend.kit.crypto import new_token, token_hash
from backend.models import ApiKey
from backend.work import Work

PREFIX = "hb"
SEEN_EVERY = timedelta(minutes=1)


async def make_api_key(work: Work, *, name: str, role: Role) -> NewApiKeyView:
    """The key is in the answer and nowhere else."""
    key = f"{PREFIX}_{work.hotel_id.hex}_{new_token()}"
    row = ApiKey(
        hotel_id=work.hotel_id,
        name=name,
        key_hash=token_hash(key),
        role=role,
        created_by=work.actor.id,
        created_at=work.now,
    )
    work.session.add(row)
    await record(work, "api_key.create", subject=str(row.id), detail={"role": role})
    return NewApiKeyView(**_view(row).model_dump(), key=key)


async def list_api_keys(work: Work) -> list[ApiKeyView]:
    return [_view(row) for row in await repository.list_keys(work)]


async def revoke_api_key(work: Work, key_id: UUID) -> None:
    row = await repository.get_key(work, key_id)
    if row is None:
        raise NotFound("There is no such key.")
    row.revoked_at = row.revoked_at or work.now
    await record(work, "api_key.revoke", subject=str(key_id))


def hotel_of_api_key(key: str) -> HotelId | None:
    """The hotel a key names; says nothing of whether the key is good."""
    prefix, _, rest = key.partition("_")
    hotel, _, _ = rest.partition("_")
    if prefix != PREFIX or len(hotel) != 32:
        return None
    try:
        return HotelId(UUID(hex=hotel))
    except ValueError:
        return None


async def find_api_key(work: Work, key: str) -> KeyHolder | None:
    row = await repository.key_by_hash(work, token_hash(key))
    if row is None:
        return None
    if row.last_used_at is None or row.last_used_at + SEEN_EVERY <= work.now:
        row.last_used_at = work.now
    return KeyHolder(key_id=row.id, name=row.name, hotel_id=work.hotel_id, role=row.role)


def _view(row: ApiKey) -> ApiKeyView:
    return ApiKeyView(**row.model_dump())
