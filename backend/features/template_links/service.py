"""The addresses in templates: where they lead. On demand, and never in the way of a save."""

import asyncio
from dataclasses import asdict
from uuid import UUID

import structlog

from backend.domain.ids import HotelId
from backend.domain.template_links import MOST_LINKS, links_in
from backend.features.audit.service import record
from backend.features.template_links import repository
from backend.features.template_links.schemas import LinkView
from backend.features.templates.service import get_template
from backend.models import TemplateLink
from backend.observability.metrics import TEMPLATE_LINKS
from backend.ports.links import LinkProber, LinkResult
from backend.work import Actor, Work, WorkFactory

log = structlog.get_logger()


async def list_links(work: Work, template_id: UUID) -> list[LinkView]:
    """Every address in its newest texts, with what was found when it was last tried."""
    texts = (await get_template(work, template_id)).texts
    tried = {row.url: row for row in await repository.list_links(work, template_id)}
    found: dict[str, list[str]] = {}
    for language, text in texts.items():
        for url in dict.fromkeys(link.url for link in links_in(text) if link.is_whole):
            found.setdefault(url, []).append(language)
    return [_view(url, languages, tried.get(url)) for url, languages in found.items()]


async def try_links(
    works: WorkFactory, hotel_id: HotelId, template_id: UUID, *, prober: LinkProber, actor: Actor
) -> list[LinkView]:
    """Tries each address once, all at the same time; at most MOST_LINKS. Raises NotFound."""
    async with works.hotel(hotel_id, actor=actor) as work:
        urls = [one.url for one in await list_links(work, template_id)][:MOST_LINKS]
    results = await asyncio.gather(*(prober.try_link(url) for url in urls))
    for result in results:
        TEMPLATE_LINKS.labels(result.outcome.value).inc()
        log.info("template.link", outcome=result.outcome.value, status=result.status)
    async with works.hotel(hotel_id, actor=actor) as work:
        return await _keep(work, template_id, dict(zip(urls, results, strict=True)))


async def _keep(work: Work, template_id: UUID, results: dict[str, LinkResult]) -> list[LinkView]:
    await get_template(work, template_id)
    rows = [
        TemplateLink(hotel_id=work.hotel_id, template_id=template_id, url=url, **asdict(result))
        for url, result in results.items()
    ]
    await repository.replace_links(work, template_id, rows)
    await record(work, "template.try_links", subject=str(template_id))
    # What the database wrote beside them, when, is read with them.
    work.session.expire_all()
    return await list_links(work, template_id)


def _view(url: str, languages: list[str], row: TemplateLink | None) -> LinkView:
    return LinkView(
        url=url,
        languages=languages,
        outcome=row.outcome if row else None,
        status=row.status if row else None,
        leads_to=row.leads_to if row else "",
        checked_at=row.checked_at if row else None,
    )
