"""A person who signs in. Global, because the e-mail is known before the hotel."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from backend.db.base import GlobalTable
from backend.db.types import flag, moment, prose
from backend.kit.ids import new_uuid


class Account(GlobalTable, table=True):
    __tablename__ = "account"

    id: UUID = Field(default_factory=new_uuid, primary_key=True)
    email: str = Field(unique=True)
    """Lower case."""
    name: str = Field(sa_column=prose())
    password_hash: str | None = Field(default=None, sa_column=prose(nullable=True))
    is_platform_admin: bool = Field(default=False, sa_column=flag())
    reads: str | None = Field(default=None, sa_column=prose(nullable=True))
    """The language guests' messages are translated into for this person; None: into none."""
    screens: str | None = Field(default=None, sa_column=prose(nullable=True))
    """The language of the screens; None: what each browser is set to."""
    disabled_at: datetime | None = Field(default=None, sa_column=moment())
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
