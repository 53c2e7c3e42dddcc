"""Words by which rules recognise what a guest wants while no model is asked."""


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


GREETINGS = _list("""
hello, hi, hey, hello there, hi there, good morning, good afternoon, good evening, good day,
hallo, guten tag, guten morgen, guten abend, moin, servus, gruss gott, gruezi,
hola, buenos dias, buenas tardes, buenas noches, buenas,
привет, здравствуйте, здравствуй, добрый день, доброе утро, добрый вечер, доброго дня,
bonjour, bonsoir, salut, ciao, buongiorno, buonasera, salve, ola, bom dia, boa tarde, boa noite,
goedemorgen, goedemiddag, goedenavond, dzien dobry, dobry wieczor, czesc, merhaba, iyi gunler,
gunaydin, iyi aksamlar, доброго ранку, добрий день, вітаю, 你好, 您好, こんにちは, 안녕하세요, مرحبا
""")

HUMAN = _list("""
human, a real person, real human, speak to someone, talk to someone, speak with someone,
speak to a person, talk to a person, speak to somebody, talk to somebody, speak to a human,
speak to staff, talk to staff, speak to the manager, talk to the manager, speak to a manager,
talk to reception, speak to reception, human agent, live agent, an operator, call me, call me back,
stop the bot, not a bot,
mit einem menschen, echten menschen, einen menschen, ein mensch, mitarbeiter sprechen,
mit jemandem sprechen, jemanden sprechen, mit der rezeption sprechen, den manager sprechen,
mit dem manager, rufen sie mich an, ruckruf, kein bot, kein roboter,
hablar con alguien, hablar con una persona, una persona real, un humano, hablar con recepcion,
hablar con el gerente, un operador, un agente, llamenme, llameme,
живой человек, живым человеком, с человеком, живого человека, с оператором, позовите оператора,
позовите менеджера, позовите администратора, с менеджером, с администратором, с сотрудником,
перезвоните, позвоните мне, не бот,
parler a quelqu'un, parler a une personne, une vraie personne, un humain, parler a la reception,
un conseiller, rappelez-moi, appelez-moi,
parlare con qualcuno, parlare con una persona, una persona vera, un umano, un operatore,
parlare con la reception, mi chiami, richiamatemi,
falar com alguem, falar com uma pessoa, uma pessoa real, um humano, atendente, me liguem,
iemand spreken, met een medewerker, een echt persoon, een mens, bel mij,
porozmawiac z kims, z czlowiekiem, z pracownikiem, prosze o telefon, zadzwoncie,
biriyle konus*, insanla konus*, gercek bir kisi, yetkiliyle, beni ara*,
з людиною, жива людина, з оператором, з менеджером, передзвоніть,
人工, 真人, 找人工, 人工客服, 人と話, 担当者と話, 상담원, 사람과 이야기, التحدث مع شخص, موظف
""")

TOPICS = {
    "wifi": _list("""
wifi, wi-fi, wi fi, wlan, w-lan, internet, wlan-passwort, вайфай, вай-фай, вай фай, интернет*,
wifi-passwort, reseau, contrasena del wifi
"""),
    "breakfast": _list("""
breakfast, fruhstuck*, desayuno*, завтрак*, petit dejeuner, petit-dejeuner, colazione,
pequeno-almoco, cafe da manha, ontbijt, sniadani*, kahvalti
"""),
    "check_in": _list("""
check in, check-in, checkin, check-in time, einchecken, anreise, ab wann zimmer,
hora de entrada, registro de entrada, заезд*, заселен*, заселить*, чек-ин,
arrivee, heure d'arrivee, arrivo, orario di arrivo
"""),
    "check_out": _list("""
check out, check-out, checkout, check-out time, auschecken, abreise, hora de salida, salida,
выезд*, выселен*, выехать, чек-аут, depart, heure de depart, partenza, orario di partenza
"""),
    "parking": _list("""
parking, park the car, car park, parkplatz*, parken, parkhaus, tiefgarage, aparcamiento, aparcar,
estacionamiento, парков*, припарков*, se garer, stationnement, parcheggi*
"""),
    "pool": _list("""
pool, swimming pool, schwimmbad, piscina, бассейн*, piscine
"""),
}
