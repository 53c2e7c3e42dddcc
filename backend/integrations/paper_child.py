"""python -m backend.integrations.paper_child: a PDF on stdin, the text of its pages on stdout."""

import io
import resource
import sys

import orjson
from pypdf import PdfReader
from pypdf.errors import PyPdfError

MOST_PAGES = 100
MOST_TEXT = 1_000_000
"""Letters of all pages."""
MEMORY = 1024**3
CPU_S = 25


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    sys.stdout.buffer.write(orjson.dumps(read(sys.stdin.buffer.read())))


def read(raw: bytes) -> dict[str, object]:
    """{"pages": …} or {"trouble": name}; the names are those of ReadTrouble."""
    try:
        paper = PdfReader(io.BytesIO(raw))
        if paper.is_encrypted and not paper.decrypt(""):
            return {"trouble": "encrypted"}
        if len(paper.pages) > MOST_PAGES:
            return {"trouble": "too_many_pages"}
        pages = [page.extract_text() for page in paper.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # What pypdf raises for a broken file is anything.
        return {"trouble": "broken"}
    if sum(map(len, pages)) > MOST_TEXT:
        return {"trouble": "too_large"}
    text = "".join(pages).strip()
    return {"pages": pages} if text else {"trouble": "scanned"}


if __name__ == "__main__":
    main()
