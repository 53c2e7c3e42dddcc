"""What the tests of turns need again and again."""

from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import col, select

from backend.db.base import HotelTable
from backend.domain.words import MessageClass, TriggerEvent
from backend.features.knowledge.schemas import KnowledgeDraft
from backend.features.knowledge.service import create_entry
from backend.features.templates.schemas import TemplateDraft
from backend.features.templates.service import create_template
from backend.features.triggers.schemas import TriggerDraft
from backend.features.triggers.service import create_trigger
from backend.work import WorkFactory
from tests.fixtures.work import HotelFixture

Row = TypeVar("Row", bound=HotelTable)

BREAKFAST = "Breakfast is served from 7:00 to 10:30 in the restaurant."


async def rows_of(works: WorkFactory, hotel: HotelFixture, table: type[Row]) -> list[Row]:
    """Every row of the hotel, oldest first."""
    async with works.hotel(hotel.id) as work:
        statement = select(table).where(table.hotel_id == hotel.id)
        return list(await work.session.exec(statement.order_by(col(table.id))))  # type: ignore[attr-defined]


async def teach(
    works: WorkFactory, hotel: HotelFixture, *entries: tuple[str, str], language: str = "en"
) -> None:
    """(title, text) into the knowledge base."""
    async with works.hotel(hotel.id) as work:
        for title, text in entries:
            await create_entry(work, KnowledgeDraft(title=title, text=text, language=language))


async def arm(
    works: WorkFactory,
    hotel: HotelFixture,
    event: TriggerEvent,
    text: str,
    *,
    keywords: tuple[str, ...] = (),
    message_class: MessageClass = MessageClass.USEFUL,
    **rule: Any,
) -> UUID:
    """An enabled trigger that sends `text`."""
    async with works.hotel(hotel.id) as work:
        template = await create_template(
            work,
            TemplateDraft(
                name=f"{event} text",
                texts={"en": text},
                message_class=message_class,
                reviewed=True,
            ),
        )
        trigger = await create_trigger(
            work,
            TriggerDraft(
                name=f"{event}",
                event=event,
                keywords=list(keywords),
                template_id=template.id,
                enabled=True,
                **rule,
            ),
        )
    return trigger.id


async def arm_to_act(
    works: WorkFactory, hotel: HotelFixture, *actions: dict[str, Any], keywords: tuple[str, ...]
) -> UUID:
    """An enabled keyword trigger that sends nothing."""
    draft = TriggerDraft(
        name="acts",
        event=TriggerEvent.KEYWORD,
        keywords=list(keywords),
        enabled=True,
        actions=actions,
    )
    async with works.hotel(hotel.id) as work:
        return (await create_trigger(work, draft)).id
