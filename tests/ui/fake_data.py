"""Believable conversations in several languages for the fake API: words only, no behaviour."""

from typing import Any, TypedDict


class Talk(TypedDict, total=False):
    name: str
    phone: str
    language: str
    stay: dict[str, Any] | None
    vip: bool
    opted_out: bool
    ago: int
    """Minutes since the last message."""
    unread: int
    waiting: bool
    holder: str
    staff: str
    reason: str
    status: str
    mood: tuple[str, str] | None
    alert: tuple[str, str] | None
    lines: list[dict[str, Any]]


def stay(room: str | None, night: int | None, nights: int, **more: Any) -> dict[str, Any]:
    return {"room": room, "night": night, "nights": nights, **more}


PIXEL = (
    "data:image/svg+xml;utf8,"
    "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 320 200'%3E%3Crect width='320' "
    "height='200' fill='%23a9a49a'/%3E%3Crect y='130' width='320' height='70' fill='%23827c71'/%3E"
    "%3Ccircle cx='230' cy='60' r='26' fill='%23d8cfb8'/%3E%3Cpath d='M0 130 L90 70 L170 130 Z' "
    "fill='%236f6a60'/%3E%3C/svg%3E"
)

BREAKFAST = [{"id": "k1", "title": "Breakfast"}, {"id": "k2", "title": "Terrace"}]

TALKS: list[Talk] = [
    {
        "name": "Anna Keller",
        "phone": "+49 151 2345 6789",
        "language": "de",
        "stay": stay(
            "214",
            2,
            4,
            room_type="Double, garden side",
            source="Booking.com",
            note="Feather allergy. Foam pillows are in the room.",
        ),
        "ago": 3,
        "unread": 2,
        "waiting": True,
        "mood": (
            "complaint",
            "The shower has stayed cold since yesterday; she asks for the second time.",
        ),
        "alert": ("complaint", "No hot water since yesterday, asked twice"),
        "lines": [
            {
                "day": 1,
                "text": "Guten Abend! Ab wann gibt es morgen Frühstück, und kann man draußen sitzen?",
            },
            {
                "by": "ai",
                "day": 1,
                "text": "Guten Abend, Frau Keller. Frühstück gibt es von 6:30 bis 10:30 Uhr. Bei gutem Wetter decken wir auch auf der Terrasse.",
                "status": "read",
                "sources": BREAKFAST,
            },
            {"day": 1, "text": "Wunderbar, danke 🙏"},
            {
                "text": "Leider ist die Dusche seit gestern kalt. Ich hatte an der Rezeption schon Bescheid gesagt, aber es ist niemand gekommen.",
                "ago": 9,
            },
            {
                "by": "ai",
                "text": "Das tut mir leid, Frau Keller. Ich gebe es sofort an meine Kollegen weiter, sie melden sich gleich bei Ihnen.",
                "status": "delivered",
                "rung": "holding",
                "ago": 8,
            },
            {"text": "Das war die Antwort von gestern auch schon.", "ago": 4},
            {
                "text": "Ich habe um 18 Uhr ein Abendessen und möchte vorher duschen. Bitte schicken Sie jemanden.",
                "ago": 3,
            },
        ],
    },
    {
        "name": "James O’Connor",
        "phone": "+353 87 123 4567",
        "language": "en",
        "stay": stay("501", 1, 3, source="Direct", vip=True, room_type="Suite"),
        "vip": True,
        "ago": 12,
        "holder": "staff",
        "staff": "Maria Lopez",
        "reason": "took over",
        "lines": [
            {"text": "Hi, we land at 9:40. Any chance of an early check-in?", "ago": 95},
            {
                "by": "ai",
                "text": "Welcome, Mr O’Connor. Check-in is from 15:00. I have asked a colleague whether your suite can be ready earlier.",
                "status": "read",
                "ago": 94,
                "sources": [{"id": "k3", "title": "Check-in and check-out"}],
            },
            {
                "by": "staff",
                "text": "Good morning, Maria from reception here. Your suite will be ready at 11:30, and we gladly keep your luggage until then.",
                "status": "read",
                "ago": 60,
            },
            {
                "text": "Perfect, thank you Maria!",
                "ago": 55,
                "reactions": [{"emoji": "👍", "author": "Maria Lopez"}],
            },
            {
                "kind": "location",
                "text": "",
                "content": {
                    "latitude": 41.2974,
                    "longitude": 2.0833,
                    "name": "Terminal 1",
                    "address": "El Prat, Barcelona",
                },
                "ago": 20,
            },
            {"text": "Where do we find the taxis?", "ago": 19},
            {
                "by": "staff",
                "text": "Straight out of arrivals, then left. A taxi to us takes about 25 minutes and costs 35 to 40 €.",
                "status": "delivered",
                "ago": 12,
                "quote": "Where do we find the taxis?",
            },
        ],
    },
    {
        "name": "Ольга Смирнова",
        "phone": "+7 916 555 01 23",
        "language": "ru",
        "stay": stay("118", 3, 7, source="Expedia"),
        "ago": 21,
        "waiting": True,
        "unread": 1,
        "holder": "ai",
        "lines": [
            {"text": "Здравствуйте! Подскажите, пожалуйста, пароль от Wi-Fi", "ago": 190},
            {
                "by": "ai",
                "text": "Здравствуйте, Ольга! Сеть «Marina Guest», пароль: seaview2026.",
                "status": "read",
                "ago": 189,
                "sources": [{"id": "k4", "title": "Wi-Fi"}],
            },
            {"text": "Спасибо, всё работает", "ago": 185},
            {
                "kind": "image",
                "text": "Вот такой вид из окна, очень красиво! Можно продлить ещё на две ночи?",
                "ago": 21,
                "media": {"thumbnail": PIXEL},
            },
        ],
    },
    {
        "name": "محمد الأحمد",
        "phone": "+971 50 123 4567",
        "language": "ar",
        "stay": stay("307", 1, 2, source="Agoda"),
        "ago": 26,
        "lines": [
            {"text": "السلام عليكم، هل يوجد موقف سيارات في الفندق؟", "ago": 28},
            {
                "by": "ai",
                "text": "وعليكم السلام. نعم، يوجد موقف تحت الفندق بسعر 18 € لليوم الواحد.",
                "status": "read",
                "ago": 27,
                "sources": [{"id": "k5", "title": "Parking"}],
            },
            {"text": "شكراً جزيلاً", "ago": 26},
        ],
    },
    {
        "name": "Lucía Fernández de Córdoba y Álvarez de Toledo",
        "phone": "+34 600 12 34 56",
        "language": "es",
        "stay": stay("402", 4, 5, source="Direct"),
        "ago": 34,
        "mood": ("negative", "Disappointed about the noise at night."),
        "alert": ("ai_handed_over", "Asks to change the room"),
        "waiting": True,
        "lines": [
            {
                "text": "Buenas noches. El ruido de la calle no nos deja dormir, ¿habría otra habitación?",
                "ago": 41,
            },
            {
                "by": "staff",
                "text": "Buenas noches, Lucía. Ahora mismo miramos si queda una habitación al patio.",
                "status": "uncertain",
                "ago": 36,
            },
            {"text": "Gracias, quedamos a la espera.", "ago": 34},
        ],
    },
    {
        "name": "Tomáš Novák",
        "phone": "+420 601 123 456",
        "language": "en",
        "stay": stay("220", 2, 2, source="Booking.com"),
        "ago": 48,
        "alert": ("send_failed", "The reply about the late check-out was not sent"),
        "lines": [
            {"text": "Can we check out at 14:00 tomorrow?", "ago": 52},
            {
                "by": "staff",
                "text": "Of course, 14:00 is fine. It is 20 € and we put it on the room.",
                "status": "failed",
                "status_reason": "the number was signed out",
                "ago": 48,
            },
        ],
    },
    {
        "name": "Familie Brandstätter",
        "phone": "+43 664 123 4567",
        "language": "de",
        "stay": stay(
            None, None, 6, status="booked", arrival_in=1, source="Direct", room_type="Family room"
        ),
        "ago": 64,
        "lines": [
            {
                "by": "trigger",
                "text": "Grüß Gott! Wir freuen uns auf Sie. Die Anreise ist ab 15 Uhr möglich, Parkplätze gibt es im Hof.",
                "status": "read",
                "ago": 140,
                "name": "Before arrival",
            },
            {"text": "Danke! Wir kommen zu viert, mit Hund. Geht das?", "ago": 70},
            {
                "by": "ai",
                "text": "Hunde sind bei uns willkommen, für 12 € pro Nacht. Napf und Decke legen wir Ihnen bereit.",
                "status": "read",
                "ago": 64,
                "sources": [{"id": "k6", "title": "Pets"}],
            },
        ],
    },
    {
        "name": "Sofia Rossi",
        "phone": "+39 333 123 4567",
        "language": "it",
        "stay": stay("112", 5, 9, source="Direct"),
        "ago": 75,
        "holder": "phone",
        "reason": "typed on the hotel's phone",
        "lines": [
            {
                "kind": "audio",
                "text": "",
                "media": {"mime_type": "audio/ogg", "url": "#"},
                "ago": 83,
            },
            {
                "by": "phone",
                "text": "Certo Sofia, il tavolo è prenotato per le 20:30.",
                "status": "read",
                "ago": 75,
            },
        ],
    },
    {
        "name": "Wei Zhang",
        "phone": "+86 138 0013 8000",
        "language": "zh",
        "stay": stay("609", 1, 1, source="Trip.com"),
        "ago": 110,
        "lines": [
            {
                "kind": "document",
                "text": "Our booking confirmation",
                "media": {
                    "file_name": "confirmation-8841.pdf",
                    "mime_type": "application/pdf",
                    "url": "#",
                },
                "ago": 112,
            },
            {
                "by": "ai",
                "text": "Thank you, I can see your booking for one night. See you this afternoon.",
                "status": "read",
                "ago": 110,
            },
        ],
    },
    {
        "name": "Priya Nair",
        "phone": "+91 98200 12345",
        "language": "en",
        "stay": stay("215", 3, 4, source="Booking.com"),
        "ago": 150,
        "opted_out": True,
        "holder": "nobody",
        "reason": "the guest opted out",
        "lines": [
            {
                "by": "trigger",
                "text": "How is your stay so far? Reply 1 to 5.",
                "status": "read",
                "ago": 160,
                "name": "Mid-stay question",
            },
            {"text": "STOP", "ago": 155},
            {
                "by": "ai",
                "text": "Understood. You will get no more automated messages from us.",
                "status": "read",
                "ago": 154,
                "rung": "rule",
            },
            {"text": "But could somebody bring two more towels?", "ago": 150},
        ],
    },
    {
        "name": "Lena Petersen",
        "phone": "+45 20 12 34 56",
        "language": "en",
        "stay": stay("318", 2, 3, source="Direct"),
        "ago": 200,
        "lines": [
            {
                "kind": "poll",
                "text": "Which day for the boat trip?",
                "content": {"options": ["Thursday", "Friday", "Saturday"]},
                "ago": 215,
            },
            {
                "kind": "contact",
                "text": "",
                "content": {"name": "Captain Jens", "phone": "+45 21 00 11 22"},
                "ago": 210,
            },
            {"kind": "text", "text": "Sorry, wrong chat", "deleted": True, "ago": 205},
            {"kind": "unsupported", "text": "", "content": {"type": "paymentMessage"}, "ago": 204},
            {"text": "Is there a late bus back from the harbour?", "edited": True, "ago": 200},
        ],
    },
]

EXTRA_NAMES = [
    ("Mark Jansen", "nl"), ("Иван Петров", "ru"), ("Camille Dubois", "fr"), ("Ida Lindqvist", "sv"),
    ("Carlos Mendoza", "es"), ("Emily Clarke", "en"), ("Наталья Козлова", "ru"), ("Jonas Weber", "de"),
    ("Aiko Tanaka", "ja"), ("Piotr Kowalski", "pl"), ("Grace Adeyemi", "en"), ("Matteo Bianchi", "it"),
    ("Hannah Fischer", "de"), ("Daniel Cohen", "en"), ("Elif Yılmaz", "tr"), ("Noah Smith", "en"),
    ("Марина Иванова", "ru"), ("Katrin Albrecht", "de"), ("Diego Torres", "es"), ("Zoë van Dijk", "nl"),
]  # fmt: skip
EXTRA_WORDS = {
    "en": ("Thank you, that was quick.", "You are welcome. Enjoy the evening."),
    "de": ("Vielen Dank für die schnelle Hilfe.", "Sehr gern. Einen schönen Abend."),
    "es": ("Muchas gracias por todo.", "A usted. Que descanse."),
    "ru": ("Большое спасибо за помощь!", "Пожалуйста. Хорошего вечера."),
}
