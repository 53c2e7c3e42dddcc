"""python -m backend.integrations.picture_child: a picture on stdin; on stdout its size as a line of
JSON, then its small copy, if it needs one."""

import io
import resource
import struct
import sys

import orjson
from PIL import Image, ImageOps

LONGEST_SIDE = 640
LIGHT = 100_000
"""A picture within the longest side and with so few bytes needs no copy."""
MOST_PIXELS = 50_000_000
MEMORY = 1024**3
CPU_S = 12
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
ORIENTATION = 0x0112
LYING = frozenset({5, 6, 7, 8})


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    head, copy = shrink(sys.stdin.buffer.read())
    sys.stdout.buffer.write(orjson.dumps(head) + b"\n" + copy)


def shrink(raw: bytes) -> tuple[dict[str, object], bytes]:
    """{"width", "height"} and the copy, or {"trouble": name}; the names are PictureTrouble's."""
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                return {"trouble": "too_large"}, b""
            if image.getexif().get(ORIENTATION) in LYING:
                width, height = height, width
            moves = getattr(image, "n_frames", 1) > 1
            is_light = max(width, height) <= LONGEST_SIDE and len(raw) <= LIGHT
            copy = b"" if moves or is_light else _copy(image)
    except Image.DecompressionBombError:
        return {"trouble": "too_large"}, b""
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, struct.error):
        # What Pillow raises for a broken file is anything.
        return {"trouble": "broken"}, b""
    size: dict[str, object] = {"width": width, "height": height}
    return size, copy if len(copy) < len(raw) else b""


def _copy(image: Image.Image) -> bytes:
    """A new picture of the same pixels: nothing else of the file, such as where it was taken."""
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    clear = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    drawn = upright.convert("RGBA" if clear else "RGB")
    bare = Image.new(drawn.mode, drawn.size)
    bare.paste(drawn)
    out = io.BytesIO()
    bare.save(out, "WEBP", quality=80)
    return out.getvalue()


if __name__ == "__main__":
    main()
