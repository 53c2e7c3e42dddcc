"""The mood of a guest's words, by a small lexicon in English, German, Spanish and Russian."""

from dataclasses import dataclass

from simulators.deepseek.brain.words import Stems, words_of

Level = str
COMPLAINT = Stems(
    "broken broke dirty filthy disgusting mold mould stain cockroach bedbug leaking leaks smells "
    "smelly stinks noisy overflow unacceptable complain complaint doesnt_work not_working "
    "isnt_working does_not_work no_hot_water wont_open out_of_order still_waiting too_loud "
    "nobody_came no_one_came rude too_cold too_hot "
    "kaputt defekt dreckig schmutzig verschmutzt schimmel ekelhaft stinkt laut_ist zu_laut larm "
    "tropft undicht beschwer unzumutbar unverschamt funktioniert_nicht geht_nicht "
    "kein_warmwasser kein_warmes_wasser warte_immer_noch warten_immer_noch niemand_kommt "
    "unfreundlich zu_kalt "
    "roto rota averiad sucio sucia asquero moho manchas mancha cucaracha gotea fuga huele "
    "ruidos ruido inaceptable queja quejar no_funciona sin_agua_caliente nadie_viene "
    "sigo_esperando demasiado_frio "
    "сломан сломал грязн плесень пятн таракан течет протека воняет вонь шумно шум неприемлем "
    "жалоб жаловат не_работа нет_горячей все_еще_жду никто_не_приш хамств слишком_холодно "
    "слишком_громко отвратительн"
)
NEGATIVE = Stems(
    "bad worst terrible awful horrible annoying annoyed disappoint upset angry poor slow sad "
    "unhappy problem frustrat unfortunately "
    "schlecht schlimm furchtbar schrecklich enttausch argerlich sauer wutend leider problem "
    "mies nervt traurig "
    "mal malo mala peor terrible horrible decepcion molest enfad triste problema lamentable "
    "плохо плохой плохая ужас кошмар разочаров злюсь зол недоволь грустно проблем обидно"
)
POSITIVE = Stems(
    "great good excellent wonderful lovely amazing perfect nice love fantastic "
    "beautiful awesome happy delicious friendly comfortable enjoy "
    "toll gut super wunderbar perfekt wunderschon sehr_schon herrlich fantastisch klasse "
    "lecker freundlich zufrieden gemutlich grossartig "
    "genial bueno buena excelente maravill perfecto perfecta encant fantastico hermos "
    "delicios amable comod feliz estupend "
    "отлично хорош прекрасн замечательн супер великолепн чудесн вкусн приятн доволен "
    "довольна любим уютн"
)
NEGATION = Stems("not no never isnt wasnt dont doesnt nicht kein keine nie no nunca не нет ни")
# "Good morning" and its like say nothing about a mood.
POLITENESS = Stems(
    "good_morning good_evening good_afternoon good_day good_night guten_morgen guten_tag "
    "guten_abend gute_nacht buenos_dias buenas_tardes buenas_noches "
    "доброе_утро добрый_день добрый_вечер"
)
LOUD = Stems("very extremely really totally absolutely sehr extrem total wirklich muy очень")
WEIGHT_COMPLAINT, WEIGHT_NEGATIVE, WEIGHT_POSITIVE = -0.7, -0.4, 0.4
COMPLAINT_AT, NEGATIVE_AT, POSITIVE_AT = -0.5, -0.25, 0.25


@dataclass(frozen=True, slots=True)
class Mood:
    score: float
    """From -1 to 1."""
    level: Level
    rationale: str


def mood_of(text: str) -> Mood:
    complaints = COMPLAINT.found_in(text)
    found_positives = _positives(text)
    negated = [word for word in found_positives if _is_negated(text, word)]
    positives = [word for word in found_positives if word not in negated]
    # "Not bad" and "no problem" are no reason to worry.
    negatives = [word for word in NEGATIVE.found_in(text) if not _is_negated(text, word)]
    negatives += negated
    score = (
        WEIGHT_COMPLAINT * min(len(complaints), 2)
        + WEIGHT_NEGATIVE * min(len(negatives), 3)
        + WEIGHT_POSITIVE * min(len(positives), 3)
    )
    if LOUD.match(text) or "!!" in text:
        score *= 1.25
    score = round(max(-1.0, min(1.0, score)), 2)
    return Mood(score, _level(score, complaints), _rationale(complaints + negatives, positives))


def _positives(text: str) -> list[str]:
    found = POSITIVE.found_in(text)
    return found[len(POLITENESS.found_in(text)) :]


def _is_negated(text: str, word: str) -> bool:
    words = words_of(text)
    if word not in words:
        return False
    place = words.index(word)
    return any(NEGATION.match(before) for before in words[max(0, place - 2) : place])


def _level(score: float, complaints: list[str]) -> Level:
    if complaints and score <= COMPLAINT_AT:
        return "complaint"
    if score <= NEGATIVE_AT:
        return "negative"
    return "positive" if score >= POSITIVE_AT else "neutral"


def _rationale(negatives: list[str], positives: list[str]) -> str:
    found = list(dict.fromkeys(negatives + positives))[:3]
    return f"words: {', '.join(found)}" if found else "no emotional words"
