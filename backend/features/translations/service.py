"""Texts of a conversation in the reader's language, and replies in the guest's.

The original is always there: a translation is beside it, for one language, and only for as long as
its source says the same. What the model made is found again by what it translates, so that no
text of a hotel is paid for twice.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from backend.domain.identity import codes_in
from backend.domain.language import base_language, route_language
from backend.domain.pseudonyms import Known, Pseudonyms
from backend.domain.translating import (
    LONGEST_TEXT,
    NotTranslated,
    TranslationState,
    state_without_model,
)
from backend.domain.words import FactClass
from backend.errors import Forbidden, Invalid, NotFound
from backend.features.accounts.service import languages_of_staff
from backend.features.ai_budgets.service import may_ask
from backend.features.ai_calls.schemas import CallRecord
from backend.features.ai_calls.service import keep as keep_call
from backend.features.ai_drafts.service import text_of
from backend.features.conversations.service import find_conversation, read_messages
from backend.features.guests.service import read_stays
from backend.features.knowledge.service import list_valid_entries
from backend.features.stays.pushing import open_door_code
from backend.features.translations import repository
from backend.features.translations.schemas import (
    Made,
    ReadingView,
    Task,
    Translated,
    TranslationView,
    Wanted,
    Written,
)
from backend.models import Message, Translation
from backend.work import Work

KEPT_DRAFTS_FOR = timedelta(days=1)
FORGOTTEN_AT_ONCE = 1_000
SAID = 8
"""Messages of the guest in which a language may show."""
ENGLISH = "en"


async def reading_of(work: Work, conversation_id: UUID) -> ReadingView:
    """How the caller reads this conversation: as switched there, else as their account says.
    Raises NotFound."""
    await find_conversation(work, conversation_id)
    staff_id = work.actor.staff_id
    card = (await repository.get_guest(work, conversation_id)).language
    spoken = base_language(card) if card else None
    if staff_id is None:
        return ReadingView(on=False, language=None, guest_language=spoken)
    chosen = await languages_of_staff(work, staff_id)
    switched = await repository.is_on(work, conversation_id, staff_id)
    on = chosen.reads is not None if switched is None else switched
    return ReadingView(on=on, language=chosen.for_reading, guest_language=spoken)


async def switch(work: Work, conversation_id: UUID, *, on: bool) -> ReadingView:
    """Raises NotFound, and Forbidden for whoever is no member of staff."""
    await find_conversation(work, conversation_id)
    if work.actor.staff_id is None:
        raise Forbidden("Only a member of the hotel's staff reads translated.")
    await repository.switch(work, conversation_id, work.actor.staff_id, on=on)
    return await reading_of(work, conversation_id)


async def messages_task(
    work: Work,
    conversation_id: UUID,
    message_ids: Sequence[int],
    language: str | None,
    *,
    again: bool = False,
) -> Task:
    """What is known of these messages, and what the model has to be asked. `again`: also what was
    refused before. Raises NotFound, Invalid."""
    await find_conversation(work, conversation_id)
    wanted_language = base_language(language or await _own_language(work))
    found = {one.id: one for one in await read_messages(work, message_ids) if one.id}
    if any(found[id_].conversation_id != conversation_id for id_ in found) or len(found) != len(
        set(message_ids)
    ):
        raise NotFound("There is no such message in this conversation.")
    held = {
        one.message_id: one
        for one in await repository.of_messages(work, message_ids, wanted_language)
    }
    spoken = await _spoken(work, conversation_id)
    known: list[TranslationView] = []
    wanted: list[Wanted] = []
    for id_ in dict.fromkeys(message_ids):
        row = held.get(id_)
        settled = _settled(found[id_], row, wanted_language, spoken=spoken, again=again)
        if settled is not None:
            known.append(settled)
        else:
            wanted.append(Wanted(digest_of(found[id_].text), found[id_].text, id_))
    known += await _said_elsewhere(work, conversation_id, wanted, wanted_language)
    return await _task(work, conversation_id, wanted_language, spoken, known, wanted)


async def draft_task(
    work: Work,
    conversation_id: UUID,
    text: str,
    *,
    ai_draft_id: UUID | None = None,
    again: bool = False,
) -> tuple[Task, Translated | None]:
    """The same for a reply that is being written; what is known of it stands beside the task.
    `ai_draft_id`: what the AI wrote that it began as. Raises NotFound."""
    await find_conversation(work, conversation_id)
    language = await _spoken(work, conversation_id)
    wanted = Wanted(digest_of(text), text)
    if language is None:
        # Nobody guesses in what to write to somebody who never wrote.
        said: Translated | None = _without(TranslationState.SAME_LANGUAGE, ENGLISH)
    elif (state := state_without_model(text, language)) is not None:
        said = _without(state, language)
    else:
        said = await _as_drafted(work, conversation_id, ai_draft_id, wanted, language)
        said = said or await _held(work, conversation_id, wanted, language, again=again)
    # Which language the writer uses is not the guest's to say.
    pending = [] if said is not None else [wanted]
    return await _task(work, conversation_id, language or ENGLISH, None, [], pending), said


async def ai_draft_task(
    work: Work,
    conversation_id: UUID,
    ai_draft_id: UUID,
    language: str | None,
    *,
    again: bool = False,
) -> tuple[Task, Translated | None]:
    """The same for what the AI wrote for staff, in the reader's language. Raises NotFound,
    Invalid."""
    await find_conversation(work, conversation_id)
    text = await text_of(work, conversation_id, ai_draft_id)
    into = base_language(language or await _own_language(work))
    spoken = await _spoken(work, conversation_id)
    wanted = Wanted(digest_of(text), text)
    if (state := state_without_model(text, into, spoken=spoken)) is not None:
        said: Translated | None = _without(state, into)
    else:
        said = await _held(work, conversation_id, wanted, into, again=again)
    pending = [] if said is not None else [wanted]
    return await _task(work, conversation_id, into, spoken, [], pending), said


async def readings_of_draft(work: Work, conversation_id: UUID, ai_draft_id: UUID) -> list[str]:
    """In which words colleagues have read what the AI wrote for them. Raises NotFound."""
    text = await text_of(work, conversation_id, ai_draft_id)
    return [one.text for one in await repository.readings(work, conversation_id, digest_of(text))]


async def _as_drafted(
    work: Work, conversation_id: UUID, ai_draft_id: UUID | None, wanted: Wanted, language: str
) -> Translated | None:
    """What the AI wrote was checked against what the hotel knows: taken up in a reader's language
    and not changed, it goes in its own words."""
    if ai_draft_id is None:
        return None
    drafted = await text_of(work, conversation_id, ai_draft_id)
    if state_without_model(drafted, language) is not TranslationState.SAME_LANGUAGE:
        return None
    for reading in await repository.readings(work, conversation_id, digest_of(drafted)):
        if digest_of(reading.text) == wanted.digest:
            said = _without(TranslationState.TRANSLATED, language)
            said = said.model_copy(update={"spoken": reading.language, "text": drafted})
            await repository.keep(work, conversation_id, [Made(wanted, said, is_kept=True)])
            return said
    return None


async def _held(
    work: Work, conversation_id: UUID, wanted: Wanted, language: str, *, again: bool
) -> Translated | None:
    """Of a text that is no message yet; None: the model has to be asked."""
    if len(wanted.text) > LONGEST_TEXT:
        return _without(TranslationState.NOT_TRANSLATED, language, reason=NotTranslated.TOO_LONG)
    row = await repository.draft(work, conversation_id, wanted.digest, language)
    if row is not None and not (again and row.state is TranslationState.NOT_TRANSLATED):
        return _said(row)
    same = await repository.by_digest(work, [wanted.digest], language)
    if wanted.digest not in same:
        return None
    said = _said(same[wanted.digest])
    await repository.keep(work, conversation_id, [Made(wanted, said, is_kept=True)])
    return said


async def keep_made(
    work: Work, conversation_id: UUID, made: Sequence[Made], call: CallRecord | None
) -> None:
    """After the call has ended, whatever came of it. What was deleted or reworded meanwhile keeps
    nothing."""
    if call is not None:
        await keep_call(work, call, conversation_id=conversation_id)
    ids = [one.wanted.message_id for one in made if one.wanted.message_id is not None]
    standing = {one.id: one for one in await read_messages(work, ids)} if ids else {}
    lasting = [one for one in made if one.is_kept and _stands(one, standing)]
    await repository.keep(work, conversation_id, lasting)


async def written(work: Work, conversation_id: UUID, original: str) -> Written:
    """With the languages that were found out when its translation was looked at. That is forgotten
    after a day: what is sent later keeps this."""
    shown = await repository.last_draft(work, conversation_id, digest_of(original))
    language = shown.spoken if shown is not None else None
    # The model may name the wrong one of the two.
    if language is None or (shown is not None and language == shown.language):
        language = base_language(await _own_language(work, or_else=ENGLISH))
    return Written(original, language, shown.language if shown else None)


async def keep_original(work: Work, message: Message, original: Written) -> None:
    """A colleague wrote `original`, and its translation is the message. Both are kept."""
    assert message.id is not None
    await repository.keep_original(
        work,
        message.id,
        digest=digest_of(message.text),
        language=original.language,
        spoken=original.put_into,
        text=original.text,
    )


async def forget_old_translations(work: Work) -> None:
    """Of replies that were not sent so, and of messages that were deleted."""
    before = work.now - KEPT_DRAFTS_FOR
    await repository.forget(work, before=before, most=FORGOTTEN_AT_ONCE)


def view_of(
    message_id: int | None, said: Translated, *, by_person: bool = False
) -> TranslationView:
    return TranslationView(**said.model_dump(), message_id=str(message_id), by_person=by_person)


def digest_of(text: str) -> bytes:
    return hashlib.sha256(text.strip().encode()).digest()


def _settled(
    message: Message, row: Translation | None, language: str, *, spoken: str | None, again: bool
) -> TranslationView | None:
    """What needs no call; None: only the model can say."""
    if message.deleted_at is not None:
        return view_of(message.id, _without(TranslationState.NO_WORDS, language))
    if row is not None and row.digest == digest_of(message.text):
        refused = row.state is TranslationState.NOT_TRANSLATED
        if not (again and refused):
            return view_of(message.id, _said(row), by_person=row.by_person)
    state = state_without_model(message.text, language, spoken=spoken)
    if state is not None:
        return view_of(message.id, _without(state, language))
    if len(message.text) > LONGEST_TEXT:
        too_long = _without(
            TranslationState.NOT_TRANSLATED, language, reason=NotTranslated.TOO_LONG
        )
        return view_of(message.id, too_long)
    return None


async def _said_elsewhere(
    work: Work, conversation_id: UUID, wanted: list[Wanted], language: str
) -> list[TranslationView]:
    """Takes out of `wanted` what the hotel has translated before, and keeps it for its message."""
    if not wanted:
        return []
    same = await repository.by_digest(work, {one.digest for one in wanted}, language)
    copies = [
        Made(one, _said(same[one.digest]), is_kept=True) for one in wanted if one.digest in same
    ]
    await repository.keep(work, conversation_id, copies)
    wanted[:] = [one for one in wanted if one.digest not in same]
    return [view_of(one.wanted.message_id, one.said) for one in copies]


async def _task(
    work: Work,
    conversation_id: UUID,
    language: str,
    spoken: str | None,
    known: list[TranslationView],
    wanted: list[Wanted],
) -> Task:
    hidden = await _pseudonyms(work, conversation_id) if wanted else Pseudonyms(Known())
    user_id = "h-" + work.vault.alias("deepseek.user_id", work.hotel_id.bytes)
    allowed = not wanted or await may_ask(work)
    return Task(
        conversation_id, language, spoken, hidden, user_id, work.now, known, wanted, allowed
    )


async def _pseudonyms(work: Work, conversation_id: UUID) -> Pseudonyms:
    """Everything that is known of the guest, and every secret of the hotel, has a placeholder. All
    of it comes back: a translation tells nobody what its source did not."""
    guest = await repository.get_guest(work, conversation_id)
    stays = await read_stays(work, [guest.id])
    entries = await list_valid_entries(work, work.now.date())
    secrets = [one.text for one in entries if one.fact_class is not FactClass.PUBLIC]
    doors = [code for stay in stays if (code := open_door_code(work, stay)) is not None]
    codes = (*doors, *(code for text in secrets for code in codes_in(text)))
    names = (guest.name, guest.whatsapp_name or "", *(stay.guest_name for stay in stays))
    return Pseudonyms(
        Known(
            names=tuple(name for name in dict.fromkeys(names) if name),
            rooms=tuple(stay.room for stay in stays if stay.room),
            bookings=tuple(stay.external_id for stay in stays),
            codes=tuple(dict.fromkeys(codes)),
            tellable=frozenset(codes),
        )
    )


async def _spoken(work: Work, conversation_id: UUID) -> str | None:
    guest = await repository.get_guest(work, conversation_id)
    said = await repository.last_said(work, conversation_id, most=SAID)
    return route_language(said, guest.language)


async def _own_language(work: Work, *, or_else: str | None = None) -> str:
    """Raises Invalid for a program that named none."""
    if work.actor.staff_id is not None:
        return (await languages_of_staff(work, work.actor.staff_id)).for_reading
    if or_else is None:
        raise Invalid("Name the language to translate into.")
    return or_else


def _stands(made: Made, standing: dict[int | None, Message]) -> bool:
    if made.wanted.message_id is None:
        return True
    message = standing.get(made.wanted.message_id)
    return (
        message is not None
        and message.deleted_at is None
        and digest_of(message.text) == made.wanted.digest
    )


def _said(row: Translation) -> Translated:
    return Translated(
        state=row.state,
        language=row.language,
        spoken=row.spoken,
        text=row.text,
        reason=row.reason,
        fact=row.details.get("fact", ""),
        doubtful=row.details.get("doubtful", []),
    )


def _without(state: TranslationState, language: str, *, reason: str | None = None) -> Translated:
    return Translated(
        state=state, language=language, spoken=None, text="", reason=reason, fact="", doubtful=[]
    )
