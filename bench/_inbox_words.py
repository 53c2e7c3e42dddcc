"""What guests and hotels say to each other, in seven languages, with words that are rare and
words that are in every tenth message, as in a real inbox."""

from itertools import accumulate
from random import Random


def _split(words: str) -> list[str]:
    return words.split()


FIRST = _split(
    "Anna Maria Lukas Sofía Jürgen Chloé Дмитрий Ольга Müge Łukasz Zoë Ingrid Omar Fatima "
    "Kenji Aïcha Noah Emma Björn Søren Giulia Matteo Élodie Pedro Inês Екатерина Sean Priya "
    "Wei Hana"
)
LAST = _split(
    "Weber Müller Petrova García Núñez Schröder Dubois Иванов Øster Kowalski Żak Rossi "
    "Yılmaz Tanaka Haddad Smith O'Brien Nguyen Silva Gonçalves Novák Horváth Jansen "
    "Lindqvist Kumar Ferreira Смирнова Becker Groß Moreau"
)
SENTENCES = (
    "Hello, is breakfast included and from when is it served?",
    "Could we have two more towels in the room, please?",
    "Our {thing} does not work, can somebody look at it?",
    "We arrive around {hour} o'clock, is early check-in possible?",
    "I left my {thing} in the room, booking {word}",
    "Thank you so much, the stay was wonderful",
    "Can you book a table at {place} for {number} people tomorrow?",
    "Is there parking near the hotel and what does it cost?",
    "The taxi to {place} is confirmed for {hour}:00",
    "Breakfast is served from 7:00 to 10:30 in the garden room.",
    "Of course, we bring it to your room in a few minutes.",
    "Guten Tag, ist das Frühstück im Preis enthalten?",
    "Könnten wir bitte zwei weitere Handtücher bekommen?",
    "Wir kommen erst gegen {hour} Uhr an, ist das in Ordnung?",
    "Unser {thing} ist kaputt, Zimmer {number}",
    "Vielen Dank für den schönen Aufenthalt bei {place}",
    "Hola, ¿el desayuno está incluido y a qué hora es?",
    "¿Podrían traer más toallas a la habitación, por favor?",
    "Llegamos sobre las {hour}, ¿hay aparcamiento en {place}?",
    "Muchas gracias, todo perfecto, reserva {word}",
    "Здравствуйте, завтрак включён в стоимость?",
    "Можно ещё два полотенца в номер, пожалуйста?",
    "Мы приедем около {hour} часов, нужен трансфер до {place}",
    "Спасибо большое, всё было прекрасно",
    "Bonjour, le petit-déjeuner est-il compris ?",
    "Pourriez-vous réserver une table à {place} pour {number} personnes ?",
    "Le {thing} ne marche pas dans notre chambre",
    "Buongiorno, a che ora è la colazione?",
    "Abbiamo dimenticato {thing} in camera, prenotazione {word}",
    "Dzień dobry, czy śniadanie jest wliczone w cenę?",
)
# More common ones first, as the weights below have it.
THINGS = _split(
    "shower heating charger umbrella Kühlschrank passport Fernseher ordenador lampe chiave"
)
_SYLLABLES = _split("ka lo mi ren ta vel sor du pe nis gra ble fon wi zar qui mol tes ha jor")
RARE = 6_000
"""Names of places, codes of bookings and the like, each less common than the one before."""


class Talk:
    """Says the same again for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        made = Random(1)
        self.rare = ["".join(made.choices(_SYLLABLES, k=made.randint(2, 4))) for _ in range(RARE)]
        self._rare_weights = list(accumulate(1 / (place + 10) for place in range(RARE)))
        self._thing_weights = list(accumulate(1 / (place + 1) for place in range(len(THINGS))))

    def name(self) -> str:
        return f"{self._random.choice(FIRST)} {self._random.choice(LAST)}"

    def phone(self) -> str:
        code = self._random.choice(("4915", "346", "7916", "447", "336", "4860"))
        return f"+{code}{self._random.randrange(10**8):08}"

    def message(self) -> str:
        """One to three sentences; now and then a word that hardly any other message has."""
        count = self._random.choices((1, 2, 3), (6, 3, 1))[0]
        sentences = [self._sentence() for _ in range(count)]
        if self._random.random() < 0.3:
            sentences.append(self._word())
        return " ".join(sentences)

    def _sentence(self) -> str:
        words = self._random.choice(SENTENCES)
        if "{" not in words:
            return words
        return words.format(
            thing=self._random.choices(THINGS, cum_weights=self._thing_weights)[0],
            place=self._word().capitalize(),
            word=self._word().upper(),
            number=self._random.randrange(2, 400),
            hour=self._random.randrange(6, 24),
        )

    def _word(self) -> str:
        return self._random.choices(self.rare, cum_weights=self._rare_weights)[0]
