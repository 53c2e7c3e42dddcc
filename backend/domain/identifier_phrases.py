"""Personal data that its surroundings give away: a name after "my wife", a street before a number,
a day after "born on", digits and addresses spelled in words.

In English, German, Spanish, Russian and French. Repetitions are bounded, so that no text makes a
pattern try for ever; what is hidden without need comes back in the answer, so these rather take a
word too many.
"""

import re
from collections.abc import Iterator

from backend.domain.identifier_sorts import Sort, Span

_CAPITAL = r"[^\W\d_a-zа-яёà-öø-ÿ][\w'’-]{1,30}"
_NAME = rf"{_CAPITAL}(?:[ \t]{_CAPITAL}){{0,2}}"
_NO_NAME = (
    r"(?!(?:and|und|et|from|aus|i|ich|je|yo|but|aber|pero|mais|или|но|not|nicht|no|the|der|die|das|"
    r"de|el|la|le|in|on|for|für|para|pour|room|zimmer|spelled|with|mit|con|avec|here|y|и|я|в|на|с)\b)"
)
_ANY_NAME = rf"{_NO_NAME}[^\W\d_][\w'’-]{{1,30}}(?:[ \t]{_NO_NAME}[^\W\d_][\w'’-]{{1,30}})?"
_CALLED = re.compile(
    r"\b(?:my (?:full |last |first |family )?name(?: is|'s|’s|:)|(?:the |his |her )?name is|"
    r"(?:under|in) the name(?: of)?|i(?:['’]m| am) called|mein name(?: ist|:)|ich hei(?:ß|ss)e|"
    r"(?:der|ihr|sein) name ist|auf den namen|unter dem namen|me llamo|mi nombre(?: es|:)|"
    r"a nombre de|mi apellido es|je m['’]appelle|mon nom(?: est|:)|au nom d(?:e |['’])|"
    r"меня зовут|мо[её] имя|моя фамилия|на имя|на фамилию|(?:его|е[её]) зовут)"
    rf"[ \t]{{0,3}}({_ANY_NAME})",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?i:\b(?:my|meine?[nm]?|mi|ma|mon|мо[ийя]|моей|моего|моему|nuestr[oa]|our|unsere?|notre)[ \t]"
    r"(?:wife|husband|son|daughter|mother|father|brother|sister|friend|colleague|partner|boss|"
    r"frau|mann|sohn|tochter|mutter|vater|bruder|schwester|freundin|freund|kollegin|kollege|chef|"
    r"partnerin|mujer|esposa|esposo|marido|hijo|hija|madre|padre|hermano|hermana|amigo|amiga|"
    r"jefe|jefa|pareja|femme|mari|fils|fille|mère|père|frère|sœur|soeur|amie?|collègue|"
    r"жена|жены|жене|муж|мужа|сын|дочь|мама|папа|брат|сестра|друг|подруга|коллега|начальник))"
    rf"[ \t,]{{1,2}}({_NAME})"
)
_TITLED = re.compile(
    r"(?i:\b(?:mr|mrs|ms|miss|dr|prof|herrn?|frau|señora?|sra?|monsieur|madame|mme|mlle|"
    rf"господин|госпожа|г-жа|г-н))\.?[ \t]({_NAME})"
)
_PRESENTED = re.compile(
    r"(?i:\b(?:this is|hier ist|hier spricht|aquí|soy|habla|ici|c['’]est|je suis|это|я)[ \t])"
    rf"({_CAPITAL}[ \t]{_CAPITAL})(?!\w)"
)

_TOLD = re.compile(
    r"(?i:\b(?:tell|ask|inform|call|let|sagen sie|rufen sie|lassen sie|d[ií]gale a|dile a|avise a|"
    r"llame a|dites à|demandez à|prévenez|appelez|скажите|передайте|пропустите|позвоните|"
    rf"сообщите)[ \t])({_CAPITAL}[ \t]{_CAPITAL})(?!\w)"
)

_DAY = (
    r"(?:\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{4}-\d{2}-\d{2}|"
    r"\d{1,2}(?:st|nd|rd|th|\.|er)?[ ](?:of |de )?[^\W\d_]{3,10}\.?,?[ ](?:de )?\d{4}|"
    r"[^\W\d_]{3,10}[ ]\d{1,2}(?:st|nd|rd|th)?,?[ ]\d{4})"
)
_BORN = re.compile(
    r"\b(?:born|birth\w*|dob|geboren|geburts\w*|geb\.|nac[ií]|nacid[oa]|nacimiento|n[ée]e?s?|"
    rf"naissance|родил\w*|рожд\w*)[^\d\n]{{0,20}}?({_DAY})",
    re.IGNORECASE,
)

_TYPE_EN = (
    r"(?:street|st|road|rd|avenue|ave|parkway|pkwy|lane|ln|drive|boulevard|blvd|square|court|"
    r"crescent|terrace|way|close)"
)
_SMALL = r"(?!(?:on|in|to|at|of|the|from|for|by|per|with|and|or|is|people|nights?|beds?)\b)"
_OF = r"(?:(?:de[ ]la|de[ ]los|de[ ]las|de|del|la|du|des|d['’]|de[ ]l['’])[ ]?)"
_STREET = re.compile(
    r"(?<![\w<])\d{1,4}(?:[ ]?(?:bis|ter|quater))?,?[ ]"
    r"(?:rue|avenue|av\.|boulevard|bd\.?|place|impasse|allée|chemin|quai|cours|route)[ ]"
    rf"{_OF}?[^\W\d_][\w'’-]{{1,30}}(?:[ -](?-i:{_CAPITAL})){{0,2}}|"
    rf"(?<![\w<])\d{{1,5}}[a-z]?(?:[ ]{_SMALL}[^\W\d_][\w'’-]{{1,30}}){{1,2}}[ ]{_TYPE_EN}\b|"
    r"(?<![\w<])[^\W\d_][\w-]{1,30}(?:straße|strasse|str\.|allee|weg|platz|gasse|damm|ufer)"
    r"[ ]\d{1,4}[ ]?[a-z]?(?!\w)|"
    r"(?:calle|c/|avenida|avda\.?|av\.|paseo|plaza|carretera|ronda|travesía)[ ]?"
    rf"{_OF}?[^\W\d_][\w'’-]{{1,30}}(?:[ ]{_OF}?[^\W\d_][\w'’-]{{1,30}})?,?[ ]"
    r"(?:n[.ºo°]{1,2}[ ]?)?\d{1,4}(?!\w)|"
    r"(?:ул\.|улица|улице|проспект|проспекте|пр-т|пр\.|просп\.|переулок|пер\.|шоссе|бульвар|наб\.|"
    r"набережная|площадь)[ ]?[^\W\d_][\w-]{1,30}(?:[ ][^\W\d_][\w-]{2,30})?,?[ ]"
    r"(?:дом[ ]|д\.?[ ]?)?\d{1,4}\w?(?:,?[ ](?:кв|корп|стр)\.?[ ]?\d{1,4})*|"
    r"(?<![\w<])[^\W\d_][\w-]{1,30}[ ](?:проспект|проспекте|улица|улице|переулок|шоссе|бульвар|"
    r"набережная),?[ ](?:дом[ ]|д\.?[ ]?)?\d{1,4}\w?(?:,?[ ](?:кв|корп|стр)\.?[ ]?\d{1,4})*",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:wohnen?|wohnhaft|adresse|anschrift)(?:[ ]ist|:)?[ ](?:in[ ]der[ ])?"
    r"((?:am|an der|an den|im|auf dem|unter den|zum|zur|in der)[ ][^\W\d_][\w-]{1,30}[ ]\d{1,4}"
    r"[ ]?[a-z]?)(?!\w)",
    re.IGNORECASE,
)

_DIGIT = (
    r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|null|eins?|zwei|zwo|drei|vier|"
    r"fünf|sechs|sieben|acht|neun|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|"
    r"ноль|нуль|один|два|три|четыре|пять|шесть|семь|восемь|девять|"
    r"zéro|un|deux|trois|quatre|cinq|sept|huit|neuf)"
)
_SPELLED = re.compile(rf"(?<!\w){_DIGIT}(?:[ \t,.-]{{1,3}}{_DIGIT}){{5,40}}(?!\w)", re.IGNORECASE)
_PAIRS = re.compile(r"(?<![\w<])0\d(?P<gap>[.\-/ ])\d\d(?:(?P=gap)\d\d){3}(?![\w>])")
_AT = r"(?:at|ät|arroba|arobase|собака)"
_ENCLOSED = r"[(\[{](?:at|ät|arroba|arobase|собака)[)\]}]"
_DOT = r"(?:dot|punkt|punto|point|точка)"
_MAIL = re.compile(
    rf"(?<!\w)[\w.+-]{{2,64}}(?:[ ]{_AT}[ ]|[ ]?{_ENCLOSED}[ ]?)[\w-]{{2,40}}"
    rf"(?:(?:[ ]{_DOT}[ ]|\.)[\w-]{{2,20}}){{1,3}}",
    re.IGNORECASE,
)
_SAYS_AT = re.compile(rf"(?<!\w){_AT}(?!\w)", re.IGNORECASE)
_SAYS_DOT = re.compile(rf"(?<!\w){_DOT}(?!\w)|{_ENCLOSED}", re.IGNORECASE)


def spelled_emails(text: str) -> Iterator[Span]:
    if _SAYS_DOT.search(text) and _SAYS_AT.search(text):
        yield from _all(_MAIL, text, Sort.EMAIL)


def spelled_phones(text: str) -> Iterator[Span]:
    yield from _all(_SPELLED, text, Sort.PHONE)
    yield from _all(_PAIRS, text, Sort.PHONE)


def birthdays(text: str) -> Iterator[Span]:
    yield from _all(_BORN, text, Sort.BIRTH, 1)


def addresses(text: str) -> Iterator[Span]:
    if any(char.isdigit() for char in text):
        yield from _all(_STREET, text, Sort.ADDRESS)
        yield from _all(_LIVES, text, Sort.ADDRESS, 1)


def told_names(text: str) -> Iterator[Span]:
    for pattern in (_CALLED, _RELATED, _TITLED, _PRESENTED, _TOLD):
        yield from _all(pattern, text, Sort.NAME, 1)


def _all(pattern: re.Pattern[str], text: str, sort: Sort, group: int = 0) -> Iterator[Span]:
    for found in pattern.finditer(text):
        yield Span(found.start(group), found.end(group), sort)
