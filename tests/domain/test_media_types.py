"""What a file is, is told by its bytes."""

import pytest

from backend.domain.media_types import is_inline, type_of


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"\xff\xd8\xff\xe0", "a.png", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBP", "a", "image/webp"),
        (b"\x00\x00\x00\x18ftypmp42", "a", "video/mp4"),
        (b"\x00\x00\x00\x18ftypM4A ", "a", "audio/mp4"),
        (b"OggS\x00\x02OpusHead", "a.oga", "audio/ogg"),
        (b"\xff\xfb\x90", "a", "audio/mpeg"),
        (b"\xff\xf1\x50", "a", "audio/aac"),
        (b"PK\x03\x04", "a.docx", (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        )),
        (b"PK\x03\x04", "a.apk", None),
        ("Grüße".encode(), "a.txt", "text/plain"),
        (b"<svg xmlns='x'/>", "a.svg", None),
        (b"<html>", "a.html", None),
        (b"a\x00b", "a.txt", None),
        (b"MZ\x90", "a.txt", None),
    ],
)  # fmt: skip
def test_the_type_comes_from_the_first_bytes(head: bytes, name: str, expected: str | None) -> None:
    """A name or a claim never makes a page or a program of something we show."""
    assert type_of(head, name) == expected


def test_only_pictures_sound_and_video_are_shown_in_a_page() -> None:
    """A document is saved, never opened inside of our own origin."""
    assert is_inline("image/png")
    assert not is_inline("application/pdf")
