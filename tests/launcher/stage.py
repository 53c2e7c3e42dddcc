"""A run of the real supervisor over small stand-in services, in a process a test can kill.

python -m tests.launcher.stage DATA_DIR SERVICES STOP_SECONDS, where SERVICES is JSON: name, argv,
ready_file.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from launcher.service import Service, always_ready
from launcher.supervisor import supervised
from launcher.trouble import Trouble


def main(data_dir: Path, described: list[dict[str, str]], stop_seconds: float) -> int:
    services = [
        Service(name=item["name"], argv=("sh", "-c", item["script"]), ready=ready_when(item))
        for item in described
    ]
    try:
        with supervised(data_dir, stop_seconds=stop_seconds) as supervisor:
            supervisor.start(*services)
            print("Ready", flush=True)
            supervisor.logs.shown = True
            supervisor.watch()
    except Trouble as trouble:
        print(trouble, flush=True)
        return 1
    return 0


def ready_when(item: dict[str, str]) -> Callable[[], bool]:
    return Path(item["ready_file"]).exists if "ready_file" in item else always_ready


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), json.loads(sys.argv[2]), float(sys.argv[3])))
