"""Canned replies: what a hotel says often, in its languages, with files, filled in for a guest."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from uuid import UUID

from backend.domain.template_checks import problems_of
from backend.domain.template_variables import VARIABLES, class_of, told_facts, values_of
from backend.domain.templates import (
    Missing,
    choose_language,
    preview,
    render,
    variables_in,
)
from backend.domain.words import FactClass
from backend.errors import Conflict, Invalid, NotFound
from backend.features.audit.service import record
from backend.features.canned_replies import repository
from backend.features.canned_replies.schemas import (
    CannedReplyInput,
    CannedReplyPatch,
    CannedReplyView,
    OfferView,
)
from backend.features.conversations.service import get_conversation
from backend.features.hotels.service import get_hotel
from backend.features.kept_files.schemas import FileView
from backend.features.kept_files.service import files_of, give_to
from backend.features.stays.service import get_stay
from backend.models import CannedReply
from backend.work import Work

NO_SECRETS = "A door code is told by triggers, which make sure that it is the right guest."


async def list_replies(work: Work) -> list[CannedReplyView]:
    """By shortcut."""
    rows = await repository.list_replies(work)
    files = await files_of(work, [row.id for row in rows])
    return [_view(row, files.get(row.id, [])) for row in rows]


async def get_reply(work: Work, reply_id: UUID) -> CannedReplyView:
    return await _fresh(work, await _find(work, reply_id))


async def add_reply(work: Work, data: CannedReplyInput) -> CannedReplyView:
    """Raises Conflict for a shortcut that is taken, Invalid for a text that could not be filled in,
    NotFound for a file."""
    _check(data.texts)
    await _keep_free(work, data.shortcut)
    row = CannedReply(
        hotel_id=work.hotel_id, shortcut=data.shortcut, title=data.title, texts=data.texts
    )
    work.session.add(row)
    await work.session.flush()
    await give_to(work, row.id, data.file_ids)
    await record(work, "canned_reply.create", subject=str(row.id), detail={"name": row.shortcut})
    return await _fresh(work, row)


async def update_reply(work: Work, reply_id: UUID, patch: CannedReplyPatch) -> CannedReplyView:
    row = await _find(work, reply_id)
    _check(patch.texts or {})
    if patch.shortcut is not None and patch.shortcut != row.shortcut:
        await _keep_free(work, patch.shortcut)
    row.shortcut, row.title = patch.shortcut or row.shortcut, patch.title or row.title
    row.texts = patch.texts or row.texts
    await work.session.flush()
    if patch.file_ids is not None:
        await give_to(work, row.id, patch.file_ids)
    await record(work, "canned_reply.update", subject=str(row.id), detail={"name": row.shortcut})
    return await _fresh(work, row)


async def remove_reply(work: Work, reply_id: UUID) -> None:
    """Its files are kept for a day, so that it can be brought back with them."""
    row = await _find(work, reply_id)
    await give_to(work, row.id, [])
    await work.session.delete(row)
    await work.session.flush()
    await record(work, "canned_reply.delete", subject=str(row.id), detail={"name": row.shortcut})


async def offers(work: Work, conversation_id: UUID) -> list[OfferView]:
    """Every reply in this guest's language, filled in for them. Raises NotFound."""
    conversation = await get_conversation(work, conversation_id)
    hotel = await get_hotel(work)
    stay = await get_stay(work, conversation.stay.external_id) if conversation.stay else None
    guest = conversation.guest
    facts = told_facts(hotel, stay, guest_name=(stay.guest_name if stay else "") or guest.name)
    rows = await repository.list_replies(work)
    files = await files_of(work, [row.id for row in rows])
    offered = []
    for row in rows:
        language = choose_language(row.texts, (guest.language, hotel.language))
        if language is None:
            continue
        values = values_of(facts, language)
        filled = render(row.texts[language], values, language=language)
        pieces = preview(row.texts[language], values, language=language)
        offered.append(
            OfferView(
                id=row.id,
                shortcut=row.shortcut,
                title=row.title,
                language=language,
                text="".join(one.text for one in pieces),
                missing=_named(filled.variables) if isinstance(filled, Missing) else [],
                files=files.get(row.id, []),
            )
        )
    return offered


def refuse_unfilled(text: str) -> None:
    """A guest never reads a variable. Raises Invalid, which says which."""
    left = variables_in(text)
    if left:
        message = f"Fill in before sending: {', '.join(_named(left))}."
        raise Invalid(message, details=[{"field": "text", "message": message}])


def _named(names: Sequence[str]) -> list[str]:
    return [VARIABLES[name].label if name in VARIABLES else name for name in names]


def _check(texts: Mapping[str, str]) -> None:
    details = [
        {"field": f"texts.{language}", **asdict(one)}
        for language, text in texts.items()
        for one in problems_of(text, language)
    ]
    for language, text in texts.items():
        if any(class_of(name) is FactClass.SECRET for name in variables_in(text)):
            details.append({"field": f"texts.{language}", "message": NO_SECRETS})
    if details:
        raise Invalid(str(details[0]["message"]), details=details)


async def _find(work: Work, reply_id: UUID) -> CannedReply:
    row = await repository.get_reply(work, reply_id)
    if row is None:
        raise NotFound("There is no such reply.")
    return row


async def _keep_free(work: Work, shortcut: str) -> None:
    if await repository.reply_of(work, shortcut) is not None:
        message = f"There is a reply for /{shortcut} already."
        raise Conflict(message, details=[{"field": "shortcut", "message": message}])


async def _fresh(work: Work, row: CannedReply) -> CannedReplyView:
    files = await files_of(work, [row.id])
    return _view(row, files.get(row.id, []))


def _view(row: CannedReply, files: Sequence[FileView]) -> CannedReplyView:
    return CannedReplyView(
        id=row.id,
        shortcut=row.shortcut,
        title=row.title,
        texts=row.texts,
        files=list(files),
        file_ids=[file.id for file in files],
    )
