"""Templates: texts with variables, checked when saved so that none can leave half-empty."""

from collections.abc import Collection, Mapping
from uuid import UUID

from backend.domain.templates import (
    VARIABLES,
    Rendered,
    StayFacts,
    problems_of,
    render,
    values_of,
    variables_in,
)
from backend.errors import Conflict, Invalid, NotFound
from backend.features.audit.service import record
from backend.features.templates import repository
from backend.features.templates.schemas import (
    PreviewView,
    TemplateDraft,
    TemplateView,
    VariableView,
)
from backend.kit.text import storable
from backend.models import Template
from backend.work import Work


def list_variables() -> list[VariableView]:
    return [VariableView(name=name, label=label) for name, label in VARIABLES.items()]


async def list_templates(work: Work) -> list[TemplateView]:
    """By name."""
    rows = await repository.list_templates(work.session, work.hotel_id)
    texts = await texts_by_template(work, [row.id for row in rows])
    return [_view(row, texts.get(row.id, {})) for row in rows]


async def get_template(work: Work, template_id: UUID) -> TemplateView:
    row = await _get(work, template_id)
    texts = await texts_by_template(work, [row.id])
    return _view(row, texts.get(row.id, {}))


async def create_template(work: Work, draft: TemplateDraft) -> TemplateView:
    """Raises Invalid for a text that could not be sent, Conflict for a name that exists."""
    await _check(work, draft, besides=None)
    row = Template(
        hotel_id=work.hotel_id, name=storable(draft.name), message_class=draft.message_class
    )
    work.session.add(row)
    return await _save(work, row, draft, action="template.create")


async def update_template(work: Work, template_id: UUID, draft: TemplateDraft) -> TemplateView:
    """Raises Invalid, Conflict, NotFound."""
    row = await _get(work, template_id)
    await _check(work, draft, besides=template_id)
    row.name, row.updated_at = storable(draft.name), work.now
    row.message_class = draft.message_class
    return await _save(work, row, draft, action="template.update")


async def delete_template(work: Work, template_id: UUID) -> None:
    """Raises Conflict while a trigger sends it."""
    row = await _get(work, template_id)
    if await repository.is_used(work.session, work.hotel_id, template_id):
        raise Conflict("A trigger sends this template. Choose another one there first.")
    await repository.replace_texts(work.session, work.hotel_id, template_id, {})
    await work.session.delete(row)
    await record(work, "template.delete", subject=str(template_id))


def preview(text: str, facts: StayFacts, *, language: str) -> PreviewView:
    """What a guest with these facts would read."""
    outcome = render(text, values_of(facts, language))
    if isinstance(outcome, Rendered):
        return PreviewView(text=outcome.text, missing=[])
    return PreviewView(text=None, missing=list(outcome.variables))


async def texts_by_template(
    work: Work, template_ids: Collection[UUID]
) -> Mapping[UUID, Mapping[str, str]]:
    """{template: {language: text}}"""
    return await repository.texts_of(work, template_ids)


async def _check(work: Work, draft: TemplateDraft, *, besides: UUID | None) -> None:
    problems = {
        language: found for language, text in draft.texts.items() if (found := problems_of(text))
    }
    if problems:
        first = next(iter(problems.values()))[0]
        raise Invalid(first, details=problems)
    if await repository.name_taken(work.session, work.hotel_id, draft.name, besides=besides):
        raise Conflict("A template of this name exists already.")


async def _save(work: Work, row: Template, draft: TemplateDraft, *, action: str) -> TemplateView:
    await work.session.flush()
    texts = {language: storable(text) for language, text in draft.texts.items()}
    await repository.replace_texts(work.session, work.hotel_id, row.id, texts)
    await work.session.refresh(row)
    await record(work, action, subject=str(row.id))
    return _view(row, texts)


async def _get(work: Work, template_id: UUID) -> Template:
    row = await repository.find(work.session, work.hotel_id, template_id)
    if row is None:
        raise NotFound("There is no such template.")
    return row


def _view(row: Template, texts: Mapping[str, str]) -> TemplateView:
    assert row.updated_at is not None
    used = dict.fromkeys(name for text in texts.values() for name in variables_in(text))
    return TemplateView(
        id=row.id,
        name=row.name,
        texts=dict(texts),
        variables=list(used),
        message_class=row.message_class,
        updated_at=row.updated_at,
    )
