"""Which language a guest writes, by script, typical letters and frequent words."""

import re
from collections.abc import Iterable

SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
LETTERS = {
    "de": "äöüß",
    "es": "ñ¿¡",
    "fr": "çèêœû",
    "pt": "ãõ",
    "pl": "ąęłśźżćń",
    "tr": "ğış",
    "cs": "řěů",
}
FREQUENT = {
    "en": "the is are was and what when where how can could do does have i my we our you your "
    "please there for of hello hi hey thanks thank good morning need want to it not no yes "
    "room breakfast at would like with from time check-in check-out late tomorrow today pool",
    "de": "der die das ist sind war und was wann wo wie kann können ich mein meine wir unser "
    "sie ihr bitte es gibt für von hallo guten tag morgen danke brauche nicht nein ja zimmer "
    "frühstück um mit den dem ein eine einen haben uhr auf zum zur im noch sehr auch gibt's "
    "abend grüß servus moin heute schwimmbad",
    "es": "el la los las es son y qué que cuándo cuando dónde donde cómo como puedo podemos yo "
    "mi nuestra por favor hay para de hola buenos buenas días gracias necesito no sí habitación "
    "desayuno a con una un tienen tiene está hora horas del al muy mañana hoy piscina quisiera",
    "fr": "le la les est sont et que quand où comment puis je mon ma nous notre vous votre bonjour "
    "merci besoin pas oui chambre petit déjeuner à avec une un avez des du au pour il y a-t-il",
    "it": "il lo la gli è sono e che quando dove come posso io mio mia noi nostro voi per favore "
    "c'è buongiorno ciao grazie non sì camera colazione a con una un avete del al di",
    "pt": "o a os as é são e que quando onde como posso eu meu minha nós você por favor há para de "
    "olá bom dia obrigado obrigada preciso não sim quarto café da manhã com uma um tem",
    "nl": "de het is zijn en wat wanneer waar hoe kan ik mijn wij ons u uw alstublieft er voor van "
    "hallo goedemorgen dank bedankt nodig niet nee ja kamer ontbijt om met een heeft",
    "pl": "jest są i co kiedy gdzie jak mogę ja mój moja my nasz proszę dla z cześć dzień dobry "
    "dziękuję potrzebuję nie tak pokój śniadanie o czy macie",
    "tr": "bir ve ne zaman nerede nasıl ben benim biz bizim lütfen var için merhaba günaydın "
    "teşekkürler ihtiyacım değil hayır evet oda kahvaltı saat mi mı",
}
_FREQUENT = {language: frozenset(words.split()) for language, words in FREQUENT.items()}
TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
LETTER_WEIGHT = 1.5


def detect(text: str) -> str | None:
    """A two-letter code; None when the text gives no hint."""
    for language, script in SCRIPTS:
        if script.search(text):
            return language
    lowered = text.lower()
    tokens = TOKEN.findall(lowered)
    scores = {
        language: sum(token in frequent for token in tokens)
        + LETTER_WEIGHT * any(letter in lowered for letter in LETTERS.get(language, ""))
        for language, frequent in _FREQUENT.items()
    }
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > 0 else None


def detect_first(texts: Iterable[str], *, default: str = "en") -> str:
    """The first text that gives a hint decides."""
    for text in texts:
        found = detect(text)
        if found is not None:
            return found
    return default
