"""Rows of templates: texts, versions, links, and where they are used."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func
from sqlmodel import col, delete, select, text
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.db.transaction import sql
from backend.domain.ids import HotelId
from backend.domain.templates import SentText
from backend.models import Template, TemplateText, TemplateVersion
from backend.work import Work

COUNTED = timedelta(days=30)


async def list_templates(session: AsyncSession, hotel_id: HotelId) -> Sequence[Template]:
    statement = select(Template).where(
        Template.hotel_id == hotel_id, col(Template.deleted_at).is_(None)
    )
    return (await session.exec(statement.order_by(col(Template.name)))).all()


async def find(
    session: AsyncSession, hotel_id: HotelId, template_id: UUID, *, lock: bool = False
) -> Template | None:
    """Also one that was deleted."""
    return await session.get(Template, (hotel_id, template_id), with_for_update=lock or None)


async def name_taken(
    session: AsyncSession, hotel_id: HotelId, name: str, *, besides: UUID | None
) -> bool:
    statement = select(Template.id).where(
        Template.hotel_id == hotel_id,
        func.lower(col(Template.name)) == name.lower(),
        Template.id != besides,
        col(Template.deleted_at).is_(None),
    )
    return (await session.exec(statement)).first() is not None


_SENT_TEXTS = sql("""
select t.template_id, t.language, v.text, v.version
from template_text t
join template_version v on v.hotel_id = t.hotel_id and v.template_id = t.template_id
  and v.language = t.language and v.version = t.sent_version
where t.hotel_id = :hotel and t.template_id = any(:ids)
""")


async def sent_texts(work: Work, template_ids: Collection[UUID]) -> dict[UUID, dict[str, SentText]]:
    """{template: {language: what was reviewed}}"""
    found: dict[UUID, dict[str, SentText]] = defaultdict(dict)
    if template_ids:
        values = {"hotel": work.hotel_id, "ids": list(template_ids)}
        for template_id, language, words, version in await work.rows(_SENT_TEXTS, values):
            found[template_id][language] = SentText(words, version)
    return found


_NEWEST = text("""
select t.template_id, t.language, t.version, t.sent_version, v.text, v.origin, v.made_by,
  v.made_at, coalesce(s.reviewed_by, '') as reviewed_by, s.reviewed_at
from template_text t
join template_version v on v.hotel_id = t.hotel_id and v.template_id = t.template_id
  and v.language = t.language and v.version = t.version
left join template_version s on s.hotel_id = t.hotel_id and s.template_id = t.template_id
  and s.language = t.language and s.version = t.sent_version
where t.hotel_id = :hotel and t.template_id = any(:ids)
order by t.language
""")


async def newest_texts(
    work: Work, template_ids: Collection[UUID]
) -> Mapping[UUID, Sequence[Row[Any]]]:
    return await _by_template(work, _NEWEST, template_ids)


# Wherever in a rule a template is named, it is used.
_USES = text("""
select w.template_id, t.id, t.name, t.enabled,
  t.template_id = w.template_id
    or jsonb_path_exists(t.condition, '$.** ? (@ == $id)', w.named) as in_rule,
  t.draft is not null and jsonb_path_exists(t.draft, '$.** ? (@ == $id)', w.named) as in_draft
from (select id as template_id, jsonb_build_object('id', id) as named
      from unnest(cast(:ids as uuid[])) as id) w
join trigger t on t.hotel_id = :hotel and (t.template_id = w.template_id
  or jsonb_path_exists(t.condition, '$.** ? (@ == $id)', w.named)
  or (t.draft is not null and jsonb_path_exists(t.draft, '$.** ? (@ == $id)', w.named)))
order by lower(t.name)
""")


async def uses(work: Work, template_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Row[Any]]]:
    return await _by_template(work, _USES, template_ids)


# The words `outcome` and `kind` are those of the index ix_decision_template.
_SENDS = text("""
select w.id as template_id, recent.number, last.decided_at as last_at
from unnest(cast(:ids as uuid[])) as w(id)
cross join lateral (
  select count(*) as number from decision d
  where d.hotel_id = :hotel and d.outcome = 'fired' and d.kind = 'trigger'
    and d.template_id = w.id and d.decided_at > :since
) recent
left join lateral (
  select d.decided_at from decision d
  where d.hotel_id = :hotel and d.outcome = 'fired' and d.kind = 'trigger'
    and d.template_id = w.id
  order by d.decided_at desc limit 1
) last on true
""")


async def sends(
    work: Work, template_ids: Collection[UUID]
) -> dict[UUID, tuple[int, datetime | None]]:
    """{template: (how often in thirty days, when last)}"""
    if not template_ids:
        return {}
    values = {
        "hotel": work.hotel_id,
        "ids": list(template_ids),
        "since": work.now - COUNTED,
    }
    rows = await work.session.execute(_SENDS, values)
    return {row.template_id: (row.number, row.last_at) for row in rows}


async def find_text(work: Work, template_id: UUID, language: str) -> TemplateText | None:
    return await work.session.get(TemplateText, (work.hotel_id, template_id, language))


async def drop_text(work: Work, template_id: UUID, language: str) -> None:
    """Its versions stay."""
    gone = delete(TemplateText).where(
        col(TemplateText.hotel_id) == work.hotel_id,
        col(TemplateText.template_id) == template_id,
        col(TemplateText.language) == language,
    )
    await work.session.execute(gone)


async def find_version(
    work: Work, template_id: UUID, language: str, version: int
) -> TemplateVersion | None:
    return await work.session.get(TemplateVersion, (work.hotel_id, template_id, language, version))


async def last_version(work: Work, template_id: UUID, language: str) -> int:
    """0: the template never said anything in this language."""
    statement = select(func.max(TemplateVersion.version)).where(
        TemplateVersion.hotel_id == work.hotel_id,
        TemplateVersion.template_id == template_id,
        TemplateVersion.language == language,
    )
    return (await work.session.exec(statement)).one() or 0


async def list_versions(
    work: Work, template_id: UUID, language: str, *, before: int | None, limit: int
) -> Sequence[TemplateVersion]:
    """Newest first."""
    statement = select(TemplateVersion).where(
        TemplateVersion.hotel_id == work.hotel_id,
        TemplateVersion.template_id == template_id,
        TemplateVersion.language == language,
    )
    if before is not None:
        statement = statement.where(TemplateVersion.version < before)
    ordered = statement.order_by(col(TemplateVersion.version).desc()).limit(limit)
    return (await work.session.exec(ordered)).all()


async def _by_template(
    work: Work, statement: Any, template_ids: Collection[UUID]
) -> Mapping[UUID, Sequence[Row[Any]]]:
    found: dict[UUID, list[Row[Any]]] = defaultdict(list)
    if template_ids:
        values = {"hotel": work.hotel_id, "ids": list(template_ids)}
        for row in await work.session.execute(statement, values):
            found[row.template_id].append(row)
    return found
