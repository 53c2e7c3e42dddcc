"""Sends a file: the bytes first, which no guest sees, then the one short call that can be in doubt.

Both stand within the lease of the message. What the first step got is kept, so that another try
need not carry the bytes again (docs/decisions/0021-a-file-travels-before-its-message.md).
"""

from collections.abc import AsyncIterator
from time import perf_counter

import structlog

from backend.domain.ids import HotelId
from backend.domain.words import SendOutcome
from backend.features.sending import service
from backend.features.sending.schemas import Claimed, FileToSend
from backend.observability.metrics import SEND_SECONDS, UPLOADS
from backend.ports.files import FileStore, FileTrouble
from backend.ports.messaging import (
    ChannelAccess,
    MessagingGateway,
    OutgoingFile,
    SendResult,
    UploadResult,
)
from backend.work import WorkFactory

log = structlog.get_logger()

MOST_SLOW_TRIES = 5
"""A line too slow for a file today is too slow in a minute as well: then a person hears of it."""
LEAST_UPLOAD_S = 1.0
"""With less time left nothing is begun."""
FILE_GONE = "file_gone"
TOO_LATE = "upload_too_slow"
"""The bytes took what was left of the time in which a call may begin. Nothing was sent."""


class Attachments:
    """The files of one number's messages."""

    def __init__(
        self,
        works: WorkFactory,
        hotel_id: HotelId,
        *,
        gateway: MessagingGateway,
        store: FileStore | None,
    ) -> None:
        self._works, self._hotel_id = works, hotel_id
        self._gateway, self._store = gateway, store

    async def send(
        self, access: ChannelAccess, row: Claimed, *, may_begin_until: float
    ) -> SendResult:
        """`may_begin_until` is of `perf_counter`: a call begun later could outlive the lease."""
        async with self._works.hotel(self._hotel_id) as work:
            file = await service.file_of(work, row.message_id, outbox_id=row.outbox_id)
        if file is None:
            return self._failed(row, SendResult(SendOutcome.PERMANENT, detail=FILE_GONE))
        url = file.uploaded_url
        if not url:
            uploaded = await self._upload(access, row, file, until=may_begin_until)
            if uploaded.failed is not None:
                return self._failed(row, uploaded.failed)
            url = uploaded.url
            async with self._works.hotel(self._hotel_id) as work:
                await service.note_uploaded(work, file.media_id, url)
        if perf_counter() > may_begin_until:
            return self._failed(row, _too_slow(row))
        started = perf_counter()
        result = await self._gateway.send_file(
            access,
            chat_id=row.chat_id,
            url=url,
            file_name=file.name,
            caption=row.text,
            quoted_id=row.quoted_provider_id,
        )
        SEND_SECONDS.observe(perf_counter() - started)
        return result

    async def _upload(
        self, access: ChannelAccess, row: Claimed, file: FileToSend, *, until: float
    ) -> UploadResult:
        within_s = until - perf_counter()
        if within_s < LEAST_UPLOAD_S:
            return UploadResult(failed=_too_slow(row))
        try:
            uploaded = await self._carry(access, file, within_s=within_s)
        except FileTrouble as error:
            # Our own store is away: nothing has reached a guest, and the file is still there.
            uploaded = UploadResult(failed=SendResult(SendOutcome.REFUSED, detail=error.trouble))
        if uploaded.failed is not None and uploaded.failed.detail == "upload_no_answer_in_time":
            uploaded = UploadResult(failed=_too_slow(row))
        UPLOADS.labels(uploaded.failed.outcome if uploaded.failed else SendOutcome.ACCEPTED).inc()
        return uploaded

    async def _carry(
        self, access: ChannelAccess, file: FileToSend, *, within_s: float
    ) -> UploadResult:
        store, until = self._store, perf_counter() + within_s
        if store is None or await store.size(file.key) != file.size:
            return UploadResult(failed=SendResult(SendOutcome.PERMANENT, detail=FILE_GONE))

        def read() -> AsyncIterator[bytes]:
            return store.read(file.key, start=0, length=file.size)

        outgoing = OutgoingFile(file.name, file.mime_type, file.size, read)
        left_s = max(until - perf_counter(), LEAST_UPLOAD_S)
        return await self._gateway.upload_file(access, outgoing, within_s=left_s)

    def _failed(self, row: Claimed, result: SendResult) -> SendResult:
        log.warning(
            "sends.file_not_sent",
            outbox_id=row.outbox_id,
            outcome=result.outcome.value,
            detail=result.detail,
        )
        return result


def _too_slow(row: Claimed) -> SendResult:
    given_up = row.attempts >= MOST_SLOW_TRIES
    outcome = SendOutcome.PERMANENT if given_up else SendOutcome.REFUSED
    return SendResult(outcome, detail=TOO_LATE)
