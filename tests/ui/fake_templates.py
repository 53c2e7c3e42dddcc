"""Invented templates for the screens; what is wrong with a text is found by the domain itself."""

from dataclasses import asdict
from datetime import UTC, datetime

from fastapi import FastAPI, Request

from backend.domain.template_checks import cautions_of, problems_of
from backend.domain.template_variables import SAMPLE, values_of
from backend.domain.templates import Missing, preview, render
from tests.ui.fake_api import JSON, ROOT, Fake, Refusal, uid

WORDS = {
    "Welcome": {
        "en": "Welcome, {{guest_name|dear guest}}. Your room is {{room|being prepared}}.",
        "de": "Willkommen, {{guest_name|lieber Gast}}. Ihr Zimmer ist {{room|gleich bereit}}.",
    },
    "We are sorry": {"en": "We are sorry, {{guest_name|dear guest}}."},
}


def _text(language: str, text: str, *, reviewed: bool) -> JSON:
    at = datetime.now(UTC).isoformat()
    return {
        "language": language,
        "text": text,
        "version": 1,
        "state": "reviewed" if reviewed else "draft",
        "made_by": "Maria",
        "made_at": at,
        "sent_version": 1 if reviewed else None,
        "reviewed_by": "Maria" if reviewed else "",
        "reviewed_at": at if reviewed else None,
        "cautions": [],
    }


def _template(name: str, texts: JSON) -> JSON:
    return {
        "id": uid(name),
        "name": name,
        "texts": texts,
        "languages": [_text(code, text, reviewed=code == "en") for code, text in texts.items()],
        "falls_back_to": "en",
        "variables": ["guest_name"],
        "message_class": "useful",
        "used_by": [{"id": uid("g1"), "name": "Welcome", "kind": "trigger", "enabled": True}],
        "sent_30_days": 12,
        "last_sent_at": datetime.now(UTC).isoformat(),
        "updated_at": datetime.now(UTC).isoformat(),
    }


def routes(api: FastAPI, fake: Fake) -> None:
    H = ROOT + "/hotels/{hotel_id}"
    held = {uid(name): _template(name, texts) for name, texts in WORDS.items()}

    @api.get(f"{H}/templates")
    async def listed(request: Request, hotel_id: str) -> JSON:
        if fake.broken:
            raise Refusal(503, "unavailable", "The list is not available right now.")
        return {"items": list(held.values()), "next_cursor": None}

    @api.get(f"{H}/templates/{{id}}")
    async def one(request: Request, hotel_id: str, id: str) -> JSON:
        if id not in held:
            raise Refusal(404, "not_found", "There is no such template.")
        return held[id]

    @api.get(f"{H}/templates/{{id}}/links")
    async def links(request: Request, hotel_id: str, id: str) -> JSON:
        return {"items": [], "next_cursor": None}

    @api.put(f"{H}/templates/{{id}}/texts/{{language}}/review")
    async def review(request: Request, hotel_id: str, id: str, language: str) -> JSON:
        raise Refusal(409, "conflict", "Somebody saved this text meanwhile. Read it again first.")

    @api.delete(f"{H}/templates/{{id}}", status_code=409)
    async def delete(request: Request, hotel_id: str, id: str) -> JSON:
        raise Refusal(409, "conflict", "Triggers send this template: Welcome.")

    @api.post(f"{H}/template-preview")
    async def looked_at(request: Request, hotel_id: str, body: JSON) -> JSON:
        text, language = body["text"], body["language"]
        values = values_of(SAMPLE, language)
        pieces = preview(text, values, language=language)
        shown = render(text, values, language=language)
        return {
            "pieces": [asdict(piece) for piece in pieces],
            "text": None,
            "missing": list(shown.variables) if isinstance(shown, Missing) else [],
            "problems": [asdict(found) for found in problems_of(text, language)],
            "cautions": [asdict(found) for found in cautions_of(text)],
            "length": len(text),
        }
