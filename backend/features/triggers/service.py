"""Triggers: rules that send a template by themselves, and the ledger that says why."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.domain.conditions import Problems
from backend.domain.templates import SentText
from backend.domain.triggers import IN_CONVERSATION
from backend.errors import Conflict, Invalid, NotFound
from backend.features.audit.service import record
from backend.features.templates.service import require_sendable, texts_by_template
from backend.features.triggers import repository
from backend.features.triggers.checking import unknown
from backend.features.triggers.repository import LedgerFilter
from backend.features.triggers.rules import (
    ArmedTrigger,
    Fired,
    armed,
    armed_draft,
    armed_unsaved,
    columns,
    problems_of,
    vocabulary,
)
from backend.features.triggers.schemas import (
    LedgerView,
    ProblemView,
    SkipInput,
    SkipView,
    TriggerDraft,
    TriggerView,
)
from backend.features.triggers.views import (
    Doings,
    before_line,
    draft_of,
    ledger_view,
    skip_view,
    trigger_view,
)
from backend.kit.pagination import DEFAULT_LIMIT, Page, encode_cursor
from backend.models import Hotel, Trigger, TriggerAction, TriggerSkip
from backend.ports.wake import WorkKind
from backend.work import Work

__all__ = [
    "ArmedTrigger",
    "Fired",
    "LedgerFilter",
    "add_skip",
    "count_heard",
    "create_trigger",
    "discard_draft",
    "drafted",
    "get_trigger",
    "list_armed",
    "list_enabled",
    "list_fired",
    "list_ledger",
    "list_skips",
    "list_triggers",
    "lock_hotel",
    "note_actions",
    "note_rehearsal",
    "publish",
    "remove",
    "remove_skip",
    "restore",
    "set_enabled",
    "unsaved",
    "update_trigger",
    "vocabulary",
]

WEEK = timedelta(days=7)
REHEARSE_FIRST = "Rehearse this version first: see what it would have sent."
TAKEN = "A trigger of this name exists already."


async def list_triggers(work: Work) -> list[TriggerView]:
    """In the order they are tried."""
    doings = await repository.doings(work, since=work.now - WEEK)
    names = await repository.names(work)
    rows = await repository.list_triggers(work.session, work.hotel_id)
    return [trigger_view(one, doings.get(one.id, Doings()), names=names) for one in rows]


async def get_trigger(work: Work, trigger_id: UUID) -> TriggerView:
    trigger = await _get(work, trigger_id)
    doings = await repository.doings(work, since=work.now - WEEK)
    names = await repository.names(work)
    return trigger_view(trigger, doings.get(trigger_id, Doings()), names=names)


async def create_trigger(work: Work, draft: TriggerDraft) -> TriggerView:
    """One that is planned begins unpublished and off. Raises Invalid for a rule that could not be
    decided or an unknown template, Conflict for a name that exists."""
    await _check(work, draft, besides=None)
    if draft.enabled and draft.is_planned:
        raise Conflict(REHEARSE_FIRST)
    if draft.enabled and draft.template_id is not None:
        await require_sendable(work, draft.template_id)
    trigger = Trigger(hotel_id=work.hotel_id, **columns(draft))
    if not draft.is_planned:
        trigger.published_at = work.now
        trigger.enabled_at = work.now if draft.enabled else None
    work.session.add(trigger)
    return await _saved(work, trigger, "trigger.create")


async def update_trigger(work: Work, trigger_id: UUID, draft: TriggerDraft) -> TriggerView:
    """A new version: the ledger keeps which one sent what.

    Of a published trigger that writes by itself it is a draft, until it is published.
    """
    trigger = await _get(work, trigger_id)
    await _check(work, draft, besides=trigger_id)
    if draft.is_planned and not trigger.enabled and draft.enabled:
        raise Conflict(REHEARSE_FIRST)
    version = max(trigger.version, trigger.draft_version or 0) + 1
    planned = draft.is_planned or trigger.event not in IN_CONVERSATION
    if planned and trigger.published_at is not None:
        kept = draft.model_copy(update={"enabled": trigger.enabled})
        trigger.draft, trigger.draft_version = kept.model_dump(mode="json"), version
        trigger.updated_at = work.now
        return await _saved(work, trigger, "trigger.draft")
    if draft.enabled and draft.template_id is not None:
        await require_sendable(work, draft.template_id)
    trigger.sqlmodel_update({**columns(draft), "version": version, "updated_at": work.now})
    if not planned:
        trigger.enabled_at = (trigger.enabled_at or work.now) if draft.enabled else None
    return await _saved(work, trigger, "trigger.update")


async def discard_draft(work: Work, trigger_id: UUID) -> TriggerView:
    trigger = await _get(work, trigger_id)
    # The number is not used again: the rehearsal of a discarded draft says nothing of the next.
    trigger.draft, trigger.updated_at = None, work.now
    return await _saved(work, trigger, "trigger.discard_draft")


async def publish(work: Work, trigger_id: UUID) -> TriggerView:
    """What was drafted is the rule from now on; what was due before is not made up for.

    Raises Conflict where the rule is on and its draft was not rehearsed.
    """
    trigger = await _get(work, trigger_id, lock=True)
    if trigger.draft is None:
        if trigger.published_at is not None:
            raise Conflict("There is nothing to publish.")
        trigger.published_at = work.now
        return await _published(work, trigger)
    draft = TriggerDraft.model_validate(trigger.draft)
    await _check(work, draft, besides=trigger_id)
    assert trigger.draft_version is not None
    if trigger.enabled:
        if trigger.rehearsed_version != trigger.draft_version:
            raise Conflict(REHEARSE_FIRST)
        if draft.template_id is not None:
            await require_sendable(work, draft.template_id)
        trigger.enabled_at = work.now
    trigger.sqlmodel_update({**columns(draft), "enabled": trigger.enabled})
    trigger.version, trigger.draft = trigger.draft_version, None
    trigger.published_at = trigger.updated_at = work.now
    return await _published(work, trigger)


async def set_enabled(work: Work, trigger_id: UUID, enabled: bool) -> TriggerView:
    """Raises Conflict where one that writes by itself was not published and rehearsed."""
    trigger = await _get(work, trigger_id, lock=True)
    if enabled and trigger.template_id is not None:
        await require_sendable(work, trigger.template_id)
    if enabled and trigger.event not in IN_CONVERSATION:
        if trigger.published_at is None:
            raise Conflict("Publish it first.")
        if trigger.rehearsed_version != trigger.version:
            raise Conflict(REHEARSE_FIRST)
    if trigger.enabled is not enabled:
        trigger.enabled_at = work.now if enabled else None
    trigger.enabled, trigger.updated_at = enabled, work.now
    return await _saved(work, trigger, "trigger.enable" if enabled else "trigger.disable")


async def remove(work: Work, trigger_id: UUID) -> None:
    """Off and out of sight; what it did stays in the ledger. Raises NotFound."""
    trigger = await _get(work, trigger_id, lock=True)
    trigger.enabled, trigger.enabled_at, trigger.removed_at = False, None, work.now
    await record(work, "trigger.remove", subject=str(trigger_id))


async def restore(work: Work, trigger_id: UUID) -> TriggerView:
    """Back, and off. Raises NotFound, Conflict where its name was given away meanwhile."""
    trigger = await _get(work, trigger_id, lock=True, removed=True)
    if trigger.removed_at is None:
        return await get_trigger(work, trigger_id)
    if await repository.name_taken(work.session, work.hotel_id, trigger.name, besides=trigger_id):
        raise Conflict(TAKEN)
    trigger.removed_at, trigger.updated_at = None, work.now
    return await _saved(work, trigger, "trigger.restore")


async def drafted(work: Work, trigger_id: UUID) -> ArmedTrigger:
    """The newest version, as if it were on: what a rehearsal is about."""
    trigger = await _get(work, trigger_id)
    draft = TriggerDraft.model_validate(trigger.draft) if trigger.draft else draft_of(trigger)
    return armed_draft(trigger, draft, await _texts(work, draft))


async def unsaved(
    work: Work, draft: TriggerDraft, *, trigger_id: UUID | None
) -> tuple[ArmedTrigger, list[ProblemView]]:
    """A draft as it is being made, with everything that is wrong with it; never raises for it."""
    wrong = problems_of(draft) or await _unknown(work, draft)
    problems = [ProblemView(field=path, message=message) for path, message in wrong]
    if await repository.name_taken(work.session, work.hotel_id, draft.name, besides=trigger_id):
        problems.append(ProblemView(field="name", message="is the name of another trigger"))
    own = await _texts(work, draft)
    return armed_unsaved(work.hotel_id, draft, own, trigger_id=trigger_id), problems


async def note_rehearsal(work: Work, trigger_id: UUID, *, version: int) -> None:
    """The version may be enabled now, if it still is the newest."""
    trigger = await _get(work, trigger_id, lock=True)
    newest = trigger.draft_version if trigger.draft is not None else trigger.version
    if newest == version:
        trigger.rehearsed_version = version
        await record(work, "trigger.rehearse", subject=str(trigger_id), detail={"version": version})


async def list_skips(work: Work, trigger_id: UUID) -> list[SkipView]:
    """Newest first."""
    await _get(work, trigger_id)
    rows = await repository.list_skips(work.session, work.hotel_id, trigger_id)
    return [skip_view(*row) for row in rows]


async def add_skip(work: Work, trigger_id: UUID, data: SkipInput) -> list[SkipView]:
    """Leaves a guest or a stay out. Raises NotFound."""
    await _get(work, trigger_id)
    subject = data.guest_id or data.stay_id
    assert subject is not None
    if not await repository.has_subject(
        work.session, work.hotel_id, guest_id=data.guest_id, stay_id=data.stay_id
    ):
        raise NotFound("There is no such guest or stay.")
    if await repository.find_skip(work.session, work.hotel_id, trigger_id, subject) is None:
        kind = "guest" if data.guest_id else "stay"
        work.session.add(
            TriggerSkip(
                hotel_id=work.hotel_id, trigger_id=trigger_id, subject_id=subject, kind=kind
            )
        )
        detail = {"kind": kind, "id": str(subject)}
        await record(work, "trigger.skip", subject=str(trigger_id), detail=detail)
        await work.session.flush()
    return await list_skips(work, trigger_id)


async def remove_skip(work: Work, trigger_id: UUID, subject_id: UUID) -> None:
    """Raises NotFound."""
    row = await repository.find_skip(work.session, work.hotel_id, trigger_id, subject_id)
    if row is None:
        raise NotFound("This trigger leaves out no such guest or stay.")
    await work.session.delete(row)
    detail = {"kind": row.kind, "id": str(subject_id)}
    await record(work, "trigger.unskip", subject=str(trigger_id), detail=detail)


async def list_ledger(
    work: Work,
    *,
    wanted: LedgerFilter = LedgerFilter(),  # noqa: B008 - frozen
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Page[LedgerView]:
    """Newest first. Raises Invalid for a cursor of another list."""
    rows = await repository.list_ledger(
        work.session, work.hotel_id, wanted=wanted, before=before_line(cursor), limit=limit + 1
    )
    views = [ledger_view(row) for row in rows[:limit]]
    return Page(views, encode_cursor(views[-1].id) if len(rows) > limit else None)


async def list_armed(work: Work) -> list[ArmedTrigger]:
    """Enabled triggers of conversations, in the order they are tried; none during a stop."""
    enabled = await list_enabled(work, while_stopped=False)
    return [one for one in enabled if one.rule.event in IN_CONVERSATION]


async def list_enabled(work: Work, *, while_stopped: bool = True) -> list[ArmedTrigger]:
    """Every enabled trigger, in the order they are tried."""
    rows = await repository.read_enabled(work, while_stopped=while_stopped)
    texts = await texts_by_template(work, {row.template_id for row, _ in rows if row.template_id})
    return [
        armed(row, texts.get(row.template_id, {}) if row.template_id else {}, message_class)
        for row, message_class in rows
    ]


async def count_heard(
    work: Work, guests: Collection[UUID], *, since: datetime
) -> Mapping[UUID, int]:
    """How many messages of triggers each of these guests got; none: not named."""
    return await repository.heard_counts(work, guests, since=since)


async def note_actions(work: Work, fired: Sequence[Fired]) -> None:
    """In the transaction of the ledger: what each fired trigger does is done by a drain."""
    rows = [
        TriggerAction(
            hotel_id=work.hotel_id,
            decision_id=one.decision_id,
            place=place,
            kind=action.kind,
            wanted=action.model_dump(mode="json"),
            conversation_id=one.conversation_id,
            guest_id=one.guest_id,
            stay_id=one.stay_id,
        )
        for one in fired
        for place, action in enumerate(one.armed.actions)
    ]
    if rows:
        work.session.add_all(rows)
        await work.session.flush()
        work.wake(WorkKind.ACTIONS)


async def lock_hotel(work: Work) -> Hotel:
    """To stop or start all automation."""
    return await repository.get_hotel(work.session, work.hotel_id, lock=True)


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


async def _check(work: Work, draft: TriggerDraft, *, besides: UUID | None) -> None:
    problems = problems_of(draft) or await _unknown(work, draft)
    if problems:
        details = [{"field": path, "message": message} for path, message in problems]
        raise Invalid("This rule could not be decided.", details=details)
    if await repository.name_taken(work.session, work.hotel_id, draft.name, besides=besides):
        raise Conflict(TAKEN)


async def _unknown(work: Work, draft: TriggerDraft) -> Problems:
    return await unknown(work, draft, await repository.get_hotel(work.session, work.hotel_id))


async def _texts(work: Work, draft: TriggerDraft) -> Mapping[str, SentText]:
    if draft.template_id is None:
        return {}
    return (await texts_by_template(work, {draft.template_id})).get(draft.template_id, {})


async def _get(
    work: Work, trigger_id: UUID, *, lock: bool = False, removed: bool = False
) -> Trigger:
    trigger = await repository.find(work.session, work.hotel_id, trigger_id, lock=lock)
    if trigger is None or (trigger.removed_at is not None and not removed):
        raise NotFound("There is no such trigger.")
    return trigger


async def _saved(work: Work, trigger: Trigger, action: str) -> TriggerView:
    await work.session.flush()
    await work.session.refresh(trigger)
    await record(work, action, subject=str(trigger.id), detail={"version": trigger.version})
    return await get_trigger(work, trigger.id)


async def _published(work: Work, trigger: Trigger) -> TriggerView:
    """The audit log keeps each published rule in full."""
    await work.session.flush()
    await work.session.refresh(trigger)
    rule: dict[str, Any] = draft_of(trigger).model_dump(mode="json")
    detail = {"version": trigger.version, "rule": rule}
    await record(work, "trigger.publish", subject=str(trigger.id), detail=detail)
    return await get_trigger(work, trigger.id)
