"""Column types and table arguments that every model shares."""

from datetime import datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Identity,
    LargeBinary,
    Text,
    Time,
    TypeDecorator,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB


class EnumText(TypeDecorator[StrEnum]):
    """A closed vocabulary kept as text: adding a word needs no ALTER TYPE."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        self.words = words
        super().__init__()

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


def words(
    vocabulary: type[StrEnum],
    *,
    nullable: bool = False,
    default: StrEnum | None = None,
    primary_key: bool = False,
) -> Column[StrEnum]:
    server = text(f"'{default}'") if default is not None else None
    return Column(
        EnumText(vocabulary), nullable=nullable, server_default=server, primary_key=primary_key
    )


def moment(*, nullable: bool = True, now: bool = False) -> Column[datetime]:
    """A point in time, stored in UTC. `now=True`: set by the database's clock at insert."""
    default = text("clock_timestamp()") if now else None
    return Column(DateTime(timezone=True), nullable=nullable and not now, server_default=default)


def clock_time(*, default: str | None = None) -> Column[time]:
    """A time of day on the hotel's own clock, without a zone; None where it is not known."""
    server = text(f"'{default}'") if default is not None else None
    return Column(Time, nullable=default is None, server_default=server)


def number_id() -> Column[int]:
    """Second part of a hotel-first key; grows with time, never reused."""
    return Column(BigInteger, Identity(always=False), primary_key=True)


def big(*, nullable: bool = False, default: int | None = None) -> Column[int]:
    server = text(str(default)) if default is not None else None
    return Column(BigInteger, nullable=nullable, server_default=server)


def flag(default: bool = False) -> Column[bool]:
    return Column(Boolean, nullable=False, server_default=text("true" if default else "false"))


def document(*, nullable: bool = False) -> Column[Any]:
    return Column(JSONB, nullable=nullable, server_default=None if nullable else text("'{}'"))


def listing() -> Column[Any]:
    return Column(JSONB, nullable=False, server_default=text("'[]'"))


def sealed(*, nullable: bool = False) -> Column[bytes]:
    return Column(LargeBinary, nullable=nullable)


def prose(*, nullable: bool = False, default: str | None = None) -> Column[str]:
    server = text(f"'{default}'") if default is not None else None
    return Column(Text, nullable=nullable, server_default=server)


def reference(*, nullable: bool = True) -> Column[UUID]:
    """Half of a composite foreign key; the other half is always hotel_id (see `belongs_to`)."""
    return Column(Uuid, nullable=nullable)


def belongs_to(table: str, column: str, *, on_delete: str | None = None) -> ForeignKeyConstraint:
    """(hotel_id, column) -> table: a child can never point into another hotel."""
    return ForeignKeyConstraint(
        ["hotel_id", column], [f"{table}.hotel_id", f"{table}.id"], ondelete=on_delete
    )
