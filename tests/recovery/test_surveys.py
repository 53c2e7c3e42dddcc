"""Surveys in the chat: asked once, understood, split by the score."""

import pytest

from backend.domain.words import Speaker
from backend.features.complaints.service import close
from backend.features.surveys.service import get_survey
from tests.recovery.conftest import REVIEWS, House


async def test_a_good_score_is_thanked_and_asked_for_a_review(house: House) -> None:
    """The AI is not asked: an answer is no question."""
    await house.start(await house.survey())
    await house.says("5, lovely place")

    assert house.ai.requests == []
    assert await house.answers() == [(5, "sent")]
    asked, thanked = await house.heard()
    assert "1 (bad) to 5" in asked
    assert thanked.endswith(REVIEWS)
    assert await house.complaints() == []
    assert await house.lines() == ["survey_asked", "survey_answered"]


async def test_a_low_score_is_a_complaint_at_once(house: House) -> None:
    """An alert, a complaint of the stay, an honest word, and no link."""
    await house.start(await house.survey())
    await house.says("плохо")

    ((kind, reason),) = await house.alerts()
    (complaint,) = await house.complaints()
    assert (kind, reason) == ("complaint", "The guest gave 2 of 5 in a survey.")
    assert (complaint.source, complaint.stay_id) == ("survey", house.chat.stay_id)
    assert await house.answers() == [(2, "none")]
    assert REVIEWS not in "".join(await house.heard())
    assert len(await house.heard()) == 2


async def test_the_cutoff_is_the_surveys_own(house: House) -> None:
    """Where four is too little, four is a complaint."""
    await house.start(await house.survey(cutoff=4))
    await house.says("4")

    assert len(await house.complaints()) == 1


async def test_what_is_no_score_goes_to_a_person(house: House) -> None:
    """Nobody guesses, and the AI does not answer it."""
    await house.start(await house.survey())
    await house.says("the staff was rude")

    assert house.ai.requests == []
    assert [kind for kind, _ in await house.alerts()] == ["ai_handed_over"]
    assert await house.answers() == [(None, None)]
    assert (await house.chat.row()).question is None


async def test_a_question_of_the_guest_is_still_answered(house: House) -> None:
    """It is no answer to the survey, which goes on waiting."""
    await house.start(await house.survey())
    await house.says("What time is breakfast?")
    between = len(house.ai.requests)
    await house.says("4")

    assert between == 1
    assert len(house.ai.requests) == 1
    assert await house.answers() == [(4, "sent")]


async def test_a_stay_is_asked_once(house: House) -> None:
    """Whatever fires again."""
    survey_id = await house.survey()
    outcomes = [await house.start(survey_id), await house.start(survey_id)]

    assert outcomes == ["asked", "asked_before"]
    assert len(await house.heard()) == 1


async def test_nobody_is_surveyed_while_their_complaint_is_open(house: House) -> None:
    """After its end they are."""
    survey_id = await house.survey()
    await house.complain()
    first = await house.start(survey_id)
    (complaint,) = await house.complaints()
    async with house.works.hotel(house.hotel.id, actor=house.me) as work:
        await close(work, complaint.id, "Moved to another room.")

    assert first == "complaint_open"
    assert await house.start(survey_id) == "asked"


async def test_the_review_is_withheld_while_a_complaint_is_open(house: House) -> None:
    """A good score does not end the complaint; the line of the thread says so."""
    await house.start(await house.survey())
    await house.complain()
    await house.says("5")

    assert await house.answers() == [(5, "withheld")]
    assert REVIEWS not in "".join(await house.heard())


async def test_while_a_colleague_speaks_the_score_counts_and_nobody_else_speaks(
    house: House,
) -> None:
    """The answer is written down, and a low one still alerts."""
    await house.start(await house.survey())
    await house.chat.change(speaker=Speaker.STAFF, speaker_until=None)
    await house.says("1")

    assert await house.answers() == [(1, "none")]
    assert len(await house.complaints()) == 1
    assert len(await house.heard()) == 1


async def test_a_late_number_is_about_something_else(house: House) -> None:
    """After two days the survey waits no more."""
    await house.start(await house.survey())
    row = await house.chat.row()
    await house.chat.change(question_until=row.created_at)
    await house.says("5")

    assert len(house.ai.requests) == 1
    assert await house.answers() == [(None, None)]


@pytest.mark.parametrize(("language", "word"), [("de", "Zahl"), ("es", "número"), ("tr", "sayı")])
async def test_a_guest_is_asked_in_their_language(house: House, language: str, word: str) -> None:
    """Where the hotel wrote none of its own, in ours."""
    await house.chat.change_guest(language=language)
    await house.start(await house.survey(texts={"en": "How was it?"}))

    assert word in (await house.heard())[0]


async def test_results_say_how_many_answered(house: House) -> None:
    """With n and an interval."""
    survey_id = await house.survey()
    await house.start(survey_id)
    await house.says("4")
    async with house.works.hotel(house.hotel.id) as work:
        view = await get_survey(work, survey_id)

    assert (view.asked, view.answered, view.average) == (1, 1, 4.0)
    assert view.by_score == [0, 0, 0, 1, 0]
    assert (view.good.hits, view.good.n) == (1, 1)
