"""Words that only close a talk: a thank you, an OK. They are no reason to open it again."""

import re

from backend.domain.phrases import fold

MOST_WORDS = 8
_SINGLE = frozenset(
    fold(
        """
    thanks thank you thx ty ok okay okey k great perfect super cool nice good fine alright all
    right got it noted understood wonderful lovely awesome cheers bye goodbye goodnight night day
    evening have a very much so many appreciated and the for your help everything kind well

    danke dankeschon vielen dank schon bestens alles klar gut prima toll super wunderbar perfekt
    tschuss tschau bis dann schonen tag abend noch ihnen euch und sehr herzlichen in ordnung fur
    ihre deine eure die hilfe

    gracias muchas mil vale perfecto genial bien muy entendido de acuerdo adios hasta luego pronto
    buenas noches estupendo por todo

    спасибо большое хорошо ок окей отлично понял поняла понятно супер благодарю вам до свидания
    прекрасно ясно ладно очень за помощь

    merci beaucoup parfait d'accord tres bien au revoir bonne soiree journee nuit super
    grazie mille perfetto va bene ottimo arrivederci molto buona serata
    obrigado obrigada perfeito tudo bem certo muito
    """
    ).split()
)
_CORE = frozenset(
    fold(
        """
    thanks thank thx ty ok okay okey k great perfect super cool good fine alright noted understood
    wonderful lovely awesome cheers bye goodbye goodnight appreciated got
    danke dankeschon dank bestens klar gut prima toll wunderbar perfekt tschuss tschau ordnung
    gracias vale perfecto genial bien entendido acuerdo adios estupendo
    спасибо хорошо ок окей отлично понял поняла понятно супер благодарю свидания прекрасно ясно
    ладно
    merci parfait d'accord bien revoir
    grazie perfetto bene ottimo arrivederci
    obrigado obrigada perfeito bem certo
    """
    ).split()
)
_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_KINDLY = frozenset("👍🙏😊🙂😀😃😄😁👌❤💛💚💙🧡💜🤗😘🥰😍👏🙌☺✨🎉💐🌹✌👋🤝")
_SILENT = frozenset("\ufe0f\u200d") | {chr(n) for n in range(0x1F3FB, 0x1F400)}


def is_chatter(text: str) -> bool:
    """Whether this only closes a talk. A number, a question or one word more makes it a message."""
    if not text.strip() or "?" in text or "¿" in text or any(c.isdigit() for c in text):
        return False
    folded = fold(text)
    words = _WORDS.findall(folded)
    rest = _WORDS.sub("", folded)
    if not all(_is_harmless(sign) for sign in rest):
        return False
    if not words:
        return any(sign in _KINDLY for sign in rest)
    return (
        len(words) <= MOST_WORDS
        and all(word in _SINGLE for word in words)
        and any(word in _CORE for word in words)
    )


def _is_harmless(sign: str) -> bool:
    return sign.isspace() or sign in ".,!;:-–()'\"" or sign in _KINDLY or sign in _SILENT
