"""What a hotel states facts about, and the words that narrow a fact to some days or guests.

English, German, Spanish, Russian and French, as `fold` leaves them. A subject that stands behind
a preposition ("in the restaurant") is a place.
"""

import re

from backend.domain import claim_words


def _pattern(words: str) -> re.Pattern[str]:
    """`fold` leaves no short i."""
    return re.compile(words.replace("й", "и"))


SUBJECTS: dict[str, str] = {
    "late_check_out": r"late (?:check-?\s?out|departure)|spater?\w* (?:check-?\s?out|abreise)"
    r"|check-?\s?out tardio|salida tardia|поздн\w+ (?:выезд\w*|отъезд\w*)|depart tardif",
    "early_check_in": r"early (?:check-?\s?in|arrival)|fruh\w* (?:check-?\s?in|anreise)"
    r"|check-?\s?in temprano|entrada anticipada|ранн\w+ (?:заезд\w*|заселени\w*)|arrivee anticipee",
    "check_out": r"check-?\s?out|abreise|salida|выезд\w*|выселени\w*|depart\b",
    "check_in": r"check-?\s?in\b|anreise|entrada\b|заезд\w*|заселени\w*|arrivee",
    "breakfast": r"breakfast|fruhstuck\w*|desayuno\w*|завтрак\w*|petit-? ?dejeuner",
    "lunch": r"lunch\b|mittagessen|almuerzo|обед\w*|\bdejeuner",
    "dinner": r"dinner|abendessen|\bcenas?\b|ужин\w*|\bdiner\b",
    "room_service": r"room service|zimmerservice|servicio de habitaciones"
    r"|обслуживани\w+ в номер\w*|service en chambre",
    "pool": r"\bpool\w*|swimming pool|schwimmbad|piscina|бассейн\w*|piscine",
    "sauna": r"saunas?\b|саун\w*|hammam|хаммам\w*",
    "spa": r"\bspa\b|wellness\w*|спа\b",
    "gym": r"\bgym\b|fitness\w*|gimnasio|тренажер\w*|спортзал\w*|salle de sport",
    "charging": r"charging|charger|wallbox|ladestation\w*|ladesaule\w*|cargador\w*|зарядк\w*"
    r"|borne de recharge",
    "parking": r"parking|car park|garage|parkplatz\w*|tiefgarage|parken|aparcamiento"
    r"|estacionamiento|garaje|парковк\w*|стоянк\w*|гараж\w*|stationnement",
    "wifi": r"wi-?\s?fi|wlan|internet|вай-?фай\w*|интернет\w*",
    "bar": r"\bbar\b|\bбар\w{0,2}\b",
    "restaurant": r"restaurant\w*|ristorante|restaurante|ресторан\w*",
    "pets": r"\bpets?\b|\bdogs?\b|haustier\w*|\bhunde?\b|mascotas?|perros?|питом\w+|животн\w+"
    r"|собак\w*|animaux|chiens?",
    "shuttle": r"shuttle|airport transfer|transfer\b|flughafentransfer|traslado|трансфер\w*"
    r"|navette",
    "city_tax": r"city tax|tourist tax|kurtaxe|citytax|bettensteuer|tasa turistica"
    r"|impuesto turistico|туристическ\w+ (?:сбор|налог)\w*|taxe de sejour",
    "reception": r"reception|front desk|rezeption|recepcion|ресепшн\w*|стойк\w+ регистрации",
    "laundry": r"laundry|waschesalon|wascherei|waschservice|lavanderia|прачечн\w*"
    r"|blanchisserie",
    "luggage": r"luggage|gepack\w*|equipaje|багаж\w*|bagages?",
    "cot": r"baby cot|\bcot\b|\bcrib\b|babybett|kinderbett|cuna\b|детск\w+ кроват\w*|lit bebe",
    "extra_bed": r"extra bed|zustellbett|aufbettung|cama supletoria|дополнительн\w+ кроват\w*"
    r"|lit supplementaire",
    "bicycles": r"bikes?\b|bicycles?|fahrrad\w*|fahrrader|bicicletas?|велосипед\w*|velos?\b",
    "minibar": r"mini-?bar|мини-?бар\w*",
    "terrace": r"terrace|terrasse|terraza|террас\w*|rooftop",
    "quiet_hours": r"quiet hours|nachtruhe|horas de silencio|тих\w+ час\w*|heures calmes",
    "cancellation": r"cancellation|stornierung|cancelacion|отмен\w+|annulation",
}  # fmt: skip
SUBJECT = _pattern("|".join(f"(?P<{name}>{words})" for name, words in SUBJECTS.items()))
PLACES = frozenset({"restaurant", "bar", "reception", "pool", "spa", "terrace", "gym"})
"""Subjects that other things happen in."""
BEFORE_A_PLACE = re.compile(
    r"(?:\b(?:in|at|on|by|im|in der|in dem|an der|am|auf der|en|en el|en la|al lado de|de la|del"
    r"|from|via|bei|beim|an|в|во|на|у|au|dans|dans le|dans la|a la|sur la|behind|next to|near)"
    r"(?: the| our| unserer?| unserem| nuestro| nuestra| notre)?) $"
)
FLOORS: dict[int, str] = {
    0: r"ground floor|erdgeschoss|planta baja|перв\w+ этаж\w*|rez-de-chaussee",
    1: r"(?:first|1st) floor|(?:ersten?|1\.) (?:stock|etage|og)|primera planta|втор\w+ этаж\w*"
    r"|premier etage|1er etage",
    2: r"(?:second|2nd) floor|(?:zweiten?|2\.) (?:stock|etage|og)|segunda planta|треть\w+ этаж\w*"
    r"|deuxieme etage|2e etage",
    3: r"(?:third|3rd) floor|(?:dritten?|3\.) (?:stock|etage|og)|tercera planta"
    r"|четверт\w+ этаж\w*|troisieme etage|3e etage",
    -1: r"basement|\bcellar|untergeschoss|keller\b|sotano|подвал\w*|sous-sol",
    99: r"top floor|roof\b|dachgeschoss|ultima planta|последн\w+ этаж\w*|dernier etage",
}
FLOOR = _pattern("|".join(f"(?P<f{n + 1}>{words})" for n, words in FLOORS.items()))
UNTIL = _pattern(
    r"(?:\b(?:until|till|til|up to|by|before|closes? at|closing at|ends? at|no later than|latest"
    r"|bis|bis spatestens|spatestens|schliesst um|hasta|antes de|a mas tardar a|cierra a|до"
    r"|не позднее|закрыва\w+ в|jusqu'a|avant|au plus tard a|ferme a)"
    r"(?: (?:the latest|las|la|um|at))?)[ :]*$"
)
FROM = _pattern(
    r"(?:\b(?:from|as of|after|opens? at|opening at|starts? at|begins? at|earliest|ab|von"
    r"|beginnt um|offnet um|desde|a partir de|abre a|с|со|после|открыва\w+ в|начина\w+ в|des"
    r"|a partir|ouvre a|commence a)(?: (?:las|la|um|at|de))?)[ :]*$"
)
TWELVE = _pattern(f"{claim_words.NOON}|{claim_words.MIDNIGHT}")
BARE_HOUR = re.compile(r"(?<![\d:.,])\d{1,2}(?= ?(?:[.,;!?)]|$| (?:on|every|daily|in the|and)\b))")
NARROWS: dict[str, str] = {
    "children": r"child\w*|kids?\b|kind\w{0,3}\b|nin[oa]s?|дет[еияс]\w*|ребен\w+|enfants?",
    "adults": r"adults?|erwachsene\w*|adultos?|взросл\w+|adultes?",
    "summer": r"summer|sommer|verano|лет(?:ом|о)\b|\bete\b",
    "winter": r"winter|invierno|зим(?:ой|а)|hiver",
    "holidays": r"holidays?|feiertag\w*|festivos|праздни\w+|jours feries",
    "suite": r"suites?\b|люкс\w*",
    "night": r"(?:per|a|each) night|pro nacht|por noche|за ночь|par nuit|/ ?night",
    "person": r"(?:per|a|each) (?:person|guest|head)|pro (?:person|kopf|gast)|p\. ?p\."
    r"|por persona|с человека|за человека|par personne",
    "day": r"(?:per|a|each) day|pro tag|por dia|в день|за день|в сутки|par jour|/ ?day",
    "hour": r"(?:per|an|each) hour|pro stunde|por hora|в час\b|за час|par heure",
    "week": r"(?:per|a) week|pro woche|por semana|в неделю|par semaine",
    "stay": r"(?:per|each) stay|pro aufenthalt|por estancia|за пребывание|par sejour",
    "bag": r"(?:per|a|each) (?:bag|item|piece|load)|pro (?:stuck|maschine)|por pieza"
    r"|за (?:место|вещь)|par (?:piece|bagage)",
    "early": r"\bearly\b|fruhaufsteher\w*|temprano|ранн\w+",
    "late": r"\blate\b|langschlafer\w*|tarde\b|поздн\w+",
    "last_entry": r"last (?:entry|order|orders|seating|admission)|letzter einlass"
    r"|ultima entrada|kuche bis|kitchen",
    "fine": r"\bfine\b|penalt\w+|strafe|multa|штраф\w*|amende",
    "deposit": r"deposit|kaution|pfand|fianza|залог\w*|caution",
}  # fmt: skip
UNITS = frozenset({"night", "person", "day", "hour", "week", "stay", "bag"})
NARROW = {name: _pattern(words) for name, words in NARROWS.items()}
