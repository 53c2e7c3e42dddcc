"""The number that intake's tests use serves these stories too."""

from tests.intake.conftest import hook_app, hook_pool, make_number, web

__all__ = ["hook_app", "hook_pool", "make_number", "web"]
