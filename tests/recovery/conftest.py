"""A hotel with a survey, a guest who stays there, and what is asked of them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from backend.domain.words import AlertKind, DecisionKind, DecisionOutcome
from backend.features.alerts.service import raise_alert
from backend.features.complaints.schemas import ComplaintView
from backend.features.complaints.service import list_complaints
from backend.features.surveys.schemas import SurveyInput
from backend.features.surveys.service import add_survey, start
from backend.features.turns.drain import drain_turns
from backend.models import Activity, Alert, Decision, SurveyAnswer
from backend.work import Actor, ActorKind, WorkFactory
from tests.fakes.ai import FakeAi
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture

REVIEWS = "https://reviews.example/linden"


@dataclass
class House:
    works: WorkFactory
    hotel: HotelFixture
    chat: Chat
    ai: FakeAi

    @property
    def me(self) -> Actor:
        return Actor(ActorKind.STAFF, self.hotel.staff.id, self.hotel.staff.name)

    async def survey(self, **columns: Any) -> UUID:
        data = {"name": "Mid-stay", "review_url": REVIEWS, **columns}
        async with self.works.hotel(self.hotel.id) as work:
            return (await add_survey(work, SurveyInput.model_validate(data))).id

    async def start(self, survey_id: UUID) -> str:
        assert self.chat.stay_id is not None
        async with self.works.hotel(self.hotel.id) as work:
            why = Decision(
                hotel_id=self.hotel.id,
                kind=DecisionKind.TRIGGER,
                outcome=DecisionOutcome.FIRED,
                reason="time",
                conversation_id=self.chat.conversation_id,
            )
            work.session.add(why)
            await work.session.flush()
            assert why.id is not None
            return await start(
                work,
                survey_id,
                conversation_id=self.chat.conversation_id,
                stay_id=self.chat.stay_id,
                decision_id=why.id,
            )

    async def says(self, *texts: str) -> None:
        """The guest writes, and the turn is decided."""
        await self.chat.write(*texts)
        await drain_turns(self.works, self.hotel.id, ai=self.ai, limit=5)

    async def heard(self) -> list[str]:
        """What the hotel's side said."""
        return [one.text for one in await self.chat.sent()]

    async def complain(self, score: float | None = None, key: str = "complaint:1") -> None:
        async with self.works.hotel(self.hotel.id) as work:
            await raise_alert(
                work,
                kind=AlertKind.COMPLAINT,
                reason="The guest is unhappy.",
                dedupe_key=key,
                conversation_id=self.chat.conversation_id,
                score=score,
            )

    async def complaints(self, *, is_open: bool = True) -> list[ComplaintView]:
        async with self.works.hotel(self.hotel.id) as work:
            return list((await list_complaints(work, is_open=is_open)).items)

    async def answers(self) -> list[tuple[int | None, str | None]]:
        """(score, what became of the request for a review)"""
        async with self.works.hotel(self.hotel.id) as work:
            query = select(SurveyAnswer).where(SurveyAnswer.hotel_id == self.hotel.id)
            rows = (await work.session.exec(query.order_by(col(SurveyAnswer.asked_at)))).all()
            return [(one.score, one.review) for one in rows]

    async def alerts(self) -> list[tuple[str, str]]:
        """(kind, reason)"""
        async with self.works.hotel(self.hotel.id) as work:
            query = select(Alert).where(Alert.hotel_id == self.hotel.id)
            rows = (await work.session.exec(query.order_by(col(Alert.created_at)))).all()
            return [(one.kind.value, one.reason) for one in rows]

    async def lines(self) -> list[str]:
        async with self.works.hotel(self.hotel.id) as work:
            query = select(Activity.kind).where(Activity.hotel_id == self.hotel.id)
            return [str(one) for one in await work.session.exec(query.order_by(col(Activity.id)))]


@pytest.fixture
async def house(works: WorkFactory, hotel: HotelFixture, chats: Chats) -> House:
    return House(works, hotel, await chats.open(hotel, language="en"), FakeAi())
