"""One entry that an import proposes, and what a person made of it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment, prose, reference, words
from backend.domain.knowledge_words import Mark, ProposalState


class KnowledgeProposal(HotelTable, table=True):
    __tablename__ = "knowledge_proposal"
    __table_args__ = (belongs_to("knowledge_import", "import_id", on_delete="CASCADE"),)

    import_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    """In the order of the source, from 1 on."""
    title: str = Field(sa_column=prose())
    text: str = Field(sa_column=prose())
    language: str = Field(sa_column=prose())
    category: str | None = Field(default=None, sa_column=prose(nullable=True))
    mark: Mark | None = Field(default=None, sa_column=words(Mark, nullable=True))
    twin_id: UUID | None = Field(default=None, sa_column=reference())
    """The entry that the mark speaks of; it may be gone by now."""
    note: str = Field(default="", sa_column=prose(default=""))
    """What that entry says, where both cannot be right."""
    state: ProposalState = Field(
        default=ProposalState.PROPOSED,
        sa_column=words(ProposalState, default=ProposalState.PROPOSED),
    )
    entry_id: UUID | None = Field(default=None, sa_column=reference())
    """What it became."""
    decided_by: str = Field(default="", sa_column=prose(default=""))
    decided_at: datetime | None = Field(default=None, sa_column=moment())
