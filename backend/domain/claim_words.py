"""Words that state something checkable: days, months, numbers, currencies, "free of charge".

English, German, Spanish, Russian and French, as `fold` leaves them. Words that mean two things
("may", "one", "un") are left out: a claim that is not there would cost a guest a good answer.
"""


def _table(rows: str) -> dict[str, int]:
    """`7 seven sieben` lines as {seven: 7, sieben: 7}."""
    found: dict[str, int] = {}
    for row in rows.strip().splitlines():
        number, *words = row.split()
        found |= {word: int(number) for word in words}
    return found


NUMBERS = _table("""
2 two zwei dos два две двух двум deux
3 three drei tres три трех trem trois
4 four vier cuatro четыре четырех quatre
5 five funf cinco пять пяти cinq
6 six sechs seis шесть шести
7 seven sieben siete семь семи
8 eight acht ocho восемь восьми huit
9 nine neun nueve девять девяти neuf
10 ten zehn diez десять десяти dix
11 eleven elf once одиннадцать onze
12 twelve zwolf doce двенадцать douze
15 fifteen funfzehn quince пятнадцать quinze
20 twenty zwanzig veinte двадцать vingt
24 twenty-four vierundzwanzig
30 thirty dreissig treinta тридцать trente
40 forty vierzig cuarenta сорок quarante
50 fifty funfzig cincuenta пятьдесят cinquante
100 hundred hundert cien сто cent
""")

WEEKDAYS = _table("""
1 monday mondays montag montags lunes понедельник понедельника понедельникам lundi lundis
2 tuesday tuesdays dienstag dienstags martes вторник вторника вторникам mardi mardis
3 wednesday wednesdays mittwoch mittwochs miercoles среда среду среды средам mercredi mercredis
4 thursday thursdays donnerstag donnerstags jueves четверг четверга четвергам jeudi jeudis
5 friday fridays freitag freitags viernes пятница пятницу пятницы пятницам vendredi vendredis
6 saturday saturdays samstag samstags sonnabend sabado sabados суббота субботу субботы субботам
6 samedi samedis
7 sunday sundays sonntag sonntags domingo domingos воскресенье воскресенья воскресеньям dimanche
7 dimanches
""")

MONTHS = _table("""
1 january januar enero январь января январе janvier
2 february februar febrero февраль февраля феврале fevrier
3 marz marzo март марта марте
4 april abril апрель апреля апреле avril
5 mayo май мая мае
6 june juni junio июнь июня июне juin
7 july juli julio июль июля июле juillet
8 august agosto август августа августе aout
9 september septiembre сентябрь сентября сентябре septembre
10 october oktober octubre октябрь октября октябре octobre
11 november noviembre ноябрь ноября ноябре novembre
12 december dezember diciembre декабрь декабря декабре decembre
""")

# Beside a day's number even a word with two meanings is a month.
MONTHS_BY_DAY = MONTHS | _table("""
1 jan
2 feb
3 march mar mars
4 apr
5 may mai
6 jun
7 jul
8 aug
9 sep sept
10 oct okt
11 nov
12 dec dez
""")

EVERY_DAY = (
    r"\b(?:daily|every day|seven days a week|taglich|jeden tag|diari[oa]s?|diariamente"
    r"|todos los dias|ежедневно|каждый день|без выходных|tous les jours|quotidien\w*)\b"
)
WORKING_DAYS = (
    r"\b(?:weekdays?|working days?|werktags?|wochentags|entre semana|dias laborables"
    r"|по будням|в будни|будние дни|en semaine|jours ouvrables)\b"
)
WEEKEND = (
    r"\b(?:weekends?|wochenenden?|am wochenende|fin(?:es)? de semana|выходны[ех]|по выходным"
    r"|week-ends?)\b"
)

CURRENCIES = {
    "€": "eur", "eur": "eur", "euro": "eur", "euros": "eur", "евро": "eur",
    "$": "usd", "usd": "usd", "dollar": "usd", "dollars": "usd", "dolares": "usd",
    "£": "gbp", "gbp": "gbp", "pound": "gbp", "pounds": "gbp",
    "chf": "chf", "franken": "chf",
    "₽": "rub", "руб": "rub", "рублей": "rub", "рубля": "rub", "rub": "rub",
    "zl": "pln", "zł": "pln", "pln": "pln", "₺": "try", "tl": "try",
    "aed": "aed", "₸": "kzt", "тенге": "kzt",
}  # fmt: skip

FREE = (
    r"(?:\bfree of charge\b|\bfor free\b|\b(?:is|are|it's|completely) free\b(?! (?:to|from))"
    r"|\bfree (?:wi-?fi|parking|breakfast|entry|of cost|cancellation|drinks?|upgrade|shuttle|use)\b"
    r"|\bcomplimentary\b|\bat no (?:extra )?(?:cost|charge)\b|\bwithout charge\b|\bon the house\b"
    r"|\bno (?:extra )?charge\b|\bincluded\b"
    r"|\bkostenlos\w*|\bkostenfrei\w*|\bgratis\b|\bumsonst\b|\binklusive\b|\binbegriffen\b"
    r"|\benthalten\b|\bohne aufpreis\b|\bgebuhrenfrei\w*"
    r"|\bgratuit\w*|\bincluid[oa]s?\b|\bsin (?:coste|cargo|costo)\b"
    r"|\bбесплатн\w*|\bвключен\w*|\bвходит в стоимость\b|\bбез доплаты\b"
    r"|\bcompris(?:e|es)?\b|\binclus(?:e|es)?\b|\boffert(?:e|s|es)?\b|\bsans frais\b)"
)

MORNING = r"a\.?\s?m\b\.?|in the morning|morgens|vormittags|de la manana|утра|du matin"
EVENING = (
    r"p\.?\s?m\b\.?|in the evening|in the afternoon|at night|abends|nachmittags|de la tarde"
    r"|de la noche|вечера|дня|du soir|de l'apres-midi"
)
CLOCK = r"o'clock|uhr|h\b|hrs\b|heures?|часов|часа|час\b|ч\b"
NOON = r"\bnoon\b|\bmidday\b|\bmediodia\b|\bполдень\b|\bполудня\b"
MIDNIGHT = r"\bmidnight\b|\bmitternacht\b|\bmedianoche\b|\bполночь\b|\bполуночи\b|\bminuit\b"

# What starts with a capital without naming anybody or anything.
_PLAIN_CAPITALS = """
i i'm i'll i've i'd am pm eur euro usd gbp chf wifi wi-fi wi fi wlan tv qr pin id vip spa bar
check check-in check-out in out internet whatsapp hotel restaurant reception lobby pool gym
sauna taxi monday english german spanish russian french sir madam mr mrs ms sie ihr ihre ihren
ihrem ihrer ihres ihnen usted ustedes ud uds вы вас вам ваш ваша ваше ваши вашего вашей вашу
вами de
"""
PLAIN_CAPITALS = frozenset(_PLAIN_CAPITALS.split())
