"""The catalogues of the screens, held together with what the screens say."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import reflex as rx
from reflex_base.components import memo
from reflex_components_core.base.bare import Bare  # type: ignore[import-untyped]

from hotelbot_ui.browser import el
from hotelbot_ui.browser.bridge import CATALOGUES
from hotelbot_ui.design import inbox_copy
from hotelbot_ui.pages.invitation.page import invitation_page
from hotelbot_ui.pages.login.page import login_page
from hotelbot_ui.wiring import PAGES

BROWSER = Path(__file__).parents[2] / "hotelbot_ui" / "browser"
# The same in every language: names, examples of what may be entered, keys, variables, codes.
SAME = re.compile(
    r"\{\{.*\}\}|https?://\S*|\S+\.example|(Alt|Ctrl|Shift)\b.*|[A-Z]|[A-Z]-\d+|[a-z]+(_[a-z]+)+"
    r"|\w+(Id|ID|Url|Instance)|idInstance|v\d*(\{\})?|ai|ES|de|en|es|fr|it|nl|pl|pt|ru|tr|uk|Esc|Hotelbot|Apaleo|Mews|QloApps"
    r"|(Dear )?Anna( Keller)?|Keller|Marina Bay Hotel|1[26] May 2027|Deutsch|Español|Русский"
)


@pytest.fixture(scope="module")
def drawn() -> list[Any]:
    """Every page, and what is drawn for each row of a list."""
    pages = [page() for _, page in PAGES] + [login_page(), invitation_page()]
    return pages + [
        one.component
        for one in memo.MEMOS.values()
        if isinstance(one, memo.MemoComponentDefinition)
    ]


def texts(component: Any) -> Iterator[Any]:
    """What is shown as text, but for what people wrote."""
    if isinstance(component, Bare):
        yield component.contents
    elif "auto" not in str(getattr(component, "dir", "")):
        for child in component.children:
            yield from texts(child)


def test_no_text_of_a_screen_escapes_the_catalogue(drawn: list[Any]) -> None:
    """Also where a choice lies between a text and something larger, which no element sees."""
    unsaid = {
        key
        for component in drawn
        for text in texts(component)
        if not str(text).startswith("say(")
        for key in el.keys_of([text])
        if el.has_letters(key)
    }
    assert unsaid == set()


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_text_of_the_screens_is_in_the_catalogue(name: str, drawn: list[Any]) -> None:
    """A receptionist never meets half a sentence of English."""
    catalogue = json.loads((BROWSER / name).read_text())
    lines = {re.sub(r"\{\w+\}", "{}", line) for line in inbox_copy.ACTIVITIES.values()}
    wanted = {key for key in el.spoken | lines if not SAME.fullmatch(key)}

    assert drawn
    assert sorted(wanted - catalogue.keys()) == []


def glued(expression: str) -> Iterator[str]:
    """Texts that are added to a value by the browser."""
    for one in el._LITERAL.finditer(expression):
        if expression[: one.start()].endswith("+") or expression[one.end() :].startswith("+"):
            yield json.loads(one[0]).strip()


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_text_that_is_put_together_in_a_choice_is_one_line_of_the_catalogue(
    name: str, drawn: list[Any]
) -> None:
    """Its parts alone are not found: "Try all 3 again" would stay English."""
    lines = [key for key in json.loads((BROWSER / name).read_text()) if "{}" in key]
    parts = {part for component in drawn for text in texts(component) for part in glued(str(text))}

    assert "Try all" in parts
    assert [
        part for part in parts if el.has_letters(part) and not any(part in key for key in lines)
    ] == []


def test_a_name_is_said_by_nobody() -> None:
    """A trigger called "Welcome at the first message" is not half translated by "{} message"."""
    name: rx.Var[str] = rx.Var(_js_expr="row.name", _var_type=str)
    drawn = str(el.p(el.given(name, "A guest")))

    assert 'say("A guest")' in drawn
    assert drawn.count("say(") == 1


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_translation_has_the_places_of_its_key(name: str) -> None:
    """A name or a number left out would change what is said."""
    catalogue = json.loads((BROWSER / name).read_text())
    forms = [
        (key, form)
        for key, said in catalogue.items()
        for form in (said.values() if isinstance(said, dict) else [said])
    ]
    assert [
        key for key, form in forms if key.count("{}") != len(re.findall(r"\{\d*\}", form))
    ] == []
    assert [key for key, form in forms if not form.strip()] == []
