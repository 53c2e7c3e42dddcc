"""The least page of Reflex as it comes, built and served as ours is: what the framework costs."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from bench._screen_page import SCRIPTS_KB
from launcher.frontend import Build
from launcher.kept import free_port
from launcher.plan import REFLEX_ENV, SERVE_BUILT_ENV
from launcher.service import Service, running
from tests.ui.conftest import answers, build

CONFIG = """import reflex as rx
config = rx.Config(
    app_name="blank", telemetry_enabled=False, frontend_compression_formats=["brotli", "gzip"],
    state_manager_mode="memory", api_url="{url}", deploy_url="{url}",
)
"""
PAGE = """import reflex as rx
app = rx.App()
app.add_page(lambda: rx.text("Blank", id="blank"), route="/")
"""


def measure(browser: Browser, url: str) -> tuple[float, float]:
    """Seconds until its text is painted in a browser that was never there, and kB of script."""
    page = browser.new_context().new_page()
    began = time.perf_counter()
    page.goto(url)
    page.locator("#blank").wait_for()
    took = time.perf_counter() - began
    page.wait_for_load_state("networkidle")
    return took, float(page.evaluate(SCRIPTS_KB))


@contextmanager
def blank_page() -> Iterator[str]:
    """Its address."""
    port = free_port()
    url = f"http://localhost:{port}"
    with tempfile.TemporaryDirectory(prefix="hotelbot-blank-") as name:
        folder = Path(name)
        (folder / "blank").mkdir()
        (folder / "rxconfig.py").write_text(CONFIG.format(url=url))
        (folder / "blank" / "__init__.py").touch()
        (folder / "blank" / "blank.py").write_text(PAGE)
        env = {
            **REFLEX_ENV,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
            "PYTHONPATH": name,
            "REFLEX_WEB_WORKDIR": str(folder / "web"),
        }
        build(Build(checkout=folder, folder=folder / "web", public_url=url), env)
        service = Service(
            name="blank",
            argv=(
                sys.executable, "-m", "granian", "--interface", "asgi", "--factory",
                "blank.blank:app", "--port", str(port), "--ws",
            ),
            env={**env, **SERVE_BUILT_ENV},
            cwd=folder,
            ready=lambda: answers(port),
        )  # fmt: skip
        with running(service, said=folder / "said"):
            yield url
