"""What an answer of the pretend API stands on, and one question that nothing answered."""

from typing import Any

from fastapi import FastAPI

SHEET = {
    "id": "00000000-0000-7000-8000-0000000000b1",
    "title": "Breakfast",
    "text": "Breakfast is served from 6:30 to 10:30, on the terrace in good weather.",
    "valid_until": None,
    "valid_today": True,
}
EVIDENCE: dict[str, Any] = {
    "kept": [{"text": "Breakfast is from 6:30 to 10:30.", "sources": [SHEET]}],
    "dropped": [
        {
            "text": "It costs 25 EUR per person.",
            "sources": [{**SHEET, "valid_today": False, "title": "Breakfast in summer"}],
            "why": "not_in_source",
            "kind": "price",
            "claim": "25 EUR",
        }
    ],
    "reason": "unsupported",
}

GAP = {
    "id": "7",
    "conversation_id": "00000000-0000-7000-8000-0000000000c1",
    "reason": "not_in_knowledge",
    "asked_at": "2026-11-25T18:00:00Z",
    "question": "Do you have a charger for an electric car, and what does it cost?",
    "guest_name": "Anna Keller",
    "answered_by": "Maria Lopez",
    "suggested": {
        "title": "Do you have a charger for an electric car?",
        "text": "Two chargers are in the garage, 0.50 EUR for each kWh.",
        "language": "en",
        "contradicts": None,
    },
}


def routes(api: FastAPI, root: str) -> None:
    @api.get(f"{root}/hotels/{{hotel_id}}/messages/{{message_id}}/evidence")
    async def evidence(hotel_id: str, message_id: str) -> dict[str, Any]:
        return EVIDENCE

    @api.get(f"{root}/hotels/{{hotel_id}}/knowledge/gaps")
    async def gaps(hotel_id: str) -> dict[str, Any]:
        return {"items": [GAP], "next_cursor": None}
