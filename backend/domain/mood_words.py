"""The words of the mood lexicon: English, German, Spanish, Russian, French, Italian.

A final `*` stands for any ending. `ANGRY` alone is enough for a complaint.
"""


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


ANGRY = _list("""
unacceptable, disgust*, outrag*, filthy, horrible, horrific, terrible, awful, worst, disgrace*,
scandal*, furious, ridiculous, cockroach*, bed bug*, bedbug*, mould, mold, rip-off, ripoff,
appalling, nightmare, unbearable, never again, stolen, ashamed, rude, unverschamt*, inakzeptabel*,
ekelhaft*, ekelig*, katastroph*, furchtbar*, schrecklich*, schlimmste*, frechheit, zumutung,
skandal*, kakerlake*, schimmel*, unertraglich*, nie wieder, unmoglich*, gestohlen, entsetz*,
inaceptable, asqueros*, pesimo, pesima, peor hotel, verguenza, escandalo*, cucaracha*, chinches,
moho, indignante, insoportable, nunca mas, robado, недопустим*, отвратительн*, ужас*, кошмар*,
худш*, возмут*, безобрази*, таракан*, клоп*, плесень, плесени, невыносим*, позор*, хамств*,
никогда больше, украли, мерзк*, скандал*, inacceptable, degoutant*, affreu*, catastroph*, honte,
honteux, scandaleu*, cafard*, punaise*, moisissure*, insupportable, plus jamais, infect,
execrable, lamentel*, inaccettabile, disgustos*, orribile, terribile, pessimo, pessima, vergogn*,
scandalos*, scarafagg*, cimici, muffa, rimborso, insopportabile, mai piu, schifo*, rubato
""")

# Complaints without a bad word: what was promised and not kept, waited for, taken, repeated.
ANGRY += _list("""
second time i, third time i, fourth time i, still nothing, nobody came, no one came, nobody comes,
hung up, hang up on*, not what we paid, not what i paid, paid for this, hairs all over, hair all
over, without sleep, could not sleep, couldn't sleep, nobody works here, charged twice, no one can
explain, nobody can explain, were promised, was promised, not cleaned, wasn't cleaned, kidding me,
got sick, food poisoning, bad review, leave a review, is gone from, watch is gone, is missing
from, somebody was in my room, someone was in my room, i asked for a quiet room and, lied, liar*,
disrespect*, dritten mal wegen, zweiten mal wegen, zum wiederholten, keiner kommt, niemand kommt,
aufgelegt, nicht bezahlt, liegen haare, ohne schlaf, nicht geschlafen, niemand arbeitet, doppelt
abgebucht, keiner kann, niemand kann, wurde uns versprochen, schon wieder nicht, magen verdorben,
offentlich bewerten, bewertung schreiben, meine uhr ist weg, in meinem zimmer war, unversch*,
verarsch*, lachhaft, respektlos*, tercera vez que escribo, segunda vez que escribo, otra vez no,
no viene nadie, nadie viene, colgaron, no es lo que pag*, pelos, sin dormir, nadie trabaj*,
cobraron dos veces, nadie lo explica, prometieron, no limpiaron, se enfermo, poner una resena,
falta mi, entro a mi, grosero*, grosera*, falta de respeto, una burla, mentira*, третий
раз пишу, второй раз пишу, в который раз, никто не идет, никто не пришел, бросили трубку, не за
это платили, чужие волосы, не спим, не спали, никто не работает, списали дважды, никто не может,
обещали, опять не, снова не, отравил*, напишу отзыв, пропали, пропал, нахамил*, издевательств*,
сколько можно, плесень*, вранье, обман*, troisieme fois que j'ecris, deuxieme fois que j'ecris,
personne ne vient, raccroche, pas ce qu'on a paye, cheveux partout, sans dormir, personne n'y
travaille, debite deux fois, personne ne peut, nous a promis, avons ete promis, pas ete faite,
malade a cause, laisser un avis, a disparu, est entre dans ma chambre, grossier*,
moisi, vous vous moquez, foutage*, mensonge*
""")

UNHAPPY = _list("""
dirty, broken, noisy, too loud, too cold, too hot, smell*, stink*, disappoint*, not working,
doesn't work, does not work, don't work, isn't working, still waiting, nobody, no one came,
unhappy, bad, poor, slow, leak*, no hot water, no water, cold water, problem, annoy*, upset,
uncomfortable, schmutzig*, dreckig*, kaputt*, laut, larm*, riecht, enttausch*, funktioniert nicht,
geht nicht, warte immer noch, warten immer noch, niemand, unzufrieden*, schlecht*, tropft,
undicht, kein warmes wasser, kein wasser, zu kalt, zu heiss, argerlich*, arger*, sucio, sucia,
sucias, sucios, roto, rota, ruido*, huele, decepcion*, no funciona, no funcionan, sigo esperando,
seguimos esperando, nadie, descontent*, malo, mala, muy mal, esta mal, mal servicio, gotea, sin
agua, agua fria, demasiado frio, molest*, грязн*, сломан*, сломал*, шумно, шум, воня*, запах,
разочарован*, не работает, не работают, жду уже, ждем уже, до сих пор, никто, недовол*, плох*,
плохо, течет, нет воды, нет горячей воды, холодно, жарко, грязь, проблем*, неприятн*, sale, sales,
casse, cassee, bruit, bruyant*, odeur, pue, decu*, decevant*, ne marche pas, ne fonctionne pas,
j'attends toujours, attendons toujours, personne ne, mecontent*, mauvais*, fuite, pas d'eau, eau
froide, trop froid, trop chaud, probleme*, sporco, sporca, sporchi, sporche, rotto, rotta, rumore,
rumoroso, puzza, delus*, non funziona, non funzionano, sto aspettando, aspettiamo ancora, nessuno,
scontent*, cattivo, male, perde acqua, senza acqua, acqua fredda, troppo freddo, troppo caldo,
fastidi*
""")

UNHAPPY += _list("""
a bit cold, pity, shame, uncomfortable, not comfortable, stopped working, noise, etwas kalt,
schade, unbequem*, langsam, nicht zufrieden, muffig, nicht mehr, un poco de frio, lastima,
incomod*, lento, lenta, no hay agua, no abre, ya no abre, huele raro, прохладно, жаль, неудобн*,
медленн*, перестал*, подтекает, не очень, не нравится, un peu froid, dommage, pas confortable,
lent, lente, n'ouvre plus, bizarre, fuit, pas bon, pas contente
""")

# Said of a whole: one small fault beside it changes nothing.
DELIGHTED = _list("""
could not be happier, couldn't be happier, could not be better, not bad, no complaints, saved our,
saved my, will come back, definitely come back, slept like, for the quick help, for your help,
guys rock, wow, insanely good, holy shit, loved it, loved every*, best stay, so kind, very kind,
wonderful time, besser geht es nicht, gar nicht schlecht, nicht schlecht, nichts zu beanstanden,
gerettet, kommen wieder, kommen bestimmt wieder, geschlafen wie, fur die schnelle hilfe, verdammt
gut*, wahnsinn, so lieb, grossartig*, mega, riesig, herrlich*, wunderschon*, no podria estar
mejor, nada mal, ninguna queja, salvaron, volveremos, como reyes, ayuda rapida, que pasada, madre
mia, muy amable*, increible*, riquisim*, buenisim*, preciosa, precioso, de maravilla, encanto,
mejores vacaciones, лучше не бывает, неплохо, никаких жалоб, спасли, вернемся, как младенцы,
быстро починили, быстро помогли, какой же вкусн*, офигенн*, потрясающ*, лучший отпуск, круто, вау,
милая, милый, милые, чудесн*, огромное спасибо, ne pouvait pas rever mieux, pas mal, aucune
plainte, sauve notre, on reviendra, reviendrons, comme des bebes, l'aide rapide, quel petit
dejeuner, un regal, une tuerie, incroyable*, adorable*, plus belles vacances, waouh, super moment,
touches par, ravissant*, infiniment, ❤*, 😍*, 🥰*, 🙏*, 👏*
""")

# Words of feeling that say none here.
PLAIN = _list("""
no thanks, no thank you, no problem, good morning, good afternoon, good evening, good night, best
way, best time, good restaurant, good place, all good, never mind, complain about a, nein danke,
kein problem, guten morgen, guten tag, guten abend, gute nacht, gutes restaurant, beste weg, schon
gut, schon offen, alles gut, noch nicht, no gracias, no hay problema, buenos dias, buenas tardes,
buenas noches, buen restaurante, mejor ruta, esta bien, нет спасибо, ничего страшного, не
проблема, доброе утро, добрый день, хороший ресторан, хорошо, до сих пор до, non merci, pas de
probleme, bon restaurant, meilleur chemin, tres bien, d'accord, pas encore
""")

ANGRY += _list("""
robbery, rip off, scam, thieves, lost our booking, lost my booking, lost our reservation, without
asking us, abzocke, betrug, buchung verloren, buchung ist verschwunden, robo, estafa, perdieron la
reserva, грабеж, мошенник*, потеряли бронь, c'est du vol, arnaque, perdu la reservation, perdu
notre reservation
""")

GLAD = _list("""
thank*, thx, great, perfect*, excellent, wonderful*, amazing, lovely, love, awesome, fantastic,
happy, beautiful*, delicious, good, nice, best, appreciate*, enjoy*, danke*, dank, super,
perfekt*, toll*, wunderbar*, hervorragend*, ausgezeichnet*, schon*, klasse, freundlich*, lecker*,
begeistert, zufrieden, gut, prima, freuen, gracias, perfecto, perfecta, excelente*, maravillos*,
genial, fantastic*, encanta*, feliz, hermos*, delicios*, bueno, buena, estupend*, спасибо,
благодар*, отлично, отличн*, прекрасн*, замечательн*, супер, чудесн*, идеальн*, великолепн*,
понравил*, нравится, вкусн*, хорошо, хорош*, рады, рад, довольн*, merci, parfait*, excellent*,
merveilleu*, formidable*, genial*, magnifique*, delicieu*, content, contente, ravi*, bien, adore*,
grazie, perfetto, perfetta, eccellent*, meraviglios*, ottimo, ottima, bellissim*, splendid*,
felice, delizios*, buono, buona, contento, contenta
""")

NEGATIONS = _list("""
not, no, never, isn't, wasn't, don't, didn't, doesn't, can't, hardly, without, nicht, kein*, nie,
ohne, sin, nunca, jamas, не, нет, без, ни, pas, jamais, sans, aucun*, non, mai, senza, nessun*
""")

NOBODY = _list("nobody, niemand, keiner, nadie, никто, personne, nessuno")

# Beside something that makes a guest unhappy, these make a complaint of it.
AGAIN = _list("""
again, twice, still, for an hour, in a row, since yesterday, for hours, every night, all night,
schon wieder, zweimal, immer noch, seit einer stunde, seit stunden, seit gestern, jede nacht, otra
vez, dos veces, todavia, hace una hora, desde ayer, toda la noche, опять, снова, дважды, уже час,
час никто, до сих пор, со вчерашнего, всю ночь, каждую ночь, encore, deux fois, toujours, une
heure que, depuis hier, toute la nuit
""")
