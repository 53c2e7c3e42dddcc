"""Notices to an address that a hotel typed in, through the one guarded way outside."""

from collections.abc import Mapping

from backend.integrations.outside import Outside, Request
from backend.ports.notices import NoticeFailure
from backend.ports.pms import PASSING, PmsFailure

KEY_HEADER = "Hotelbot-Delivery"


class Notices:
    """Implements ports.notices.NoticePoster."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    async def post(self, url: str, *, key: str, body: Mapping[str, object]) -> None:
        request = Request("POST", url, headers={KEY_HEADER: key}, body=dict(body))
        try:
            await self._outside.send(request)
        except PmsFailure as failure:
            # Of an http_410 the number says more than the kind.
            named = failure.detail if failure.detail.startswith("http_") else failure.outcome.value
            raise NoticeFailure(named, passing=failure.outcome in PASSING) from None
