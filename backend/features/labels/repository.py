"""Queries on labels."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select

from backend.models import ConversationLabel, Label
from backend.work import Work


async def list_labels(work: Work) -> Sequence[Label]:
    query = select(Label).where(Label.hotel_id == work.hotel_id)
    return (await work.session.exec(query.order_by(func.lower(Label.name), col(Label.id)))).all()


async def get_label(work: Work, label_id: UUID) -> Label | None:
    return await work.session.get(Label, (work.hotel_id, label_id))


async def label_named(work: Work, name: str) -> Label | None:
    query = select(Label).where(
        Label.hotel_id == work.hotel_id, func.lower(Label.name) == name.lower()
    )
    return (await work.session.exec(query)).first()


async def put_on(work: Work, conversation_id: UUID, label_id: UUID) -> bool:
    """False: it carried the label already."""
    added = (
        insert(ConversationLabel)
        .values(hotel_id=work.hotel_id, conversation_id=conversation_id, label_id=label_id)
        .on_conflict_do_nothing()
        .returning(col(ConversationLabel.label_id))
    )
    return bool((await work.session.execute(added)).all())


async def take_off(work: Work, conversation_id: UUID, label_id: UUID) -> bool:
    """False: it did not carry the label."""
    removed = (
        delete(ConversationLabel)
        .where(
            col(ConversationLabel.hotel_id) == work.hotel_id,
            col(ConversationLabel.conversation_id) == conversation_id,
            col(ConversationLabel.label_id) == label_id,
        )
        .returning(col(ConversationLabel.label_id))
    )
    return bool((await work.session.execute(removed)).all())
