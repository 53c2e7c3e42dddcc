"""The first operator of the platform."""

import argparse

from backend.bootstrap import Container
from backend.features.accounts.service import ensure_platform_admin


async def create(container: Container, _: argparse.Namespace) -> int:
    """Once: an account that exists keeps its password and its rights."""
    settings = container.settings
    if settings.admin_email is None or settings.admin_password is None:
        print("HOTELBOT_ADMIN_EMAIL and HOTELBOT_ADMIN_PASSWORD are not set; nothing to do.")
        return 0
    made = await ensure_platform_admin(
        container.work,
        email=settings.admin_email,
        password=settings.admin_password.get_secret_value(),
    )
    print("The platform admin was made." if made else "This account exists already.")
    return 0
