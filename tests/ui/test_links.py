"""Links that lead to files, wherever a screen has one."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from reflex_base.components import memo

from hotelbot_ui.wiring import PAGES


@pytest.fixture(scope="module")
def drawn() -> list[Any]:
    """Every page, and what is drawn for each row of a list."""
    rows = [one for one in memo.MEMOS.values() if isinstance(one, memo.MemoComponentDefinition)]
    return [page() for _, page in PAGES] + [row.component for row in rows]


def links(component: Any) -> Iterator[Any]:
    if type(component).__name__ == "ReactRouterLink":
        yield component
    for child in component.children:
        yield from links(child)


def test_a_link_to_a_file_is_the_browsers_own(drawn: list[Any]) -> None:
    """The router would take its address for a page of ours, and there is none."""
    files = [
        props
        for component in drawn
        for link in links(component)
        if "download" in (props := json.dumps(link.render()["props"]))
    ]
    assert files
    assert [props for props in files if "reloadDocument" not in props] == []
