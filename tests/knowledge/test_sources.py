"""Pages and papers of strangers: what is read of them, and how everything else is named."""

from collections.abc import Callable

import httpx
import pytest

from backend.domain.knowledge_words import ReadTrouble
from backend.features.knowledge_imports.reading import read_page, read_paper, read_rows
from backend.integrations.papers import Papers
from backend.integrations.web_pages import LARGEST, WebPages
from backend.ports.documents import Unread
from tests.knowledge.papers import locked, pdf

PAGE = b"""<html><head><title>x</title><script>steal()</script></head><body>
<nav><p>Home Rooms Contact and more</p></nav>
<h1>Hotel Linden</h1>
<h2>Breakfast</h2><p>Breakfast is from 7:00 to 10:30.</p><ul><li>19 EUR per person</li></ul>
<dl><dt>Can I park?</dt><dd>Yes, in the garage for 18 EUR per day.</dd></dl>
<div>Dogs are welcome for 12 EUR.</div>
<footer><p>All rights reserved by somebody</p></footer></body></html>"""


def test_a_page_is_proposed_heading_by_heading() -> None:
    """What is read is what a guest would read: no menu, no footer, no script."""
    found = [(one.title, one.text) for one in read_page(PAGE, is_html=True)]

    assert found == [
        ("Breakfast", "Breakfast is from 7:00 to 10:30.\n19 EUR per person"),
        (
            "Can I park?",
            "Yes, in the garage for 18 EUR per day.\nDogs are welcome for 12 EUR.",
        ),
    ]


def test_a_table_is_proposed_row_by_row() -> None:
    """Its columns are known by their heads in any order, else the first two are taken."""
    named = b"Antwort;Frage;Sprache\nBis 22 Uhr.;Sauna;de\n;Leer;de\n"
    plain = b"what,says\nPool,Open from 8:00.\n"

    assert [(one.title, one.text, one.language, one.line) for one in read_rows(named)] == [
        ("Sauna", "Bis 22 Uhr.", "de", 2)
    ]
    assert [(one.title, one.text) for one in read_rows(plain)] == [("Pool", "Open from 8:00.")]


async def test_a_paper_is_read_page_by_page() -> None:
    """A short line over a longer one names the entry."""
    raw = pdf(
        "Parking\nOur garage costs 18 EUR per day and is open at all hours.",
        "Where can I leave my own bicycle for the night?\nIn the garage, for free.",
    )

    pages = await Papers().pages_of(raw)

    assert [one.title for one in read_paper(pages)] == [
        "Parking",
        "Where can I leave my own bicycle for the night?",
    ]


@pytest.mark.parametrize(
    ("raw", "trouble"),
    [
        (locked(pdf("Parking\nOur garage costs 18 EUR.")), ReadTrouble.ENCRYPTED),
        (pdf("", ""), ReadTrouble.SCANNED),
        (b"%PDF-1.4 and then nothing", ReadTrouble.BROKEN),
        (pdf(*["x"] * 101), ReadTrouble.TOO_MANY_PAGES),
    ],
    ids=["encrypted", "scanned", "broken", "too_many_pages"],
)
async def test_a_paper_that_cannot_be_read_says_why(raw: bytes, trouble: ReadTrouble) -> None:
    """By a name that staff can act on."""
    with pytest.raises(Unread) as refused:
        await Papers().pages_of(raw)
    assert refused.value.trouble is trouble


async def test_a_paper_that_takes_too_long_is_given_up() -> None:
    """Its reader is a process of its own, which is ended."""
    with pytest.raises(Unread) as refused:
        await Papers(deadline_s=0.0).pages_of(pdf("Parking\nOur garage costs 18 EUR."))
    assert refused.value.trouble is ReadTrouble.TOO_SLOW


Answer = Callable[[httpx.Request], httpx.Response]


def moved(to: str) -> Answer:
    return lambda _: httpx.Response(302, headers={"location": to})


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (moved("https://169.254.169.254/latest/meta-data"), ReadTrouble.FORBIDDEN_ADDRESS),
        (moved("http://hotel.example/plain"), ReadTrouble.FORBIDDEN_ADDRESS),
        (moved("/again"), ReadTrouble.TOO_MANY_REDIRECTS),
        (lambda _: httpx.Response(404), ReadTrouble.REFUSED),
        (lambda _: httpx.Response(200, content=b"x" * (LARGEST + 1)), ReadTrouble.TOO_LARGE),
        (
            lambda _: httpx.Response(200, content=b"", headers={"content-encoding": "gzip"}),
            ReadTrouble.UNKNOWN_TYPE,
        ),
    ],
    ids=["metadata", "unencrypted", "loop", "missing", "too_large", "packed"],
)
async def test_an_address_that_cannot_be_read_says_why(
    answer: Answer, trouble: ReadTrouble
) -> None:
    """Each redirect is looked at like the first address: none leads into our own network."""
    pages = WebPages(transport=httpx.MockTransport(answer))
    try:
        with pytest.raises(Unread) as refused:
            await pages.fetch_page("https://hotel.example/faq")
    finally:
        await pages.close()
    assert refused.value.trouble is trouble


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "https://[::1]/", "https://10.0.0.7/faq"])
async def test_no_address_of_our_own_network_is_asked(url: str) -> None:
    """Refused before anything is sent; the name behind an address is looked at as well."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200)

    pages = WebPages(transport=httpx.MockTransport(answer))
    try:
        with pytest.raises(Unread) as refused:
            await pages.fetch_page(url)
    finally:
        await pages.close()
    assert (refused.value.trouble, asked) == (ReadTrouble.FORBIDDEN_ADDRESS, [])


async def test_a_moved_page_is_followed() -> None:
    """A few steps, to a public address."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/faq":
            return httpx.Response(301, headers={"location": "/en/faq"})
        return httpx.Response(200, text="ok", headers={"content-type": "Text/HTML; charset=utf-8"})

    pages = WebPages(transport=httpx.MockTransport(answer))
    found = await pages.fetch_page("https://hotel.example/faq")
    await pages.close()

    assert (found.raw, found.media_type) == (b"ok", "text/html")
