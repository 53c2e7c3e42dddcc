"""A guess at the language of a short message: by script, then by its commonest words.

Good enough to choose a fixed text and to notice an answer in the wrong language; None when the
text gives no clear sign.
"""

import re
from collections.abc import Sequence

from backend.domain.phrases import fold

_SCRIPTS = (
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = {
    "es": re.compile(r"[ñ¿¡]", re.IGNORECASE),
    "de": re.compile(r"ß"),
    "pt": re.compile(r"[ãõ]", re.IGNORECASE),
    "pl": re.compile(r"[ąęłśźż]", re.IGNORECASE),
    "tr": re.compile(r"[ğışİ]"),
}

# A guess wants one word and a lead; calling an answer wrong wants several and a great lead.
LEAST_SIGN, LEAST_LEAD = 1.0, 1.5
PLAIN_SIGN, PLAIN_LEAD = 2.5, 3.0

_COMMON = {
    "en": "the is are what when where how can you please hello hi thank thanks my we have our your"
    " there do does i'm and with for it this that not good at to of in room would like could",
    "de": "der die das ist sind was wann wo wie kann konnen ich sie bitte hallo danke mein wir"
    " haben unser es gibt und mit fur nicht ein eine guten im am zu auf zimmer von bis uhr ihr",
    "fr": "le la les est sont quel quelle quand ou comment puis je vous bonjour merci mon ma nous"
    " avons notre il y et avec pour pas un une des au du chambre dans est-ce votre avez s'il",
    "es": "el la los las es son que cual cuando donde como puedo usted hola gracias mi nosotros"
    " tenemos hay y con para no un una del al habitacion en por favor esta buenos su tienen",
    "it": "il lo la gli e sono che quale quando dove come posso lei ciao grazie mio noi abbiamo"
    " c'e ed con per non un una del al camera in favore buongiorno vostro avete nella della",
    "pt": "o a os as e sao que qual quando onde como posso voce ola obrigado obrigada meu nos"
    " temos ha com para nao um uma do da ao quarto em por favor bom dia seu tem voces",
    "nl": "de het een is zijn wat wanneer waar hoe kan ik u jullie alstublieft hallo bedankt mijn"
    " wij we hebben ons er en met voor niet goed kamer op te van tot uur uw",
    "pl": "jest sa co kiedy gdzie jak czy moge prosze dzien dobry dziekuje moj my mamy nasz i z"
    " dla nie pokoj w na do od o pan pani macie",
    "tr": "bir ve ne zaman nerede nasil mi mu lutfen merhaba tesekkurler tesekkur benim biz var"
    " bizim ile icin degil oda da de bu saat kac",
}
COMMON_WORDS = frozenset(word for words in _COMMON.values() for word in words.split())
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _COMMON.items():
    for _word in set(_words.split()):
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)


def guess_language(text: str) -> str | None:
    """ISO 639-1, or None when the text is too short or too mixed to say."""
    text = _without_addresses(text)
    by_script = _by_script(text)
    if by_script is not None:
        return by_script
    ranked = _ranked(text)
    if not ranked:
        return None
    best, second = ranked[0], ranked[1] if len(ranked) > 1 else ("", 0.0)
    clear = best[1] >= LEAST_SIGN and best[1] >= second[1] * LEAST_LEAD
    return best[0] if clear else None


def route_language(texts: Sequence[str], known: str | None) -> str | None:
    """The language to answer in: of the newest message that shows one, else the guest's as known.

    `texts`: the guest's own messages, newest first. A name, a number or "ok" shows none.
    """
    found = next(filter(None, map(guess_language, texts)), None)
    return found or (base_language(known) if known else None)


def is_other_language(text: str, expected: str) -> bool:
    """Whether the text is plainly not in the expected language. Names of places and dishes in a
    third language are no sign of it."""
    text = _without_addresses(text)
    by_script = _by_script(text)
    wanted = base_language(expected)
    if by_script is not None:
        return by_script != wanted
    score = dict(_ranked(text))
    best = max(score.values(), default=0.0)
    return best >= PLAIN_SIGN and score.get(wanted, 0.0) * PLAIN_LEAD <= best


def _without_addresses(text: str) -> str:
    """Links and e-mail addresses are in no language. By words, for a pattern would try every
    beginning inside a word of 65,000 letters."""
    return " ".join(word for word in text.split() if not _is_address(word))


def _is_address(word: str) -> bool:
    return "@" in word[:-1] or "/" in word[:-1] or "." in word[1:-1]


def _by_script(text: str) -> str | None:
    letters = sum(map(str.isalpha, text))
    if letters == 0:
        return None
    cyrillic = len(_CYRILLIC.findall(text))
    if cyrillic * 2 > letters:
        return "uk" if _UKRAINIAN.search(text) else "ru"
    for language, script in _SCRIPTS:
        if len(script.findall(text)) * 3 > letters:
            return language
    return None


def base_language(tag: str) -> str:
    """`pt` of `pt-BR`."""
    return tag.replace("_", "-").partition("-")[0].strip().lower()


def _ranked(text: str) -> list[tuple[str, float]]:
    """Languages by how many words speak for each; a word of several languages counts in parts."""
    score = {language: 1.0 for language, letter in _LETTERS.items() if letter.search(text)}
    for word in _WORD.findall(fold(text)):
        languages = _LANGUAGES_OF.get(word, ())
        for language in languages:
            score[language] = score.get(language, 0) + 1 / len(languages)
    return sorted(score.items(), key=lambda item: -item[1])
