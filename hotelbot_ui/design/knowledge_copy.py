"""Words of the knowledge screen."""

from typing import Final

from hotelbot_ui.design.tokens import Tone

STATES: Final[dict[str, str]] = {
    "waiting": "Waiting to be read",
    "reading": "Being read",
    "ready": "To be decided",
    "done": "Decided",
    "unchanged": "Nothing new",
    "failed": "Could not be read",
}
TROUBLES: Final[dict[str, str]] = {
    "forbidden_address": "Only public https addresses are read.",
    "unreachable": "The address does not answer. Check it and try again.",
    "too_slow": "It took too long. Try again, or save the page and choose the file.",
    "too_large": "It is larger than 8 MiB. Import a part of it.",
    "too_many_redirects": "The address leads in circles. Enter the one it ends at.",
    "refused": "The address answered with an error. Open it in a browser to see why.",
    "unknown_type": "It is neither a page, a PDF nor a table.",
    "broken": "The file is broken. Save it again and choose the new one.",
    "encrypted": "The PDF has a password. Save a copy without one.",
    "scanned": "The PDF holds pictures of pages and no text.",
    "too_many_pages": "The PDF has more than 100 pages. Import a part of it.",
    "empty": "No text was found that could be an entry.",
    "gave_up": "Reading it failed again and again. Try another file.",
}
MARKS: Final[dict[str, tuple[str, str, Tone]]] = {
    "same": ("copy", "Known already", "neutral"),
    "similar": ("copy", "Like an entry", "notice"),
    "conflict": ("triangle-alert", "Contradicts an entry", "warning"),
    "suspicious": ("shield-alert", "Speaks to an AI", "danger"),
}
SUBJECTS: Final[dict[str, str]] = {
    "late_check_out": "Late check-out",
    "early_check_in": "Early check-in",
    "check_out": "Check-out",
    "check_in": "Check-in",
    "breakfast": "Breakfast",
    "lunch": "Lunch",
    "dinner": "Dinner",
    "room_service": "Room service",
    "pool": "Pool",
    "sauna": "Sauna",
    "spa": "Spa",
    "gym": "Gym",
    "charging": "Charging",
    "parking": "Parking",
    "wifi": "Wi-Fi",
    "bar": "Bar",
    "restaurant": "Restaurant",
    "pets": "Pets",
    "shuttle": "Shuttle",
    "city_tax": "City tax",
    "reception": "Reception",
    "laundry": "Laundry",
    "luggage": "Luggage",
    "cot": "Baby cot",
    "extra_bed": "Extra bed",
    "bicycles": "Bicycles",
    "minibar": "Minibar",
    "terrace": "Terrace",
    "quiet_hours": "Quiet hours",
    "cancellation": "Cancellation",
}
ASPECTS: Final[dict[str, str]] = {
    "opens": "from when",
    "closes": "until when",
    "at": "at what time",
    "price": "the price",
    "phone": "the phone number",
    "floor": "the floor",
}
TEXTS: Final[dict[str, str]] = {
    "entry": "Entry",
    "template": "Template",
    "reply": "Colleague's reply",
}
