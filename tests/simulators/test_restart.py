"""A restarted simulator knows its numbers again, when it was given a file."""

import stat
from pathlib import Path

from tests.simulators.conftest import TOKEN
from tests.simulators.serving import Number, simulator

NUMBER = Number(1101000001, TOKEN)
GUEST = "79001234568"


def test_numbers_settings_guests_and_messages_survive(tmp_path: Path) -> None:
    """The conversation is there again and the webhook address too."""
    file = tmp_path / "folder" / "simulators.json"
    with simulator(kept=file) as before:
        before.control(
            "instances",
            {
                "id_instance": NUMBER.id,
                "api_token": NUMBER.token,
                "webhook_url": "http://127.0.0.1:9/",
            },
        )
        written = {"id_instance": NUMBER.id, "phone": GUEST, "name": "Ann", "text": "Hi"}
        id_message = before.control("guest-message", written)["id_message"]

    with simulator(kept=file) as after:
        chat = after.look("chat", id_instance=NUMBER.id, phone=GUEST)
        number = after.look("state")["instances"][0]

    assert [message["id"] for message in chat["messages"]] == [id_message]
    assert number["webhook_url"] == "http://127.0.0.1:9/"
    assert number["guests"][0]["name"] == "Ann"


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    """It holds tokens."""
    file = tmp_path / "simulators.json"

    with simulator(kept=file):
        pass

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_without_a_file_nothing_is_kept() -> None:
    """Tests start from an empty world."""
    with simulator() as before:
        before.control("instances", {"id_instance": NUMBER.id, "api_token": NUMBER.token})

    with simulator() as after:
        assert after.look("state")["instances"] == []
