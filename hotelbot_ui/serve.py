"""python -m hotelbot_ui.serve --fd N: one web process, which leaves in order.

Asked to end, it says so at /health/ready at once, so that a balancer sends nobody here any more;
it goes on accepting for a moment, then finishes what is under way.
"""

import argparse
import signal
import socket
import time
from types import FrameType

import uvicorn

from backend.bootstrap import get_container
from backend.kit.garbage import leave_out_what_is_loaded

APP = "hotelbot_ui.hotelbot_ui:app"
KEEP_ALIVE_S = 130


class Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, *, drain_s: float) -> None:
        super().__init__(config)
        self._drain_s = drain_s
        self._leave_at: float | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Ctrl-C, or being asked a second time, skips the moment of grace."""
        if sig != signal.SIGTERM or self._leave_at is not None:
            super().handle_exit(sig, frame)
            return
        self._captured_signals.append(sig)
        self._leave_at = time.monotonic() + self._drain_s
        get_container().leaving.begin()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        leave_out_what_is_loaded()

    async def on_tick(self, counter: int) -> bool:
        if self._leave_at is not None and time.monotonic() >= self._leave_at:
            self.should_exit = True
        return await super().on_tick(counter)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m hotelbot_ui.serve")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--fd", type=int, help="a socket that listens already")
    where.add_argument("--port", type=int)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--app", default=APP)
    options = parser.parse_args()
    settings = get_container().settings
    config = uvicorn.Config(
        options.app,
        factory=True,
        fd=options.fd,
        host=options.host,
        port=options.port or settings.port,
        # uvicorn would write the token of every browser session into the log.
        access_log=False,
        log_level="warning",
        # uvicorn's 5 s close a connection just as a proxy uses it again; Caddy keeps an idle one
        # for 120 s, Traefik for 90, nginx for 60.
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=max(1, round(settings.web_finish_s)),
    )
    Server(config, drain_s=settings.web_drain_s).run()


if __name__ == "__main__":
    main()
