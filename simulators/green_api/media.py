"""Files that guests and the hotel exchange, served as the vendor's storage would."""

import mimetypes
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

LARGEST_FILE = 100 * 1024 * 1024
KEPT_FILES = 500
SAMPLES = Path(__file__).parent / "samples"
# Python's own table differs between systems in these.
MIME_OF_SUFFIX = {".oga": "audio/ogg", ".ogg": "audio/ogg", ".webp": "image/webp"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    content: bytes
    mime: str


class MediaStore:
    """In memory; the oldest file goes when there are too many."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, StoredFile] = OrderedDict()

    def put(self, content: bytes, *, file_name: str, mime: str | None = None) -> str:
        """The path of the file below the media address; not to be guessed."""
        name = f"{secrets.token_hex(16)}{Path(file_name).suffix.lower()}"
        self._files[name] = StoredFile(content, mime or mime_of(file_name))
        while len(self._files) > KEPT_FILES:
            self._files.popitem(last=False)
        return f"/media/{name}"

    def find(self, name: str) -> StoredFile | None:
        found = self._files.get(name)
        if found is not None:
            return found
        sample = SAMPLES / Path(name).name
        return StoredFile(sample.read_bytes(), mime_of(name)) if sample.is_file() else None

    def clear(self) -> None:
        self._files.clear()


def mime_of(file_name: str) -> str:
    suffix = Path(file_name).suffix.lower()
    return MIME_OF_SUFFIX.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")


def kind_of(file_name: str) -> str:
    """The kind of message a file becomes, by its extension."""
    mime = mime_of(file_name)
    if mime == "image/webp":
        return "stickerMessage"
    return {"image": "imageMessage", "video": "videoMessage", "audio": "audioMessage"}.get(
        mime.partition("/")[0], "documentMessage"
    )
