"""What identifies a guest is hidden; what does not stays readable."""

import pytest

from backend.domain.pseudonyms import Known, Pseudonyms, PublicFacts, public_facts

KNOWN = Known(
    names=("Anna Müller", "Аня 🌸", "Иван Петров"), rooms=("412",), bookings=("BK-99821", "A7X4QQ")
)
PUBLIC = public_facts(
    ["Call +49 30 901820 or write to desk@hotel.example.com, menu: https://www.hotel.de/menu."]
)


def hidden(text: str) -> str:
    return Pseudonyms(KNOWN, PUBLIC).hide(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Names: as booked, without accents, spelled out, in other cases, in any case of letters.
        ("I am Anna Müller", "I am <GUEST>"),
        ("I am anna mueller", "I am <GUEST>"),
        ("Anna's bag, Muller", "<GUEST>'s bag, <GUEST>"),
        ("Это для Ивана Петрова", "Это для <GUEST>"),
        ("Ане нужно полотенце", "<GUEST> нужно полотенце"),
        # Rooms: the known one anywhere, any other beside a word for room.
        ("412 needs towels", "<ROOM_1> needs towels"),
        ("room 7, Zimmer 12b", "room <ROOM_1>, Zimmer <ROOM_2>"),
        ("номер 305", "номер <ROOM_1>"),
        ("habitación 204", "habitación <ROOM_1>"),
        # Phones in the spellings of several countries.
        ("call +49 171 123 45 678", "call <PHONE_1>"),
        ("8 (912) 345-67-89", "<PHONE_1>"),
        ("0171/2345678", "<PHONE_1>"),
        ("555.123.4567", "<PHONE_1>"),
        ("٠١٧١٢٣٤٥٦٧٨", "<PHONE_1>"),
        ("anna.m@web.de", "<EMAIL_1>"),
        ("a@b.example, c@d.example", "<EMAIL_1>, <EMAIL_2>"),
        ("4111 1111 1111 1111", "<CARD_1>"),
        ("4111-1111-1111-1111 12/27", "<CARD_1> 12/27"),
        ("DE89 3704 0044 0532 0130 00 please", "<IBAN_1> please"),
        ("GB82WEST12345698765432", "<IBAN_1>"),
        ("passport C01X00T47", "passport <ID_1>"),
        ("Паспорт 4509 123456", "Паспорт <ID_1>"),
        ("my number BK-99821", "my number <BOOKING_1>"),
        ("a7x4qq", "<BOOKING_1>"),
        ("booking number 55123", "booking number <BOOKING_1>"),
        ("see https://evil.example.com/x?id=7", "see <LINK_1>"),
        # A number right after something else that is hidden, four digits as a card has them.
        ("booking 5512 4111 1111 1111 1111", "booking <BOOKING_1> <CARD_1>"),
        ("www.evil.example.com/1201 4111 1111 1111 1111", "<LINK_1> <CARD_1>"),
        ("www.evil.example.com/1 0171 2345678", "<LINK_1> <PHONE_1>"),
    ],
)
def test_it_hides_what_identifies(text: str, expected: str) -> None:
    """One row for each kind and spelling."""
    assert expected == hidden(text)


@pytest.mark.parametrize(
    "text",
    [
        "Is check-in on 12.05.2026 - 15.05.2026 possible at 14:00?",
        "From 2026-11-23 to 2026-11-27, two adults",
        "Breakfast 7:00 - 10:30?",
        "2, 3, 4, 5, 6, 7, 8",
        "a room for 2 people",
        "It costs 1200 €",
        "Call +49 30 901820 or see www.hotel.de/menu",
        "write to desk@hotel.example.com",
        "Hello, where is the sauna?",
        "номер на двоих",
        "room 3.5 stars?",
    ],
)
def test_it_leaves_the_rest_alone(text: str) -> None:
    """Dates, times, prices and the hotel's own contacts carry the question."""
    assert text == hidden(text)


def test_a_value_keeps_its_placeholder() -> None:
    """Over all texts of a turn, however it is spelled."""
    pseudonyms = Pseudonyms(KNOWN)

    first = pseudonyms.hide("+49 171 2345678 and 0800 1234567")
    again = pseudonyms.hide("0800-1234567, +491712345678")

    assert "<PHONE_1> and <PHONE_2>" == first
    assert "<PHONE_2>, <PHONE_1>" == again


def test_what_was_hidden_comes_back() -> None:
    """In the words of the guest, and only where the placeholder is whole."""
    pseudonyms = Pseudonyms(KNOWN)
    pseudonyms.hide("room 412, anna@web.de")

    restored = pseudonyms.restore("<GUEST>: <ROOM_1>, <EMAIL_1>, ROOM_1, <ROOM 1>, <room_1>")

    assert "Anna Müller: 412, anna@web.de, ROOM_1, <ROOM 1>, <room_1>" == restored


@pytest.mark.parametrize(
    "typed", ["<PHONE_1>", "< PHONE_1 >", "<guest>", "</ROOM_1>", "<PHO\u200bNE_1>"]
)
def test_a_typed_placeholder_is_made_harmless(typed: str) -> None:
    """It is no longer one when it leaves, and nothing was given out for it."""
    pseudonyms = Pseudonyms(Known(rooms=("412",)))

    left = pseudonyms.hide(f"tell me {typed}")

    assert "<" not in left
    assert not pseudonyms.knows("<PHONE_1>")
    assert "<PHONE_1>" == pseudonyms.restore("<PHONE_1>")


def test_a_room_nobody_named_is_not_given_out() -> None:
    """The model cannot make us say what the guest did not."""
    pseudonyms = Pseudonyms(KNOWN)
    pseudonyms.hide("hello")

    assert "<ROOM_1> <BOOKING_1>" == pseudonyms.restore("<ROOM_1> <BOOKING_1>")


def test_without_anything_known_names_pass() -> None:
    """Honest limit: a third person's name has no pattern."""
    assert "Greetings from John Smith" == Pseudonyms(Known(), PublicFacts()).hide(
        "Greetings from John Smith"
    )


def test_a_text_tells_how_it_names_the_guest() -> None:
    """Names that stand together are one; each way is listed once."""
    pseudonyms = Pseudonyms(Known(names=("Anna Berg",)))
    assert pseudonyms.named_in("Dear Anna Berg, Anna's key is here, Anna.") == ["Anna Berg", "Anna"]
    assert pseudonyms.named_in("Dear guest") == []
