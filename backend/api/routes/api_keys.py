"""API keys of a hotel."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from backend.api.deps import SettingsWriter
from backend.api.pages import PageOf
from backend.domain.words import Role
from backend.features.api_keys import service
from backend.features.api_keys.schemas import ApiKeyView, NewApiKeyView
from backend.kit.fields import Line

router = APIRouter(prefix="/hotels/{hotel_id}/api-keys", tags=["API keys"])


class ApiKeyInput(BaseModel):
    name: Line
    role: Role = Role.AGENT


@router.get("")
async def list_api_keys(access: SettingsWriter) -> PageOf[ApiKeyView]:
    async with access.work() as work:
        return PageOf.whole(await service.list_api_keys(work))


@router.post("", status_code=201)
async def make_api_key(data: ApiKeyInput, access: SettingsWriter) -> NewApiKeyView:
    """`key` is shown this once."""
    async with access.work() as work:
        return await service.make_api_key(work, name=data.name, role=data.role)


@router.delete("/{key_id}", status_code=204)
async def revoke_api_key(key_id: UUID, access: SettingsWriter) -> None:
    async with access.work() as work:
        await service.revoke_api_key(work, key_id)
