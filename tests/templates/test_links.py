"""Where the addresses in a template lead: asked on demand, with a name for every answer."""

import httpx
import pytest

from backend.domain.template_links import LinkOutcome
from backend.features.template_links import service as links
from backend.features.templates.schemas import TemplateDraft
from backend.features.templates.service import create_template
from backend.integrations.links import LinkTester
from backend.ports.links import LinkResult
from backend.work import SYSTEM, WorkFactory
from tests.fixtures.work import HotelFixture

ACCOUNT = "name:word"
ANSWERS = {
    "ok.example": httpx.Response(200),
    "gone.example": httpx.Response(410),
    "moved.example": httpx.Response(302, headers={"location": "https://www.moved.example/x"}),
    "locked.example": httpx.Response(401),
    "broken.example": httpx.Response(503),
}


def answer(request: httpx.Request) -> httpx.Response:
    host = request.url.host
    if host == "away.example":
        raise httpx.ConnectError("name_not_found")
    if host == "slow.example":
        raise httpx.ReadTimeout("slow")
    if host == "no-head.example":
        return httpx.Response(405 if request.method == "HEAD" else 200)
    return ANSWERS[host]


@pytest.fixture
def tester() -> LinkTester:
    return LinkTester(transport=httpx.MockTransport(answer))


@pytest.mark.parametrize(
    ("url", "result"),
    [
        ("https://ok.example/menu", LinkResult(LinkOutcome.OK, 200)),
        ("http://ok.example", LinkResult(LinkOutcome.OK, 200)),
        ("http://ok.example:80/", LinkResult(LinkOutcome.OK, 200)),
        ("https://no-head.example", LinkResult(LinkOutcome.OK, 200)),
        ("https://gone.example", LinkResult(LinkOutcome.NOT_FOUND, 410)),
        ("https://moved.example", LinkResult(LinkOutcome.REDIRECTS, 302, "www.moved.example")),
        ("https://locked.example", LinkResult(LinkOutcome.REFUSED, 401)),
        ("https://broken.example", LinkResult(LinkOutcome.REFUSED, 503)),
        ("https://away.example", LinkResult(LinkOutcome.UNREACHABLE)),
        ("https://slow.example", LinkResult(LinkOutcome.UNREACHABLE)),
        ("http://10.0.0.1/", LinkResult(LinkOutcome.PRIVATE_ADDRESS)),
        ("https://[::1]/", LinkResult(LinkOutcome.PRIVATE_ADDRESS)),
        ("https://ok.example:8443/", LinkResult(LinkOutcome.PRIVATE_ADDRESS)),
        (f"https://{ACCOUNT}@ok.example/", LinkResult(LinkOutcome.PRIVATE_ADDRESS)),
    ],
)
async def test_every_answer_has_a_name(tester: LinkTester, url: str, result: LinkResult) -> None:
    """One question, no redirect is followed, nothing private is called."""
    assert result == await tester.try_link(url)


async def test_a_name_that_leads_inside_is_not_called() -> None:
    """Names are looked up once, and every address behind them is looked at."""
    tester = LinkTester()
    found = await tester.try_link("http://localhost/")
    await tester.close()

    assert found == LinkResult(LinkOutcome.PRIVATE_ADDRESS)


async def test_what_was_found_is_kept_with_its_time(
    works: WorkFactory, hotel: HotelFixture, tester: LinkTester
) -> None:
    """Each address once, with its languages; all of them at the same time."""
    texts = {
        "en": "See https://ok.example/menu.",
        "de": "Hier: https://ok.example/menu, http://gone.example",
    }
    async with works.hotel(hotel.id) as work:
        made = await create_template(work, TemplateDraft(name="Menu", texts=texts))
        before = await links.list_links(work, made.id)
    tried = await links.try_links(works, hotel.id, made.id, prober=tester, actor=SYSTEM)
    async with works.hotel(hotel.id) as work:
        after = await links.list_links(work, made.id)

    assert [(one.outcome, one.checked_at) for one in before] == [(None, None)] * 2
    assert tried == after
    assert {
        "https://ok.example/menu": (["de", "en"], LinkOutcome.OK),
        "http://gone.example": (["de"], LinkOutcome.NOT_FOUND),
    } == {one.url: (one.languages, one.outcome) for one in after}
    assert all(one.checked_at is not None for one in after)
