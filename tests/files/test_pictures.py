"""Small copies of pictures: what they are, and what a stranger's picture cannot do."""

import io
import struct
import zlib

import pytest
from PIL import Image

from backend.integrations.picture_child import LONGEST_SIDE, MOST_PIXELS
from backend.integrations.pictures import Pictures
from backend.ports.pictures import PictureTrouble, Unshrunk

PLACE = "52.5200 N 13.4050 E"


def picture(
    width: int,
    height: int,
    kind: str = "JPEG",
    mode: str = "RGB",
    *,
    noise: int = 90,
    **how: object,
) -> bytes:
    """Noise, so that no format makes it light."""
    image = Image.effect_noise((width, height), noise).convert(mode)
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def turned(width: int, height: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = PLACE
    return picture(width, height, exif=exif)


def opened(copy: bytes | None) -> Image.Image:
    assert copy is not None
    return Image.open(io.BytesIO(copy))


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGB")])
async def test_a_large_picture_gets_a_small_copy_of_its_shape(kind: str, mode: str) -> None:
    """And its own size is told, so that a page knows it beforehand."""
    shrunk = await Pictures().shrink(picture(1600, 800, kind, mode))
    assert (shrunk.width, shrunk.height) == (1600, 800)
    assert opened(shrunk.copy).size == (LONGEST_SIDE, LONGEST_SIDE // 2)


async def test_a_phone_held_upright_gives_an_upright_copy_without_its_place() -> None:
    """Nothing but pixels is in the copy: no place, no camera, no time."""
    raw = turned(1600, 800)
    assert PLACE.encode() in raw
    shrunk = await Pictures().shrink(raw)
    assert (shrunk.width, shrunk.height) == (800, 1600)
    copy = opened(shrunk.copy)
    assert copy.size == (LONGEST_SIDE // 2, LONGEST_SIDE)
    assert not copy.getexif()
    assert PLACE.encode() not in (shrunk.copy or b"")


async def test_a_small_picture_is_its_own_copy() -> None:
    """Nothing is enlarged."""
    shrunk = await Pictures().shrink(picture(120, 80))
    assert (shrunk.width, shrunk.height, shrunk.copy) == (120, 80, None)


async def test_a_picture_that_moves_stays_as_it_is() -> None:
    """A copy would show its first moment only."""
    frames = [Image.effect_noise((900, 700), 90) for _ in range(2)]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    shrunk = await Pictures().shrink(out.getvalue())
    assert (shrunk.width, shrunk.height, shrunk.copy) == (900, 700, None)


def bomb(side: int) -> bytes:
    def part(name: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + check

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", pixels) + part(b"IEND", b"")


@pytest.mark.parametrize("side", [int(MOST_PIXELS**0.5) + 1, 60_000, 2**31 - 1])
async def test_a_picture_that_would_fill_the_memory_is_not_unpacked(side: int) -> None:
    """A few kilobytes that claim to be gigabytes of pixels."""
    with pytest.raises(Unshrunk) as caught:
        await Pictures().shrink(bomb(side))
    assert caught.value.trouble is PictureTrouble.TOO_LARGE


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n" + b"pixels" * 500, picture(900, 900)[:4000],
     b"%!PS-Adobe-3.0 EPSF-3.0\n", b"<svg xmlns='http://www.w3.org/2000/svg'/>"],
    ids=["empty", "head", "nonsense", "cut", "program", "svg"],
)  # fmt: skip
async def test_what_is_no_whole_picture_is_named_as_such(raw: bytes) -> None:
    """And nothing else reads it than what reads the four kinds we keep."""
    with pytest.raises(Unshrunk) as caught:
        await Pictures().shrink(raw)
    assert caught.value.trouble is PictureTrouble.BROKEN


async def test_one_that_takes_too_long_is_left() -> None:
    """Its process is ended."""
    with pytest.raises(Unshrunk) as caught:
        await Pictures(deadline_s=0.0).shrink(picture(900, 900))
    assert caught.value.trouble is PictureTrouble.TOO_SLOW
