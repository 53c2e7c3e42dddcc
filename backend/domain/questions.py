"""What sort of fact a guest asks for, by the words of the question."""

import re
from enum import StrEnum

from backend.domain.phrases import fold


class Wanted(StrEnum):
    PRICE = "price"
    TIME = "time"
    CONTACT = "contact"


_WORDS = {
    Wanted.PRICE: re.compile(
        r"\b(?:how much|prices?|costs?|cost|charge|fee|expensive|kostet|kosten|preis\w*|wie viel"
        r"|cuanto|precio\w*|cuesta\w*|combien|prix|coute\w*|tarif\w*|сколько стоит|сколько|цена"
        r"|стоимость|quanto|prezzo|costa|preco|hoeveel|kost|ile kosztuje|cena|ne kadar|fiyat\w*)\b"
    ),
    Wanted.TIME: re.compile(
        r"\b(?:when|what time|until|till|how long|open\w*|close\w*|hours|wann|bis wann|ab wann"
        r"|uhr|offnet|geoffnet|offnungszeiten|um wie viel uhr|cuando|a que hora|hasta que hora"
        r"|horario\w*|abre|cierra|quand"
        r"|heures?|horaires?|ouvr\w*|ferm\w*|когда|во сколько|до скольки|со скольки|до которого"
        r"|часы|график|открыт\w*"
        r"|quando|a che ora|que horas|wanneer|hoe laat|kiedy|o ktorej|ne zaman|saat kac\w*|коли)\b"
    ),
    Wanted.CONTACT: re.compile(
        r"\b(?:phone|number to call|e-?mail|address|website|link|telefon\w*|adresse|telefono"
        r"|correo|direccion|телефон\w*|почта|адрес|сайт|telephone|courriel|site)\b"
    ),
}


def wanted_by(text: str) -> frozenset[Wanted]:
    folded = fold(text)
    return frozenset(sort for sort, words in _WORDS.items() if words.search(folded))
