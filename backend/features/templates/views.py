"""Rows of templates as they are shown."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from backend.domain.template_checks import Finding, cautions_of
from backend.domain.template_formats import formats_of, say
from backend.domain.template_review import TextOrigin, state_of
from backend.domain.template_variables import SAMPLE, VARIABLES, values_of
from backend.domain.templates import choose_language, variables_in
from backend.features.templates.schemas import (
    FindingView,
    TemplateView,
    TextView,
    UseView,
    VariableView,
    VersionView,
)
from backend.models import Template, TemplateVersion


def variable_views(language: str) -> list[VariableView]:
    """With examples in the language that staff look at."""
    samples = values_of(SAMPLE, language)
    return [
        VariableView(
            name=name,
            label=one.label,
            group=one.group,
            kind=one.kind,
            fact_class=one.fact_class,
            may_be_empty=one.may_be_empty,
            example=say(name, samples[name], (), language),
            formats=formats_of(one.kind),
        )
        for name, one in VARIABLES.items()
    ]


def template_view(
    row: Template,
    texts: Sequence[Row[Any]],
    uses: Sequence[Row[Any]],
    sends: tuple[int, datetime | None],
    *,
    hotel_language: str,
) -> TemplateView:
    assert row.updated_at is not None
    used = dict.fromkeys(name for one in texts for name in variables_in(one.text))
    reviewed = [one.language for one in texts if one.sent_version is not None]
    number, last_at = sends
    return TemplateView(
        id=row.id,
        name=row.name,
        texts={one.language: one.text for one in texts},
        languages=[_text_view(one) for one in texts],
        falls_back_to=choose_language(reviewed, (hotel_language,)),
        variables=list(used),
        message_class=row.message_class,
        used_by=[_use_view(one) for one in uses],
        sent_30_days=number,
        last_sent_at=last_at,
        updated_at=row.updated_at,
    )


def finding_views(findings: Sequence[Finding]) -> list[FindingView]:
    return [FindingView(**asdict(one)) for one in findings]


def version_view(row: TemplateVersion, *, sent: int | None) -> VersionView:
    assert row.made_at is not None
    return VersionView(
        **row.model_dump(exclude={"hotel_id", "template_id", "language"}),
        is_sent=row.version == sent,
    )


def _text_view(one: Row[Any]) -> TextView:
    return TextView(
        language=one.language,
        text=one.text,
        version=one.version,
        state=state_of(one.version, sent_version=one.sent_version, origin=TextOrigin(one.origin)),
        made_by=one.made_by,
        made_at=one.made_at,
        sent_version=one.sent_version,
        reviewed_by=one.reviewed_by,
        reviewed_at=one.reviewed_at,
        cautions=finding_views(cautions_of(one.text)),
    )


def _use_view(one: Row[Any]) -> UseView:
    kind = "trigger" if one.in_rule else "draft"
    return UseView(id=one.id, name=one.name, kind=kind, enabled=one.enabled and one.in_rule)
