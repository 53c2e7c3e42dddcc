"""What a demo hotel holds: its facts, its templates and triggers, its guests and their chats."""

from datetime import date
from zoneinfo import ZoneInfo

from backend.domain.words import InstanceState, TriggerEvent
from backend.features.channels.service import TOKEN_PURPOSE
from backend.features.demo.data import templates
from backend.features.demo.shapes import HotelPlan, Talk
from backend.features.demo.talks import Stage, play
from backend.features.knowledge.schemas import KnowledgeDraft
from backend.features.knowledge.service import create_entry
from backend.features.templates.schemas import TemplateDraft
from backend.features.templates.service import OF_THE_PRODUCT, create_template
from backend.features.triggers.schemas import TriggerDraft, TriggerView
from backend.features.triggers.service import create_trigger
from backend.models import Channel, Staff
from backend.work import Work

CONNECTED = InstanceState.AUTHORIZED
WELCOME, TAXI, SORRY = "Welcome at the first message", "Taxi and transfer", "Answer a complaint"
__all__ = ["CONNECTED", "TOKEN_PURPOSE", "fill"]


async def fill(work: Work, plan: HotelPlan, *, channel: Channel, agent: Staff) -> None:
    sources = await _facts(work, plan)
    triggers = await _triggers(work, plan)
    stage = Stage(
        plan=plan,
        channel=channel,
        agent=agent,
        today=_today(work, plan),
        sources=sources,
        welcome=triggers[WELCOME],
        welcome_texts=templates.WELCOME.texts,
    )
    for talk in _newest_last(plan.talks):
        await play(work, stage, talk)


def _today(work: Work, plan: HotelPlan) -> date:
    return work.now.astimezone(ZoneInfo(plan.timezone)).date()


def _newest_last(talks: tuple[Talk, ...]) -> list[Talk]:
    return sorted(talks, key=lambda talk: -talk.lines[-1].ago if talk.lines else 0)


async def _facts(work: Work, plan: HotelPlan) -> dict[str, dict[str, str]]:
    """By title, as an answer names its source."""
    made = {}
    for sheet in plan.sheets:
        draft = KnowledgeDraft(
            title=sheet.title, text=sheet.text, language=sheet.language, category=sheet.category
        )
        entry = await create_entry(work, draft)
        made[sheet.title] = {"id": str(entry.id), "title": entry.title}
    return made


async def _triggers(work: Work, plan: HotelPlan) -> dict[str, TriggerView]:
    ids = {}
    for words in templates.EVERYWHERE:
        draft = TemplateDraft(name=words.name, texts=words.texts)
        view = await create_template(work, draft, reviewed_by=OF_THE_PRODUCT)
        ids[words.name] = view.id
    drafts = (
        TriggerDraft(
            name=WELCOME,
            event=TriggerEvent.FIRST_MESSAGE_OF_STAY,
            template_id=ids[templates.WELCOME.name],
            enabled=True,
            priority=10,
        ),
        TriggerDraft(
            name=TAXI,
            event=TriggerEvent.KEYWORD,
            keywords=list(plan.keywords),
            template_id=ids[templates.TRANSFER.name],
            enabled=True,
            priority=20,
        ),
        TriggerDraft(
            name=SORRY,
            event=TriggerEvent.COMPLAINT,
            template_id=ids[templates.APOLOGY.name],
            enabled=True,
            priority=5,
        ),
    )
    return {draft.name: await create_trigger(work, draft) for draft in drafts}
