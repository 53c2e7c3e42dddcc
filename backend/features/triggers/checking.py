"""What a rule names and the hotel does not have, or its author may not do: (path, words)."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from backend.domain.conditions import Problems
from backend.errors import NotFound
from backend.features.labels.service import find_label
from backend.features.staff.service import get_staff
from backend.features.stays.pushing import region_of_hotel
from backend.features.surveys.service import get_survey
from backend.features.teams.service import find_team
from backend.features.templates.service import get_template
from backend.features.triggers.actions import (
    OFFERS,
    Action,
    AddLabel,
    Assign,
    NotifyWhatsapp,
    StartSurvey,
)
from backend.features.triggers.schemas import TriggerDraft
from backend.kit.phone import to_e164
from backend.models import Hotel
from backend.work import Work


async def unknown(work: Work, draft: TriggerDraft, hotel: Hotel) -> Problems:
    problems = Problems()
    if draft.template_id is not None and not await _has(get_template, work, draft.template_id):
        problems.append(("template_id", "is no template of this hotel"))
    for place, one in enumerate(draft.actions):
        offer = OFFERS[one.kind]
        if not work.actor.may(offer.permission):
            problems.append((f"actions.{place}.kind", f"needs the permission {offer.permission}"))
            continue
        wrong = await _wrong(work, one, hotel)
        if wrong is not None:
            field, message = wrong
            problems.append((f"actions.{place}.{field}", message))
    return problems


async def _wrong(work: Work, one: Action, hotel: Hotel) -> tuple[str, str] | None:
    match one:
        case NotifyWhatsapp(phone=phone) if to_e164(phone, region_of_hotel(hotel)) is None:
            return "phone", "is no telephone number; write it with its country code"
        case AddLabel(label_id=label_id) if not await _has(find_label, work, label_id):
            return "label_id", "is no label of this hotel"
        case StartSurvey(survey_id=survey_id) if not await _has(get_survey, work, survey_id):
            return "survey_id", "is no survey of this hotel"
        case Assign(staff_id=UUID() as staff_id) if not await _has(get_staff, work, staff_id):
            return "staff_id", "is nobody of this hotel"
        case Assign(team_id=UUID() as team_id) if not await _has(find_team, work, team_id):
            return "team_id", "is no team of this hotel"
    return None


async def _has(find: Callable[[Work, UUID], Awaitable[object]], work: Work, key: UUID) -> bool:
    try:
        await find(work, key)
    except NotFound:
        return False
    return True
