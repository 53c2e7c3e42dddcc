"""The hotel whose limits these are."""

from backend.models import Hotel
from backend.work import Work


async def get_hotel(work: Work) -> Hotel:
    return await work.session.get_one(Hotel, work.hotel_id)
