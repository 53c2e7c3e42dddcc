"""What a file is, told by its first bytes: what a sender says about it proves nothing."""

from pathlib import PurePath

from backend.domain.words import MessageKind

HEAD = 4096
"""So many bytes are enough to tell."""
INLINE = frozenset({"image", "audio", "video"})
"""Shown inside of our pages; everything else is only ever saved."""

_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"\x1aE\xdf\xa3", "video/webm"),
)
_OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_OLD_OFFICE = {
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
}
_PLAIN = {".txt": "text/plain", ".csv": "text/csv", ".ics": "text/calendar", ".vcf": "text/vcard"}
_ENDINGS: dict[str, tuple[str, ...]] = {
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "application/pdf": (".pdf",),
    "video/mp4": (".mp4", ".m4v"),
    "video/webm": (".webm",),
    "video/ogg": (".ogv",),
    "audio/mpeg": (".mp3",),
    "audio/mp4": (".m4a",),
    "audio/aac": (".aac",),
    "audio/amr": (".amr",),
    "audio/ogg": (".ogg", ".oga"),
    "audio/wav": (".wav",),
    **{mime: (ending,) for ending, mime in (_OFFICE | _OLD_OFFICE | _PLAIN).items()},
}
"""The usual one first."""
LONGEST_STEM, LONGEST_ENDING = 100, 10
_SOUND_BRANDS = (b"M4A ", b"M4B ")
_MPEG_SYNC = 0xE0
_MPEG_RESERVED = 0x00
_MPEG_LAYER = 0x06


def type_of(head: bytes, file_name: str) -> str | None:
    """The MIME type of a file that may be kept; None: it is of no kind that we keep.

    The name only tells apart what begins alike: packed office files, and plain text.
    """
    suffix = PurePath(file_name).suffix.lower()
    for start, mime in _STARTS:
        if head.startswith(start):
            return mime
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12])
    if head[4:8] == b"ftyp":
        return "audio/mp4" if head[8:12] in _SOUND_BRANDS else "video/mp4"
    if head[:4] == b"OggS":
        return "video/ogg" if b"\x80theora" in head[:256] else "audio/ogg"
    if head[:4] == b"PK\x03\x04":
        return _OFFICE.get(suffix)
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _OLD_OFFICE.get(suffix)
    return _sound(head) or (_PLAIN.get(suffix) if _is_text(head) else None)


def sendable_name(file_name: str, mime_type: str) -> str:
    """A name a guest may see: no folder, nothing unprintable, and an ending that says what the
    file is, because WhatsApp shows a file by its ending."""
    last = file_name.replace("\\", "/").rpartition("/")[2]
    name = "".join(sign for sign in last if sign.isprintable()).strip(" .") or "file"
    path = PurePath(name)
    endings = _ENDINGS.get(mime_type, ())
    ending = path.suffix.lower()
    if endings and ending not in endings:
        ending = endings[0]
    stem = path.stem if path.suffix else name
    return f"{stem[:LONGEST_STEM]}{ending[:LONGEST_ENDING]}"


def kind_of(mime_type: str) -> MessageKind:
    """As what a file that the hotel sends is shown."""
    kinds = {"image": MessageKind.IMAGE, "video": MessageKind.VIDEO, "audio": MessageKind.AUDIO}
    return kinds.get(mime_type.partition("/")[0], MessageKind.DOCUMENT)


def is_inline(mime_type: str) -> bool:
    return mime_type.partition("/")[0] in INLINE


def _sound(head: bytes) -> str | None:
    """MPEG sound without tags, and AAC: a frame begins with eleven or twelve bits of one."""
    if len(head) < 2 or head[0] != 0xFF or head[1] & _MPEG_SYNC != _MPEG_SYNC:
        return None
    return "audio/aac" if head[1] & _MPEG_LAYER == _MPEG_RESERVED else "audio/mpeg"


def _is_text(head: bytes) -> bool:
    try:
        head.decode()
    except UnicodeDecodeError as error:
        # The cut may go through the last character.
        return error.reason == "unexpected end of data" and b"\x00" not in head
    return b"\x00" not in head
