"""What the server says in sentences of its own, as keys of the catalogues. They come as data: only
what stands here is put into the person's language, words of the hotel stay as they were written.
tests/ui/test_told.py holds them together."""

import json
from pathlib import Path
from typing import Final, Literal

Told = Literal["alerts", "connections", "work", "health"]
"""Why an alert was raised; how a connection is; what given-up work was to do; how a hotel is."""

_FILE: Final = Path(__file__).parents[1] / "browser" / "sentences.json"
SENTENCES: Final[dict[Told, list[str]]] = json.loads(_FILE.read_text())
