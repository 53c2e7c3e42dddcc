"""Rows of templates and their texts."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.db.transaction import sql
from backend.domain.ids import HotelId
from backend.models import Template, TemplateText, Trigger
from backend.work import Work


async def list_templates(session: AsyncSession, hotel_id: HotelId) -> Sequence[Template]:
    statement = select(Template).where(Template.hotel_id == hotel_id)
    return (await session.exec(statement.order_by(col(Template.name)))).all()


async def find(session: AsyncSession, hotel_id: HotelId, template_id: UUID) -> Template | None:
    return await session.get(Template, (hotel_id, template_id))


async def name_taken(
    session: AsyncSession, hotel_id: HotelId, name: str, *, besides: UUID | None
) -> bool:
    statement = select(Template.id).where(
        Template.hotel_id == hotel_id,
        func.lower(col(Template.name)) == name.lower(),
        Template.id != besides,
    )
    return (await session.exec(statement)).first() is not None


_TEXTS = sql("""
select template_id, language, text from template_text
where hotel_id = :hotel and template_id = any(:ids)
""")


async def texts_of(work: Work, template_ids: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    """{template: {language: text}}"""
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    if template_ids:
        values = {"hotel": work.hotel_id, "ids": list(template_ids)}
        for template_id, language, text in await work.rows(_TEXTS, values):
            found[template_id][language] = text
    return found


async def replace_texts(
    session: AsyncSession, hotel_id: HotelId, template_id: UUID, texts: dict[str, str]
) -> None:
    gone = delete(TemplateText).where(
        col(TemplateText.hotel_id) == hotel_id, col(TemplateText.template_id) == template_id
    )
    await session.execute(gone)
    session.add_all(
        TemplateText(hotel_id=hotel_id, template_id=template_id, language=language, text=text)
        for language, text in texts.items()
    )
    await session.flush()


async def is_used(session: AsyncSession, hotel_id: HotelId, template_id: UUID) -> bool:
    statement = select(Trigger.id).where(
        Trigger.hotel_id == hotel_id, Trigger.template_id == template_id
    )
    return (await session.exec(statement)).first() is not None
