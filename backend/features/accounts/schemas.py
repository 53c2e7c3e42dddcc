"""Who somebody is, and what the sign-in routes take and give."""

from dataclasses import dataclass, field
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from backend.domain.ids import AccountId, HotelId, StaffId
from backend.domain.permissions import Permission, permissions_of
from backend.domain.words import Role


class Place(BaseModel):
    """One hotel somebody works in."""

    model_config = ConfigDict(frozen=True)

    hotel_id: UUID
    hotel_name: str
    staff_id: UUID
    role: Role
    name: str


@dataclass(frozen=True, slots=True)
class Languages:
    """What a person chose for themselves."""

    reads: str | None
    """What guests write is put into it; None: stays as it is."""
    screens: str | None
    """None: what each browser is set to."""

    @property
    def for_reading(self) -> str:
        """Where somebody translates without having chosen."""
        return self.reads or self.screens or "en"


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in person with every place they have, as the database says now."""

    account_id: AccountId
    name: str
    email: str
    is_platform_admin: bool
    places: tuple[Place, ...] = ()
    languages: Languages = Languages(None, None)

    def place_in(self, hotel_id: UUID) -> Place | None:
        return next((place for place in self.places if place.hotel_id == hotel_id), None)

    def may_enter(self, hotel_id: UUID) -> bool:
        return self.is_platform_admin or self.place_in(hotel_id) is not None


@dataclass(frozen=True, slots=True)
class SessionView:
    """A browser's session: the person, and the hotel they are looking at."""

    person: Person
    token_hash: bytes
    hotel_id: HotelId | None
    role: Role | None = None
    staff_id: StaffId | None = None
    permissions: frozenset[Permission] = field(default_factory=frozenset)

    @property
    def account_id(self) -> AccountId:
        return self.person.account_id

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def email(self) -> str:
        return self.person.email

    @property
    def is_platform_admin(self) -> bool:
        return self.person.is_platform_admin

    @classmethod
    def of(cls, person: Person, *, token_hash: bytes, hotel_id: UUID | None) -> "SessionView":
        """A hotel the person may no longer enter is left out."""
        hotel = HotelId(hotel_id) if hotel_id and person.may_enter(hotel_id) else None
        place = person.place_in(hotel) if hotel else None
        role = place.role if place else None
        return cls(
            person=person,
            token_hash=token_hash,
            hotel_id=hotel,
            role=role,
            staff_id=StaffId(place.staff_id) if place else None,
            permissions=permissions_of(role, is_platform_admin=person.is_platform_admin),
        )


@dataclass(frozen=True, slots=True)
class NewTokens:
    account_id: AccountId
    refresh_token: str
