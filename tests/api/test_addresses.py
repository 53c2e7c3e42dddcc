"""Addresses that a hotel types in, and that our server will call."""

from dataclasses import replace

import pytest

from backend.api.app import create_api
from tests.fixtures.api import Api
from tests.fixtures.work import HotelFixture

INSIDE = "http://127.0.0.1:6379"


@pytest.fixture
def in_production(api: Api) -> Api:
    settings = api.container.settings.model_copy(update={"env": "production"})
    container = replace(api.container, settings=settings)
    return Api(create_api(container), container, api.password_hash)


@pytest.mark.parametrize("field", ["api_url", "media_url"])
@pytest.mark.parametrize(
    ("url", "said"),
    [
        (INSIDE, "must begin with https://"),
        ("https://127.0.0.1", "leads into a private network"),
        ("https://[::ffff:10.0.0.5]/", "leads into a private network"),
        ("https://169.254.169.254/latest", "leads into a private network"),
        ("https://api.green-api.com:8443", "must not name a port"),
        ("https://user:secret@api.green-api.com", "is no address"),
    ],
)
async def test_a_number_cannot_lead_inside(
    in_production: Api, hotel: HotelFixture, field: str, url: str, said: str
) -> None:
    """Refused beside its field, before anything is called or kept."""
    manager = await in_production.staff(hotel)
    typed = {"id_instance": 7, "api_token": "x" * 50, "configure": False, field: url}
    answer = await manager.post(f"/api/v1/hotels/{hotel.id}/channels", json=typed)

    assert answer.status_code == 422, answer.text
    assert answer.json()["error"]["details"] == [{"field": field, "message": said}]


async def test_the_installation_s_own_address_is_taken(
    in_production: Api, hotel: HotelFixture
) -> None:
    """Whoever runs it may have Green API, or its stand-in, anywhere."""
    manager = await in_production.staff(hotel)
    own = in_production.container.settings.green_api_url
    typed = {"id_instance": 7, "api_token": "x" * 50, "configure": False, "api_url": own}
    answer = await manager.post(f"/api/v1/hotels/{hotel.id}/channels", json=typed)

    assert answer.status_code == 201, answer.text


async def test_a_developer_s_number_may_be_on_this_machine(api: Api, hotel: HotelFixture) -> None:
    """In development the stand-in for Green API runs beside us."""
    manager = await api.staff(hotel)
    typed = {"id_instance": 8, "api_token": "x" * 50, "configure": False, "api_url": INSIDE}
    answer = await manager.post(f"/api/v1/hotels/{hotel.id}/channels", json=typed)

    assert answer.status_code == 201, answer.text
