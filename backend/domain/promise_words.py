"""The words of promises, in English, German, Spanish, French and Russian.

Patterns for text as `fold` leaves it; they are folded themselves when they are compiled, so that
they may be written with their accents, and hold no upper-case escapes.
"""

from backend.domain.claim_words import NUMBERS as CLAIMED
from backend.domain.promise_verbs import ANY


def _joined(lines: str) -> str:
    """A pattern that was broken behind its bars."""
    return lines.strip().replace("\n", "")


NUMBERS = CLAIMED | {
    word: number
    for number, words in {
        1: "one a an ein eins eine einer einem un una une uno один одну одна одного",
        2: "couple двум",
        7: "sept",
        11: "одиннадцати",
        12: "двенадцати",
        13: "dreizehn treize",
        14: "vierzehn quatorze",
        15: "пятнадцати",
        16: "sechzehn seize",
        17: "siebzehn dix-sept",
        18: "achtzehn dix-huit",
        19: "neunzehn dix-neuf",
        20: "двадцати",
        21: "einundzwanzig",
        22: "zweiundzwanzig vingt-deux",
        23: "dreiundzwanzig vingt-trois",
        4: "четырем quatre",
        25: "twenty-five fünfundzwanzig veinticinco vingt-cinq",
        30: "тридцати",
        45: "forty-five fünfundvierzig quarante-cinq",
        90: "ninety neunzig noventa девяносто",
    }.items()
    for word in words.split()
}

MINUTES = r"min(?:\.|s|ute|utes|uten|uto|utos|utes)?|мин(?:\.|ут|уты|уту|уток)?"
HOURS = r"h|hrs?|hours?|stunden?|std\.?|horas?|heures?|час(?:а|ов)?|ч"
# What makes a length of time a moment to come.
WITHIN = _joined(r"""
in|by|within|in (?:about|around|under|less than|max|approx\.?|the next|another)|binnen|
innerhalb(?: von| der nächsten)?|in (?:by|ca\.?|etwa|rund|weniger als|maximal)|
in den nächsten|en|en (?:unos|unas|menos de|cosa de|torno a|máximo|los próximos)|dentro de|dans|
d'ici|sous|en moins de|dans (?:environ|les|moins de|maximum|max)|d'ici (?:à|environ)|через|
в течение|в ближайшие|через (?:примерно|каких-то)|примерно через|минут через
""")
HALF_HOUR = _joined(r"""
(?:a )?half (?:an )?hour|(?:einer )?halben? stunde|media hora|(?:une )?demi-?\s?heure|полчаса|
получаса
""")
THE_HOUR = r"within the hour|innerhalb der stunde|dans l'heure"
QUARTER_HOUR = _joined(r"""
(?:a )?quarter of an hour|(?:einer )?viertelstunde|(?:un )?cuarto de hora|(?:un )?quart d'heure|
четверть часа
""")
A_FEW = _joined(r"""
(?:(?:just )?a few|a couple of|couple of|ein paar|(?:den nächsten|wenigen|einigen)|unos(?= min)|
unos pocos|pocos|(?:les )?quelques|несколько|пару|паре)\s(?:\w+\s)?(?:min\w*|мин\w*|
augenblicke\w*)
""")
SOON = _joined(r"""
(?:right|straight) (?:away|now|up|over|there|back|round|with you|to you)|straightaway|immediately|
shortly|(?<!as )soon|as soon as (?:possible|(?:i|we|they|he|she) can)|in (?:a|
one|just a) (?:moment|minute|sec|second|bit|little while)|any (?:minute|moment)|asap|at once|
momentarily|very quickly|gleich|sofort|umgehend|in kürze|unverzüglich|schnellstmöglich|
so (?:schnell|bald) wie möglich|jeden (?:moment|augenblick)|in (?:einem|wenigen) (?:moment|
augenblick|augenblicken)|sogleich|enseguida|en seguida|ahora mismo|inmediatamente|de inmediato|
en (?:breve|un momento)|en un (?:ratito|rato|minuto|instante)|cuanto antes|lo antes posible|
ya mismo|pronto|al momento|tout de suite|immédiatement|sans (?:tarder|attendre)|
dans un (?:instant|moment)|dans (?:quelques|les) instants?|d'une minute à l'autre|au plus vite|
dès que possible|bientôt|sous peu|rapidement|de suite|dans une (?:minute|seconde)|сейчас(?: же)?|
сразу(?: же)?|немедленно|скоро|в ближайшее время|прямо сейчас|мигом|как можно (?:скорее|быстрее)|
right this (?:second|minute|moment|instant)|this (?:very )?(?:second|minute|instant)|(?:to you|
up|over|round|down|on it|onto it) now|(?<=mism[oa] )en este momento|
en este mismo (?:momento|instante)|с минуты на минуту|незамедлительно|
в скором времени|через (?:минуту|минутку|мгновение)|вот-вот
""")
MORNING = _joined(r"""
in the morning|a\.?m\b\.?|morning|früh|vormittag\w*|morgens|(?:de|por|en) la mañana|matin\w*|
утр\w+
""")
AFTERNOON = _joined(r"""
afternoon|p\.?m\b\.?|nachmittag\w*|de la tarde|(?:esta|por la) tarde|après-midi|дня|днем
""")
EVENING = _joined(r"""
tonight|evening|abends?|(?:esta|de la|por la) noche|ce soir|du soir|soir|soirée|вечер\w*
""")
TODAY = r"today|later today|heute|hoy|aujourd'hui|сегодня"
TOMORROW = r"tomorrow|morgen (?:früh|vormittag|nachmittag|abend)|morgen|mañana|demain|завтра"
# Beside a moment; "until" and "from" are missing: they say how long something lasts.
AT = _joined(r"""
at(?: about| around)?|by|before|around|about|no later than|um|bis(?: spätestens)?|gegen|vor|
spätestens um|zu|a las?|antes de las?|sobre las?|para las?|hacia las?|à|vers|avant|d'ici|pour|в|к|
до|около|не позже|примерно в
""")
CLOCK = r"o'clock|uhr|h|hrs|heures?|horas|часов|часа|час"

# Minutes that words say before an hour, behind it, and (Russian) of the hour that is running:
# "half of the tenth" is half past nine.
BEFORE_HOUR = {
    "half past": 30,
    "halb": -30,
    "quarter past": 15,
    "quarter to": -15,
    "viertel nach": 15,
    "viertel vor": -15,
    "dreiviertel": -15,
    "без четверти": -15,
}
BEHIND_HOUR = {
    "thirty": 30,
    "fifteen": 15,
    "forty-five": 45,
    "trente": 30,
    "y media": 30,
    "y cuarto": 15,
    "menos cuarto": -15,
    "et demie": 30,
    "et quart": 15,
    "moins le quart": -15,
}
OF_THE_HOUR = {"половине": -30, "половину": -30, "четверть": -45}
ORDINALS = {
    "первого": 1,
    "второго": 2,
    "третьего": 3,
    "четвертого": 4,
    "пятого": 5,
    "шестого": 6,
    "седьмого": 7,
    "восьмого": 8,
    "девятого": 9,
    "десятого": 10,
    "одиннадцатого": 11,
    "двенадцатого": 12,
}

# Somebody of the hotel will do something. English: will, is doing, is on the way.
_ENGLISH = _joined(r"""
(?:will|going to|gonna|shall)\s(?:\w+ly\s|just\s|also\s|then\s|now\s|personally\s)?(?:bring|send|
call|ring|phone|come|check|get|let you|let me|fix|look|deliver|arrange|prepare|clean|repair|
replace|find|ask|reply|answer|message|write|text|confirm|update|inform|email|pick|drop|
organi[sz]e|change|take care|sort|reset|refill|restock|make|return|follow|contact|pop|stop by|
swing by|pass by|collect|handle|set up|have (?:it|them|this|that|your|the|someone|somebody|a|an|
everything)|go|see to|meet|wake|show|open|turn|restart|swap|credit|refund|book|reserve|
take (?:your|it|them|the)|be (?:right|straight|back|up|over|down|there|here|with you|ready|done|
fixed|sent|brought|delivered|cleaned|replaced|repaired|sorted|on (?:its|the|their)|at your|in your|
outside|calling|sending|bringing|in touch|called|changed|set))|you will (?:have|get|receive|hear)|
(?:is|are|am|been)\s(?:already\s|now\s|just\s)?(?:coming|bringing|sending|heading|getting|checking|
calling|looking into|working on|sorting|arranging|on (?:my|his|her|its|their|the|our) way|headed)|
(?:just )?(?:give|allow) (?:us|me|them|him|her)|bear with (?:us|me)|let me (?:check|ask|call|look|
see|find out)|(?:i|we) can (?:be|have|send|bring)|coming (?:right )?up|on (?:my|its|the|their|
our) way|should be (?:there|with you|ready|up|done|back|fixed)|(?:we|i) promise
""")
# The present is the future.
_GERMAN = _joined(r"""
(?:bring|schick|send|komm|meld|ruf|kümmer|prüf|schau|reparier|erledig|liefer|antwort|informier|
hol|tausch|wechsel|besorg|frag|bereit|kläre?|organisier|schreib|stell|füll|reinig|bestätig|leg|
mach|richt|setz|sorg|versuch|weck|zeig|fahr|öffn|start|lad|erneuer)(?:e|en|n|t|et)|(?:gebe|geben|
gibt)(?:\s\w+){0,4}\sbescheid|(?:sehen?|sieht)(?:\s\w+){0,4}\snach|(?:wird|werden|
werde)(?:\s[\w:.-]+){0,9}\s(?:\w*gebracht|geliefert|geschickt|repariert|gereinigt|erledigt|
bringen|schicken|melden|kommen|anrufen|sein|prüfen|reparieren|kümmern|geben|klären|antworten|
ausgetauscht|liefern|gewechselt|nachsehen|zurückrufen)|(?:gehe?|geht|gehen|nehme?n?|
nimmt)(?:\s\w+){0,4}\s(?:hoch|rauf|hinauf|rüber|mit)|unterwegs|auf dem weg|(?:ist|sind|bin|steht|
stehen|haben|hat)(?:\s[\w:.-]+){0,7}\s(?:da|bei ihnen|bei euch|bei dir|\w*fertig|\w*bereit|
hergerichtet|vorbereitet|erledigt|oben|zurück|vor ort|im zimmer|auf ihrem zimmer|hier|
auf dem zimmer)
""")
# Present and future.
_SPANISH = _joined(r"""
(?:llev|sub|envi|mand|llam|arregl|revis|pas|prepar|avis|confirm|repar|entreg|cambi|limpi|consult|
coloc|dej|solucion|despert|acompañ|ayud|encarg|gestion|tramit|busc)(?:o|a|amos|aremos|aré|ará|
arán|imos|iremos|irá|irán|an|amente)|(?:subo|sube|suben|subimos|subirá\w*|traemos|traeremos|
traerá\w*|traigo|trae|envío|envía)|(?:vamos|voy|va|van|vuelvo|volvemos|volver\w+) a \w+|(?:viene|
vienen|vendrá|vendrán|vamos|voy|va|van|irá|iremos|iré)|(?:llega|llegan|llegará|llegarán|estará|
estarán|estaremos|estaré|está(?! noche| tarde| mañana)|tendrá|tendrán|tendremos|tiene|recibirá|
responde\w*|respond\w*mos|escrib\w*mos|escribo|escribiré|informaremos|diremos|digo|damos|dar\w+|
hacemos|haremos|hago|ocup\w+mos|ocupo|pondremos|pongo|ponemos|devolv\w+mos|contact\w+mos|
comunic\w+mos|deme|denos)|(?:de|en) camino
""")
# Present and future.
_FRENCH = _joined(r"""
(?:apport|mont|appell|rappell|pass|confirm|répar|prépar|dépos|livr|vérifi|contact|donn|chang|
nettoy|nettoi|demand|inform|remplac|regard|recontact|occup|arriv|amèn|ramèn|règl|cherch|laiss|
réveill|accompagn|trouv|command|ajout)(?:e|e?ons|ent|era|erons|erai|eront)|appelons|rappelons|
amenons|appeler(?:ons|ai|a)|(?:envoie|envoient|envoyons|enverr\w+|viens|vient|viennent|viendr\w+|
reviens|revenons|revient|reviendr\w+|ferai|ferons|fera|faisons|fais|dis|disons|récupér\w+|tiens|
tenons|tiendr\w+|répond\w*|écri\w+|aurez|mets|mettons|mettra|dirai|dirons|pren\w+|recevrez|
descend\w*)|(?:va|vais|vont|allons) \w+|(?:sera|seront|serons|serai|est|sont|
suis) (?:\w+\s){0,3}(?:prêt\w*|préparé\w*|là|chez vous|en route|réparé\w*|en chemin|livré\w*|
changé\w*|nettoyé\w*|à vous|avec vous|devant|de retour|dans votre|réglé\w*|apporté\w*|fait)|
en route|en chemin|(?:donnez|laissez)-(?:nous|moi)
""")
# The perfective future, and who is on the way.
_RUSSIAN = _joined(r"""
(?:при|за|от|под|у|до)?(?:нес|вез|вед)(?:у|ем|ет|ут)|(?:при|под|подо|за|по|вы|до)(?:йд|ед)(?:у|ем|
ет|ут)|(?:пришл|отправл|направл)(?:ю|ем|ет|ут)|отправ(?:лю|им|ит|ят)|направ(?:лю|им|ит|ят)|
(?:пере|по)?звон(?:ю|им|ит|ят)|свяж(?:усь|емся|ется|утся)|(?:ответ|сообщ|провер|уточн|почин|замен|
достав|подготов|организ|реш|вызов|устран|вернем|закаж|выясн|пополн|помен|убер|узна|сдела|напиш|
отвеч|почищ|накро|постав|подним|заправ|скаж|выполн|разбер|измен|исправ|разбуд|встрет|провод|забер|
включ|добав|разбер)(?:у|ю|ем|им|ет|ит|ут|ют|ят|ует|уем|ся|емся|имся|ется|ится|аем|яем)|вернусь|
вернемся|вернется|поднимется|поднимутся|поднимусь|идет|идут|иду|едет|едут|еду|несет|несем|несут|
несу|везут|везу|везем|бегу|бежит|бежим|бегут|мч(?:усь|ится|имся|атся)|лечу|летит|спеш(?:у|им|ит|ат)|
в пути|уже выш\w+|выехал\w*|(?:будет|будут|буду|будем)(?:\s[\w:.-]+){0,5}\s(?:у вас|готов\w*|
на месте|в номере|исправ\w+|убран\w*|сделан\w*|доставлен\w*|здесь|принес\w+|починен\w*|там)|
будет готов\w*|будет у вас|(?:дайте|подождите) (?:нам|мне)?|займ(?:усь|емся|ется)|получите
""")
COMMITS = "|".join((_ENGLISH, _GERMAN, _SPANISH, _FRENCH, _RUSSIAN, ANY))
# These alone mean "soon".
ON_THE_WAY = _joined(r"""
on (?:my|his|her|its|their|the|our) way(?! (?:out|to the (?:airport|station)))|heading (?:up|over|
to your)|coming (?:(?:right|straight) )?up|(?:is|are|am) coming (?:(?:right|straight) )?(?:up|over|
round|to you)|unterwegs|auf dem weg|(?:de|en) camino|
est(?:oy|amos|á|án) (?:ya )?(?:subiendo|llegando|yendo)|ya (?:voy|vamos|(?:va|van)
 (?:(?:mi|un|una|nuestr\w+|el|la) )?\w+)(?: (?:para allá|hacia|a su (?:habitación|cuarto)))|ya voy|
en route|en chemin|уже (?:ид(?:у|ем|ет|ут)|
ед(?:у|ем|ет|ут)|нес(?:у|ем|ет|ут)|вез(?:у|ем|ет|ут)|бе(?:гу|гут|жит|жим)|мч(?:усь|ится|имся|атся)|
лечу|летит|спеш(?:у|им|ит|ат)|вышел|вышла|вышли|выехала?)|в пути|bringing (?:it|
them|one|some)|are sending (?:someone|somebody)
""")
# What is brought: "Towels in ten minutes" has no verb.
THINGS = _joined(r"""
towels?|pillows?|blankets?|duvets?|food|order|coffee|tea|room service|taxi|technician|plumber|
someone|somebody|housekeeping|iron|cot|crib|keys?|water|ice|bill|luggage|bags?|adapter|charger|
handtüch\w+|kissen|decken?|essen|bestellung|kaffee|techniker\w*|wasser|gepäck|schlüssel|jemand|
rechnung|bügeleisen|kinderbett|toallas?|almohadas?|mantas?|comida|pedido|técnico|agua|maletas?|
llaves?|cuenta|alguien|plancha|cuna|serviettes?|oreillers?|couvertures?|repas|commande|valises?|
technicien|eau|clés?|note|facture|quelqu'un|fer|полотенц\w+|подушк\w+|одеял\w+|еда|заказ|кофе|
такси|мастер|техник|вода|ключи?|счет|багаж|утюг|горничная|кроватка
""")
# Spanish "we do" that is "we did" as well.
PAST_TOO = r"(?:\w+ )?(?!(?:vamos|damos|estamos)\b)\w+[ai]mos"
# What makes a clause none, however it goes on.
NEGATED = _joined(r"""
not|\w+n't|cannot|can not|never|unable|nobody|no one|nicht|niemand\w*|kein\w*|nie|nadie|personne|
никто|никого|no (?:podemos|puedo|hay|es|será|está|
tenemos|llega\w*|vamos|va|podrá|viene|podremos)|nunca|не|нет|нельзя|ne|n'\w+|pas|jamais
""")
CONDITIONAL = _joined(r"""
if|unless|in case|when you|once you|whenever|wenn|falls|sofern|si|en caso|cuando|si vous|quand|
lorsque|если|когда|при условии|hope|hopefully|hoffe\w*|hoffentlich|espero que|esperamos que|ojalá|
espère|espérons|надеюсь|надеемся|serai(?:t|ent)|aurai(?:t|ent|s)|aurions|habría\w*|would|could|might|may|würde\w*|könnte\w*|podría\w*|pourrai\w*
""")
PAST = _joined(r"""
ago|earlier|yesterday|gestern|vorhin|hace|ayer|назад|вчера|il y a|hier|was|were|wurde\w*|has been|
have been|^(?!(?:bis|in|binnen|innerhalb) ).*haben wir|fue|fueron|
ha sido|(?:ont|a) été|had|used to|did|last night
""")
OF_THE_GUEST = _joined(r"""
you will find|you (?:can|may|could|need|must|should|have to)|please (?:be|come|call|let|vacate|
leave|meet|bring|check|return|contact|dial|settle|tell|send|write|make)|kindly (?:\w+)|sie können|
können sie|(?:bitte|dann|einfach) (?:kommen|melden|rufen|bringen|geben|seien|schicken|senden|
schreiben|schauen|prüfen|holen|stellen|legen|checken) sie|sie müssen|bitte (?:komm|meld|ruf)\w*|
pued[eo]n?|puedes|podrán?|debe\w*|tiene que|por favor,? (?:venga|llame|deje|traiga|avise|pase|
envíe|suba|confirme|escriba)|можете|сможете|нужно|необходимо|должны|пожалуйста,? (?:приходите|
позвоните|принесите|освободите|сообщите|напишите|пришлите)|vous pouvez|pouvez-vous|vous devez|
veuillez|merci de|you'd|help yourself
""")
FACTS = _joined(r"""
opens?|closes?|closed|open|served|serves?|starts?|begins?|departs?|leaves|lasts|runs|takes|
live music|concert|booked|reserviert|reservad[oa]s?|réservée?s?|заказан\w*|забронирован\w*|match|
game|sunrise|sunset|rain\w*|weather|sunny|geöffnet|geschlossen|öffnet|schließt|serviert|beginnt|
fährt(?! (?:sie|dich|euch|ihre?n?|dein\w*)\b)|(?<!wir )fahren(?! wir)|abfahrt|dauert|
abre\w*|cierra\w*|sirve\w*|empieza|comienza|sale|salen|tarda\w*|
abiert\w+|cerrad\w+|открыва\w+|закрыва\w+|открыт\w*|закрыт\w*|начина\w+|начн\w+|отправляется|
подают|занимает|работает|ouvre\w*|ferme\w*|ouvert\w*|fermé\w*|commence\w*|part|partent|servi(?:e|
s|es)?|dure|every|daily|each|jeden tag|jede|täglich|cada|todos los|каждый|каждые|каждое|ежедневно|
chaque|tous les|toutes les|bus|buses|zug|züge|s-bahn|tram|shuttle|flug|flight|train|autobus|
autobús|tren|поезд|автобус|электричка|navette|walk\w*|on foot|by car|drive|gehminuten|zu fuß|
fußweg|fußläufig|andando|a pie|en coche|пешком|ходьбы|езды|à pied|en voiture|minutes away|
entfernt|see you|welcom\w+|look\w* forward|freuen uns|sehen uns|nos vemos|esperamos|ждем|
au plaisir|à bientôt|bis bald|bis gleich|bis später|до встречи|hasta (?:pronto|luego|mañana)|
à demain|bis morgen|happy hour|check-?out|check-?in|breakfast is|frühstück (?:ist|gibt)|
desayuno (?:es|está)|petit[- ]déjeuner est|завтрак (?:с|до|в|у нас|накрыт)|late departure|
se \w+ent(?= (?:avant|à|de|entre|jusqu))|
увидимся|встретимся|macht(?:\s[\w:.-]+){0,8}\s(?:zu|auf)[.!]*$|
get well|feel better|besserung|expect to|forecast|wetter|regnet|llueve|hará (?:sol|calor|frío)|
fera (?:beau|chaud|froid)|météo|погод\w+
""")
# What means the moment that was said before.
THEN = r"then|dann|entonces|a esa hora|alors|тогда|в это время"
# "No later than" is no negation.
LATEST = _joined(r"""
no later than|not later than|nicht später als|a más tardar|no más (?:de|tarde de)|au plus tard|
pas plus (?:de|tard que)|не позже|не позднее|не более|не больше|at the latest|spätestens
""")
# A guest says that it is there.
GOT = _joined(r"""
(?:we|i|just|have|'ve|all) (?:have |'ve |just |finally |already )?(?:got|received) (?:it|them|the|
everything|all|our|my|one|two|some)|got (?:them|the|my|our|everything)|(?:it|they|he|she|towels?|
pillows?|blankets?|food|order|technician|taxi|everything|someone|somebody|guy) (?:have |has |'ve |
's |is |are |was |were |just |already )*(?:arrived|here(?: now)?|came|come|been here|delivered|
there|fixed|working|brought)|(?:it )?works (?:again|now|fine|perfectly)|(?:all|it's|is) (?:fixed|
sorted|done|solved)|thanks? for (?:the|bringing|fixing|calling|coming|sending)|(?:haben|hab|
habe)(?:\s\w+){0,4}\s(?:bekommen|erhalten)|(?:ist|sind|war)(?:\s\w+){0,3}\s(?:angekommen|da|
gekommen|repariert|erledigt|hier)|funktioniert (?:wieder|jetzt)|danke für|geht (?:wieder|jetzt)|
(?:ya )?(?:las|los|lo|la)? ?(?:hemos|he|han) (?:recibido|llegado|venido|traído|arreglado|subido)|
ya (?:llegó|llegaron|está|están|tenemos|tengo|vino|funciona|me llegó|lo trajeron|las trajeron)|
gracias por (?:las?|los?|el|traer|venir|llamar)|(?:avons|ai|a) (?:bien )?(?:reçu|eu)|(?:est|
sont) (?:bien )?(?:arrivée?s?|venue?s?|passée?s?|réparée?s?|là)|(?:re)?marche (?:à nouveau|
maintenant|bien)|fonctionne|merci pour|получил\w*|принесли|пришел|пришла|пришли|привезли|починили|
доставили|(?:все )?работает|приехал\w*|уже (?:у нас|здесь|принесли)|спасибо за|убрали|заменили
""")
NOT_GOT = _joined(r"""
not|\w+n't|never|nobody|no one|still (?:no|waiting|nothing)|nothing|waiting|nicht|kein\w*|niemand|
noch nichts|nichts|warten?|no|nadie|nada|todavía|aún|ne|n'\w+|pas|jamais|personne|rien|toujours|
не|нет|никто|ничего|ждем|жду|\?|when|where|wann|wo|cuándo|dónde|quand|où|когда|где
""")
