"""What an answer of the pretend API stands on: one sentence kept, one left out."""

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


def routes(api: FastAPI, root: str) -> None:
    @api.get(f"{root}/hotels/{{hotel_id}}/messages/{{message_id}}/evidence")
    async def evidence(hotel_id: str, message_id: str) -> dict[str, Any]:
        return EVIDENCE
