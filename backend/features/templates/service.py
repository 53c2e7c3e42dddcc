"""Templates: texts with variables, checked when saved so that none can leave half-empty.

Each save of a text is a version. Guests get the last version that somebody reviewed; a newer one
waits as a draft.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from uuid import UUID

from backend.domain.template_checks import cautions_of, problems_of
from backend.domain.template_review import TextOrigin
from backend.domain.template_variables import SAMPLE, StayFacts, told_facts, values_of
from backend.domain.templates import Missing, Rendered, SentText, preview, render
from backend.domain.word_diff import diff_words
from backend.errors import Conflict, Invalid, NotFound
from backend.features.audit.service import record
from backend.features.hotels.service import get_hotel
from backend.features.stays.service import get_stay
from backend.features.templates import repository
from backend.features.templates.schemas import (
    ChangeView,
    DiffView,
    PieceView,
    PreviewInput,
    PreviewView,
    TemplateDraft,
    TemplateView,
    TextDraft,
    VariableView,
    VersionView,
)
from backend.features.templates.views import (
    finding_views,
    template_view,
    variable_views,
    version_view,
)
from backend.kit.pagination import DEFAULT_LIMIT, Page, decode_cursor, encode_cursor, number_in
from backend.models import Template, TemplateText, TemplateVersion
from backend.work import Work

EXAMPLES_IN = "en"
UNREVIEWED = "No text of this template is reviewed yet. Review one first."
OF_THE_PRODUCT = "Hotelbot"
"""Who reviewed the texts that come with the product."""


def list_variables() -> list[VariableView]:
    return variable_views(EXAMPLES_IN)


async def list_templates(work: Work) -> list[TemplateView]:
    """By name."""
    return await _views(work, await repository.list_templates(work.session, work.hotel_id))


async def get_template(work: Work, template_id: UUID) -> TemplateView:
    (view,) = await _views(work, [await _get(work, template_id)])
    return view


async def create_template(
    work: Work, draft: TemplateDraft, *, reviewed_by: str | None = None
) -> TemplateView:
    """`reviewed_by`: who read the texts, if not whoever saves them. Raises Invalid for a text that
    could not be sent, Conflict for a name that exists."""
    await _check(work, draft, besides=None)
    row = Template(hotel_id=work.hotel_id, name=draft.name, message_class=draft.message_class)
    work.session.add(row)
    await work.session.flush()
    await _save_texts(work, row, draft, reviewed_by)
    await record(work, "template.create", subject=str(row.id))
    return await _fresh(work, row)


async def update_template(work: Work, template_id: UUID, draft: TemplateDraft) -> TemplateView:
    """Every language it is to have; a text that is another one now is a new version. Raises
    Invalid, Conflict, NotFound."""
    row = await _get(work, template_id, lock=True)
    await _check(work, draft, besides=template_id)
    row.name, row.updated_at = draft.name, work.now
    row.message_class = draft.message_class
    (known,) = await _views(work, [row])
    for language in known.texts.keys() - draft.texts.keys():
        await repository.drop_text(work, template_id, language)
    await _save_texts(work, row, draft, None)
    await _check_leaves_words(work, row)
    await record(work, "template.update", subject=str(row.id))
    return await _fresh(work, row)


async def delete_template(work: Work, template_id: UUID) -> None:
    """Raises Conflict, with the list, while a trigger names it."""
    row = await _get(work, template_id, lock=True)
    (view,) = await _views(work, [row])
    if view.used_by:
        names = ", ".join(one.name for one in view.used_by)
        message = f"Triggers send this template: {names}. Choose another one there first."
        details = [one.model_dump(mode="json") for one in view.used_by]
        raise Conflict(message, details=details)
    row.deleted_at = work.now
    await record(work, "template.delete", subject=str(template_id))


async def undelete_template(work: Work, template_id: UUID) -> TemplateView:
    """Raises Conflict where its name is another one's by now, NotFound."""
    row = await repository.find(work.session, work.hotel_id, template_id, lock=True)
    if row is None:
        raise NotFound("There is no such template.")
    await _check_name(work, row.name, besides=template_id)
    row.deleted_at = None
    await record(work, "template.undelete", subject=str(template_id))
    return await _fresh(work, row)


async def save_text(work: Work, template_id: UUID, language: str, draft: TextDraft) -> TemplateView:
    """A new version in one language. Raises Invalid, Conflict where somebody saved meanwhile."""
    row = await _get(work, template_id, lock=True)
    _check_texts({language: draft.text})
    head = await repository.find_text(work, template_id, language)
    if draft.based_on is not None and draft.based_on != (head.version if head else 0):
        raise Conflict("Somebody saved this text meanwhile. Read it again first.")
    origin = TextOrigin.MACHINE if draft.machine else TextOrigin.PERSON
    await _save_text(work, row, language, draft.text, origin=origin)
    return await _noted(work, row, "template.text", language)


async def drop_text(work: Work, template_id: UUID, language: str) -> TemplateView:
    """The template has this language no more. Raises Conflict for its last one."""
    row = await _get(work, template_id, lock=True)
    (view,) = await _views(work, [row])
    if language not in view.texts:
        raise NotFound("The template has no text in this language.")
    if len(view.texts) == 1:
        raise Conflict("A template needs a text. Delete the template instead.")
    await repository.drop_text(work, template_id, language)
    await _check_leaves_words(work, row)
    return await _noted(work, row, "template.drop_text", language)


async def review(work: Work, template_id: UUID, language: str, version: int) -> TemplateView:
    """What was read may be sent from now on. Raises Conflict where a newer version was saved,
    Invalid where it could not be sent."""
    row = await _get(work, template_id, lock=True)
    head, newest = await _newest(work, template_id, language)
    if head.version != version:
        raise Conflict("Somebody saved this text meanwhile. Read it again first.")
    _check_texts({language: newest.text})
    _mark_reviewed(work, head, newest, work.actor.name)
    return await _noted(work, row, "template.review", language, version)


async def withdraw(work: Work, template_id: UUID, language: str) -> TemplateView:
    """Nothing is sent in this language until it is reviewed again. Raises Conflict where that
    would leave an enabled trigger without words."""
    row = await _get(work, template_id, lock=True)
    head, _ = await _newest(work, template_id, language)
    head.sent_version = None
    await _check_leaves_words(work, row)
    return await _noted(work, row, "template.withdraw", language)


async def list_versions(
    work: Work,
    template_id: UUID,
    language: str,
    *,
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Page[VersionView]:
    """Newest first. Raises BadCursor."""
    await _get(work, template_id)
    before = number_in(decode_cursor(cursor, 1)[0]) if cursor else None
    head = await repository.find_text(work, template_id, language)
    rows = await repository.list_versions(
        work, template_id, language, before=before, limit=limit + 1
    )
    shown = [version_view(row, sent=head.sent_version if head else None) for row in rows[:limit]]
    return Page(shown, encode_cursor(shown[-1].version) if len(rows) > limit else None)


async def diff(
    work: Work, template_id: UUID, language: str, *, before: int, after: int
) -> DiffView:
    """Raises NotFound."""
    new = await _version(work, template_id, language, after)
    old = (await _version(work, template_id, language, before)).text if before else ""
    changes = [ChangeView(**asdict(one)) for one in diff_words(old, new.text)]
    return DiffView(before=before, after=after, changes=changes)


async def restore(work: Work, template_id: UUID, language: str, version: int) -> TemplateView:
    """The words of an earlier version, as a new one to be reviewed: the world may be another by
    now. Raises Invalid where it could not be sent today."""
    row = await _get(work, template_id, lock=True)
    old = await _version(work, template_id, language, version)
    _check_texts({language: old.text})
    await _save_text(work, row, language, old.text, origin=old.origin, restored_from=version)
    return await _noted(work, row, "template.restore", language, version)


async def preview_text(work: Work, data: PreviewInput) -> PreviewView:
    """What the guest of a stay would read. A secret is not shown, only that there is one."""
    values = values_of(await _facts(work, data.external_id), data.language)
    pieces = preview(data.text, values, language=data.language)
    rendered = render(data.text, values, language=data.language)
    shown = "".join(one.text for one in pieces)
    problems = problems_of(data.text, data.language)
    return PreviewView(
        pieces=[PieceView(**asdict(one)) for one in pieces],
        text=shown if isinstance(rendered, Rendered) and not problems else None,
        missing=list(rendered.variables) if isinstance(rendered, Missing) else [],
        problems=finding_views(problems),
        cautions=finding_views(cautions_of(data.text)),
        length=len(shown),
    )


async def texts_by_template(
    work: Work, template_ids: Collection[UUID]
) -> Mapping[UUID, Mapping[str, SentText]]:
    """{template: {language: what may be sent}}: reviewed texts only."""
    return await repository.sent_texts(work, template_ids)


async def require_sendable(work: Work, template_id: UUID) -> None:
    """Raises Conflict where nothing of the template may be sent."""
    if not (await texts_by_template(work, [template_id])).get(template_id):
        raise Conflict(UNREVIEWED)


async def _facts(work: Work, external_id: str | None) -> StayFacts:
    hotel = await get_hotel(work)
    if external_id is None:
        return replace(
            SAMPLE,
            hotel_name=hotel.name,
            hotel_phone=hotel.contact_phone or "",
            hotel_website=hotel.website or "",
            check_in_time=hotel.check_in_time,
            check_out_time=hotel.check_out_time,
        )
    stay = await get_stay(work, external_id)
    # The code stays sealed: here it only matters whether there is one.
    code = SAMPLE.door_code if stay.has_door_code else ""
    return told_facts(hotel, stay, guest_name=stay.guest_name, door_code=code)


async def _check(work: Work, draft: TemplateDraft, *, besides: UUID | None) -> None:
    _check_texts(draft.texts)
    await _check_name(work, draft.name, besides=besides)


def _check_texts(texts: Mapping[str, str]) -> None:
    details = [
        {"field": f"texts.{language}", **asdict(one)}
        for language, text in texts.items()
        for one in problems_of(text, language)
    ]
    if details:
        raise Invalid(str(details[0]["message"]), details=details)


async def _check_name(work: Work, name: str, *, besides: UUID | None) -> None:
    if await repository.name_taken(work.session, work.hotel_id, name, besides=besides):
        raise Conflict("A template of this name exists already.")


async def _check_leaves_words(work: Work, row: Template) -> None:
    """After a text went: an enabled trigger has something to say still. Raises Conflict, and
    nothing of the change is kept."""
    await work.session.flush()
    if (await texts_by_template(work, [row.id])).get(row.id):
        return
    (view,) = await _views(work, [row])
    enabled = [one for one in view.used_by if one.enabled]
    if enabled:
        names = ", ".join(one.name for one in enabled)
        details = [one.model_dump(mode="json") for one in enabled]
        message = f"It is the last reviewed text, and triggers send it: {names}."
        raise Conflict(message, details=details)


async def _save_texts(
    work: Work, row: Template, draft: TemplateDraft, reviewed_by: str | None
) -> None:
    for language, text in draft.texts.items():
        origin = TextOrigin.MACHINE if language in draft.machine else TextOrigin.PERSON
        head, newest = await _save_text(work, row, language, text, origin=origin)
        if (draft.reviewed or reviewed_by) and head.sent_version != head.version:
            _mark_reviewed(work, head, newest, reviewed_by or work.actor.name)


async def _save_text(
    work: Work,
    row: Template,
    language: str,
    text: str,
    *,
    origin: TextOrigin,
    restored_from: int | None = None,
) -> tuple[TemplateText, TemplateVersion]:
    """The same words again are no new version."""
    head = await repository.find_text(work, row.id, language)
    if head is not None:
        newest = await _version(work, row.id, language, head.version)
        if newest.text == text:
            return head, newest
    number = await repository.last_version(work, row.id, language) + 1
    newest = TemplateVersion(
        hotel_id=work.hotel_id,
        template_id=row.id,
        language=language,
        version=number,
        text=text,
        origin=origin,
        restored_from=restored_from,
        made_by=work.actor.name,
    )
    if head is None:
        head = TemplateText(hotel_id=work.hotel_id, template_id=row.id, language=language)
    head.version, head.updated_at = number, work.now
    work.session.add_all([newest, head])
    await work.session.flush()
    return head, newest


def _mark_reviewed(work: Work, head: TemplateText, newest: TemplateVersion, by: str) -> None:
    head.sent_version = newest.version
    newest.reviewed_by, newest.reviewed_at = by, work.now


async def _newest(
    work: Work, template_id: UUID, language: str
) -> tuple[TemplateText, TemplateVersion]:
    head = await repository.find_text(work, template_id, language)
    if head is None:
        raise NotFound("The template has no text in this language.")
    return head, await _version(work, template_id, language, head.version)


async def _version(work: Work, template_id: UUID, language: str, version: int) -> TemplateVersion:
    found = await repository.find_version(work, template_id, language, version)
    if found is None:
        raise NotFound("There is no such version.")
    return found


async def _get(work: Work, template_id: UUID, *, lock: bool = False) -> Template:
    row = await repository.find(work.session, work.hotel_id, template_id, lock=lock)
    if row is None or row.deleted_at is not None:
        raise NotFound("There is no such template.")
    return row


async def _noted(
    work: Work, row: Template, action: str, language: str, version: int | None = None
) -> TemplateView:
    row.updated_at = work.now
    detail = {"language": language, **({"version": version} if version else {})}
    await record(work, action, subject=str(row.id), detail=detail)
    return await _fresh(work, row)


async def _fresh(work: Work, row: Template) -> TemplateView:
    await work.session.flush()
    await work.session.refresh(row)
    (view,) = await _views(work, [row])
    return view


async def _views(work: Work, rows: Sequence[Template]) -> list[TemplateView]:
    ids = [row.id for row in rows]
    texts = await repository.newest_texts(work, ids)
    uses, sends = await repository.uses(work, ids), await repository.sends(work, ids)
    hotel = await get_hotel(work)
    return [
        template_view(
            row,
            texts.get(row.id, ()),
            uses.get(row.id, ()),
            sends.get(row.id, (0, None)),
            hotel_language=hotel.language,
        )
        for row in rows
    ]
