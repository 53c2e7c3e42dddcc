"""What goes past the rest of the simulators for speed answers as the rest does."""

from typing import Any

import httpx
import pytest

from tests.simulators.serving import Number, Simulator
from tests.waiting import PATIENCE_S

WORDS = {"phone": "79001234567", "text": "Hello"}


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"id_instance": 1}, 404),
        ({"phone": "nobody"}, 422),
        ({"no_such_key": 1}, 422),
        ({"text": None}, 400),
        ({"text": "x" * (1 << 20)}, 413),
    ],
    ids=["no such number", "no phone", "unknown key", "no words", "too many words"],
)
def test_a_guest_who_cannot_write_is_told_why(
    sim: Simulator, number: Number, changed: dict[str, Any], status: int
) -> None:
    """As a script meets it: a status, and words in `detail`."""
    body = {"id_instance": number.id, **WORDS, **changed}
    answer = httpx.post(f"{sim.address}/control/guest-message", json=body, timeout=PATIENCE_S)

    assert answer.status_code == status
    assert answer.json()["detail"]


def test_a_guest_writes_by_posting(sim: Simulator, number: Number) -> None:
    """A page that is opened by mistake writes for nobody."""
    answer = httpx.get(f"{sim.address}/control/guest-message", timeout=PATIENCE_S)

    assert answer.status_code in (404, 405)
    assert sim.ledger("whatsapp") == []
