"""What no answer of the AI decides, whatever the model makes of it: money back, discounts, law,
and the topics that a hotel keeps for its people.

By words, as far as they are plain; a complaint is recognised by its mood.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from backend.domain.phrases import fold, phrases_of

_WORDS = """
refund*, money back, discount*, better price, cheaper, lower price, reduce the price,
compensation, lawyer, sue you, legal action, police, chargeback, erstattung*, ruckerstattung*,
geld zuruck, rabatt*, nachlass, billiger, gunstiger, entschadigung*, anwalt, verklagen, polizei,
preisnachlass, reembols*, devolucion del dinero, devuelvan el dinero, descuento*, rebaja*, mas
barato, mejor precio, compensacion, indemnizacion, abogado, denunciar*, policia, возврат денег,
верните деньги, вернуть деньги, скидк*, дешевле, компенсац*, адвокат*, юрист*, в суд, полици*,
rembours*, remise, reduction, ristourne, moins cher, meilleur prix, dedommag*, avocat*, porter
plainte, rimbors*, sconto, sconti, piu economico, meno caro, prezzo migliore, risarcimento,
avvocato, denuncia*, polizia, desconto*, mais barato, melhor preco, indenizacao, advogado*,
processar, dinheiro de volta, terugbetaling, geld terug, korting*, goedkoper, schadevergoeding,
advocaat, politie, zwrot pieniedzy, zwrot kosztow, rabat*, znizk*, taniej, odszkodowani*,
prawnik*, adwokat*, policj*, para iade*, iade, indirim*, daha ucuz, tazminat, avukat*, polis,
повернення коштів, поверніть гроші, знижк*, дешевше, компенсаці*, поліці*
"""
RESERVED = tuple(word.strip() for word in _WORDS.replace("\n", " ").split(",") if word.strip())


def is_reserved(text: str) -> bool:
    return phrases_of(*RESERVED).find(fold(text)) is not None


def topic_in(text: str, topics: Sequence[Mapping[str, Any]]) -> str:
    """The name of the hotel's own topic that the text is about; empty: none. Words of every
    language count, whatever the guest writes in."""
    folded = fold(text) if topics else ""
    for one in topics:
        words = (word for listed in one["words"].values() for word in listed)
        if phrases_of(*words).find(folded) is not None:
            return str(one["name"])
    return ""
