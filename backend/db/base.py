"""The two families of tables: a hotel's own, and the few that exist before a hotel is known."""

from uuid import UUID

from sqlalchemy import MetaData
from sqlmodel import Field, SQLModel

from backend.kit.ids import new_uuid

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_1_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class GlobalTable(SQLModel):
    """Rows needed before a hotel is known (sign-in, hooks, the timetable). No hotel's content."""


class HotelTable(SQLModel):
    """A hotel's rows: hotel_id leads every key, row-level security is forced.

    A table that changes with every message and whose rows must have a parent declares `hotel_id`
    anew, without the foreign key: the parent's key says the same, and each check of it would lock
    the hotel's row, which all of its messages share.
    """

    hotel_id: UUID = Field(primary_key=True, foreign_key="hotel.id")


class HotelEntity(HotelTable):
    """A hotel's rows that are referred to from outside by a UUID."""

    id: UUID = Field(default_factory=new_uuid, primary_key=True)


def metadata() -> MetaData:
    return SQLModel.metadata
