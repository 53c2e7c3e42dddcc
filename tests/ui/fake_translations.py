"""A pretend translator between English and German, and messages that are planned for later."""

from itertools import count
from typing import Any

from fastapi import FastAPI

from tests.ui.fake_api import Fake, uid

JSON = dict[str, Any]
WRITTEN = "The sauna opens at 16:00."
PUT = "Die Sauna öffnet um 16:00 Uhr."
BOOK = {WRITTEN: PUT, PUT: WRITTEN}
NOTHING: JSON = {"text": "", "reason": None, "fact": "", "doubtful": [], "spoken": None}


def routes(api: FastAPI, fake: Fake, root: str) -> None:
    talk = f"{root}/hotels/{{hotel_id}}/conversations/{{conversation_id}}"
    wanted: JSON = {}
    translating(api, talk, wanted)
    planning(api, talk)

    @api.post(f"{root}/_fake/translations")
    async def want(body: JSON) -> None:
        """`on`: the conversation that is read translated; `refused`: what becomes of each text."""
        wanted.clear()
        wanted.update(body)


def translating(api: FastAPI, talk: str, wanted: JSON) -> None:
    @api.get(f"{talk}/translation")
    async def reading(hotel_id: str, conversation_id: str) -> JSON:
        on = wanted.get("on") == conversation_id
        return {"on": on, "language": "en" if on else None, "guest_language": "de"}

    @api.put(f"{talk}/translation")
    async def switch(hotel_id: str, conversation_id: str, body: JSON) -> JSON:
        wanted["on"] = conversation_id if body["on"] else None
        return {"on": body["on"], "language": "en", "guest_language": "de"}

    @api.post(f"{talk}/translations")
    async def messages(hotel_id: str, conversation_id: str, body: JSON) -> JSON:
        """The thread is left as it came: these tests are about what has not been sent yet."""
        said = {**NOTHING, "state": "no_words", "language": "en", "by_person": False}
        return {"items": [{**said, "message_id": one} for one in body["message_ids"]]}

    @api.post(f"{talk}/translations/draft")
    async def draft(hotel_id: str, conversation_id: str, body: JSON) -> JSON:
        return translated(body["text"], "de", "en", {} if body.get("again") else wanted)

    @api.post(f"{talk}/ai-drafts/{{draft_id}}/translation")
    async def ai_draft(hotel_id: str, conversation_id: str, draft_id: str, body: JSON) -> JSON:
        return translated(PUT, "en", "de", {} if body.get("again") else wanted)


def translated(text: str, language: str, spoken: str, wanted: JSON) -> JSON:
    said = {**NOTHING, "language": language, "spoken": spoken}
    if wanted.get("refused"):
        return {**said, "state": "not_translated", **wanted["refused"]}
    return {**said, "state": "translated", "text": BOOK.get(text, f"{text} (übersetzt)")}


def planning(api: FastAPI, talk: str) -> None:
    held: dict[str, dict[str, JSON]] = {}
    numbers = count()

    @api.get(f"{talk}/scheduled")
    async def planned(hotel_id: str, conversation_id: str) -> JSON:
        return {"items": list(held.get(conversation_id, {}).values()), "next_cursor": None}

    @api.post(f"{talk}/scheduled", status_code=201)
    async def plan(hotel_id: str, conversation_id: str, body: JSON) -> JSON:
        known = held.setdefault(conversation_id, {})
        id_ = uid(f"planned {next(numbers)}")
        known[id_] = {
            "id": id_, "conversation_id": conversation_id, "staff_name": "Maria Lopez",
            "staff_id": uid("staff"), "state": "planned", "reason": None, "message_id": None,
            **said(body), **moment(body),
        }  # fmt: skip
        return known[id_]

    @api.patch(f"{talk}/scheduled/{{id_}}")
    async def change(hotel_id: str, conversation_id: str, id_: str, body: JSON) -> JSON:
        words = said(body) if "text" in body else {}
        held[conversation_id][id_].update(words | moment(body))
        return held[conversation_id][id_]

    @api.delete(f"{talk}/scheduled/{{id_}}")
    async def cancel(hotel_id: str, conversation_id: str, id_: str) -> JSON:
        return held[conversation_id].pop(id_) | {"state": "cancelled"}


def said(body: JSON) -> JSON:
    original = body.get("original")
    return {"text": body["text"], "original": original, "language": "de" if original else None}


def moment(body: JSON) -> JSON:
    given = body["on_clock"]
    return {"on_clock": given, "due_at": f"{given}:00Z", "unless_reply": body["unless_reply"]}
