"""The words of the mood lexicon: English, German, Spanish, Russian, French, Italian.

A final `*` stands for any ending. `ANGRY` alone is enough for a complaint.
"""


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


ANGRY = _list("""
complaint, complain*, unacceptable, disgust*, outrag*, filthy, horrible, horrific, terrible, awful,
worst, disgrace*, scandal*, furious, ridiculous, cockroach*, bed bug*, bedbug*, mould, mold, refund,
money back, rip-off, ripoff, appalling, nightmare, unbearable, never again, stolen, ashamed, rude,
beschwer*, reklamation, unverschamt*, inakzeptabel*, ekelhaft*, ekelig*, katastroph*, furchtbar*,
schrecklich*, schlimmste*, frechheit, zumutung, skandal*, kakerlake*, schimmel*, unertraglich*,
geld zuruck, ruckerstattung, nie wieder, unmoglich*, gestohlen, entsetz*,
queja, quejar*, inaceptable, asqueros*, horrible, terrible, pesimo, pesima, peor hotel, verguenza,
escandalo*, cucaracha*, chinches, moho, devolucion, indignante, insoportable, nunca mas, robado,
жалоб*, жалу*, пожалов*, недопустим*, отвратительн*, ужас*, кошмар*, худш*, возмут*, безобрази*,
таракан*, клоп*, плесень, плесени, верните деньги, возврат денег, невыносим*, позор*, хамств*,
никогда больше, украли, мерзк*, скандал*,
plainte, plaindre, inacceptable, degoutant*, horrible, affreu*, catastroph*, honte, honteux,
scandaleu*, cafard*, punaise*, moisissure*, remboursement, rembourser, insupportable, plus jamais,
infect, execrable,
reclamo, lamentel*, inaccettabile, disgustos*, orribile, terribile, pessimo, pessima, vergogn*,
scandalos*, scarafagg*, cimici, muffa, rimborso, insopportabile, mai piu, schifo*, rubato
""")

UNHAPPY = _list("""
dirty, broken, noisy, too loud, too cold, too hot, smell*, stink*, disappoint*, not working,
doesn't work, does not work, don't work, isn't working, still waiting, nobody, no one came, unhappy,
bad, poor, slow, leak*, no hot water, no water, cold water, problem, annoy*, upset, uncomfortable,
schmutzig*, dreckig*, kaputt*, laut, larm*, stink*, riecht, enttausch*, funktioniert nicht,
geht nicht, warte immer noch, warten immer noch, niemand, unzufrieden*, schlecht*, tropft, undicht,
kein warmes wasser, kein wasser, zu kalt, zu heiss, argerlich*, arger*,
sucio, sucia, sucias, sucios, roto, rota, ruido*, huele, decepcion*, no funciona, no funcionan,
sigo esperando, seguimos esperando, nadie, descontent*, malo, mala, mal, gotea, sin agua,
agua fria, demasiado frio, molest*,
грязн*, сломан*, сломал*, шумно, шум, воня*, запах, разочарован*, не работает, не работают,
жду уже, ждем уже, до сих пор, никто, недовол*, плох*, плохо, течет, нет воды, нет горячей воды,
холодно, жарко, грязь, проблем*, неприятн*,
sale, sales, casse, cassee, bruit, bruyant*, odeur, pue, decu*, decevant*, ne marche pas,
ne fonctionne pas, j'attends toujours, attendons toujours, personne ne, mecontent*, mauvais*, fuite,
pas d'eau, eau froide, trop froid, trop chaud, probleme*,
sporco, sporca, sporchi, sporche, rotto, rotta, rumore, rumoroso, puzza, delus*, non funziona,
non funzionano, sto aspettando, aspettiamo ancora, nessuno, scontent*, cattivo, male, perde acqua,
senza acqua, acqua fredda, troppo freddo, troppo caldo, fastidi*
""")

GLAD = _list("""
thank*, thx, great, perfect*, excellent, wonderful*, amazing, lovely, love, awesome, fantastic,
happy, beautiful*, delicious, good, nice, best, appreciate*, enjoy*,
danke*, dank, super, perfekt*, toll*, wunderbar*, hervorragend*, ausgezeichnet*, schon*, klasse,
freundlich*, lecker*, begeistert, zufrieden, gut, prima, freuen,
gracias, perfecto, perfecta, excelente*, maravillos*, genial, fantastic*, encanta*, feliz, hermos*,
delicios*, bueno, buena, estupend*,
спасибо, благодар*, отлично, отличн*, прекрасн*, замечательн*, супер, чудесн*, идеальн*,
великолепн*, понравил*, нравится, вкусн*, хорошо, хорош*, рады, рад, довольн*,
merci, parfait*, excellent*, merveilleu*, formidable*, genial*, magnifique*, super, delicieu*,
content, contente, ravi*, bien, adore*,
grazie, perfetto, perfetta, eccellent*, meraviglios*, fantastic*, ottimo, ottima, bellissim*,
splendid*, felice, delizios*, buono, buona, contento, contenta
""")

NEGATIONS = _list("""
not, no, never, isn't, wasn't, don't, didn't, doesn't, can't, hardly, without,
nicht, kein*, nie, ohne, sin, nunca, jamas, не, нет, без, ни, pas, jamais, sans, aucun*,
non, mai, senza, nessun*
""")
