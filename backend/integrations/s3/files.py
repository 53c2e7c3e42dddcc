"""Files in a bucket of a store that speaks S3: all or nothing of each, every call with an end."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx
import structlog
from pydantic import SecretStr

from backend.domain.media_fetching import MediaTrouble
from backend.integrations.s3.signing import NO_BYTES, signed
from backend.integrations.s3.spool import PIECE, Spool
from backend.ports.files import FileTrouble

log = structlog.get_logger()

DEADLINE_S = 10.0
SAVING_S = 45.0
"""Less than the minute that fetching a guest's file may take in all."""
KEEP_ALIVE_S = 2.0
RANGE = 1024 * 1024
"""One call brings so much, so that a slow reader holds no call open."""
CHECKED = "check"
_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_CODE = re.compile(rb"<Code>(\w{1,64})</Code>")
_RANGE = re.compile(r"bytes (\d{1,18})-\d{1,18}/(?:\d{1,18}|\*)")
_FULL = {"QuotaExceeded", "XMinioStorageFull", "ServiceQuotaExceeded"}
_BY_STATUS = {
    401: MediaTrouble.NOT_WRITABLE,
    403: MediaTrouble.NOT_WRITABLE,
    408: MediaTrouble.STORE_AWAY,
    413: MediaTrouble.TOO_LARGE,
    429: MediaTrouble.STORE_AWAY,
    507: MediaTrouble.NO_SPACE,
}


@dataclass(frozen=True, slots=True)
class Bucket:
    endpoint: str
    """With its scheme, without a path."""
    name: str
    region: str
    key_id: str
    secret: SecretStr
    path_style: bool = True
    """The bucket leads the path; otherwise it leads the host."""


class S3Files:
    """Implements ports.files.FileStore. One per process; close it at the end.

    Nothing is repeated here: whoever asked notes the trouble and asks again later.
    """

    def __init__(
        self,
        bucket: Bucket,
        *,
        deadline_s: float = DEADLINE_S,
        saving_s: float = SAVING_S,
    ) -> None:
        self._bucket = bucket
        self._deadline_s, self._saving_s = deadline_s, saving_s
        parts = urlsplit(bucket.endpoint)
        self._host = parts.netloc if bucket.path_style else f"{bucket.name}.{parts.netloc}"
        self._base = f"{parts.scheme}://{self._host}"
        self._http = httpx.AsyncClient(
            timeout=httpx.Timeout(deadline_s, connect=5.0),
            limits=httpx.Limits(keepalive_expiry=KEEP_ALIVE_S),
            follow_redirects=False,
            trust_env=False,
        )

    async def close(self) -> None:
        await self._http.aclose()

    async def check(self) -> None:
        """Writing is what needs most rights: one empty object beside those of the hotels."""
        async with self._call("PUT", CHECKED, within_s=self._deadline_s, size=0):
            pass

    async def save(self, key: str, chunks: AsyncIterator[bytes]) -> int:
        _checked(key)
        async with Spool() as spool:
            # Nothing travels before everything is here: a source that breaks off leaves nothing.
            async for chunk in chunks:
                await spool.add(chunk)
            async with self._call("PUT", key, within_s=self._saving_s, body=spool):
                return spool.size

    async def delete(self, key: str) -> None:
        try:
            async with self._call("DELETE", key, within_s=self._deadline_s):
                pass
        except FileNotFoundError:
            # Some answer so for what is gone; a bucket that is gone is told by `check`.
            return

    async def size(self, key: str) -> int | None:
        try:
            async with self._call("HEAD", key, within_s=self._deadline_s) as answer:
                return int(answer.headers["content-length"])
        except FileNotFoundError:
            return None

    async def read(self, key: str, *, start: int, length: int) -> AsyncIterator[bytes]:
        end = start + length
        while start < end:
            piece = await self._part(key, start, min(end - start, RANGE))
            if not piece:
                return
            yield piece
            start += len(piece)

    async def _part(self, key: str, start: int, length: int) -> bytes:
        wanted = f"bytes={start}-{start + length - 1}"
        async with self._call("GET", key, within_s=self._deadline_s, asked=wanted) as answer:
            if answer.status_code == 416:
                return b""
            told = _RANGE.fullmatch(answer.headers.get("content-range", ""))
            if told is None or int(told[1]) != start:
                raise FileTrouble(MediaTrouble.STORE_BROKEN)
            piece = bytearray()
            async for chunk in answer.aiter_raw():
                piece += chunk
                if len(piece) > length:
                    raise FileTrouble(MediaTrouble.STORE_BROKEN)
            return bytes(piece)

    @asynccontextmanager
    async def _call(
        self,
        method: str,
        key: str,
        *,
        within_s: float,
        asked: str | None = None,
        body: Spool | None = None,
        size: int | None = None,
    ) -> AsyncIterator[httpx.Response]:
        """An answer that says yes. Raises FileTrouble, and FileNotFoundError for a missing file."""
        headers = {"host": self._host} | ({"range": asked} if asked else {})
        if body is not None or size is not None:
            headers["content-length"] = str(body.size if body is not None else size)
        path = f"/{self._bucket.name}/{_checked(key)}" if self._bucket.path_style else f"/{key}"
        proved = signed(
            method,
            path,
            headers,
            payload=body.digest() if body is not None else NO_BYTES,
            region=self._bucket.region,
            key_id=self._bucket.key_id,
            secret=self._bucket.secret.get_secret_value(),
            at=datetime.now(UTC),
        )
        request = self._http.build_request(
            method, self._base + path, headers=proved, content=body.pieces() if body else None
        )
        try:
            async with asyncio.timeout(within_s):
                answer = await self._http.send(request, stream=True)
                try:
                    await _refuse(answer, method)
                    yield answer
                finally:
                    await answer.aclose()
        except TimeoutError:
            raise _away(method, "timeout") from None
        except httpx.HTTPError as error:
            raise _away(method, type(error).__name__) from None


def _checked(key: str) -> str:
    if _KEY.fullmatch(key) is None:
        raise ValueError("a key may not lead out of the store")
    return key


async def _refuse(answer: httpx.Response, method: str) -> None:
    status = answer.status_code
    if status in (200, 204, 206) or (status == 416 and method == "GET"):
        return
    said = bytearray()
    async for chunk in answer.aiter_raw():
        said += chunk
        if len(said) >= PIECE:
            break
    found = _CODE.search(said)
    code = found[1].decode() if found else ""
    if status == 404 and method != "PUT" and code != "NoSuchBucket":
        raise FileNotFoundError
    trouble = _BY_STATUS.get(
        status, MediaTrouble.STORE_AWAY if status >= 500 else MediaTrouble.STORE_BROKEN
    )
    if code in _FULL:
        trouble = MediaTrouble.NO_SPACE
    log.warning("files.store_refused", method=method, status=status, code=code)
    raise FileTrouble(trouble)


def _away(method: str, error: str) -> FileTrouble:
    log.warning("files.store_away", method=method, error=error)
    return FileTrouble(MediaTrouble.STORE_AWAY)
