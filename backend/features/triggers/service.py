"""Triggers: rules that send a template by themselves, and the ledger that says why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.domain.number_health import CLASS_OF
from backend.domain.triggers import TriggerRule
from backend.domain.words import Author, MessageClass
from backend.errors import Conflict, Invalid, NotFound
from backend.features.audit.service import record
from backend.features.templates.service import get_template, texts_by_template
from backend.features.triggers import repository
from backend.features.triggers.repository import LedgerRow
from backend.features.triggers.schemas import LedgerView, TriggerDraft, TriggerView
from backend.kit.pagination import (
    DEFAULT_LIMIT,
    BadCursor,
    Page,
    decode_cursor,
    encode_cursor,
    number_in,
)
from backend.kit.text import storable
from backend.models import Trigger
from backend.work import Work


@dataclass(frozen=True, slots=True)
class ArmedTrigger:
    """An enabled trigger with the words it would send."""

    rule: TriggerRule
    texts: Mapping[str, str]
    """By language."""
    message_class: MessageClass


async def list_triggers(work: Work) -> list[TriggerView]:
    """In the order they are tried."""
    rows = await repository.list_triggers(work.session, work.hotel_id)
    return [_view(trigger, template_name) for trigger, template_name in rows]


async def get_trigger(work: Work, trigger_id: UUID) -> TriggerView:
    trigger = await _get(work, trigger_id)
    template = await get_template(work, trigger.template_id) if trigger.template_id else None
    return _view(trigger, template.name if template else None)


async def create_trigger(work: Work, draft: TriggerDraft) -> TriggerView:
    """Raises Invalid for an unknown template, Conflict for a name that exists."""
    await _check(work, draft, besides=None)
    trigger = Trigger(hotel_id=work.hotel_id, **_columns(draft))
    work.session.add(trigger)
    return await _saved(work, trigger, "trigger.create")


async def update_trigger(work: Work, trigger_id: UUID, draft: TriggerDraft) -> TriggerView:
    """A new version: the ledger keeps which one sent what."""
    trigger = await _get(work, trigger_id)
    await _check(work, draft, besides=trigger_id)
    trigger.sqlmodel_update(
        {**_columns(draft), "version": trigger.version + 1, "updated_at": work.now}
    )
    return await _saved(work, trigger, "trigger.update")


async def set_enabled(work: Work, trigger_id: UUID, enabled: bool) -> TriggerView:
    trigger = await _get(work, trigger_id)
    trigger.enabled, trigger.updated_at = enabled, work.now
    return await _saved(work, trigger, "trigger.enable" if enabled else "trigger.disable")


async def stop_all(work: Work) -> int:
    """Switches every trigger off; returns how many were on."""
    stopped = await repository.disable_all(work.session, work.hotel_id)
    await record(work, "trigger.stop_all", detail={"stopped": stopped})
    return stopped


async def list_ledger(
    work: Work,
    *,
    conversation_id: UUID | None = None,
    trigger_id: UUID | None = None,
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Page[LedgerView]:
    """Newest first. Raises Invalid for a cursor of another list."""
    rows = await repository.list_ledger(
        work.session,
        work.hotel_id,
        conversation_id=conversation_id,
        trigger_id=trigger_id,
        before=_before(cursor),
        limit=limit + 1,
    )
    views = [_ledger_view(row) for row in rows[:limit]]
    return Page(views, encode_cursor(views[-1].id) if len(rows) > limit else None)


async def list_armed(work: Work) -> list[ArmedTrigger]:
    """Every enabled trigger, in the order they are tried."""
    rows = await repository.read_enabled(work)
    texts = await texts_by_template(work, {row.template_id for row, _ in rows if row.template_id})
    armed = []
    for row, message_class in rows:
        own = texts.get(row.template_id, {}) if row.template_id else {}
        rule = _rule(row, has_text=bool(own))
        armed.append(ArmedTrigger(rule, own, message_class or CLASS_OF[Author.TRIGGER]))
    return armed


async def list_fired(
    work: Work,
    *,
    trigger_ids: Collection[UUID],
    conversation_ids: Collection[UUID],
    stay_ids: Collection[UUID],
) -> set[tuple[UUID, str]]:
    """(trigger, occurrence) in the ledger of these conversations and stays."""
    return await repository.fired_pairs(
        work,
        trigger_ids=trigger_ids,
        conversation_ids=conversation_ids,
        stay_ids=stay_ids,
    )


def _rule(row: Trigger, *, has_text: bool) -> TriggerRule:
    return TriggerRule(
        id=row.id,
        version=row.version,
        event=row.event,
        enabled=row.enabled,
        priority=row.priority,
        has_text=has_text,
        keywords=tuple(_keywords(row)),
    )


def _keywords(row: Trigger) -> Sequence[str]:
    keywords = row.condition.get("keywords", [])
    return [str(keyword) for keyword in keywords] if isinstance(keywords, list) else []


def _columns(draft: TriggerDraft) -> dict[str, Any]:
    return {
        "name": storable(draft.name),
        "event": draft.event,
        "condition": {"keywords": draft.keywords} if draft.keywords else {},
        "template_id": draft.template_id,
        "enabled": draft.enabled,
        "priority": draft.priority,
    }


async def _check(work: Work, draft: TriggerDraft, *, besides: UUID | None) -> None:
    try:
        await get_template(work, draft.template_id)
    except NotFound:
        raise Invalid("Choose a template of this hotel.") from None
    if await repository.name_taken(work.session, work.hotel_id, draft.name, besides=besides):
        raise Conflict("A trigger of this name exists already.")


async def _get(work: Work, trigger_id: UUID) -> Trigger:
    trigger = await repository.find(work.session, work.hotel_id, trigger_id)
    if trigger is None:
        raise NotFound("There is no such trigger.")
    return trigger


async def _saved(work: Work, trigger: Trigger, action: str) -> TriggerView:
    await work.session.flush()
    await work.session.refresh(trigger)
    await record(work, action, subject=str(trigger.id), detail={"version": trigger.version})
    return await get_trigger(work, trigger.id)


def _view(trigger: Trigger, template_name: str | None) -> TriggerView:
    assert trigger.updated_at is not None
    return TriggerView(
        id=trigger.id,
        name=trigger.name,
        event=trigger.event,
        keywords=list(_keywords(trigger)),
        template_id=trigger.template_id,
        template_name=template_name,
        enabled=trigger.enabled,
        priority=trigger.priority,
        version=trigger.version,
        updated_at=trigger.updated_at,
    )


def _ledger_view(row: LedgerRow) -> LedgerView:
    decision = row.decision
    assert decision.decided_at is not None
    return LedgerView(
        id=str(decision.id),
        kind=decision.kind,
        conversation_id=decision.conversation_id,
        guest_name=row.guest_name,
        stay_id=decision.stay_id,
        trigger_id=decision.trigger_id,
        trigger_name=row.trigger_name,
        trigger_version=decision.trigger_version,
        outcome=decision.outcome,
        reason=decision.reason,
        facts=decision.facts,
        decided_at=decision.decided_at,
    )


def _before(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    try:
        return number_in(decode_cursor(cursor, 1)[0])
    except (BadCursor, ValueError):
        raise Invalid("The cursor does not belong to this list.") from None
