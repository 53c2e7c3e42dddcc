"""Fact sheets, templates and triggers: what can be saved, and what it becomes."""

import pytest
from pydantic import ValidationError

from backend.domain.words import TriggerEvent
from backend.errors import Invalid, NotFound
from backend.features.knowledge import service as knowledge
from backend.features.knowledge.schemas import KnowledgeDraft
from backend.features.templates import service as templates
from backend.features.templates.schemas import TemplateDraft
from backend.features.triggers import service as triggers
from backend.features.triggers.schemas import TriggerDraft, TriggerView
from backend.kit.ids import new_uuid
from backend.work import Work, WorkFactory
from tests.fixtures.work import HotelFixture

WELCOME = TemplateDraft(
    name="Welcome", texts={"en": "Hello {{guest_name}}", "de": "Hallo!"}, reviewed=True
)


async def make_trigger(work: Work, **changes: object) -> TriggerView:
    template = await templates.create_template(work, WELCOME)
    values = {
        "name": "Greet",
        "event": TriggerEvent.FIRST_MESSAGE_OF_STAY,
        "template_id": template.id,
        **changes,
    }
    return await triggers.create_trigger(work, TriggerDraft.model_validate(values))


async def test_a_fact_sheet_lives_and_goes(works: WorkFactory, hotel: HotelFixture) -> None:
    """Created, changed, listed, deleted."""
    async with works.hotel(hotel.id) as work:
        made = await knowledge.create_entry(
            work, KnowledgeDraft(title=" Sauna ", text="Until 22:00.", language="en")
        )
        changed = await knowledge.update_entry(
            work, made.id, KnowledgeDraft(title="Sauna", text="Until 23:00.", language="en")
        )
        listed = (await knowledge.list_entries(work)).items
        await knowledge.delete_entry(work, made.id)
        left = (await knowledge.list_entries(work)).items

    assert ("Sauna", True) == (made.title, made.valid_today)
    assert ["Until 23:00."] == [one.text for one in listed] == [changed.text]
    assert [] == left


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"text": "   "},
        {"language": "english"},
        {"valid_from": "2026-02-01", "valid_until": "2026-01-01"},
    ],
)
def test_a_fact_sheet_that_makes_no_sense_is_refused(fields: dict[str, str]) -> None:
    """Before it reaches the database."""
    with pytest.raises(ValidationError):
        KnowledgeDraft.model_validate({"title": "A", "text": "B", "language": "en", **fields})


async def test_a_changed_trigger_is_a_new_version(works: WorkFactory, hotel: HotelFixture) -> None:
    """Switching it on or off is not a change of what it says."""
    async with works.hotel(hotel.id) as work:
        made = await make_trigger(work)
        on = await triggers.set_enabled(work, made.id, True)
        assert made.template_id is not None
        changed = await triggers.update_trigger(
            work,
            made.id,
            TriggerDraft(
                name="Taxi",
                event=TriggerEvent.KEYWORD,
                keywords=["taxi"],
                template_id=made.template_id,
                enabled=True,
            ),
        )
        armed = await triggers.list_armed(work)

    assert (False, 1) == (made.enabled, made.version)
    assert (True, 1) == (on.enabled, on.version)
    assert (2, ["taxi"], "Welcome") == (changed.version, changed.keywords, changed.template_name)
    assert [("taxi",)] == [one.rule.keywords for one in armed]


@pytest.mark.parametrize(
    "fields",
    [
        {"event": "keyword"},
        {"event": "complaint", "keywords": ["taxi"]},
        {"event": "full_moon"},
        {"name": ""},
    ],
)
def test_a_trigger_that_makes_no_sense_is_refused(fields: dict[str, object]) -> None:
    """Keywords belong to keyword triggers, and they need some."""
    plain = {"name": "A", "event": "first_message_of_stay", "template_id": str(new_uuid())}

    with pytest.raises(ValidationError):
        TriggerDraft.model_validate({**plain, **fields})


async def test_another_hotels_template_cannot_be_used(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """It does not exist here."""
    async with works.hotel(hotel.id) as work:
        with pytest.raises(Invalid):
            await triggers.create_trigger(
                work,
                TriggerDraft(name="A", event=TriggerEvent.COMPLAINT, template_id=new_uuid()),
            )
        with pytest.raises(NotFound):
            await triggers.get_trigger(work, new_uuid())
