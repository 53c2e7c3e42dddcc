"""What no answer of the AI decides, whatever the model makes of it: money back, discounts, law.

By words, as far as they are plain; a complaint is recognised by its mood.
"""

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
