"""Which column of a hotel's file is what: guessed from its head, in the languages of our hotels."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum


class Column(StrEnum):
    """What a line of a file may say about a reservation."""

    EXTERNAL_ID = "external_id"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    PHONE = "phone"
    LANGUAGE = "language"
    ROOM = "room"
    ROOM_TYPE = "room_type"
    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    ARRIVAL_TIME = "arrival_time"
    DEPARTURE_TIME = "departure_time"
    NIGHTS = "nights"
    STATUS = "status"
    SOURCE = "source"
    RATE_CODE = "rate_code"
    GROUP_CODE = "group_code"
    ADULTS = "adults"
    CHILDREN = "children"
    VIP = "vip"
    TAGS = "tags"
    NOTE = "note"


# English, German, Spanish, Russian; compared without case, accents and signs. The longest word
# that fits wins, so "room type" is not taken for "room".
_WORDS: dict[Column, tuple[str, ...]] = {
    Column.EXTERNAL_ID: (
        "reservation", "reservation id", "reservation no", "reservation number", "booking",
        "booking id", "booking no", "booking number", "booking reference", "confirmation",
        "confirmation number", "external id", "res id", "res no", "id",
        "reservierung", "reservierungsnummer", "buchung", "buchungsnummer", "buchungsnr",
        "reservierungsnr", "bestatigungsnummer",
        "reserva", "numero de reserva", "n reserva", "localizador", "codigo de reserva",
        "бронь", "номер брони", "номер бронирования", "бронирование", "номер подтверждения",
    ),
    Column.NAME: (
        "name", "guest", "guest name", "full name", "customer", "customer name", "booker",
        "gast", "gastname", "name des gastes", "gast name", "kunde",
        "huesped", "nombre", "nombre del huesped", "nombre completo", "cliente", "titular",
        "гость", "имя гостя", "фио", "клиент", "фио гостя",
    ),
    Column.FIRST_NAME: ("first name", "given name", "vorname", "nombre de pila", "имя"),
    Column.LAST_NAME: (
        "last name", "surname", "family name", "nachname", "familienname", "apellido",
        "apellidos", "фамилия",
    ),
    Column.PHONE: (
        "phone", "phone number", "mobile", "mobile phone", "telephone", "tel", "whatsapp", "cell",
        "contact number", "telefon", "telefonnummer", "handy", "handynummer", "mobil",
        "mobilnummer", "telefono", "movil", "celular", "numero de telefono",
        "телефон", "номер телефона", "мобильный", "моб",
    ),
    Column.LANGUAGE: ("language", "lang", "sprache", "idioma", "lengua", "язык"),
    Column.ROOM: (
        "room", "room number", "room no", "unit", "zimmer", "zimmernummer", "zimmernr", "zi",
        "habitacion", "numero de habitacion", "n habitacion", "cuarto",
        "номер", "номер комнаты", "комната",
    ),
    Column.ROOM_TYPE: (
        "room type", "room category", "category", "unit type", "unit group", "zimmertyp",
        "zimmerkategorie", "kategorie", "tipo de habitacion", "categoria",
        "тип номера", "категория", "категория номера",
    ),
    Column.ARRIVAL: (
        "arrival", "arrival date", "check in", "checkin", "check in date", "from", "start",
        "start date", "anreise", "anreisedatum", "ankunft", "von",
        "llegada", "fecha de llegada", "entrada", "fecha de entrada", "desde",
        "заезд", "дата заезда", "прибытие", "заселение",
    ),
    Column.DEPARTURE: (
        "departure", "departure date", "check out", "checkout", "check out date", "to", "end",
        "end date", "abreise", "abreisedatum", "bis",
        "salida", "fecha de salida", "hasta",
        "выезд", "дата выезда", "отъезд", "выселение",
    ),
    Column.ARRIVAL_TIME: (
        "arrival time", "eta", "check in time", "ankunftszeit", "anreisezeit",
        "hora de llegada", "время заезда", "время прибытия",
    ),
    Column.DEPARTURE_TIME: (
        "departure time", "etd", "check out time", "abreisezeit", "hora de salida",
        "время выезда",
    ),
    Column.NIGHTS: ("nights", "number of nights", "nachte", "anzahl nachte", "noches", "ночей"),
    Column.STATUS: (
        "status", "state", "reservation status", "booking status", "buchungsstatus",
        "reservierungsstatus", "estado", "situacion", "статус", "состояние", "статус брони",
    ),
    Column.SOURCE: (
        "source", "channel", "booked by", "origin", "ota", "quelle", "kanal", "buchungskanal",
        "herkunft", "origen", "canal", "fuente", "agencia", "источник", "канал",
    ),
    Column.RATE_CODE: (
        "rate", "rate code", "rate plan", "tariff", "rate name", "rate type", "tarif", "rate code",
        "preiscode", "tarifa", "plan de tarifa", "тариф", "код тарифа",
    ),
    Column.GROUP_CODE: (
        "group", "group code", "group id", "gruppe", "gruppencode", "grupo", "группа",
    ),
    Column.ADULTS: (
        "adults", "adult", "pax", "persons", "number of adults", "erwachsene", "anzahl erwachsene",
        "personen", "adultos", "personas", "взрослые", "взрослых", "гостей",
    ),
    Column.CHILDREN: (
        "children", "child", "kids", "kinder", "anzahl kinder", "ninos", "дети", "детей",
    ),
    Column.VIP: ("vip", "vip status", "vip code", "вип"),
    Column.TAGS: ("tags", "tag", "labels", "schlagworte", "merkmale", "etiquetas", "метки", "теги"),
    Column.NOTE: (
        "note", "notes", "comment", "comments", "remark", "remarks", "special requests",
        "notiz", "notizen", "bemerkung", "bemerkungen", "kommentar", "notas", "nota",
        "comentario", "comentarios", "observaciones", "примечание", "комментарий", "пожелания",
    ),
}  # fmt: skip
_SIGNS = re.compile(r"[^\w]+")
REQUIRED = (Column.ARRIVAL,)


def plain_head(head: str) -> str:
    """`  Zimmer-Nr. ` -> `zimmer nr`: no case, no accents, no signs."""
    spaced = re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", " ", head).replace("_", " ")
    bare = unicodedata.normalize("NFKD", spaced.casefold().replace("ё", "е"))
    letters = "".join(char for char in bare if not unicodedata.combining(char))
    return _SIGNS.sub(" ", letters.replace("№", " ")).strip()


def guess_mapping(heads: Sequence[str]) -> dict[Column, int]:
    """{what: number of the column}; each column at most once, and what is not recognised is left
    for a person."""
    plain = [plain_head(head) for head in heads]
    found: dict[Column, int] = {}
    for exact in (True, False):
        for number, head in enumerate(plain):
            if number in found.values():
                continue
            wanted = _exactly(head) if exact else _loosely(head)
            if wanted is not None and wanted not in found:
                found[wanted] = number
    return found


def missing_in(mapping: Mapping[Column, int]) -> list[str]:
    """What a file cannot do without, as sentences for staff."""
    problems = []
    if Column.ARRIVAL not in mapping:
        problems.append("Say which column holds the day of arrival.")
    if Column.DEPARTURE not in mapping and Column.NIGHTS not in mapping:
        problems.append("Say which column holds the day of departure, or the number of nights.")
    if not {Column.NAME, Column.LAST_NAME} & set(mapping):
        problems.append("Say which column holds the guest's name.")
    return problems


def _exactly(head: str) -> Column | None:
    return _BY_WORD.get(head)


def _loosely(head: str) -> Column | None:
    """The head says more than the word: "Guest phone (mobile)"."""
    inside = [word for word in _BY_WORD if len(word) > 3 and f" {word} " in f" {head} "]
    return _BY_WORD[max(inside, key=len)] if inside else None


_BY_WORD = {plain_head(word): column for column, words in _WORDS.items() for word in words}
