"""Calls per second and per month, per instance and method."""

from collections import deque

from simulators.green_api.errors import OverQuota, correspondents_quota, method_quota

WINDOW_S = 1.0
# From the vendor's rate limiter page; methods it does not list share the strictest common one.
PER_SECOND: dict[str, int] = {
    **dict.fromkeys(
        (
            "sendmessage",
            "sendpoll",
            "sendlocation",
            "sendcontact",
            "sendfilebyurl",
            "sendfilebyupload",
            "uploadfile",
            "forwardmessages",
            "sendtyping",
        ),
        50,
    ),
    **dict.fromkeys(("receivenotification", "deletenotification"), 100),
    **dict.fromkeys(
        (
            "getmessage",
            "readchat",
            "checkwhatsapp",
            "getavatar",
            "deletemessage",
            "archivechat",
            "unarchivechat",
        ),
        10,
    ),
    "downloadfile": 5,
    "qr": 3,
}
OTHERS = 1


def per_second(method: str) -> int:
    return PER_SECOND.get(method, OTHERS)


class RateLimiter:
    """A sliding second for each method."""

    def __init__(self) -> None:
        self._calls: dict[str, deque[float]] = {}

    def admits(self, method: str, now: float) -> bool:
        """Counts the call when it is admitted. `now` in seconds of any steady clock."""
        calls = self._calls.setdefault(method, deque())
        while calls and calls[0] <= now - WINDOW_S:
            calls.popleft()
        if len(calls) >= per_second(method):
            return False
        calls.append(now)
        return True


class Quotas:
    """Plan limits; none unless a test sets them."""

    def __init__(self) -> None:
        self.totals: dict[str, int] = {}
        """Calls a month by lower-case method; `correspondents` limits the number of chats."""
        self._used: dict[str, int] = {}
        self._chats: list[str] = []

    def spend(self, method: str, chat_id: str | None) -> None:
        """Raises OverQuota with the vendor's body."""
        used = self._used.get(method, 0)
        total = self.totals.get(method)
        if total is not None and used >= total:
            raise OverQuota(method_quota(method, used, total))
        self._spend_chat(method, used, chat_id)
        self._used[method] = used + 1

    def _spend_chat(self, method: str, used: int, chat_id: str | None) -> None:
        total = self.totals.get("correspondents")
        if total is None or chat_id is None or chat_id in self._chats:
            return
        if len(self._chats) >= total:
            raise OverQuota(correspondents_quota(method, used, self._chats))
        self._chats.append(chat_id)
