"""What a digest says, in the languages of the screens. No word of a guest, no name, no number of
a phone: mail is read on foreign servers. Numbers stand behind a colon, so that no language needs
forms for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.domain.notifying import NotifyKind

MOST_LINES = 20
"""Of conversations; the others are counted."""
ORDER = (
    NotifyKind.MENTION,
    NotifyKind.ASSIGNED,
    NotifyKind.MESSAGE,
    NotifyKind.PARTICIPATING,
    NotifyKind.CONVERSATION_CREATED,
)


@dataclass(frozen=True, slots=True)
class News:
    kind: NotifyKind
    conversation_id: UUID
    count: int
    at: datetime
    """The last time."""


@dataclass(frozen=True, slots=True)
class Words:
    subject: str
    opening: str
    kinds: Mapping[NotifyKind, str]
    listed: str
    more: str
    all_of_it: str
    settings: str


ENGLISH = Words(
    subject="{hotel}: {number} for you",
    opening="This waits for you at {hotel}, and no page has shown it to you yet.",
    kinds={
        NotifyKind.MENTION: "Notes that name you",
        NotifyKind.ASSIGNED: "Given to you",
        NotifyKind.MESSAGE: "Messages of guests in conversations of yours",
        NotifyKind.PARTICIPATING: "Colleagues wrote where you took part",
        NotifyKind.CONVERSATION_CREATED: "New conversations",
    },
    listed="The conversations, the latest first:",
    more="More conversations: {number}",
    all_of_it="All of it: {link}",
    settings="How often this mail comes: {link}",
)
WORDS: Mapping[str, Words] = {
    "en": ENGLISH,
    "de": Words(
        subject="{hotel}: {number} für Sie",
        opening="{hotel}: Das wartet auf Sie, und noch keine Seite hat es Ihnen gezeigt.",
        kinds={
            NotifyKind.MENTION: "Notizen, die Sie erwähnen",
            NotifyKind.ASSIGNED: "Ihnen zugewiesen",
            NotifyKind.MESSAGE: "Nachrichten von Gästen in Ihren Gesprächen",
            NotifyKind.PARTICIPATING: "Das Team schrieb, wo Sie dabei waren",
            NotifyKind.CONVERSATION_CREATED: "Neue Gespräche",
        },
        listed="Die Gespräche, das neueste zuerst:",
        more="Weitere Gespräche: {number}",
        all_of_it="Alles: {link}",
        settings="Wie oft diese E-Mail kommt: {link}",
    ),
    "es": Words(
        subject="{hotel}: {number} para usted",
        opening="Esto le espera en {hotel} y ninguna página se lo ha mostrado todavía.",
        kinds={
            NotifyKind.MENTION: "Notas que le mencionan",
            NotifyKind.ASSIGNED: "Asignadas a usted",
            NotifyKind.MESSAGE: "Mensajes de huéspedes en sus conversaciones",
            NotifyKind.PARTICIPATING: "Mensajes del equipo donde usted participó",
            NotifyKind.CONVERSATION_CREATED: "Conversaciones nuevas",
        },
        listed="Las conversaciones, la más reciente primero:",
        more="Más conversaciones: {number}",
        all_of_it="Todo: {link}",
        settings="Con qué frecuencia llega este correo: {link}",
    ),
    "ru": Words(
        subject="{hotel}: для вас {number}",
        opening="{hotel}: это ждёт вас, и ни одна страница вам этого ещё не показала.",
        kinds={
            NotifyKind.MENTION: "Заметки с вашим именем",
            NotifyKind.ASSIGNED: "Назначены вам",
            NotifyKind.MESSAGE: "Сообщения гостей в ваших разговорах",
            NotifyKind.PARTICIPATING: "Коллеги написали там, где вы участвовали",
            NotifyKind.CONVERSATION_CREATED: "Новые разговоры",
        },
        listed="Разговоры, сначала последние:",
        more="Ещё разговоры: {number}",
        all_of_it="Всё: {link}",
        settings="Как часто приходит это письмо: {link}",
    ),
}


def subject_of(hotel: str, news: Sequence[News], language: str | None) -> str:
    """The number is that of the conversations."""
    number = len({one.conversation_id for one in news})
    return _words(language).subject.format(hotel=hotel, number=number)


def text_of(
    hotel: str, news: Sequence[News], language: str | None, *, public_url: str, zone: ZoneInfo
) -> str:
    words, root = _words(language), public_url.rstrip("/")
    counts = {kind: sum(one.count for one in news if one.kind is kind) for kind in ORDER}
    return "\n".join(
        [
            words.opening.format(hotel=hotel),
            "",
            *[f"{words.kinds[kind]}: {count}" for kind, count in counts.items() if count],
            "",
            words.listed,
            *_lines(news, words, root, zone),
            "",
            words.all_of_it.format(link=f"{root}/"),
            words.settings.format(link=f"{root}/settings#notifications"),
        ]
    )


def _lines(news: Sequence[News], words: Words, root: str, zone: ZoneInfo) -> list[str]:
    latest: dict[UUID, datetime] = {}
    for one in news:
        latest[one.conversation_id] = max(one.at, latest.get(one.conversation_id, one.at))
    order = sorted(latest, key=lambda key: latest[key], reverse=True)
    lines = [
        f"{latest[key].astimezone(zone):%Y-%m-%d %H:%M}  {root}/?c={key}"
        for key in order[:MOST_LINES]
    ]
    over = len(order) - MOST_LINES
    return [*lines, words.more.format(number=over)] if over > 0 else lines


def _words(language: str | None) -> Words:
    return WORDS.get(language or "en", ENGLISH)
