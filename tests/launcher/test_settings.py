"""What bin/up takes from its options, the environment and .env."""

from pathlib import Path

import pytest

from launcher.plan import stop_env
from launcher.settings import read_env_file, read_settings
from launcher.supervisor import STORES_STOP_SECONDS, apps_stop_seconds
from launcher.trouble import Trouble


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of whoever runs the tests do not reach them."""
    for name in ("PORT", "DEEPSEEK_API_KEY", "SIMULATORS", "DATABASE_URL", "REDIS_URL"):
        monkeypatch.setenv(f"HOTELBOT_{name}", "")


def test_the_option_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """`bin/up --port` means what it says."""
    monkeypatch.setenv("HOTELBOT_PORT", "9100")

    assert read_settings(["--port", "9000"]).port == 9000
    assert read_settings([]).port == 9100


def test_an_empty_variable_takes_back_what_the_file_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One run can do without a line of .env, such as the address of the real database."""
    (tmp_path / ".env").write_text("HOTELBOT_DATABASE_URL=postgresql://db/real\n")
    monkeypatch.setattr("launcher.settings.CHECKOUT", tmp_path)

    assert read_settings([]).embeds_postgres
    monkeypatch.delenv("HOTELBOT_DATABASE_URL")
    assert not read_settings([]).embeds_postgres


def test_the_public_address_follows_the_port() -> None:
    """A changed port needs no second setting."""
    assert read_settings(["--port", "9000"]).public_url == "http://localhost:9000"


@pytest.mark.parametrize(
    ("choice", "key", "wanted"),
    [
        ("", "", True),  # nothing set: a first try needs no account
        ("auto", "sk-1", False),  # a real key: no simulator beside real guests
        ("on", "sk-1", True),
        ("off", "", False),
    ],
)
def test_simulators_run_while_no_real_key_is_set(
    monkeypatch: pytest.MonkeyPatch, choice: str, key: str, wanted: bool
) -> None:
    """Simulators never stand between real guests and a real key, unless asked for."""
    monkeypatch.setenv("HOTELBOT_SIMULATORS", choice)
    monkeypatch.setenv("HOTELBOT_DEEPSEEK_API_KEY", key)

    assert read_settings([]).simulators is wanted


def test_a_store_of_the_operator_replaces_the_embedded_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody gets a second database they did not ask for."""
    monkeypatch.setenv("HOTELBOT_DATABASE_URL", "postgresql://db/hotel")

    settings = read_settings([])

    assert not settings.embeds_postgres
    assert settings.embeds_valkey


@pytest.mark.parametrize(
    ("name", "value"), [("HOTELBOT_PORT", "80a"), ("HOTELBOT_SIMULATORS", "maybe")]
)
def test_a_senseless_value_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """The operator reads which setting to change."""
    monkeypatch.setenv(name, value)

    with pytest.raises(Trouble, match=f"{name} is '{value}'"):
        read_settings([])


def test_an_env_file_is_read_as_people_write_it(tmp_path: Path) -> None:
    """Quotes, comments, export and empty values mean what they mean elsewhere."""
    file = tmp_path / ".env"
    file.write_text(
        "# a comment\n"
        "HOTELBOT_PORT=9000 # the old one was taken\n"
        "export HOTELBOT_ADMIN_EMAIL='ada@example.org'\n"
        "HOTELBOT_REDIS_URL=\n"
        "#HOTELBOT_ENV=production\n"
        "OTHER=1\n"
    )

    assert read_env_file(file) == {
        "HOTELBOT_PORT": "9000",
        "HOTELBOT_ADMIN_EMAIL": "ada@example.org",
    }


def test_every_line_of_the_example_is_a_setting_or_an_explanation() -> None:
    """Copying .env.example changes nothing until a line is uncommented."""
    example = Path(__file__).parents[2] / ".env.example"

    assert read_env_file(example) == {}


@pytest.mark.parametrize("seconds", [7, 10, 30, 120])
def test_the_parts_of_a_stop_fit_into_its_bound(seconds: int) -> None:
    """Web and workers get what the stores leave; both have ended before they would be killed."""
    env = {name: float(value) for name, value in stop_env(seconds).items()}
    apps = apps_stop_seconds(seconds)

    assert env["HOTELBOT_WEB_DRAIN_S"] + env["HOTELBOT_WEB_FINISH_S"] <= max(apps, 1.5)
    assert env["HOTELBOT_WORKER_FINISH_S"] < apps
    assert apps + STORES_STOP_SECONDS < seconds
    assert env["HOTELBOT_WEB_FINISH_S"] <= 20
