"""The screens in other languages."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.ui.conftest import sign_in

pytestmark = pytest.mark.browser


def test_a_person_chooses_the_language_before_signing_in(context: BrowserContext) -> None:
    """Chosen at the door, kept in this browser, and nothing of the first drawing is left."""
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/login")
    page.get_by_role("button", name="Deutsch").click()

    page.get_by_role("button", name="Anmelden").wait_for()
    expect(page.get_by_label("Passwort")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "de"
    page.get_by_label("E-Mail").fill("maria@marina.example")
    page.get_by_label("Passwort").fill("wrong")
    page.get_by_role("button", name="Anmelden").click()
    page.get_by_text("E-Mail oder Passwort ist falsch.").wait_for()
    assert [line for line in said if "401" not in line] == []


def test_what_comes_as_data_is_said_in_the_language_too(context: BrowserContext) -> None:
    """The state of a stay, who comes, and the next step of a trigger."""
    context.add_init_script("localStorage.setItem('language', 'de')")
    sign_in(context)
    page = context.new_page()
    page.goto("/stays")
    page.get_by_role("button", name="Anna Keller").click()
    facts = page.get_by_role("dialog").locator("dl").first
    for said in ("gebucht", "Erwachsene: 2, Kinder: 1", "verschlüsselt aufbewahrt"):
        expect(facts).to_contain_text(said)

    page.goto("/triggers")
    expect(page.get_by_text("Als Nächstes: aktivieren").first).to_be_visible()
