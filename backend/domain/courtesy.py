"""Sentences that state nothing: greetings, thanks, apologies, questions back, offers to help.

A sentence is courtesy when it holds a word of courtesy and hardly any other: "Thank you, the pool
is heated" is a statement. In languages without a list here nothing counts as courtesy.
"""

import re

from backend.domain.language import COMMON_WORDS
from backend.domain.phrases import fold

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
# Of the words of a sentence, this share at least must be known ones.
LEAST_KNOWN = 0.8

_COURTEOUS = """
very if so much our us be or about will it's no yes hello hi hey dear good morning afternoon
evening night day welcome thank thanks thx you you're gladly happy glad pleasure please enjoy wish
wishing lovely nice great sorry apologise apologize apologies understand understood help assist
assistance question questions anything else know let hear from here any time further need
wonderful pleasant stay safe travels trip journey see soon hope regards best looking forward
delighted sure certainly course noted kind kindly hallo guten tag morgen abend willkommen herzlich
danke dank vielen gern gerne freude freut freuen freundlich grusse schonen schone schoner wunsche
wunschen aufenthalt angenehmen entschuldigung entschuldigen leid tut bedauern verstehe helfen
hilfe fragen frage weitere melden noch etwas brauchen jederzeit sehr naturlich selbstverstandlich
liebe lieber viel spass gute reise bald uns hola buenos dias buenas tardes noches bienvenido
bienvenida bienvenidos gracias muchas gusto encantado encantados encantada alegra alegramos siento
lamento disculpe disculpas perdone entiendo ayudar ayudarle ayuda pregunta preguntas algo mas
necesita avisenos escribanos disfrute estancia feliz saludos claro supuesto placer cualquier cosa
duda dudas nada mucho quedo disposicion здравствуйте привет добрый доброе день утро вечер добро
пожаловать спасибо благодарим пожалуйста рады рад рада приятно приятного отдыха пребывания
извините жаль очень сожалению приносим извинения понимаю понимаем помочь помощь вопрос вопросы
вопросов если еще что-то нужно понадобится напишите дайте знать всегда хорошего хорошей поездки
конечно желаем слышать это обращайтесь можем могу чем нам мне будем ждем скорой встречи любые
возникнут появятся чтонибудь что-нибудь вам у вас bonjour bonsoir bienvenue merci beaucoup plaisir
ravi ravis ravie heureux contents desole desoles excuses comprends comprenons aider aide autre
chose besoin hesitez hesiter excellent agreable sejour souhaite souhaitons bonne journee soiree
voyage bientot bien sur cordialement buongiorno buonasera ciao benvenuto benvenuti grazie mille
piacere lieti felice scusi scuse dispiace capisco aiutare aiutarla aiuto domanda domande altro
bisogno buon soggiorno viaggio presto certo ola bom boa tarde noite obrigado obrigada prazer
felizes desculpe entendo ajudar ajuda goedendag goedemorgen goedemiddag welkom bedankt graag
plezier spijt helpen vraag vragen verder prettig verblijf fijne dag natuurlijk nodig laat weten
dziekuje dziekujemy witamy milo przyjemnosc przepraszam przepraszamy rozumiem pomoc pytania
pytanie milego pobytu oczywiscie dzien dobry merhaba hosgeldiniz tesekkurler tesekkur ederiz rica
memnuniyetle uzgunum uzgunuz yardimci olabiliriz soru sorulariniz iyi gunler konaklamalar elbette
вітаємо дякуємо дякую ласка прошу раді вибачте розумію допомогти питання приємного перебування
"""
COURTEOUS = frozenset(_COURTEOUS.split())

# Only these make a sentence one of courtesy; the rest may stand beside them.
_MARKS = re.compile(
    r"(?<!\w)(?:hello|hi|hey|dear|good (?:morning|afternoon|evening|night|day)|welcome|thank|thanks"
    r"|gladly|happy|glad|pleasure|enjoy|wish\w*|sorry|apolog\w*|understand|let (?:us|me) know"
    r"|questions?|forward|delighted|of course|certainly|lovely|help|regards|soon"
    r"|hallo|guten|willkommen|danke|dank|gern|gerne|freu\w*|wunsch\w*|entschuldig\w*|leid|fragen"
    r"|helfen|naturlich|selbstverstandlich|melden|grusse"
    r"|hola|buen[oa]s|bienvenid\w*|gracias|gusto|encantad\w*|alegra\w*|siento|lamento|disculp\w*"
    r"|ayudar\w*|avisenos|disfrute|supuesto|placer|duda|saludos"
    r"|здравствуйте|привет|добр\w+|спасибо|благодар\w+|пожалуйста|рады?|рада|приятно\w*|извин\w+|жаль"
    r"|помочь|напишите|обращайтесь|вопрос\w*|конечно|желаем"
    r"|bonjour|bonsoir|bienvenue|merci|plaisir|ravie?s?|heureux|desoles?|excuses|aider|hesitez"
    r"|souhait\w+|bien sur|cordialement|bonne"
    r"|buongiorno|buonasera|ciao|benvenut\w|grazie|piacere|lieti|scus\w|dispiace|aiutar\w*|certo"
    r"|ola|obrigad\w|prazer|desculpe|ajudar|bom dia|boa (?:tarde|noite)"
    r"|goedendag|goedemorgen|goedemiddag|welkom|bedankt|graag|spijt|helpen|natuurlijk"
    r"|dziekuj\w+|witamy|milo|milego|przepraszam\w*|oczywiscie|dzien dobry"
    r"|merhaba|hosgeldiniz|tesekkur\w*|memnuniyetle|uzgunu[mz]|yardimci|elbette|rica"
    r"|вітаємо|дяку\w+|раді|вибачте|допомогти|приємного)(?!\w)"
)

# A hand-over may say that colleagues were told; that something was granted, it may not.
_PROMISES = re.compile(
    r"(?<!\w)(?:(?:has|have|is|was|been|are) (?:been )?(?:approved|granted|refunded|confirmed"
    r"|guaranteed|cancelled|waived|upgraded|booked)|guarantee\w*|will (?:get|receive) (?:a|your)"
    r" (?:refund|money|discount|upgrade)|we(?:'ll| will) (?:refund|upgrade|compensate)"
    r"|genehmigt|erstattet|gewahrt|garantier\w*|storniert|gutgeschrieben"
    r"|aprobad[oa]s?|reembolsad[oa]s?|concedid[oa]s?|garantiza\w*|reembolsaremos"
    r"|одобрен\w*|возвращен\w*|гарантиру\w*|вернем деньги|возместим"
    r"|approuvee?s?|remboursee?s?|accordee?s?|garanti\w*|rembourserons"
    r"|approvat[oa]|rimborsat[oa]|aprovad[oa]|reembolsad[oa]|goedgekeurd|terugbetaald"
    r"|zatwierdzon\w*|zwrocon\w*|onaylandi|iade edildi|схвален\w*)(?!\w)"
)


_PLACEHOLDER = re.compile(r"<[A-Z]+(?:_\d+)?>")


def is_courtesy(sentence: str) -> bool:
    folded = fold(_PLACEHOLDER.sub(" ", sentence))
    spoken = _WORD.findall(folded)
    if not spoken or _MARKS.search(folded) is None:
        return False
    known = sum(one in COURTEOUS or one in COMMON_WORDS or len(one) == 1 for one in spoken)
    return known >= LEAST_KNOWN * len(spoken)


def promises_something(sentence: str) -> bool:
    return _PROMISES.search(fold(sentence)) is not None
