"""Who of a hotel does something, with any verb: "the plumber unblocks", "wir räumen um".

Lists of verbs know what somebody thought of. Here the subject says that it is the hotel, and a few
verbs say that nothing is done by it: to hope, to open, to wish. Patterns like those of
`promise_words`: folded when they are compiled, and without upper-case escapes.
"""


def _joined(lines: str) -> str:
    """A pattern that was broken behind its bars."""
    return lines.strip().replace("\n", "")


_PEOPLE = _joined(r"""
plumber|handyman|engineer|electrician|technician|porter|bellboy|bellman|concierge|colleagues?|
manager|driver|team|chef|waiter|waitress|maid|housekeeper|housekeeping|maintenance|reception|
receptionist|butler|valet|doctor|nurse|kitchen|laundry|florist|courier|front desk|guest relations|
night porter|duty manager|locksmith|security|guard|bartender|sommelier|lifeguard|supervisor
""")
_NO_DEED = _joined(r"""
not|be|see|miss|need|(?:re)?open|close|start|begin|end|serve|cost|love|like|want|have to|welcome|
wait|remain|stay|keep in mind|rain|never|depart|leave(?! (?:it|them|this|that|these|your?|the|an?|
some|any|one|two|three|\d+|\w+ \w+ (?:at|by|in|on|outside|with)) )|leave it to you
""")
_ENGLISH = _joined(rf"""
(?:we|i|he|she|they|someone|somebody|one of us|{_PEOPLE}) (?:will|shall|(?:am|is|are) going to)
 (?:\w+ly |just |also |then |now |even )?(?!(?:{_NO_DEED})\b)\w+|(?:(?:and|then)
 (?:(?:he|she|they|we|i) )?|^)will (?:then |also )?(?!(?:{_NO_DEED})\b)\w+|(?<!we )(?<!i )will be
 (?:\w+ )?(?:waiting|lying|standing|sitting|hanging|yours)|
(?:{_PEOPLE}|car|cab|taxi) is waiting|(?:is|are) (?:all )?(?:yours|with you)|will be
 (?:\w+ly )?(?!closed|opened|served|charged|cancelled|canceled|
required|needed|limited|billed|deducted|delayed|booked|used)(?:\w{{2,}}ed|hung|made|put|taken|given|
left|laid|kept|run|held for you|told|seen to)|(?:we|i|he|she|they|someone|somebody|{_PEOPLE}) can be
 (?:there|up|over|with you|at your|outside|back)|(?:cab|taxi|car|driver|food|order|dinner|{_PEOPLE})
 (?:pulls? up|arrives?|gets? (?:to you|there|here)|comes? (?:up|over|to you|by)|is due|are due)|
(?:we|i|he|she|they|{_PEOPLE}) (?:just |only )?needs? (?:just |only |about |another |around )?
(?:\d{{1,2}}|five|ten|fifteen|twenty|thirty|half|a quarter|a few|a couple)|coming to (?:you|your)|
(?:someone|somebody|{_PEOPLE}) (?:comes|calls|brings|fixes|checks|looks|picks|delivers|meets)
""")
# A thing as the subject, and "sending it up" without a doer.
_NOT_SENT = r"tour|trip|boat|cruise|ferry|son|daughter|husband|wife|friends?|family|guests?|group"
_ENGLISH_THINGS = _joined(rf"""
will be (?:\w+ )?(?:outside|downstairs|upstairs|out front|in the lobby|at (?:the|your) (?:\w+ )?
(?:door|entrance|gate|desk|reception))|gets? (?:\w+ly )?(?!closed|locked|charged|served|used|
crowded|billed|cancelled|canceled)(?:\w{{3,}}ed|made|put|taken|brought|sent|done|hung|laid) (?:up|
down|out|away|back|by|at|in|before|within|while|tonight|today|tomorrow|first|this|for you|to you)|
your (?!(?:{_NOT_SENT})\b)(?:\w+ ){{1,4}}(?:goes|go|comes|come|heads?|(?:is|are) (?:going|heading))
 (?:right |straight )?(?:up|out|over|round|to you|to your)|
^(?!.* (?:is|are|takes?|costs?|can|means) )(?:just |now )?(?:send|bring|popp|dropp|runn|fetch|grabb|
gett|nipp|head|tak|call|ring|check|sort|look|arrang|order|print|swapp)ing (?:it|them|him|her|that|
this|one|some|someone|somebody|a|an|the|my|our|your|you(?! (?:our|my|all|best|warm\w*|lots|love)\b)|
up|over|down|into|\w+ (?:up|over|down|round|to))
""")

_PEOPLE_DE = _joined(r"""
jemand|kolleg\w+|techniker\w*|hausmeister\w*|elektriker\w*|klempner\w*|installateur\w*|
hausdame|housekeeping|zimmermädchen|reinigungskraft|portier|nachtportier|concierge|page|
kellner\w*|koch|köchin|küche|fahrer\w*|team|manager\w*|chef\w*|empfang|rezeption|arzt|ärztin|
schlüsseldienst|schlosser|hausleitung|direktor\w*|servicekraft|mitarbeiter\w*|wagenmeister\w*|
sicherheitsdienst|sicherheitskraft|security|wachmann|wachdienst|zimmerservice|
barkeeper\w*|gärtner\w*
""")
_NO_DEED_DE = _joined(r"""
hab(?:e|en)|hat|hatten?|sind|bin|ist|waren?|war|könn\w+|kann|konn\w+|möcht\w+|würd\w+|woll\w+|
will|soll\w*|müss\w+|muss|mussten?|dürf\w+|darf|wünsch\w+|freu\w+|dank\w+|bedank\w+|hoff\w+|
öffn\w+|schließ\w+|biet\w+|servier\w+|empfehl\w+|find\w+|bitt\w+|brauch\w+|benötig\w+|wiss\w+|
weiß|glaub\w+|denk\w+|fürcht\w+|verkauf\w+|bedau\w+|entschuldig\w+|werden?|wird|wurden?|seh\w+|
hätt\w+|wär\w+|versteh\w+|arbeit\w+|schätz\w+|bin|erwart\w+|hieß\w*|heiß\w*|leid|nicht|nie|auch|
und|oder|aber|gerne?|leider|uns|euch|ihnen|sie|heute|morgen|jetzt|hier|selbst|alle|begrüß\w+|
mag|wohn\w+|dacht\w+|wie|die|den|denn|ohne|diese[nr]?|willkommen|frühstück\w*|
mittwoch|morgen|rat\w+|raten|schlag\w+|wart(?:e|en) auf|vermiss\w+
""")
# What stands behind "ich" without an ending, and is no deed of now: thoughts, pasts, no verbs.
_NO_SHORT_DE = _joined(r"""
hab|glaub|denk|hoff|wünsch|freu|find|versteh|bedau\w*|brauch|rat|empfehl|wart|bleib|wohn|kenn|dank|
wär|hätt|würd|könnt|möcht|müsst|ließ|rief|ging|kam|sah|nahm|schrieb|fand|hielt|blieb|bekam|
den|dem|der|die|das|des|ihn|ihm|ihr|mich|dich|mir|dir|sich|dann|gleich|noch|nur|mal|nochmal|bald|
eben|kurz|gern|doch|schon|im|am|vom|zum|beim|ein\w*|kein\w*|persönlich|wirklich|natürlich|extra|
selber|für|bis|aus|von|etwas|alles|als|wenn|dass|wieder|vorhin|gestern|drin|unten|oben|\w+lich
""")
_GERMAN = _joined(rf"""
(?:wir|ich) (?!(?:{_NO_DEED_DE})\b)\w{{2,}}(?:e|en|n)|(?<!bitte )(?<!dann )\b(?!(?:{_NO_DEED_DE})\b)
\w{{2,}}(?:e|en|n) (?:ihnen |sie |dir |euch |es |das )?(?:wir|ich)|(?:{_PEOPLE_DE})
 (?:sie |ihnen |gleich |sofort )?(?!(?:{_NO_DEED_DE})\b)\w{{2,}}t|(?!(?:{_NO_DEED_DE})\b)\w{{2,}}t
 (?:sie |ihnen |es |das \w+ |dir |euch )?(?:ein|eine|der|die|unser|unsere|mein|meine|ihr|ihre)
 (?:{_PEOPLE_DE})|(?:liegt|liegen|steht|stehen|hängt|hängen|wartet|warten)(?:\s[\w:.-]+){{0,7}}\s
(?:bereit|für (?:sie|dich|euch)|(?:ihrer|deiner|eurer) tür|auf (?:sie|dich|euch))|(?:erhalten|
bekommen|kriegen|hören) sie|sie (?:erhalten|bekommen|kriegen|hören)|(?:gib|gebt|geben sie)
 (?:uns|mir|ihm|ihr|ihnen|der \w+|dem \w+)|(?:ist|sind)(?:\s[\w:.-]+){{0,7}}\s(?:ein|aus|an|auf|her|
vor|um|ab|zu|nach)ge\w{{2,}}(?:t|en)|(?:in|bis|binnen|innerhalb)(?:\s[\w:.-]+){{1,4}}\s(?:ist|sind)
(?:\s[\w:.-]+){{1,5}}\s\w*ge\w{{2,}}(?:t|en)|(?:ist|sind)(?:\s[\w:.-]+){{0,3}}\sin(?:\s[\w:.-]+){{1,6}}
\s\w*ge\w{{2,}}(?:t|en)|(?<!wie )ich (?!(?:{_NO_DEED_DE}|{_NO_SHORT_DE})\b)\w{{2,}}[bdfgklmnprsz]|
(?:liegt|liegen|steht|stehen|hängt|hängen)(?:\s[\w:.-]+){{0,7}}\s(?:in|an|auf|vor|bei|neben)
 (?:ihre[mr]|deine[mr]|eure[mr]) \w+|(?!(?:{_NO_DEED_DE})\b)\w{{2,}}n (?:ihnen |sie |es |das )?(?:
die|unsere|meine|zwei) (?:{_PEOPLE_DE})|(?:in|bis|binnen|innerhalb)(?:\s[\w:.-]+){{1,5}}\shaben sie
 (?:die|das|den|ihre?n?|eine?n?|alles|es|sie|bescheid)(?! (?:möglichkeit|gelegenheit|chance))|
(?:geht|gehen)(?:\s[\w:.-]+){{0,6}}\s(?:raus|rüber|hoch|vorbei|runter|zu ihnen)|
(?:wir|{_PEOPLE_DE}) (?:fahren|fährt)|fahren wir|
(?:in|bis|binnen|innerhalb)(?:\s[\w:.-]+){{1,5}}\s(?:haben wir|habe? ich)
""")

_PEOPLE_ES = _joined(r"""
alguien|compañer[oa]s?|técnico|fontanero|electricista|recepcionista|recepción|conserje|camarer[oa]|
chófer|chofer|conductor|botones|gobernanta|encargad[oa]|mantenimiento|limpieza|cocina|equipo|
cocinero|médico|cerrajero|director|directora|lavandería|portero|aparcacoches|vigilante|seguridad|
jardinero|socorrista|supervisora?|subgobernanta|jef[ea] de (?:sala|recepción|cocina)
""")
_NO_DEED_ES = _joined(r"""
ha|han|he|hemos|había\w*|era|eran|fue|fueron|est\w+|es|son|dese\w+|agradec\w+|record\w+|rog\w+|
ped\w+|pid\w+|ofrec\w+|gust\w+|encant\w+|interes\w+|parec\w+|cuest\w+|falt\w+|suger\w+|recomend\w+|
aconsej\w+|esper\w+|cerr\w+|abr\w+|sient\w+|lament\w+|import\w+|pued\w+|podr\w+|deb\w+|apetec\w+|
conviene|viene bien|toca|corresponde|antes|mejor|que|siento|tendremos abierto|seremos|extrañ\w+|
echaremos de menos|servimos|sirv\w+|dij\w+|\w+riamos|\w+ria|\w+rian
""")
_SPANISH = _joined(rf"""
(?:le|les|lo|se lo|se la|se los|se las|te|os) (?!(?:{_NO_DEED_ES})\b)\w{{2,}}(?:o|amos|emos|imos|
are|ere|ire|ara|era|ira|aran|eran|iran)|(?:{_PEOPLE_ES}) (?:ya |le |les |lo |la |se )?
(?!(?:{_NO_DEED_ES})\b)\w{{2,}}(?:a|e|ara|era|ira)|(?:{_PEOPLE_ES}|coche|taxi|maletas?|llaves?)
 (?:ya )?(?:le |les |lo |la )?espera(?:n|ra|ran)?|(?!(?:{_NO_DEED_ES})\b)\w{{3,}}(?:aremos|eremos|
iremos)|(?!(?:{_NO_DEED_ES})\b)\w{{3,}}o (?:ahora mismo|enseguida|inmediatamente|de inmediato|ya
 mismo)|(?:ahora mismo|enseguida|ya mismo) (?!(?:{_NO_DEED_ES})\b)\w{{3,}}(?:o|amos|emos|imos)|
(?:recibe|reciben|recibirán|obtendrá\w*|sabrá\w*)|(?:dennos|denme|dame|danos)
""")

_PEOPLE_FR = _joined(r"""
quelqu'un|collègues?|plombier|technicien(?:ne)?|électricien|chauffeur|gouvernante|réceptionniste|
réception|concierge|serveur|serveuse|bagagiste|équipe|cuisine|maintenance|directeur|directrice|
femme de chambre|manager|livreur|médecin|serrurier|veilleur|cuisinier|chef|voiturier|gardien|
vigile|agent de sécurité|portier|barman|maître d'hôtel|femme de ménage|jardinier|responsable
""")
_NO_DEED_FR = _joined(r"""
av(?:ons|ez|ais|ait|aient|ions|ant|ec)|ai|as|a|ont|aura\w*|est|sont|suis|sommes|étai\w*|étions|ser\w+|
souhait\w+|remerci\w+|pri\w+|
espér\w+|regrett\w+|pouv\w+|peu\w*|pourr\w+|dev\w+|doi\w+|voul\w+|veu\w+|voudr\w+|aim\w+|ferm\w+|
ouvr\w+|propos\w+|attend\w+|conseill\w+|recommand\w+|sav\w+|sai\w+|pens\w+|croi\w+|croy\w+|
compren\w+|retrouv\w+|accueill\w+|ne|vous|nous|\w+ions|\w+rais|\w+rait|disposons|restons|reste|
servons|faut|présent\w+|félicit\w+|invit\w+|offrons|dit|dite
""")
_NO_STATE_FR = _joined(r"""
ferm|ouv|serv|factur|débit|demand|annul|limit|utilis|chauff|calm|libr|disponibl|possibl|nécessair|
payabl|visibl|fraîch|malad|seul
""")
_OBJECT_FR = "(?:vous (?:le |la |les |l'|en )?|le |la |les |l'|lui |leur |y |m'en |s'en )?"
_FRENCH = _joined(rf"""
nous {_OBJECT_FR}(?!(?:{_NO_DEED_FR})\b)\w{{2,}}ons|nous vous servons|(?:je |j')
{_OBJECT_FR}(?!(?:{_NO_DEED_FR})\b)\w{{2,}}(?:e|s|ds|ai)|on {_OBJECT_FR[:-1]}(?!(?:{_NO_DEED_FR})\b)
\w{{2,}}(?:e|t|d|ra)|on (?!(?:{_NO_DEED_FR})\b)\w{{2,}}(?:e|t|d|ra) (?:ça|cela|le|la|les|votre|vos|
une?|du|des)|(?:{_PEOPLE_FR}) {_OBJECT_FR}(?!(?:{_NO_DEED_FR})\b)\w{{2,}}(?:e|t|d|ra)|
vous (?:recevrez|aurez|recevez)|(?:{_PEOPLE_FR}|taxi|voiture|valises?|clés?|plateau)
 vous attend(?:ent|ra|ront)?|(?:sera|seront) (?!(?:{_NO_STATE_FR})\w*)\w{{3,}}(?:é|ée|és|ées)
""")

# A prefix makes a verb perfective, and its present the future; "-ывает" and "-ает" are habits.
_NO_DEED_RU = _joined(r"""
\w*[иы]ва\w+|\w+а[ею][тм]\w*|\w*ход(?:ит|им|ят)\w*|\w*воз(?:ит|им|ят)|\w*нос(?:ит|им|ят)|надеем\w*|
советуем|\w*стоит|\w*стоят|понима\w+|поздравл\w+|прос(?:им|ят)|привет|ответ|проспит|устроит|
предпоч\w+|работа\w*|закроем\w*|откроем\w*|\w*крое\w+|\w*крою\w+|\w*кончится|вылет\w*|прилет\w*
""")
_PREFIX_RU = "(?:при|за|от|под|по|пере|вы|на|об|раз|рас|до|про|у|из|ис|о(?=[бдтсфпчж]))"
_RUSSIAN = _joined(rf"""
(?!(?:{_NO_DEED_RU})\b){_PREFIX_RU}\w{{2,}}(?:им|ем|ет|ит|ут|ат|ят)(?:ся|сь)?|(?:я|сейчас|сейчас же|
сразу|немедленно|мигом|тотчас)\s(?:вам |вас |все |это |его |ее |их )?{_PREFIX_RU}\w{{2,}}[ую]
(?:сь)?|(?!(?:извиня|опаса|наде)\w+){_PREFIX_RU}\w{{2,}}[ую]сь|
(?:будет|будут) (?:\w+ )?(?:лежать|ждать|стоять|висеть)|ваш(?:а|е|и)? (?!рейс|поезд|самолет|автобус)
(?:\w+ ){{1,2}}(?:будет|будут)|у вас (?:будет|будут)(?! (?:\w+ )?(?:врем|возможн|шанс|выбор))|
(?:будет|будут)(?:\s[\w:.-]+){{0,5}}\s(?:у входа|у двери|
у дверей|под дверью|внизу|на стойке|в холле|в лобби)
""")
ANY = "|".join((_ENGLISH, _ENGLISH_THINGS, _GERMAN, _SPANISH, _FRENCH, _RUSSIAN))
