"""A table for people, JSON for machines."""

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bench.row import Row

HEADINGS = ("measured", "ours", "reference", "its value", "ratio")


def table(rows: Sequence[Row]) -> str:
    lines = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def write_json(results: Mapping[str, Sequence[Row]], folder: Path, *, now: datetime) -> Path:
    """One file for each run, named after its moment (UTC)."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.json"
    content = {
        "at": now.astimezone(UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "results": {
            name: [{**asdict(row), "ratio": round(row.ratio, 3)} for row in rows]
            for name, rows in results.items()
        },
    }
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    return path


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.what,
        f"{row.value:,.4g} {row.unit}",
        row.reference,
        f"{row.reference_value:,.4g} {row.unit}",
        f"{row.ratio:.2f}x",
    )


def _commit() -> str | None:
    command = ["git", "rev-parse", "--short", "HEAD"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.strip()
