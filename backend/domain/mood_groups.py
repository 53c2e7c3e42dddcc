"""What guests feel, by what they name: faults that need no bad word, and praise of many kinds.

English, German, Spanish, French, Russian. A final `*` stands for any ending. Chosen on the first
two labelled sets; the third (bench/labelled/moods_unseen.tsv) was written afterwards.
"""


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


def _after(before: str, words: str) -> tuple[str, ...]:
    """Each of the words behind each of what stands before it."""
    return tuple(f"{one} {word}" for one in _list(before) for word in _list(words))


# What is only a fault when there is too much of it.
_TOO = (
    *_after(
        "too, a bit, a little, a bit too, rather, quite, very, so, really, pretty, kind of,"
        " slightly, somewhat, super",
        "cold, hot, warm, loud, small, tiny, hard, soft, dark, bright, salty, dry, slow, old,"
        " boring, bland, thin, weak, stuffy, humid, crowded, cramped, tight, short, low, pricey,"
        " expensive, tired, dated, worn, stiff, lukewarm, greasy, sticky, dusty, messy, confusing",
    ),
    *_after(
        "zu, etwas, etwas zu, ein bisschen, ein bisschen zu, ein wenig, ziemlich, recht, sehr,"
        " so, viel zu, leider, echt",
        "kalt, heiss, warm, laut, klein, eng, hart, weich, dunkel, hell, salzig, trocken, langsam,"
        " alt, weit, langweilig, fad, dunn, schwach, stickig, feucht, voll, kurz, niedrig, teuer,"
        " abgenutzt, lauwarm, fettig, klebrig, staubig, unordentlich, hellhorig, ungemutlich",
    ),
    *_after(
        "demasiado, demasiada, muy, un poco, algo, bastante, tan, medio",
        "frio, fria, caliente, caluros*, ruidos*, pequen*, chic*, dur*, bland*, oscur*, salad*,"
        " sec*, lent*, viej*, lejos, aburrid*, sos*, delgad*, debil, floj*, humed*, llen*,"
        " estrech*, cort*, caro, cara, caros, caras, gastad*,"
        " tibi*, grasos*, pegajos*, polvorient*, desordenad*, triste",
    ),
    *_after(
        "trop, un peu, un peu trop, assez, plutot, tres, vraiment, si",
        "froid*, chaud*, bruyant*, petit*, dur*, mou, molle*, sombre*, sale*, sec, seche*, lent*,"
        " vieux, vieille*, loin, ennuyeu*, fade*, mince*, faible*, humide*, plein*, etroit*,"
        " court*, cher*, use*, tiede*, gras*, collant*, poussiereu*, vetuste*, triste*, leger*",
    ),
    *_after(
        "слишком, немного, немножко, чуть, довольно, очень, как-то",
        "холодн*, жарк*, шумн*, громк*, маленьк*, тесн*, жестк*, мягк*, темн*, ярк*, солен*, сух*,"
        " медленн*, стар*, далек*, скучн*, пресн*, тонк*, слаб*, душн*, влажн*, узк*, коротк*,"
        " дорог*, изношен*, теплый, жирн*, липк*, пыльн*, грустн*",
    ),
)
FAULTS = (
    *_TOO,
    *_list("""
weak, boring, lukewarm, stale, soggy, overcooked, undercooked, burnt, flicker*, squeak*, creak*,
rattl*, clogged, blocked, dripping, stained, stain, stains, dusty, worn out, outdated, run down,
overpriced, not worth, expected more, expected better, could be better, could have been, let down,
not impressed, unfriendly, not friendly, not helpful, unhelpful, forgot*, ignored, strange sound,
strange noise, weird noise, weird sound, weird smell, odd smell, funny smell, thin walls, hear the
neighbours, hear everything, hear every, keeps switching, keeps turning, keeps dropping, keeps
waking, won't open, won't close, won't turn, does not open, doesn't open, doesn't close, not hot,
not warm, not clean, not fresh, not great, not nice, not tasty, not quiet, not ideal, no light, no
towels, no signal, no hot, no toilet paper, no soap, out of order, ran out, is missing, are missing,
was missing, were missing, hardly any, took forever, takes forever, took ages, takes ages, long
wait, long queue, waited, kept us waiting, hard to sleep, hard to find, woke us, woke me, mosquito*,
ants, hair in, leaking, stuck, jammed, wobbl*, cracked, torn, peeling, is down, are down, out of
service, mediocre, underwhelm*, so-so, meh, chilly, draughty, drafty, gloomy, tasteless
"""),
    *_list("""
schwach*, langweilig*, lauwarm*, abgestanden*, matschig*, verkocht*, verbrannt*, flacker*,
quietsch*, knarr*, klapper*, verstopf*, tropf*, fleckig*, flecken, fleck, staubig*, verstaubt*,
abgewohnt*, veraltet*, in die jahre, uberteuert*, nicht wert, mehr erwartet, besser sein, lasst zu
wunschen, nicht begeistert, unfreundlich*, nicht freundlich, nicht hilfsbereit, vergess*,
ignoriert*, komisch*, seltsam*, merkwurdig*, hellhorig*, jedes wort, hort man alles, man hort, fallt
standig aus, bricht standig ab, bricht immer, geht immer aus, geht nicht auf, geht nicht zu, lasst
sich nicht, schliesst nicht, klemmt, nicht warm, nicht heiss, nicht sauber, nicht frisch, nicht so
toll, nicht toll, nicht schon, nicht so schon, nicht lecker, nicht ruhig, nicht optimal, nicht
gemutlich, kein licht, keine handtucher, kein empfang, kein klopapier, keine seife, ausser betrieb,
fehlt, fehlen, fehlte, fehlten, kaum, ewig, dauert lange, lange gewartet, lange schlange, gewartet,
traurig*, geweckt, wach gehalten, mucken, ameisen, haare im, lauft aus, wackel*, gerissen,
mittelmassig*, naja, so lala, geschmacklos*, zieht es, stickig*, ungemutlich*, durftig*, mau,
enttauschend*, durchgelegen*, durchgelegene
"""),
    *_list("""
debil, floja, flojo, poca presion, aburrid*, tibi*, ranci*, pasad*, quemad*, parpade*, chirri*,
cruje*, atasc*, tapad*, gotea*, manchad*, mancha, manchas, polvo, gastad*, anticuad*, viejit*, caro
para, carisim*, no vale, esperaba mas, esperabamos mas, podria ser mejor, podria estar mejor, deja
que desear, antipatic*, poco amable*, nada amable*, olvid*, ignor*, sonido raro, ruido raro, olor
raro, un olor, paredes delgadas, se oye todo, se escucha todo, se oye, se escucha, se corta, se cae,
se apaga, no cierra, no abre, no enciende, no prende, no calienta, no enfria, no sale, no esta
limpi*, no es comod*, no estaba buen*, no estuvo buen*, no me gusto, no nos gusto, no hay luz, no
hay toallas, no hay senal, no hay papel, no hay jabon, fuera de servicio, sin servicio, se acabo,
falta, faltan, faltaba, faltaban, apenas, tarda mucho, tardan mucho, tardaron, mucha espera, mucha
cola, larga espera, esperamos, espere, triste, desperto, despertaron, mosquito*, hormiga*, atorad*,
trabad*, flojit*, rajad*, regular, mas o menos, sin sabor, insipid*, incomod*, descuidad*,
desordenad*, decepcion*, fea, feo, raro, rara
"""),
    *_list("""
faible*, ennuyeu*, tiede*, rassis, brule*, clignot*, grinc*, craqu*, bouch*, goutte, goutt*, tache,
taches, tachee*, poussiere, poussiereu*, use, usee, uses, vetuste*, vieillot*, trop cher*, ne vaut
pas, attendais mieux, attendions mieux, attendait mieux, pourrait etre mieux, laisse a desirer,
desagreable*, peu aimable*, pas aimable*, pas sympa*, oubli*, ignor*, drole de bruit, bruit etrange,
bruit bizarre, drole d'odeur, murs fins, on entend tout, on entend, se coupe, coupe sans, s'eteint,
ne ferme pas, ne ferme plus, ne s'ouvre, ne s'allume, ne chauffe, ne refroidit, manque, manquent,
manquait, pas propre*, pas chaud*, pas frais, pas terrible*, pas top, pas super, pas genial*, pas
ideal*, pas calme*, pas de lumiere, pas de serviette*, pas de reseau, pas de papier, pas de savon,
hors service, en panne, a peine, met longtemps, trop longtemps, longue attente, longue queue,
attendu, triste*, reveille, reveilles, moustique*, fourmis, coince*, bancal*, fissure*, moyen,
moyenne, bof, sans gout, insipide*, inconfortable*, neglige*, delabre*, morne*, quel dommage
"""),
    *_list("""
слаб*, скучн*, скучноват*, прохладноват*, шумноват*, темноват*, тесноват*, дороговат*, жестковат*,
грязноват*, холодноват*, староват*, маловат*, чуть теплая, еле теплая, еле, несвеж*, подгорел*,
мигает, моргает, скрип*, дребезж*, гудит, засор*, капает, пятна, пятно, пыль, пыльн*, потерт*,
обшарпан*, устар*, не стоит своих, ожидал*, могло быть лучше, оставляет желать, неприветлив*,
невежлив*, недружелюбн*, забыл*, игнорир*, странный звук, странный запах, тонкие стены, все слышно,
слышно каждое, слышно, отваливается, пропадает, обрывается, выключается, не открывается, не
закрывается, не включается, не греет, не охлаждает, не хватает, нет света, нет полотенец, нет
сигнала, нет бумаги, нет мыла, закончил*, не убрано, не убрали, не свеж*, не вкусн*, невкусн*, не
чист*, не тепл*, не горяч*, не удобн*, не впечатл*, не понравил*, еле-еле, едва, долго ждали, долго
ждать, долго, ждали, очередь, грустно, разбудил*, мешает спать, мешали, комар*, муравь*, заело,
застрял*, шатается, треснул*, порван*, так себе, посредственн*, душно, тесно, темно, сквозит,
безвкусн*, отсутству*, барахлит, глючит
"""),
    *_list("😞*, 😔*, 😕*, 🙁*, ☹*, 😟*, 👎*, 😩*, 😣*, 😒*, 🥴*, 😢*, 😭*, 🥶*, 🥵*"),
)
FURY = (
    *_list("""
another hour in the, another two hours in, without asking, noch eine stunde in der, noch zwei
stunden in der, ohne zu fragen, ungefragt, otra hora en, sin preguntar, sin avisar, encore une heure
dans, sans demander, sans prevenir, без спроса, без предупреждения, еще час в, еще два часа в,
demand, demande a voir le directeur, exijo, verlange, требую, lawyer, anwalt, abogado, avocat,
адвокат, суд, police, polizei, policia, полици*
"""),
    *_list("😡*, 🤬*, 😠*, 🤮*, 🤢*, 💩*, 😤*"),
)
PRAISE = (
    *_list("""
brilliant, gorgeous, charming, cosy, cozy, comfy, comfortable, spotless, superb, stunning,
delightful, outstanding, terrific, fabulous, marvellous, marvelous, magnificent, impeccable,
immaculate, incredible, unforgettable, exceptional, first class, first-class, top notch, top-notch,
cheers, much appreciated, well done, kudos, bravo, hats off, extra mile, above and beyond, made our,
made my, made us feel, felt at home, feel at home, like home, glad, lucky, pleased, delighted,
impressed, recommend this, recommend you, recommend your, will recommend, highly recommend, tell
all, tell our friends, be back, can't wait to, cannot wait to, a treat, yummy, tasty, heaven*,
paradise, dream*, magical, breathtaking, spectacular, helpful, friendly, attentive, caring, polite,
welcoming, so kind, very kind, how kind, kind staff, kind people, kind of you, legends, lifesaver,
life saver, best ever, on point, spot on, ten out of ten, 10/10, five stars, 5 stars, nailed it,
fun, so clean, very clean, so quiet, what a view, what a place, worth every, thoughtful, generous,
❤, cute, relaxing, worked out, problem solved, all sorted, fixed it, works now, works again
"""),
    *_list("""
genial*, spitze, spitzen*, hammer, traumhaft*, gemutlich*, blitzsauber*, sehr sauber, hilfsbereit*,
zuvorkommend*, liebevoll*, aufmerksam*, grandios*, fantastisch*, sensationell*, erstklassig*,
einwandfrei*, tadellos*, vorzuglich*, kostlich*, bezaubernd*, entzuckend*, charmant*, paradies*,
himmlisch*, unvergesslich*, herausragend*, exzellent*, hervorragend*, geil*, saugeil*, cool, hut ab,
bravo, kompliment*, lob, gluck, froh, dankbar*, beeindruck*, uberwaltig*, weiterempfehl*, empfehlen
euch, empfehlen sie weiter, wie zu hause, wie daheim, wohl gefuhlt, wohlgefuhlt, fuhlen uns wohl,
fuhlen uns sehr wohl, versusst, mega, muhe, herzlich, herzliche, herzlicher, nett*, lieb, wir
lieben, ich liebe, susses, besser als erwartet, ging ja flott, ging ja schnell, top, 1a, zehn von
zehn, funf sterne, jederzeit wieder, gerne wieder, immer wieder gern*, tut gut, erholsam*,
entspannend*, freue mich, freuen uns, spass, klappt wieder, geht wieder, funktioniert wieder
"""),
    *_list("""
rico, rica, ricos, ricas, riquisim*, acogedor*, impecable*, linda, lindo, lindas, lindos, bonit*,
chido, chida, padrisim*, que padre, poca madre, de lujo, de diez, espectacular*, divin*, magnific*,
fabulos*, fenomenal*, barbaro, chever*, brutal, limpisim*, muy limpi*, atent*, amabl*, servicial*,
carinos*, encantador*, encantad*, esmer*, que suerte, suerte, alegr*, felicidad*, felicit*,
enhorabuena, bravo, contentisim*, content*, agradecid*, recomend*, como en casa, como reinas, un
sueno, un paraiso, paraiso, inolvidable*, sorprend*, impresion*, que bien, que gusto, que rico, mil
gracias, muchisimas, rapidisim*, excepcional*, de primera, un placer, un gusto, un encanto, cinco
estrellas, diez de diez, relajante*, vale la pena, valio la pena, ya funciona, ya quedo, mejor de lo
esperado, super bien, super amable*, lo mejor, los mejores, las mejores, preciosid*, ole
"""),
    *_list("""
top, au top, nickel, impeccable*, sympa*, chouette*, sublime*, splendide*, somptu*, superbe*, super
sejour, c'est extra, etait extra, geniale, geniaux, chapeau, bravo, quelle chance, chance, illumin*,
dechire, enchant*, ravie, ravis, ravies, heureu*, accueillant*, chaleureu*, attentionn*, serviable*,
aimable*, gentil*, petits soins, delicat*, charmant*, cosy, douillet*, propre et, tres propre*,
recommand*, comme a la maison, comme chez nous, un reve, de reve, paradis*, inoubliable*,
impressionn*, bluff*, exceptionnel*, remarquable*, de qualite, cinq etoiles, dix sur dix, savour*,
exquis*, succulent*, bon moment, bons moments, belle surprise, bonne surprise, mieux que prevu, a
bientot avec plaisir, avec plaisir, mille mercis, grand merci, reconnaissant*, felicitation*, ca
marche de nouveau, remarche, vaut le detour, reposant*, apaisant*, coup de coeur, au-dela de, tip
top, mention speciale
"""),
    *_list("""
класс, классн*, класно, шикарн*, уютн*, волшебн*, бесподобн*, бомба, огонь, восторг*, восхит*,
восхищ*, душевн*, забот*, вежлив*, приветлив*, радушн*, гостеприимн*, внимательн*, отзывчив*, чисто,
чистот*, на высоте, стараются, стараетесь, молодц*, умниц*, браво, респект, здорово, здоров, сказк*,
сказочн*, рай, райск*, мечт*, незабываем*, впечатлен*, впечатлил*, рекоменд*, посовет*, как дома,
лучший, лучшая, лучшее, лучшие, счастлив*, повезло, удач*, кайф*, прелест*, красот*, красив*,
роскошн*, безупречн*, идеальн*, божественн*, пальчики оближешь, объедени*, обожа*, люблю, полюбил*,
сделал наше, сделало наше, сделали наш*, признательн*, пять звезд, десять из десяти, снова работает,
опять работает, заработал*, починили, лучше чем ожидал*, превзошл*, приятно, приятн*, отдохнули,
топ, супер*
"""),
    *_list(
        "😊*, 😀*, 😃*, 😄*, 😁*, 🙂*, ☺*, 👍*, 💯*, 🎉*, 💖*, 💕*, 🤩*, 😘*, ✨*, 🌟*,"
        " 😋*, 💪*, 🔥*, 🤗*, 😎*"
    ),
)
# Pleasant words of questions, plans and greetings.
NO_PRAISE = _list("""
so far, kind of, what kind, any kind, two kinds, kind regards, best regards, i am glad to, glad to
wait, with friends, nice to, dream catcher, star wars, sweet water, sweet or, movie star, fun fact,
is it comfortable, no luck, lots of love, liebe grusse, lieber nicht, lieber spater, lieber fruher,
liebe rezeption, liebes team, liebes hotel, liebe frau, lieber herr, mit freundlichen, freundliche
grusse, herzliche grusse, viel gluck, zum gluck erst, nicht so lange, mein mann und, por suerte
todavia, un gusto saludar, avec plaisir on vient, bonne chance, top floor, kaum zu glauben, не
забудьте, забота о, рекомендуете, посоветуете, посоветуйте, порекомендуйте, что посоветуете,
recomiendan, recomienda, recomiende, recomendar, recommandez, recommander, recommend a, recommend
any, recommend something, you recommend, empfehlen sie, konnen sie empfehlen, nicht vergessen, don't
forget, no olvid*, n'oubli*, не забыл*, забыл зонт, forgot my, forgot our, i forgot, we forgot, habe
ich vergessen, haben wir vergessen, ich habe mein, olvide mi, olvidamos, j'ai oubli*, nous avons
oubli*, on a oubli*, я забыл*, мы забыл*, ducha sale, sale con, sale agua, sale el, sale la, que
sale, how long, wie lange, lange dauert, cuanto tarda, combien de temps, сколько ждать, как долго,
missing from the list
""")
