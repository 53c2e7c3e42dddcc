"""The real screens over the fake API, in a real browser. Built once and kept under .data."""

import http.client
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from launcher.frontend import Build
from launcher.kept import kept_port
from launcher.plan import REFLEX_ENV, SERVE_BUILT_ENV
from launcher.service import Service, running
from tests.ui.fake_api import HOTELS, PASSWORD, ROOT, uid
from tests.waiting import PATIENT_MS

CHECKOUT = Path(__file__).parents[2]
KEPT = CHECKOUT / ".data" / "test-ui"
CHROMIUM = "/usr/bin/chromium"
DESK: ViewportSize = {"width": 1440, "height": 900}
expect.set_options(timeout=PATIENT_MS)


@dataclass(frozen=True, slots=True)
class Site:
    url: str

    def conversation(self, name: str) -> str:
        """The id of a guest's conversation in the first hotel."""
        return uid(f"{uid(HOTELS[0])}{name}")


@pytest.fixture(scope="session")
def site(redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    KEPT.mkdir(parents=True, exist_ok=True)
    port = kept_port(KEPT / "port")
    url = f"http://localhost:{port}"
    env = {
        **REFLEX_ENV,
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "PYTHONPATH": str(CHECKOUT),
        "HOTELBOT_PORT": str(port),
        "HOTELBOT_PUBLIC_URL": url,
        "HOTELBOT_REDIS_URL": redis_url,
        "REFLEX_APP_MODULE_IMPORT": "tests.ui.fake_app",
        "REFLEX_WEB_WORKDIR": str(KEPT / "web"),
        "REFLEX_API_URL": url,
        "REFLEX_DEPLOY_URL": url,
    }
    build(Build(checkout=CHECKOUT, folder=KEPT / "web", public_url=url), env)
    service = Service(
        name="screens",
        argv=(
            sys.executable, "-m", "uvicorn", "--factory", "tests.ui.fake_app:app",
            "--port", str(port), "--log-level", "warning",
        ),
        env={**env, **SERVE_BUILT_ENV},
        cwd=CHECKOUT,
        ready=lambda: answers(port),
    )  # fmt: skip
    with running(service, said=tmp_path_factory.mktemp("screens") / "output"):
        yield Site(url)


def build(build: Build, env: dict[str, str]) -> None:
    if build.is_current():
        return
    build.folder.mkdir(parents=True, exist_ok=True)
    build.forget()
    task = build.task(env)
    done = subprocess.run(
        task.argv, env=env, cwd=task.cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    build.remember()


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/ping")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Not longer than a module: while it lives, this thread's event loop runs inside of it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """Nobody signed in, on a desk."""
    context = chromium.new_context(viewport=DESK, base_url=site.url, reduced_motion="reduce")
    context.set_default_timeout(PATIENT_MS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A manager's inbox with its rows, and no error in the browser's console afterwards."""
    sign_in(context)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if is_broken(m.type, m.text) else None)
    page.goto("/")
    page.wait_for_selector("[data-row]")
    page.wait_for_function("() => window.performance.getEntriesByType('resource').length > 0")
    yield page
    assert errors == []


def is_broken(kind: str, text: str) -> bool:
    # Chromium reports every refused request as an error; refusals are what some tests are about.
    return kind == "error" and not text.startswith("Failed to load resource")


def sign_in(context: BrowserContext, email: str = "maria@marina.example") -> None:
    answer = context.request.post(f"{ROOT}/auth/login", data={"email": email, "password": PASSWORD})
    assert answer.ok


def open_conversation(page: Page, site: Site, name: str) -> str:
    chosen = site.conversation(name)
    page.locator(f'[data-row="{chosen}"]').click()
    page.wait_for_selector("[data-message]")
    return chosen
