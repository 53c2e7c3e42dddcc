"""What bin/up itself needs to know, from its options, the environment and .env, in that order."""

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from launcher.trouble import Trouble

CHECKOUT = Path(__file__).parent.parent
PORTS = range(1, 65536)
LEAST_STOP_SECONDS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    port: int
    bind: str
    """The address the web server listens on; the embedded servers are on loopback always."""
    public_url: str
    data_dir: Path
    web_folder: Path
    """Where the front end is built; an image brings it built."""
    web: int
    workers: int
    demo: bool
    simulators: bool
    simulator_port: int
    stop_seconds: float
    """Bound of the whole stop: applications first, stores after them."""
    given: Mapping[str, str]
    """What the operator set; it is handed on to every child."""

    @property
    def embeds_postgres(self) -> bool:
        return "HOTELBOT_DATABASE_URL" not in self.given

    @property
    def embeds_valkey(self) -> bool:
        return "HOTELBOT_REDIS_URL" not in self.given


def read_settings(arguments: Sequence[str]) -> Settings:
    in_file = read_env_file(CHECKOUT / ".env")
    # A variable set to nothing takes back what .env says.
    given = {n: v for n, v in in_file.items() if n not in os.environ} | _set(os.environ)
    options = _parser().parse_args(arguments)
    port = options.port or _port(given, "HOTELBOT_PORT", default=8000)
    data_dir = (CHECKOUT / given.get("HOTELBOT_DATA_DIR", ".data")).resolve()
    return Settings(
        port=port,
        bind=given.get("HOTELBOT_BIND", "127.0.0.1"),
        public_url=given.get("HOTELBOT_PUBLIC_URL", f"http://localhost:{port}").rstrip("/"),
        data_dir=data_dir,
        web_folder=(CHECKOUT / given.get("HOTELBOT_WEB_DIR", data_dir / "web")).resolve(),
        web=options.web,
        workers=options.workers,
        demo=options.demo,
        simulators=_simulators_wanted(given),
        simulator_port=_port(given, "HOTELBOT_SIMULATOR_PORT", default=port + 1),
        stop_seconds=_stop_seconds(given),
        given=given,
    )


def read_env_file(path: Path) -> dict[str, str]:
    """NAME=value lines; quotes around a value and comments are dropped. Only our own names."""
    if not path.exists():
        return {}
    pairs = {}
    for line in path.read_text().splitlines():
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and not name.startswith("#"):
            pairs[name.strip()] = _plain(value.strip())
    return _set(pairs)


def _set(variables: Mapping[str, str]) -> dict[str, str]:
    """An empty value means: not set."""
    return {n: v for n, v in variables.items() if n.startswith("HOTELBOT_") and v != ""}


def _plain(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return value.partition(" #")[0].rstrip()


def _simulators_wanted(given: Mapping[str, str]) -> bool:
    choice = given.get("HOTELBOT_SIMULATORS", "auto")
    if choice == "auto":
        return "HOTELBOT_DEEPSEEK_API_KEY" not in given
    if choice in ("on", "off"):
        return choice == "on"
    raise Trouble(f"HOTELBOT_SIMULATORS is '{choice}': use auto, on or off.")


def _port(given: Mapping[str, str], name: str, *, default: int) -> int:
    text = given.get(name, str(default))
    if not text.isdigit() or int(text) not in PORTS:
        raise Trouble(f"{name} is '{text}': use a number from 1 to 65535.")
    return int(text)


def _stop_seconds(given: Mapping[str, str]) -> float:
    text = given.get("HOTELBOT_STOP_SECONDS", "10")
    if not text.isdigit() or not LEAST_STOP_SECONDS <= int(text) <= 300:
        raise Trouble(
            f"HOTELBOT_STOP_SECONDS is '{text}': use a whole number from "
            f"{LEAST_STOP_SECONDS} to 300."
        )
    return float(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bin/up", description="Set up and start everything.")
    parser.add_argument("--port", type=_port_option, metavar="N", help="default 8000")
    parser.add_argument(
        "--no-demo", dest="demo", action="store_false", help="do not load the demo hotels"
    )
    parser.add_argument("--workers", type=_count_option, default=2, metavar="N", help="default 2")
    parser.add_argument("--web", type=_count_option, default=2, metavar="N", help="default 2")
    return parser


def _port_option(text: str) -> int:
    if not text.isdigit() or int(text) not in PORTS:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port from 1 to 65535")
    return int(text)


def _count_option(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of processes from 1 up")
    return int(text)
