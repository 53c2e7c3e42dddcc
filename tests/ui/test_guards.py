"""The server side of the screens, without a browser."""

import re
from pathlib import Path
from typing import Any

import pytest
from reflex_base.registry import RegistrationContext

from backend.domain.permissions import Permission
from hotelbot_ui.design import theme, tokens
from hotelbot_ui.state.guards import Payload, guarded
from hotelbot_ui.state.live import Live, delta

UI = Path(__file__).parents[2] / "hotelbot_ui"
SOURCES = sorted([*UI.rglob("*.py"), *UI.rglob("*.js"), *(UI.parent / "assets").glob("*.css")])
EXEMPT = {"tokens.py", "theme.py", "tokens.css"}


def test_every_handler_of_ours_is_guarded() -> None:
    """Any browser may call any public method of a State: none is without the decorator."""
    handlers = RegistrationContext.get().event_handlers
    ours = {n: h for n, h in handlers.items() if h.handler.fn.__module__.startswith("hotelbot_ui")}
    assert ours
    bare = [name for name, h in ours.items() if not getattr(h.handler.fn, "__guarded__", None)]
    assert bare == []


def test_a_push_is_a_delta_of_the_one_var() -> None:
    """The page hears `Live.last`; the suffix is Reflex 0.10's own and may change with it."""
    update = delta({"kind": "joined"})
    assert update.delta == {Live.get_full_name(): {"last_rx_state_": {"kind": "joined"}}}
    assert list(Live().dict()[Live.get_full_name()]) == ["last_rx_state_"]


class Pick(Payload):
    number: int


@pytest.mark.parametrize("data", [{"number": "5"}, {"number": 5, "more": 1}, {}, None, [5]])
async def test_a_payload_that_does_not_fit_is_refused(data: Any, known: list[Any]) -> None:
    """Reflex passes on whatever arrives; the guard does not."""
    await pick(Nobody(), data)
    assert known == []


async def test_a_fitting_payload_of_a_permitted_person_runs(known: list[Any]) -> None:
    """The handler gets the identity and the validated payload."""
    await pick(Nobody(), {"number": 5})
    assert known == [5]


async def test_a_missing_permission_is_refused(known: list[Any]) -> None:
    """The right payload does not help without the right."""
    await replay(Nobody(), {"number": 5})
    assert known == []


class Viewer:
    account_id = "a"
    permissions = frozenset({Permission.INBOX_READ})


class Nobody:
    """Stands in for a State; identity comes from the fixture's session."""

    async def _identity(self, *, fresh: bool = False) -> Viewer:
        return Viewer()


calls: list[Any] = []


async def remember(self: Any, identity: Any, payload: Pick) -> None:
    calls.append(payload.number)


pick = guarded(Permission.INBOX_READ, Pick)(remember)
replay = guarded(Permission.REPLAY, Pick)(remember)


@pytest.fixture
def known(flushed_redis_url: str) -> list[Any]:
    from redis.asyncio import Redis

    from hotelbot_ui.services import Services, provide

    async def find(token: str) -> None:
        return None

    def client() -> Redis:
        return Redis.from_url(flushed_redis_url)

    provide(Services(find_session=find, redis=client, cookie_name="s", origin=""))
    calls.clear()
    return calls


def test_the_style_sheet_is_what_the_tokens_say() -> None:
    """One place for every colour and size: `python -m hotelbot_ui.design.theme` writes the file."""
    assert theme.STYLESHEET.read_text(encoding="utf-8") == theme.stylesheet()


def test_no_colour_or_pixel_stands_outside_of_the_tokens() -> None:
    """A hex or a px elsewhere is a defect."""
    stray = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?\b|\b\d+px\b")
    found = {
        f"{path.name}: {match[0]}"
        for path in SOURCES
        if path.name not in EXEMPT
        for match in stray.finditer(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_no_heavy_component_library_is_used() -> None:
    """Plain elements and Tailwind: Radix alone would double the page's weight."""
    heavy = re.compile(r"rx\.(button|text|vstack|hstack|markdown|upload|moment|theme)\b|radix")
    found = [p.name for p in SOURCES if p.suffix == ".py" and heavy.search(p.read_text())]
    assert found == ["tokens.py"] or found == []


def luminance(hex_colour: str) -> float:
    parts = [int(hex_colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_stand_out_in_both_modes(mode: str) -> None:
    """WCAG 2.2: AAA (7:1) for guests' words, AA (4.5:1) for everything else that is read."""
    steps = tokens.NEUTRAL_DARK if mode == "dark" else tokens.NEUTRAL_LIGHT
    roles = tokens.ROLES_DARK if mode == "dark" else tokens.ROLES_LIGHT
    hues = tokens.DARK if mode == "dark" else tokens.LIGHT
    ground = {name: steps[step - 1] for name, step in roles.items()}
    for behind in ("surface", "canvas", "selected", "pressed"):
        assert contrast(ground["words"], ground[behind]) >= 7
        assert contrast(ground["quiet"], ground[behind]) >= 4.5
    for behind in ("surface", "canvas", "hover", "selected"):
        assert contrast(ground["faint"], ground[behind]) >= 4.5
    for tone in tokens.TONES:
        assert contrast(hues[f"{tone}-text"], hues[f"{tone}-soft"]) >= 4.5
        assert contrast(hues["on-solid"], hues[tone]) >= 4.5
