"""The words of an answer to a survey: English, German, Spanish, French, Italian, Portuguese,
Dutch, Polish, Russian, Ukrainian, Turkish. A final `*` stands for any ending."""


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


NUMBERS: dict[int, tuple[str, ...]] = {
    1: _list(
        "one, eins, uno, una, un, une, um, uma, een, jeden, один, одна, одну, bir, кол, єдин*"
    ),
    2: _list("two, zwei, dos, deux, due, dois, duas, twee, dwa, два, две, двойка, дві, iki"),
    3: _list("three, drei, tres, trois, tre, drie, trzy, три, тройка, uc, üç"),
    4: _list("four, vier, cuatro, quatre, quattro, quatro, cztery, четыре, четверка, чотири, dort"),
    5: _list("five, funf, fuenf, cinco, cinq, cinque, vijf, piec, пять, пятерка, п'ять, bes"),
}

# Longer ones are looked for first, so that "not good" holds no "good".
QUALITY: dict[int, tuple[str, ...]] = {
    1: _list("""
terrible, horrible, awful, worst, very bad, really bad, disgusting, furchtbar, schrecklich,
katastroph*, sehr schlecht, pesimo, horrible, muy mal, fatal, nul, affreux, tres mauvais, tres mal,
pessimo, terribile, orribile, molto male, pessima, muito ruim, muito mau, horrivel, verschrikkelijk,
heel slecht, vreselijk, okropn*, fatalnie, tragedia, bardzo zle, ужасно, ужас, отвратительно,
кошмар, очень плохо, жахливо, жах, дуже погано, berbat, korkunc, cok kotu
"""),
    2: _list("""
bad, poor, not good, not great, not so good, unhappy, disappointed, disappointing, schlecht, nicht
gut, nicht so gut, enttauscht, mal, malo, mala, no muy bien, no bien, decepcion*, mauvais, pas bien,
pas bon, pas terrible, decu, decue, male, non bene, non molto bene, deluso, delusa, ruim, mau, nao
muito bem, nao gostei, slecht, niet goed, teleurgesteld, zle, slabo, nie za dobrze, niedobrze,
плохо, не очень, не понравилось, так себе, погано, не дуже, не сподобалось, kotu, iyi degil,
begenmedim
"""),
    3: _list("""
ok, okay, average, so so, so-so, fine, mittel, mittelmassig, durchschnittlich, geht so, regular,
normal, mas o menos, moyen, correct, bof, comme ci comme ca, cosi cosi, nella media, normale,
mais ou menos, razoavel, gemiddeld, redelijk, matig, gaat wel, srednio, przecietnie, нормально,
средне, сойдет, пойдет, терпимо, середньо, непогано але, idare eder, orta, fena degil
"""),
    4: _list("""
good, nice, happy, well, satisfied, gut, zufrieden, schon, bien, bueno, buena, satisfecho,
satisfecha, contento, contenta, bon, satisfait, satisfaite, bene, buono, buona, soddisfatt*, bom,
boa, bem, satisfeito, satisfeita, goed, prima, tevreden, leuk, dobrze, dobry, dobra, zadowolon*,
хорошо, хороший, неплохо, доволен, довольна, понравилось, добре, непогано, задоволен*, сподобалось,
iyi, guzel, memnun, memnunum, not bad, nicht schlecht, nada mal, pas mal
"""),
    5: _list("""
excellent, perfect, great, amazing, wonderful, fantastic, awesome, very good, super, best, lovely,
outstanding, ausgezeichnet, perfekt, hervorragend, sehr gut, toll, wunderbar, fantastisch, spitze,
klasse, excelente, perfecto, perfecta, genial, estupendo, muy bien, muy bueno, maravilloso,
fantastico, excellente, parfait, parfaite, tres bien, formidable, magnifique, geniale, eccellente,
ottimo, ottima, perfetto, perfetta, molto bene, benissimo, fantastica, otimo, otima, perfeito,
perfeita, muito bom, muito bem, maravilhoso, uitstekend, geweldig, heel goed, perfekcyjn*,
doskonal*, swietn*, bardzo dobrze, rewelacja, wspanial*, отлично, прекрасно, замечательно, супер,
великолепно, идеально, очень хорошо, класс, восторг, відмінно, чудово, прекрасно, дуже добре,
ідеально, mukemmel, harika, cok iyi, super, cok guzel, muhtesem
"""),
}

FILLERS = _list("""
i, we, it, was, is, a, an, the, of, out, from, give, rate, my, our, score, rating, star, stars,
point, points, please, thanks, thank you, thank, you, so, very, for, all, everything, stay, hotel,
room, ich, wir, gebe, gebe es, es, war, ist, alles, von, sterne, stern, punkte, danke, bitte,
de, estrellas, estrella, puntos, gracias, todo, doy, un, une, etoiles, etoile, merci, tout, sur,
je, donne, su, stelle, stella, punti, grazie, tutto, do, estrelas, estrela, pontos, obrigado,
obrigada, tudo, dou, van, sterren, ster, punten, dank, alles, z, na, gwiazdek, gwiazdki, gwiazda,
punktow, dziekuje, wszystko, из, звезд, звезды, звезда, балл, балла, баллов, спасибо, все, ставлю,
было, в, і, з, зірок, зірки, зірка, бал, бали, балів, дякую, дякуємо, все, було, yildiz, puan,
tesekkurler, her, sey
""")

YES = _list("""
yes, yep, yeah, yes thanks, fixed, solved, all good, all fine, it works, works now, perfect, sorted,
ja, jep, erledigt, gelost, alles gut, passt, funktioniert, si, solucionado, arreglado, resuelto,
todo bien, ya funciona, oui, c'est regle, resolu, tout va bien, regle, ca marche, sì, risolto, tutto
bene, tutto a posto, funziona, sim, resolvido, tudo bem, tudo certo, opgelost, in orde, het werkt,
tak, naprawione, zalatwione, wszystko dobrze, dziala, да, решено, исправлено, починили, все хорошо,
все в порядке, работает, так, вирішено, все добре, усе добре, полагодили, працює, evet, cozuldu,
tamam, calisiyor, halloldu
""")

NO = _list("""
no, nope, not yet, still not, still, not fixed, not solved, doesn't work, does not work, still
broken, nein, noch nicht, immer noch, nicht gelost, funktioniert nicht, geht nicht, aun no, todavia
no, todavia, sigue igual, no funciona, non, pas encore, toujours pas, toujours, ne marche pas,
ancora no, non ancora, non funziona, nao, ainda nao, nao funciona, nee, nog niet, nog steeds,
werkt niet, nie, jeszcze nie, nadal, nie dziala, нет, еще нет, до сих пор, все еще, не работает,
не решено, ні, ще ні, досі, не працює, не вирішено, hayir, henuz degil, hala, calismiyor
""")
