"""Words of a stranger that would stand in every prompt: do they speak to the AI?

The gates of an answer hold whatever an entry says; this only tells a person before it becomes one.
"""

from backend.domain.phrases import Phrases, fold
from backend.kit.text import visible

_ORDERS = Phrases(
    """
ignore previous; ignore all previous; ignore the above; disregard previous; disregard all
previous instructions; your instructions; system prompt; you are now; act as; pretend to be
you are an ai; as an ai; language model; chatgpt; assistant:; system:; user:; new instructions
do not tell the guest; reveal your; jailbreak; developer mode; prompt injection
ignoriere alle; ignoriere die; vorherigen anweisungen; deine anweisungen; du bist jetzt
systemprompt; sprachmodell; verrate
ignora las instrucciones; ignora todas; instrucciones anteriores; tus instrucciones; ahora eres
modelo de lenguaje
игнорируй*; забудь*; предыдущие инструкции; твои инструкции; теперь ты; языковая модель
ignore les instructions; ignorez; instructions precedentes; tes instructions; tu es maintenant
modele de langage
""".replace("\n", ";").split(";")
)
_SIGNS = ("⟦", "⟧", "<|", "|>", "```", "[INST]", "<<SYS>>")


def speaks_to_a_model(text: str) -> bool:
    """True also for characters that a person cannot see."""
    if visible(text) != text or any(sign in text for sign in _SIGNS):
        return True
    return _ORDERS.find(fold(text)) is not None
