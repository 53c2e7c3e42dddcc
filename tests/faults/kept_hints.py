"""`python -m tests.faults.kept_hints DATA_DIR`: Valkey alone, as bin/up starts it."""

import sys
from pathlib import Path

from launcher import valkey
from launcher.logs import say
from launcher.supervisor import supervised
from launcher.up import start_valkey


def main(data_dir: Path) -> None:
    with supervised(data_dir) as supervisor:
        start_valkey(valkey.prepare(data_dir), supervisor)
        say("Ready")
        supervisor.watch()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
