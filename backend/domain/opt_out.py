"""Whether a guest's whole message asks to hear nothing automatic any more, or to hear it again.

Only the whole message counts: "please stop by my room" is no wish to be left alone.
"""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from backend.kit.text import visible

LONGEST_WISH = 40


class Wish(StrEnum):
    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"


# English last: its words are understood everywhere and say the least about the guest's language.
_OPT_OUT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ru": ("стоп", "отписаться", "отписка", "не пишите мне", "не писать"),
        "uk": ("відписатися", "не пишіть мені"),
        "de": ("stopp", "abmelden", "abbestellen", "keine nachrichten"),
        "fr": ("arrêt", "arreter", "arrêter", "désabonner", "me désabonner"),
        "es": ("baja", "darme de baja", "cancelar suscripción", "alto"),
        "it": ("disiscrivimi", "annulla iscrizione", "cancellami"),
        "pt": ("pare", "parar", "descadastrar", "cancelar inscrição"),
        "tr": ("dur", "durdur", "abonelikten çık"),
        "pl": ("wypisz", "wypisz mnie"),
        "zh": ("退订", "停止"),
        "ja": ("配信停止", "停止"),
        "ar": ("توقف", "إلغاء الاشتراك"),
        "en": ("stop", "stop all", "stopall", "unsubscribe", "opt out", "optout", "end messages"),
    }
)
_OPT_IN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ru": ("старт", "подписаться"),
        "uk": ("підписатися",),
        "de": ("anmelden", "wieder anmelden"),
        "fr": ("réabonner", "me réabonner"),
        "es": ("alta", "darme de alta"),
        "it": ("iscrivimi",),
        "pt": ("cadastrar",),
        "tr": ("başlat", "abone ol"),
        "pl": ("zapisz mnie",),
        "zh": ("订阅",),
        "ja": ("配信再開",),
        "ar": ("ابدأ", "اشتراك"),
        "en": ("start", "unstop", "subscribe", "opt in", "optin"),
    }
)
_CONFIRMED: Mapping[Wish, Mapping[str, str]] = MappingProxyType(
    {
        Wish.OPT_OUT: {
            "en": "You will get no more automatic messages from us. Our team still reads what "
            "you write. Send START to turn them on again.",
            "ru": "Автоматических сообщений больше не будет. Наши сотрудники по-прежнему читают "
            "то, что вы пишете. Чтобы включить их снова, отправьте СТАРТ.",
            "de": "Sie erhalten keine automatischen Nachrichten mehr. Unser Team liest weiterhin, "
            "was Sie schreiben. Mit START schalten Sie sie wieder ein.",
            "fr": "Vous ne recevrez plus de messages automatiques. Notre équipe lit toujours vos "
            "messages. Envoyez START pour les réactiver.",
            "es": "Ya no recibirá mensajes automáticos. Nuestro equipo sigue leyendo lo que "
            "escribe. Envíe START para volver a activarlos.",
            "it": "Non riceverà più messaggi automatici. Il nostro team continua a leggere ciò "
            "che scrive. Invii START per riattivarli.",
        },
        Wish.OPT_IN: {
            "en": "Automatic messages are on again. Send STOP to turn them off.",
            "ru": "Автоматические сообщения снова включены. Чтобы отключить их, отправьте СТОП.",
            "de": "Automatische Nachrichten sind wieder an. Mit STOPP schalten Sie sie ab.",
            "fr": "Les messages automatiques sont réactivés. Envoyez STOP pour les désactiver.",
            "es": "Los mensajes automáticos están activos de nuevo. Envíe STOP para pararlos.",
            "it": "I messaggi automatici sono di nuovo attivi. Invii STOP per disattivarli.",
        },
    }
)


def wish_in(text: str) -> tuple[Wish, str] | None:
    """The wish a whole message states, with the language of its words; None for any other."""
    if len(text) > LONGEST_WISH:
        return None
    said = _plain(text)
    for wish, by_language in ((Wish.OPT_OUT, _OPT_OUT), (Wish.OPT_IN, _OPT_IN)):
        for language, phrases in by_language.items():
            if said in phrases:
                return wish, language
    return None


def confirmation(wish: Wish, *languages: str | None) -> str:
    """In the first of the languages that we have words in, else in English."""
    texts = _CONFIRMED[wish]
    for language in languages:
        base = (language or "").split("-")[0].lower()
        if base in texts:
            return texts[base]
    return texts["en"]


def _plain(text: str) -> str:
    """Case, punctuation, emoji and spacing set aside."""
    folded = unicodedata.normalize("NFKC", visible(text)).casefold()
    kept = (c if unicodedata.category(c)[0] in "LMN" else " " for c in folded)
    return " ".join("".join(kept).split())
