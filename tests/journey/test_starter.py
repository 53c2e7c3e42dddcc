"""The starter journey: eight triggers that only need to be looked at and switched on."""

from datetime import timedelta

import pytest

from backend.domain.template_checks import problems_of
from backend.domain.template_variables import StayFacts, values_of
from backend.domain.templates import Rendered, render
from backend.domain.words import AlertKind, TriggerEvent
from backend.features.alerts.service import raise_alert, resolve
from backend.features.complaints.service import close, list_complaints
from backend.features.journey.service import plan_silences, publish, set_enabled
from backend.features.triggers.service import note_rehearsal
from backend.features.triggers.starter import STARTERS, Starter, make_starter_journey
from backend.models import Conversation
from tests.fixtures.api import Api
from tests.fixtures.chats import Chats
from tests.journey.conftest import Journey

LANGUAGES = {"en", "de", "es", "ru"}


@pytest.mark.parametrize("starter", STARTERS, ids=lambda one: one.name)
def test_each_can_be_sent_in_four_languages(starter: Starter) -> None:
    """With nothing known of the guest but the day of arrival."""
    facts = StayFacts(hotel_name="Hotel", hotel_website="hotel.test")
    assert set(starter.texts) == LANGUAGES
    for language, text in starter.texts.items():
        values = values_of(facts, language) | {"arrival": "1 May"}
        assert problems_of(text, language) == []
        assert isinstance(render(text, values, language=language), Rendered)


async def test_one_call_makes_all_eight_and_none_twice(api: Api, journey: Journey) -> None:
    """Off, unpublished, to be rehearsed first."""
    client = await api.staff(journey.hotel)
    url = f"/api/v1/hotels/{journey.hotel.id}/triggers"
    made = (await client.post(f"{url}/starter-journey")).json()["items"]
    again = (await client.post(f"{url}/starter-journey")).json()["items"]
    listed = (await client.get(url)).json()["items"]
    rehearsed = [(await client.post(f"{url}/{one['id']}/rehearsal")).status_code for one in made]

    assert len(made) == len(listed) == 8
    assert again == []
    assert not any(one["enabled"] or one["published"] for one in listed)
    assert rehearsed == [200] * 8


async def test_no_review_is_asked_for_while_a_complaint_is_open(journey: Journey) -> None:
    """Withheld with its reason; once it is resolved another guest's stay is asked about."""
    async with journey.works.hotel(journey.hotel.id) as work:
        made = await make_starter_journey(work)
        (review,) = [one for one in made if one.name == "Review request"]
        await publish(work, review.id)
        await note_rehearsal(work, review.id, version=1)
    await journey.owner.execute(
        "update hotel set website = 'hotel.test' where id = %s", (journey.hotel.id,)
    )
    greeted = await journey.arm(TriggerEvent.STAY_BOOKED)
    for number in (1, 2):
        await journey.push(f"R-{number}", guest={"phone": f"+3460000000{number}"}, arrives_in=0)
    await journey.drain()
    async with journey.works.hotel(journey.hotel.id) as work:
        await set_enabled(work, greeted, False)
        await set_enabled(work, review.id, True)
    chats = await journey.rows(Conversation)
    async with journey.works.hotel(journey.hotel.id) as work:
        alerts = [
            await raise_alert(
                work,
                kind=AlertKind.COMPLAINT,
                reason="Noise",
                dedupe_key=f"complaint:{chat.id}",
                conversation_id=chat.id,
            )
            for chat in chats
        ]
        assert alerts[1] is not None
        await resolve(work, alerts[1].id)
        (_, second) = sorted(
            (await list_complaints(work)).items, key=lambda one: one.conversation_id == chats[1].id
        )
        await close(work, second.id, "Moved to a quiet room.")
    for status in ("in_house", "departed"):
        for number in (1, 2):
            guest = {"phone": f"+3460000000{number}"}
            await journey.push(f"R-{number}", guest=guest, arrives_in=0, status=status)
    await journey.pass_time(timedelta(minutes=11))
    await journey.set_due()
    await journey.drain()

    assert sorted((await journey.ledger())[2:]) == [
        ("deferred", "complaint_open"),
        ("fired", "time"),
    ]


async def test_a_silence_is_noticed_once(journey: Journey, chats: Chats) -> None:
    """The guest waits longer than the trigger's minutes; the next message is another episode."""
    chat = await chats.open(journey.hotel)
    rule = {"silence": {"waits_for": "hotel", "minutes": 15}}
    await journey.arm(TriggerEvent.NO_REPLY, "We have not forgotten you.", **rule)
    await chat.write("Is anybody there?")
    await _minutes_pass(journey, 10)
    too_early = await journey.sent()
    for _ in range(2):
        await _minutes_pass(journey, 6)
    await chat.write("Still nothing")
    await _minutes_pass(journey, 16)

    assert too_early == ["Is anybody there?"]
    assert await journey.ledger() == [("fired", "no_reply")] * 2


async def test_an_answer_ends_the_silence(journey: Journey, chats: Chats) -> None:
    """Whoever wrote between planning and deciding."""
    chat = await chats.open(journey.hotel)
    await journey.arm(TriggerEvent.NO_REPLY, "Sorry", silence={"waits_for": "hotel", "minutes": 15})
    await chat.write("Is anybody there?")
    await journey.pass_time(timedelta(minutes=20))
    await journey.owner.execute(
        "update trigger set enabled_at = enabled_at - interval '1 hour' where hotel_id = %s",
        (journey.hotel.id,),
    )
    async with journey.works.hotel(journey.hotel.id) as work:
        planned = await plan_silences(work)
    (said,) = await chat.write("Hello?")
    await chat.change(last_message_id=said)
    await journey.drain()

    assert planned == 1
    assert await journey.ledger() == [("skipped", "replied")]


async def _minutes_pass(journey: Journey, minutes: int) -> None:
    await journey.pass_time(timedelta(minutes=minutes))
    async with journey.works.hotel(journey.hotel.id) as work:
        await plan_silences(work)
    await journey.drain()
