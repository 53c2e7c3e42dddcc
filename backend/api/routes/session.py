"""The browser's session: who is signed in, in which hotel, with which permissions."""

from dataclasses import replace
from typing import Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from backend.api.deps import BrowserSession, Services
from backend.api.services import ApiServices
from backend.domain.ids import HotelId
from backend.domain.translating import Readable
from backend.domain.words import AiMode
from backend.errors import NotFound
from backend.features.accounts import service as accounts
from backend.features.accounts.schemas import SessionView
from backend.features.hotels import service as hotels
from backend.features.hotels.schemas import StageModes, Topic
from backend.kit.fields import ClockTime
from backend.realtime.kick import kick

router = APIRouter(prefix="/session", tags=["sign-in"])


class HotelName(BaseModel):
    id: UUID
    name: str


class SessionHotel(HotelName):
    timezone: str
    language: str
    ai_mode: AiMode
    drafts_for_vips: bool
    off_for_vips: bool
    stage_modes: StageModes
    reply_delay_s: int
    own_topics: list[Topic]
    country: str | None
    check_in_time: ClockTime
    check_out_time: ClockTime
    keep_webhooks_days: int
    keep_sends_days: int
    keep_calls_days: int
    closes_on_thanks: bool


class SessionAnswer(BaseModel):
    name: str
    email: str
    is_platform_admin: bool
    role: str | None
    hotel: SessionHotel | None
    hotels: list[HotelName]
    permissions: list[str]
    reads: str | None
    """The language guests' messages are translated into; null: into none."""
    screens: str | None
    """The language of the screens; null: what each browser is set to."""
    staff_id: UUID | None
    """The person's place in this hotel; null for the operator."""


class LanguageChoice(BaseModel):
    reads: Readable | None = None
    """What guests write is put into it; null: stays as it is. Left away: as it was."""
    screens: Literal["en", "de", "es", "ru"] | None = None
    """null: what each browser is set to. Left away: as it was."""


class HotelChoice(BaseModel):
    hotel_id: UUID


class PasswordChange(BaseModel):
    current: str = Field(max_length=1000, repr=False)
    new: str = Field(max_length=1000, repr=False)


@router.get("")
async def read_session(session: BrowserSession, services: Services) -> SessionAnswer:
    return await _answer(session, services)


@router.post("/hotel")
async def choose_hotel(
    data: HotelChoice, session: BrowserSession, services: Services
) -> SessionAnswer:
    """A foreign hotel answers as one that does not exist."""
    async with services.container.work.platform() as work:
        if not await hotels.exists(work, data.hotel_id):
            raise NotFound("There is no such hotel.")
        chosen = await accounts.switch_hotel(work, session, HotelId(data.hotel_id))
    return await _answer(chosen, services)


@router.patch("/languages")
async def choose_languages(
    data: LanguageChoice, session: BrowserSession, services: Services
) -> SessionAnswer:
    """Of the screens, and into which messages are translated; in every browser of the person."""
    chosen = replace(session.person.languages, **data.model_dump(exclude_unset=True))
    async with services.container.work.platform() as work:
        session = await accounts.choose_languages(work, session, chosen)
    return await _answer(session, services)


@router.post("/password", status_code=204)
async def change_password(
    data: PasswordChange, session: BrowserSession, services: Services
) -> None:
    """Ends every session of the account, this one too."""
    closed = await accounts.change_password(
        services.container.work, session, current=data.current, new=data.new
    )
    await kick(services.container.redis, closed)


async def _answer(session: SessionView, services: ApiServices) -> SessionAnswer:
    hotel = None
    if session.hotel_id is not None:
        async with services.container.work.hotel(session.hotel_id) as work:
            found = await hotels.get_hotel(work)
        hotel = SessionHotel(
            id=found.id,
            name=found.name,
            timezone=found.timezone,
            language=found.language,
            ai_mode=found.ai_mode,
            drafts_for_vips=found.drafts_for_vips,
            off_for_vips=found.off_for_vips,
            stage_modes=found.stage_modes,
            reply_delay_s=found.reply_delay_s,
            own_topics=found.own_topics,
            country=found.country,
            check_in_time=found.check_in_time,
            check_out_time=found.check_out_time,
            keep_webhooks_days=found.keep_webhooks_days,
            keep_sends_days=found.keep_sends_days,
            keep_calls_days=found.keep_calls_days,
            closes_on_thanks=found.closes_on_thanks,
        )
    return SessionAnswer(
        name=session.name,
        email=session.email,
        is_platform_admin=session.is_platform_admin,
        role=session.role,
        hotel=hotel,
        hotels=await _choices(session, services),
        permissions=sorted(session.permissions),
        reads=session.person.languages.reads,
        screens=session.person.languages.screens,
        staff_id=session.staff_id,
    )


async def _choices(session: SessionView, services: ApiServices) -> list[HotelName]:
    """Hotels to switch to: the person's own; for the operator, the head of the whole list."""
    if not session.is_platform_admin:
        places = session.person.places
        return [HotelName(id=place.hotel_id, name=place.hotel_name) for place in places]
    async with services.container.work.platform() as work:
        page = await hotels.list_hotels(work, limit=200)
    return [HotelName(id=hotel.id, name=hotel.name) for hotel in page.items]
