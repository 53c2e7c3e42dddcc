"""What goes wrong in a hotel, by theme: each list is one theme in five languages.

`GRAVE` is a complaint by itself when it is said, and none when it is asked or supposed ("is there a
refund?"). `TROUBLES` is a fault like those of `mood_groups`: a second one, or how long it has been
so, makes a complaint of it. A final `*` stands for any ending.
"""


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


_WATER = _list("""
flooded, flooding, flood, overflow*, under water, water everywhere, water coming, leaking from,
pouring from, ceiling, burst pipe, pipe burst, uberflut*, uberschwemm*, unter wasser, lauft uber,
lauft wasser, wasser lauft, der decke, rohrbruch, uberlauf*, inundad*, inundo, inundacion, se
inund*, del techo, por el techo, se desborda*, desbordad*, agua por todas, inonde*, inondation,
deborde*, du plafond, de l'eau partout, fuite d'eau, затоп*, затапл*, заливает, залило, с потолка,
потоп, прорвал*, льет с
""")
_FILTH = _list("""
vomit, vomited, blood, bloody sheets, urine, pee on, feces, faeces, excrement, rat, rats, mice,
mouse droppings, maggot*, fleas, insects, worms, shithole, dump, pigsty, grubby, erbrochen*, kotze,
blut, blutig*, urin, kot, ratte, ratten, mause, ungeziefer, wanzen, flohe, insekten, maden,
bruchbude, saustall, drecksloch, dreckloch, vomito, vomitad*, sangre, orina, orines, heces, rata,
ratas, ratones, bichos, pulgas, insectos, gusanos, pocilga, cuchitril, porqueria, mugr*, vomi, sang,
urine, excrement*, rats, souris, puces, insectes, vermine, taudis, porcherie, crasse*, crasseu*,
рвот*, кровь, крови, кровью, моча, мочой, мочи, крыс*, мыши, мышей, блох*, насеком*, помойк*,
свинарник*, дыра
""")
_STAFF = _list("""
yelled at, yelling at, shouted at, shouting at, screamed at, swore at, insulted, insulting, insult,
laughed at us, laughed at me, so rude, impolite, arrogant, aggressive, ignored us, ignored me,
ignores us, refused to, refuses to, racist, harassed, threatened, slammed the, angeschrien,
angebrullt, beleidig*, ausgelacht, arrogan*, aggressiv*, pampig*, patzig*, frech, weigert*,
rassist*, belastigt, bedroht, angepflaumt, abgewimmelt, nos grito, me grito, nos gritaron, me
gritaron, gritandonos, insult*, se rio de, se rieron, agresiv*, maleducad*, mal educad*, se nego, se
negaron, racista*, prepotente*, nos ignor*, me ignor*, nous a crie, m'a crie, crie dessus, insulte*,
s'est moque, agressif*, impoli*, malpoli*, insolent*, refuse de, refusent de, raciste*, meprisant*,
накричал*, наорал*, оскорб*, груб, груба, грубо, грубит, хам, хамит, хамят, агрессивн*, высокомерн*,
отказывает*, отказались
""")
_CLAIMS = _list("""
complaint, complain*, beschwer*, reklamation, queja, quejar*, жалоб*, жалу*, пожалов*, plainte,
plaindre, reclamo
""")
_MONEY = _list("""
refund*, money back, compensation, overcharg*, charged too much, charged double, double charged,
charged for something, wrong amount, ruckerstatt*, erstatten, geld zuruck, zu viel berechnet, zuviel
berechnet, zu viel abgebucht, zuviel abgebucht, zu viel verlangt, entschadig*, falsch abgerechnet,
reembols*, devolucion, devuelvan el dinero, devuelvan mi dinero, de mas, cobro doble, indemniz*,
compensacion, remboursement, rembours*, de trop, dedommag*, indemnis*, верните деньги, верните мои,
возврат денег, вернуть деньги, вернете деньги, лишние деньги, лишнее, лишние, лишних, компенсац*
""")
_BOOKING = _list("""
overbook*, double booked, gave our room, gave my room, given our room, given away, wrong room, not
what we booked, not what i booked, not as booked, not as described, not what we ordered, downgraded,
no room for us, without a room, no bed for, uberbucht, uberbuchung, doppelt belegt, falsches zimmer,
nicht wie gebucht, nicht das gebuchte, anders als gebucht, nicht gebucht haben, ohne zimmer, kein
bett fur, overbooking, sobreventa, sobrevendid*, no es lo que reserv*, habitacion equivocada, sin
habitacion, otra habitacion distinta, surbooking, surbook*, surreserv*, pas ce qu'on a reserve, pas
ce que nous avons reserve, mauvaise chambre, sans chambre, овербукинг*, не то что бронировал*, не
тот номер, без номера, номера нет, отдали наш
""")
_SAFETY = _list("""
stranger, strangers, does not lock, doesn't lock, won't lock, can't lock, broke into, break-in,
burglar*, stole, into our room, into my room, entered our room, entered my room, electric shock,
sparks, smell of gas, smells of gas, smells like gas, gas leak, burning smell, smells burnt, smoke
in, is on fire, lift is stuck, elevator is stuck, stuck in the lift, stuck in the elevator, trapped,
locked out, fremder, fremde person, schliesst nicht ab, eingebrochen, einbruch, geklaut, in unser
zimmer gekommen, stromschlag, funken, gasgeruch, riecht nach gas, qualm, brennt es, aufzug steckt,
stecken im aufzug, im aufzug fest, eingesperrt, ausgesperrt, desconocid*, con llave, robaron,
descarga electrica, chispas, huele a gas, olor a gas, huele a quemado, atrapad*, encerrad*, inconnu,
inconnue, a cle, cambriol*, decharge electrique, etincelles, odeur de gaz, sent le gaz, sent le
brule, coinces dans l'ascenseur, coince dans l'ascenseur, enfermes, посторонн*, незнакомец, не
запирается, не закрывается на, взлом*, кража, ударило током, бьет током, искрит, пахнет газом, запах
газа, пахнет гарью, застряли в лифте, застрял в лифте
""")
_NOBODY = _list("""
on hold, nobody answers, no one answers, nobody answered, nobody picks up, no one picks up, nobody
responds, no one responds, nobody helps, no one helps, there is nobody, there is no one, nobody at
reception, nobody at the, no one at the, nobody is at, been waiting, niemand geht, geht niemand,
niemand hebt, hebt niemand, niemand antwortet, niemand reagiert, niemand hilft, ist niemand, niemand
da, keiner da, keiner geht, nadie contesta, nadie coge, nadie responde, nadie atiende, nadie ayuda,
no contesta nadie, no responde nadie, no hay nadie, nadie aparece, personne ne repond, personne ne
decroche, personne n'aide, personne ne nous, il n'y a personne, y a personne, никто не берет, никто
не отвечает, никто не подходит, никто не приходит, никто не помогает, никого нет, не дозвониться, не
дождаться
""")
_NO_SLEEP = _list("""
can't sleep, cannot sleep, can not sleep, couldn't sleep, could not sleep, unable to sleep, not
slept, haven't slept, hardly slept, barely slept, didn't sleep, did not sleep, no sleep, keeps us
awake, keep us awake, kept us awake, keeps me awake, kept me awake, kann nicht schlafen, konnen
nicht schlafen, konnten nicht schlafen, konnte nicht schlafen, kaum geschlafen, minute geschlafen,
kein auge, nicht schlafen, an schlaf, no podemos dormir, no puedo dormir, no pude dormir, no pudimos
dormir, no hemos dormido, no he dormido, pegado ojo, pegar ojo, pas dormir, pas dormi, ferme l'oeil,
a dormir, не могу уснуть, не можем уснуть, не могу спать, не можем спать, не уснуть, не заснуть, не
сомкнул*, не спал*, спать невозможно, невозможно спать
""")
_LEAVING = _list("""
checking out right now, checking out now, leaving this hotel, we are leaving now, fix it now, fix
this now, right this minute, speak to the manager, speak to a manager, speak to your manager, talk
to the manager, talk to your manager, your boss, we want another room, reisen sofort ab, sofort
abreisen, ziehen aus, manager sprechen, chef sprechen, vorgesetzten, nos vamos ahora, nos vamos ya,
nos marchamos ya, hablar con el gerente, hablar con el director, hablar con el encargado,
arreglenlo, on part tout de suite, nous partons tout de suite, parler au directeur, parler au
responsable, parler a un responsable, мы съезжаем, съезжаем прямо, позовите директора, позовите
управляющего, позовите менеджера, исправьте
""")
_OUTAGE = _list("""
ac is dead, heating is dead, heater is dead, no electricity, no power, power is out, power outage,
blackout, no heating, heating is out, no water at all, klimaanlage tot, klimaanlage ist tot, heizung
tot, heizung ist tot, kein strom, stromausfall, keine heizung, strom ist weg, aire acondicionado
esta muerto, calefaccion esta muerta, sin luz, sin electricidad, no hay luz, no hay electricidad,
sin calefaccion, clim est morte, chauffage est mort, pas d'electricite, plus d'electricite, plus de
courant, pas de chauffage, plus de chauffage, кондиционер сдох, кондиционер умер, нет света, нет
электричества, отключили свет, нет отопления, без света
""")
GRAVE = (
    *_WATER, *_FILTH, *_STAFF, *_CLAIMS, *_MONEY, *_BOOKING, *_SAFETY, *_NOBODY, *_NO_SLEEP,
    *_LEAVING, *_OUTAGE,
)  # fmt: skip

_NOISE = _list("""
shout, shouting, yell, yelling, scream, screaming, hammering, drilling, banging, barking, barks,
loud music, party in the, jackhammer, slamming doors, snoring, schreit, schreien, brullt, brullen,
bohrt, bohren, bohrmaschine, bellt, bellen, laute musik, grolt, grolen, poltern, poltert, gritando,
gritan, gritos, ladra, ladran, ladridos, taladro, taladrando, golpes, musica alta, musica a tope,
hurle, hurlent, crient, aboie, aboient, perceuse, marteau-piqueur, musique a fond, tapage, орет,
орут, кричит, кричат, крики, лает, лают, сверлит, сверлят, дрель, громкая музыка, топает, топают,
стучит, стучат
""")
_COLD = _list("""
freezing, shiver*, sweating, suffocat*, boiling hot, is dead, friert, frieren, friere, schwitzen,
eiskalt*, ersticken, ist tot, congelad*, estoy helad*, estamos helad*, tiritando, sudando, muerto,
muerta, asfixia*, gele, gelons, glacial*, grelott*, etouff*, est morte, est mort, мерзн*, замерз*,
задыха*, потеем, сдох, сдохла, сдохло, мерзнем, ледян*
""")
_FLAWS = _list("""
drips, drip, scratchy, rough, no batteries, was cold, were cold, is cold, are cold, was dirty, not
the best, overpowering, musty, threadbare, kratzig*, rau, war kalt, waren kalt, ist kalt, war heute
kalt, leere batterien, muffelt, estaba frio, estaba fria, esta frio, esta fria, estaban frios,
estaban frias, aspera*, rasposa*, sin pilas, etait froid*, etaient froid*, est froid*, rugueu*,
rapeu*, gratte, sans piles, был холодн*, была холодн*, было холодн*, были холодн*, колюч*, шершав*,
затхл*
""")
# What it could be, and is not.
_COULD_BE = tuple(
    f"{could} {better}"
    for could, betters in (
        (
            "could be",
            "hotter, warmer, cooler, colder, cleaner, quieter, faster, bigger, softer, fresher,"
            " friendlier, brighter, quicker, tastier",
        ),
        (
            "konnte",
            "heisser, warmer, kuhler, kalter, sauberer, leiser, schneller, grosser, weicher,"
            " frischer, freundlicher, heller",
        ),
        ("podria", "estar mas, ser mas, ir mas, hacer mas"),
        ("podrian", "estar mas, ser mas, ir mas"),
        ("pourrait", "etre plus, faire plus, aller plus"),
        ("pourraient", "etre plus, aller plus"),
        ("мог", "бы быть"),
        ("могла", "бы быть"),
        ("могло", "бы быть"),
        ("могли", "бы быть"),
    )
    for better in _list(betters)
)
TROUBLES = (*_NOISE, *_COLD, *_FLAWS, *_COULD_BE)

# What goes wrong elsewhere is no fault of the hotel.
ELSEWHERE = _list("""
train, flight, plane, airline, airport, traffic, my phone, our car, my car, the car, ferry, metro,
zug, bahn, flug, flieger, airline, flughafen, stau, handy, auto, fahre, tren, vuelo, avion,
aerolinea, aeropuerto, trafico, en un atasco, movil, coche, carro, train, vol, avion, compagnie,
aeroport, bouchons, portable, voiture, поезд*, рейс*, самолет*, авиакомпани*, аэропорт*, пробк*,
телефон сел, мой телефон, машин*, электричк*
""")
# With a fault these make a complaint, like `AGAIN`.
SINCE = _list("""
since midnight, since noon, since this morning, since last night, all day, all evening, third day,
third time, second time, second day, second night, third night, every day, hours ago, several times,
seit mitternacht, seit mittag, seit heute morgen, seit gestern abend, den ganzen tag, ganze nacht,
dritte mal, dritten mal, zweite mal, dritter tag, zweiter tag, zweite nacht, dritte nacht, jeden
tag, mehrmals, desde medianoche, desde el mediodia, desde esta manana, desde anoche, todo el dia,
tercer dia, segundo dia, segunda noche, tercera noche, tercera vez, segunda vez, varias veces, cada
dia, cada noche, depuis minuit, depuis midi, depuis ce matin, depuis hier soir, toute la journee,
troisieme jour, deuxieme jour, deuxieme nuit, troisieme nuit, troisieme fois, deuxieme fois,
plusieurs fois, chaque jour, chaque nuit, с полуночи, с полудня, с утра, с вечера, со вчерашнего,
весь день, весь вечер, третий день, второй день, вторую ночь, третью ночь, третий раз, второй раз,
несколько раз, каждый день
""")
PLAIN_CASES = _list("""
blood pressure, blood orange, blood test, blood sugar, cold outside, the ceiling lamp, ceiling fan,
computer mouse, dump truck, rats dont, le sang froid, sangre fria, un dia mas, una noche mas, una
persona mas, rien de trop, nothing is missing, de mas tarde
""")
