"""What must hold for any bytes. Each target raises when it does not; bytes are all it is given."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from backend.domain.incoming import Incoming, NotReadable
from backend.domain.pseudonyms import Known, Pseudonyms, public_facts
from backend.domain.template_checks import problems_of
from backend.domain.templates import Rendered, render
from backend.integrations.green_api.parse import MAX_KEY, GreenApiReader

SAMPLES_FOLDER = Path(__file__).parents[1] / "samples" / "green_api"


def _documents() -> Iterator[bytes]:
    for path in sorted(SAMPLES_FOLDER.rglob("*.json")):
        try:
            document = orjson.loads(path.read_bytes())
        except orjson.JSONDecodeError:
            continue
        if isinstance(document, dict) and document:
            yield path.read_bytes()


SAMPLES = tuple(_documents())
ODD_VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**63,
    1e308,
    "",
    "\x00",
    "x" * 100_000,
    [],
    {},
    [None],
    [[]],
    {"": {}},
)
READER = GreenApiReader()
INSTANCE = 1101000001

KNOWN = Known(names=("Anna Müller", "Иван"), rooms=("412",), bookings=("BK-99821",))
PUBLIC = public_facts(["Call +49 30 901820 or write to desk@hotel.example.com."])
PLANTED = {
    "phone": "+49 171 1234567",
    "e-mail": "anna.m@web.de",
    "card": "4111 1111 1111 1111",
}

HOSTILE = ("{{7*7}}", "{0.__class__}", "{{guest_name}}", "%(x)s", "${x}", "}}", "{{")


def read_webhook(raw: bytes) -> None:
    """The parser reads a notification or refuses it by name; what it read can be stored."""
    outline = READER.outline(raw, id_instance=INSTANCE)
    assert len(outline.dedupe_key) <= MAX_KEY
    _is_storable(outline.dedupe_key)
    _is_storable(outline.kind)
    refusal = ""
    try:
        _is_stored(READER.read(raw))
    except NotReadable as error:
        refusal = error.reason
    assert not refusal or refusal.isidentifier()


def read_spoiled_webhook(raw: bytes) -> None:
    """The same for notifications that are whole but for one value: their structure survives."""
    if len(raw) < 4:
        return
    document = orjson.loads(SAMPLES[raw[0] % len(SAMPLES)])
    places = list(_places(document))
    holder, key = places[int.from_bytes(raw[1:3], "big") % len(places)]
    values = (*ODD_VALUES, raw[4:].decode("utf-8", "replace"))
    holder[key] = values[raw[3] % len(values)]
    read_webhook(orjson.dumps(document))


def hide_identity(raw: bytes) -> None:
    """Whatever stands around them, a planted phone, address or card never leaves the house."""
    around = raw.decode("utf-8", "replace")
    half = len(around) // 2
    for sort, value in PLANTED.items():
        text = f"{around[:half]} {value} {around[half:]}"
        hidden = Pseudonyms(KNOWN, PUBLIC).hide(text)
        assert value not in hidden, f"{sort} survived"


def fill_template(raw: bytes) -> None:
    """A text leaves complete or not at all, and what a guest is called never becomes a template."""
    text = raw.decode("utf-8", "replace")
    half = len(text) // 2
    values = {"guest_name": text[half:], "room": HOSTILE[len(raw) % len(HOSTILE)]}
    for template in (text[:half], f"Dear {{{{guest_name|guest}}}}, {text[:half]} {{{{room|x}}}}"):
        rendered = render(template, values, language="en")
        if isinstance(rendered, Rendered):
            assert "{{" not in rendered.text
            assert "}}" not in rendered.text
        elif not problems_of(template, "en"):
            assert rendered.variables


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every value of a document, as where to put another."""
    keys = value if isinstance(value, dict) else range(len(value) if isinstance(value, list) else 0)
    for key in keys:
        yield value, key
        yield from _places(value[key])


def _is_stored(incoming: Incoming) -> None:
    event = incoming.event
    for name in ("provider_id", "target_id", "text", "emoji", "reason", "status", "method"):
        value = getattr(event, name, None)
        if isinstance(value, str):
            _is_storable(value)
    chat = getattr(event, "chat", None)
    if chat is not None:
        assert chat.id
        _is_storable(chat.id)
        _is_storable(chat.guest_name)


def _is_storable(text: str) -> None:
    """As PostgreSQL sees it: UTF-8 without NUL."""
    assert "\x00" not in text
    text.encode()


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "webhook": read_webhook,
    "spoiled_webhook": read_spoiled_webhook,
    "pseudonyms": hide_identity,
    "templates": fill_template,
}
