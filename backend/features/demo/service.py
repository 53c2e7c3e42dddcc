"""Demo hotels: three believable ones, made once, in the past relative to now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from backend.domain.ids import HotelId
from backend.domain.words import Role
from backend.errors import Forbidden
from backend.features.accounts.passwords import hash_password
from backend.features.accounts.service import ensure_account
from backend.features.demo import content
from backend.features.demo.data import berlin, mexico, tbilisi
from backend.features.demo.shapes import HotelPlan
from backend.features.hotels.service import exists
from backend.kit.crypto import Vault, token_hash
from backend.models import Channel, Hook, Hotel, Staff
from backend.settings import Settings
from backend.work import PlatformWork, WorkFactory

PLANS = (berlin.HOTEL, tbilisi.HOTEL, mexico.HOTEL)
PASSWORD = "morning coffee"  # noqa: S105 - printed at every start, refused in production
ADMIN = "admin@hotelbot.example"
FIRST_INSTANCE = 7_700_000_001
HOOK_PATH = "/hooks/green/"


@dataclass(frozen=True, slots=True)
class DemoLogin:
    place: str
    role: str
    email: str


@dataclass(frozen=True, slots=True)
class DemoNumber:
    """What a simulator of Green API has to know of a demo hotel's number."""

    id_instance: int
    api_token: str
    webhook_path: str
    webhook_token: str
    guests: tuple[tuple[str, str, str], ...]
    """Phone, name, language."""


async def load(works: WorkFactory, vault: Vault, settings: Settings) -> int:
    """Makes what is missing; returns how many hotels were made. Raises Forbidden in production."""
    refuse_in_production(settings)
    hashed = await hash_password(PASSWORD)
    async with works.platform() as work:
        await _ensure_admin(work, hashed)
    made = 0
    for plan, number in zip(PLANS, numbers(vault), strict=True):
        hotel_id = hotel_id_of(plan)
        async with works.platform() as work:
            if await exists(work, hotel_id):
                continue
            accounts = await _ensure_people(work, plan, hashed)
        # The hotel and all it holds in one transaction: a load that breaks off leaves no half.
        async with works.hotel(hotel_id) as here:
            here.session.add(_hotel(plan, hotel_id))
            await here.session.flush()
            channel = _channel(plan, number, vault=vault, settings=settings, now=here.now)
            staff = _staff(plan, hotel_id, accounts)
            here.session.add_all([channel, *staff.values()])
            await here.session.flush()
            here.session.add(_hook(channel, number))
            await content.fill(here, plan, channel=channel, agent=staff[Role.AGENT])
        made += 1
    return made


def logins() -> list[DemoLogin]:
    found = [DemoLogin("Platform", "admin", ADMIN)]
    for plan in PLANS:
        found += [DemoLogin(plan.name, role, _email(plan, role)) for role, _ in plan.people]
    return found


def numbers(vault: Vault) -> list[DemoNumber]:
    """The same at every start: the simulators forget, the database does not."""
    return [
        DemoNumber(
            id_instance=FIRST_INSTANCE + position,
            api_token=_secret(vault, plan, "api"),
            webhook_path=HOOK_PATH + _secret(vault, plan, "hook")[:32],
            webhook_token=_secret(vault, plan, "webhook"),
            guests=tuple((talk.phone, talk.guest, talk.language) for talk in plan.talks),
        )
        for position, plan in enumerate(PLANS)
    ]


def refuse_in_production(settings: Settings) -> None:
    if settings.env == "production":
        raise Forbidden("Demo hotels have known passwords and do not belong in production.")


def hotel_id_of(plan: HotelPlan) -> HotelId:
    return HotelId(uuid5(NAMESPACE_URL, plan.website))


async def _ensure_admin(work: PlatformWork, hashed: str) -> None:
    account, _ = await ensure_account(
        work, email=ADMIN, name="Platform admin", password_hash=hashed
    )
    account.is_platform_admin = True


async def _ensure_people(work: PlatformWork, plan: HotelPlan, hashed: str) -> dict[str, UUID]:
    accounts = {}
    for role, name in plan.people:
        account, _ = await ensure_account(
            work, email=_email(plan, role), name=name, password_hash=hashed
        )
        accounts[role] = account.id
    return accounts


def _hotel(plan: HotelPlan, hotel_id: HotelId) -> Hotel:
    return Hotel(
        id=hotel_id,
        name=plan.name,
        timezone=plan.timezone,
        language=plan.language,
        contact_phone=plan.phone,
        website=plan.website,
    )


def _channel(
    plan: HotelPlan, number: DemoNumber, *, vault: Vault, settings: Settings, now: datetime
) -> Channel:
    hotel_id = hotel_id_of(plan)
    return Channel(
        hotel_id=hotel_id,
        name="Reception",
        id_instance=number.id_instance,
        api_token_sealed=vault.seal(
            number.api_token.encode(), hotel_id=hotel_id, purpose=content.TOKEN_PURPOSE
        ),
        api_url=settings.green_api_url,
        media_url=settings.green_api_media_url,
        state=content.CONNECTED,
        state_at=now,
    )


def _hook(channel: Channel, number: DemoNumber) -> Hook:
    return Hook(
        id=number.webhook_path.removeprefix(HOOK_PATH),
        hotel_id=channel.hotel_id,
        channel_id=channel.id,
        id_instance=number.id_instance,
        token_hash=token_hash(number.webhook_token),
    )


def _staff(plan: HotelPlan, hotel_id: HotelId, accounts: dict[str, UUID]) -> dict[Role, Staff]:
    return {
        Role(role): Staff(hotel_id=hotel_id, account_id=accounts[role], name=name, role=Role(role))
        for role, name in plan.people
    }


def _email(plan: HotelPlan, role: str) -> str:
    return f"{role}@{plan.key}.example"


def _secret(vault: Vault, plan: HotelPlan, purpose: str) -> str:
    return vault.derive(f"demo:{plan.key}:{purpose}").hex()
