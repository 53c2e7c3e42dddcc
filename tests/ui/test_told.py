"""Sentences of the server on the screens: all of them are known, so none comes in English alone."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest

from backend.domain import connections
from backend.domain.connections import Condition, NumberFacts, Outage, Standing
from backend.domain.hotel_health import describe
from backend.domain.words import InstanceState
from backend.features.ai_budgets import service as budgets
from backend.features.dead_letters import context
from backend.features.number_health import service as number_health
from backend.features.sending import service as sending
from backend.features.turns import replies
from hotelbot_ui.design.server_copy import SENTENCES

FEATURES = Path(__file__).parents[2] / "backend" / "features"
NOW = datetime(2026, 11, 26, 3, tzinfo=UTC)
RAISING = ("_alert", "_alarm", "_alert_failed", "raise_alert", "pause")
BY_NAME = {
    *(budgets._REASONS.values()),
    *(replies._HAND_OVER_WORDS.values()),
    *(replies._REFUSAL_WORDS.values()),
    *(sending.PAUSED.values()),
    *(
        f"WhatsApp number {{}} {said}: nothing is sent until it is back."
        for said in number_health.STATES_SAID.values()
    ),
    replies._OWN_TOPIC,
}


def sentences(module: ast.Module) -> Iterator[str]:
    """What is given as the reason of an alert, with {} where a value stands."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and _name_of(node.func) in RAISING:
            given = [*node.args, *(one.value for one in node.keywords)]
        elif isinstance(node, ast.Assign) and [_name_of(one) for one in node.targets] == ["reason"]:
            given = [node.value]
        else:
            continue
        for text in (text for one in given for text in _texts(one)):
            if text.endswith(".") and " " in text:
                yield text


def _name_of(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _texts(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            return ["".join(_texts(part)[0] if _texts(part) else "{}" for part in parts)]
        case ast.IfExp(body=one, orelse=other):
            return [*_texts(one), *_texts(other)]
    return []


def is_known(text: str) -> bool:
    """A value may come to words of ours, and a code in brackets is left out."""
    shapes = {text, text.replace(" ({})", "")}
    patterns = [re.escape(shape).replace(r"\{\}", ".*") for shape in shapes]
    return any(re.fullmatch(shape, key) for shape in patterns for key in SENTENCES["alerts"])


def test_every_reason_of_an_alert_is_known() -> None:
    """As the code raises it, and by name where it is chosen from a table."""
    found = {
        text
        for path in FEATURES.rglob("*.py")
        if "raise_alert" in (source := path.read_text()) or "_alarm(" in source
        for text in sentences(ast.parse(source))
    }

    assert len(found) > 20
    assert sorted(text for text in found | BY_NAME if not is_known(text)) == []


def test_every_sentence_about_a_connection_is_known() -> None:
    """Of every state and every pause of a number, and of what else may be away."""
    outage = Outage(NOW, NOW, "timeout")
    states = product(InstanceState, (None, *connections._PAUSES, "else"))
    numbers = [NumberFacts(state, NOW, pause, None) for state, pause in states] + [
        NumberFacts(InstanceState.AUTHORIZED, NOW, None, None, **{away: outage})
        for away in ("outage", "provider", "journal")
    ]
    standings: list[Standing] = [
        *(connections.describe_number(facts, NOW) for facts in numbers),
        *(connections.describe_model(away) for away in (None, outage)),
        *(connections.describe_live(away) for away in (None, outage)),
        connections.describe_database(),
    ]
    said = {
        text for one in standings for text in (one.summary, one.means_for_guests, one.what_to_do)
    }

    assert {one.condition for one in standings} == set(Condition)
    assert said - {""} - set(SENTENCES["connections"]) == set()


@pytest.mark.parametrize("suspended", [True, False])
@pytest.mark.parametrize(("numbers", "down"), [(0, 0), (2, 1), (2, 0)])
@pytest.mark.parametrize("waits", [None, datetime(2026, 11, 26, 2, tzinfo=UTC)])
def test_every_line_about_a_hotel_is_known(
    suspended: bool, numbers: int, down: int, waits: datetime | None
) -> None:
    """Each of its parts."""
    line = describe(
        suspended=suspended, numbers=numbers, numbers_down=down, waiting_since=waits, now=NOW
    )
    parts = {re.sub(r"\d+", "{}", part) for part in line.split("; ")}

    assert parts - set(SENTENCES["health"]) == set()


def test_what_given_up_work_was_to_do_is_known() -> None:
    """Of webhooks and of messages."""
    said = {*context._WEBHOOKS.values(), *context._SENDS.values()}

    assert said - set(SENTENCES["work"]) == set()
