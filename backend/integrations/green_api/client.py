"""Green API over HTTP: every call ends within 15 s, in a named outcome.

The token is a part of every address, so neither an address nor an answer's text is ever logged
or raised as it came.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, NoReturn

import httpx
import orjson

from backend.domain.words import InstanceState, SendOutcome
from backend.integrations.calling import answer_to
from backend.integrations.green_api import journal
from backend.integrations.green_api.failures import Failure, failure_of_answer, failure_of_error
from backend.integrations.green_api.payloads import Document, identifier, words
from backend.integrations.kept_connections import KeptConnections
from backend.ports.messaging import (
    ChannelAccess,
    GatewayFailure,
    OutgoingFile,
    OutgoingRecord,
    SendResult,
    UploadResult,
)

TOTAL_DEADLINE_S = 15.0
CONNECT_TIMEOUT_S = 5.0
KEEP_ALIVE_S = 2.0
"""Short: a connection the far side closes while we write on it makes a send ambiguous."""
MAX_ANSWER = 256 * 1024
MAX_JOURNAL = 16 * 1024 * 1024
MAX_URL = 2000
_TIMEOUTS = httpx.Timeout(None, connect=CONNECT_TIMEOUT_S).as_dict()
_HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip, deflate",
    "User-Agent": "hotelbot",
}
_HEADERS_OF_JSON = {**_HEADERS, "Content-Type": "application/json"}

# Everything a hotel needs to see; new instances have all of these off.
NEEDED_WEBHOOKS = (
    "incomingWebhook",
    "outgoingWebhook",
    "outgoingMessageWebhook",
    "outgoingAPIMessageWebhook",
    "stateWebhook",
    "pollMessageWebhook",
    "incomingCallWebhook",
    "incomingBlockWebhook",
    "editedMessageWebhook",
    "deletedMessageWebhook",
)


@dataclass(frozen=True, slots=True)
class _Call:
    verb: str
    method: str
    body: Mapping[str, Any] | None = None
    query: Mapping[str, str | int] | None = None
    most: int = MAX_ANSWER
    file: OutgoingFile | None = None
    """Sent as it is, to the number's address for files."""
    within_s: float | None = None
    """None: the deadline of all calls."""


class _Failed(Exception):
    def __init__(self, failure: Failure) -> None:
        self.failure = failure
        super().__init__(failure.detail)


class GreenApiClient:
    """Implements ports.messaging.MessagingGateway. One per process; close it at the end.

    A hotel types the address of its number: `public_only` names the hosts that may be inside of
    our network all the same; None: all may.
    """

    def __init__(
        self,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        public_only: Collection[str] | None = None,
    ) -> None:
        self._transport = transport or KeptConnections(keep_s=KEEP_ALIVE_S, public_only=public_only)

    async def close(self) -> None:
        await self._transport.aclose()

    async def send_text(
        self, access: ChannelAccess, *, chat_id: str, text: str, quoted_id: str | None = None
    ) -> SendResult:
        body = {"chatId": chat_id, "message": text}
        if quoted_id:
            body["quotedMessageId"] = quoted_id
        return await self._send(access, _Call("POST", "sendMessage", body))

    async def send_file(
        self,
        access: ChannelAccess,
        *,
        chat_id: str,
        url: str,
        file_name: str,
        caption: str,
        quoted_id: str | None = None,
    ) -> SendResult:
        body = {"chatId": chat_id, "urlFile": url, "fileName": file_name}
        if caption:
            body["caption"] = caption
        if quoted_id:
            body["quotedMessageId"] = quoted_id
        return await self._send(access, _Call("POST", "sendFileByUrl", body))

    async def upload_file(
        self, access: ChannelAccess, file: OutgoingFile, *, within_s: float
    ) -> UploadResult:
        try:
            answer = await self._json(
                access, _Call("POST", "uploadFile", file=file, within_s=within_s)
            )
        except _Failed as error:
            return UploadResult(failed=_not_uploaded(error.failure))
        url = words(answer, "urlFile", most=MAX_URL) if isinstance(answer, dict) else ""
        if not url.startswith(("https://", "http://")):
            return UploadResult(failed=_not_uploaded(Failure(SendOutcome.REFUSED, "no_url", 200)))
        return UploadResult(url)

    async def _send(self, access: ChannelAccess, call: _Call) -> SendResult:
        try:
            answer = await self._json(access, call)
        except _Failed as error:
            failure = error.failure
            return SendResult(
                failure.outcome, http_status=failure.http_status, detail=failure.detail
            )
        provider_id = identifier(answer, "idMessage") if isinstance(answer, dict) else ""
        if not provider_id:
            # It was taken in, but we do not know as what: sending again might double it.
            return SendResult(SendOutcome.AMBIGUOUS, http_status=200, detail="answer_without_id")
        return SendResult(SendOutcome.ACCEPTED, provider_id, 200)

    async def list_queue(self, access: ChannelAccess) -> Sequence[OutgoingRecord]:
        entries = await self._list(access, _Call("GET", "showMessagesQueue", most=MAX_JOURNAL))
        return [record for entry in entries for record in journal.queued_records(entry)]

    async def list_sent(self, access: ChannelAccess, *, minutes: int) -> Sequence[OutgoingRecord]:
        """Oldest first."""
        entries = await self._journal(access, "lastOutgoingMessages", minutes=minutes)
        records = (journal.sent_record(entry) for entry in entries)
        return [record for record in records if record is not None]

    async def list_received(
        self, access: ChannelAccess, *, minutes: int
    ) -> Sequence[dict[str, object]]:
        received = await self._journal(access, "lastIncomingMessages", minutes=minutes)
        sent = await self._journal(access, "lastOutgoingMessages", minutes=minutes)
        bodies = [
            *((journal.written_at(one), journal.as_webhook(one, access)) for one in received),
            *((journal.written_at(one), journal.typed_as_webhook(one, access)) for one in sent),
        ]
        bodies.sort(key=lambda body: body[0])
        return [body for _, body in bodies if body is not None]

    async def fetch_state(self, access: ChannelAccess) -> InstanceState:
        answer = await self._asked(access, _Call("GET", "getStateInstance"))
        if answer is None:
            # An instance that is still being made answers null.
            return InstanceState.STARTING
        if not isinstance(answer, dict):
            _raise(Failure(SendOutcome.AMBIGUOUS, "unexpected_answer", 200))
        try:
            return InstanceState(words(answer, "stateInstance"))
        except ValueError:
            return InstanceState.UNKNOWN

    async def configure(
        self, access: ChannelAccess, *, webhook_url: str, webhook_token: str
    ) -> None:
        settings = {
            **dict.fromkeys(NEEDED_WEBHOOKS, "yes"),
            "webhookUrl": webhook_url,
            "webhookUrlToken": webhook_token,
        }
        answer = await self._asked(access, _Call("POST", "setSettings", settings))
        if not isinstance(answer, dict) or answer.get("saveSettings") is not True:
            _raise(Failure(SendOutcome.AMBIGUOUS, "settings_not_saved", 200))

    async def _journal(
        self, access: ChannelAccess, method: str, *, minutes: int
    ) -> Sequence[Document]:
        """Oldest first. The journals answer newest first and in whole seconds, so turning them
        round comes before sorting by time."""
        call = _Call("GET", method, query={"minutes": minutes}, most=MAX_JOURNAL)
        entries = list(await self._list(access, call))
        entries.reverse()
        entries.sort(key=journal.written_at)
        return entries

    async def _list(self, access: ChannelAccess, call: _Call) -> Sequence[Document]:
        answer = await self._asked(access, call)
        if not isinstance(answer, list):
            _raise(Failure(SendOutcome.AMBIGUOUS, "unexpected_answer", 200))
        return [entry for entry in answer if isinstance(entry, dict)]

    async def _asked(self, access: ChannelAccess, call: _Call) -> Any:
        try:
            return await self._json(access, call)
        except _Failed as error:
            _raise(error.failure)

    async def _json(self, access: ChannelAccess, call: _Call) -> Any:
        """The parsed answer of a 200; everything else raises _Failed."""
        try:
            async with asyncio.timeout(call.within_s or TOTAL_DEADLINE_S):
                status, body = await self._exchange(access, call)
        except OSError as error:
            if isinstance(error, TimeoutError):
                raise _Failed(failure_of_error(error)) from None
            # Only a file of our own is read while a call is made.
            raise _Failed(Failure(SendOutcome.PERMANENT, "file_not_readable")) from None
        except (httpx.HTTPError, httpx.InvalidURL, _TooLarge) as error:
            # `from None`: the request inside the error carries the token in its address.
            raise _Failed(failure_of_error(error)) from None
        failure = failure_of_answer(status, body, secret=access.api_token)
        if failure is not None:
            raise _Failed(failure)
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError:
            raise _Failed(Failure(SendOutcome.AMBIGUOUS, "answer_not_json", status)) from None

    async def _exchange(self, access: ChannelAccess, call: _Call) -> tuple[int, bytes]:
        host = access.api_url if call.file is None else access.media_url
        url = f"{host.rstrip('/')}/waInstance{access.id_instance}/{call.method}/{access.api_token}"
        content = None if call.body is None else orjson.dumps(call.body)
        headers = _HEADERS if content is None else _HEADERS_OF_JSON
        request = httpx.Request(
            call.verb,
            url,
            params=call.query,
            headers=headers if call.file is None else _headers_of(call.file),
            content=content if call.file is None else call.file.read(),
            extensions={"timeout": _TIMEOUTS},
        )
        async with answer_to(request, self._transport) as response:
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > call.most:
                    raise _TooLarge
            return response.status_code, bytes(body)


class _TooLarge(Exception):
    """The answer is larger than any that makes sense."""


def _headers_of(file: OutgoingFile) -> dict[str, str]:
    return {
        **_HEADERS,
        "Content-Type": file.mime_type,
        "Content-Length": str(file.size),
        # A header holds no other signs; the name the guest sees is in the call that sends.
        "GA-Filename": f"file{PurePath(file.name).suffix}",
    }


def _not_uploaded(failure: Failure) -> SendResult:
    """Nothing has reached the guest, however unclear the end: it may be tried again at once."""
    outcome = failure.outcome
    if outcome is SendOutcome.AMBIGUOUS:
        outcome = SendOutcome.REFUSED
    return SendResult(outcome, http_status=failure.http_status, detail=f"upload_{failure.detail}")


def _raise(failure: Failure) -> NoReturn:
    raise GatewayFailure(failure.outcome, failure.detail, failure.http_status) from None
