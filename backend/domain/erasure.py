"""Erasing a guest: why staff do it, and how a guest asks for it."""

from enum import StrEnum

from backend.domain.phrases import fold, phrases_of


class ErasureReason(StrEnum):
    """A fixed list: a text of one's own could name the guest."""

    GUEST_ASKED = "guest_asked"
    NO_LONGER_NEEDED = "no_longer_needed"
    WRONG_PERSON = "wrong_person"
    COURT_OR_AUTHORITY = "court_or_authority"


_ASKED = (
    *("delete my data", "erase my data", "delete my personal data", "remove my data"),
    *("forget my data", "right to be forgotten", "delete all my data", "delete my information"),
    *("loschen sie meine daten", "meine daten loschen", "meine daten geloscht", "daten loschen"),
    *("borrar mis datos", "borren mis datos", "elimine mis datos", "eliminen mis datos"),
    *("eliminar mis datos", "borre mis datos", "supprimez mes donnees", "supprimer mes donnees"),
    *("effacez mes donnees", "effacer mes donnees", "удалите мои данные", "удалить мои данные"),
    *("сотрите мои данные", "cancellate i miei dati", "cancellare i miei dati"),
    *("apague os meus dados", "apagar os meus dados", "verilerimi silin", "usuncie moje dane"),
)


def asks_to_be_erased(text: str) -> bool:
    return phrases_of(*_ASKED).find(fold(text)) is not None
