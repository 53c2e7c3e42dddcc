"""What was found behind the addresses of templates."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, delete, select

from backend.models import TemplateLink
from backend.work import Work


async def list_links(work: Work, template_id: UUID) -> Sequence[TemplateLink]:
    statement = select(TemplateLink).where(
        TemplateLink.hotel_id == work.hotel_id, TemplateLink.template_id == template_id
    )
    return (await work.session.exec(statement.order_by(col(TemplateLink.id)))).all()


async def replace_links(work: Work, template_id: UUID, rows: Sequence[TemplateLink]) -> None:
    gone = delete(TemplateLink).where(
        col(TemplateLink.hotel_id) == work.hotel_id,
        col(TemplateLink.template_id) == template_id,
    )
    await work.session.execute(gone)
    work.session.add_all(rows)
    await work.session.flush()
