"""The golden questions of three demo hotels in five languages, on the way of a guest's message.

Without a key: what was recorded, held against the entries and the rules of today. `--live` asks
the model itself with the key in HOTELBOT_DEEPSEEK_API_KEY, `--record` keeps what was answered.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from backend.domain.agreement import Agreement, agreement
from backend.domain.evidence import Evidence, Sentence, Source, check_answer
from backend.domain.golden import Expected, Seen, faults_of
from backend.domain.golden_words import Expects, Outcome, Way
from backend.features.golden.judging import Judgement, judge
from backend.features.golden.staging import Answered, NoModel, put, replay, turn_of
from backend.integrations.deepseek.client import DeepSeekClient
from backend.integrations.kept_connections import KeptConnections
from backend.ports.ai import AiGateway, AiReply, AiRequest, AiUsage
from backend.settings import Settings
from bench._golden_sets import (
    FOLDER,
    NOW,
    Golden,
    books,
    keep_recordings,
    questions,
    recordings,
)
from bench._rates import told
from bench.row import Row
from simulators.deepseek.brain.answer import Conversation, respond_to

JUDGED = "judged_answers.tsv"
AT_ONCE = 8
GOAL, KAPPA_GOAL = 90.0, 0.6
SIMULATED = "simulator"
Asked = list[tuple[Golden, Answered]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """An answer that a person called good or bad."""

    good: bool
    expected: Expected
    entry: str
    question: str
    answer: str

    @property
    def seen(self) -> Seen:
        return Seen(Outcome.ANSWERED, self.answer, ("k1",), (self.entry,))


class Simulated:
    """Implements AiGateway: the simulator's brain, for recordings where no key is at hand."""

    async def complete(self, request: AiRequest) -> AiReply:
        system = "\n".join(one.content for one in request.messages if one.role == "system")
        burst = request.messages[-1].content.strip("⟦⟧")
        answer = respond_to(Conversation(system, burst, ()))
        return AiReply(orjson.dumps(answer).decode(), SIMULATED, AiUsage(), None, 0)


def run(*, live: bool = False, record: bool = False) -> list[Row]:
    return asyncio.run(_run(live=live, record=record))


async def _run(*, live: bool, record: bool) -> list[Row]:
    settings = Settings()
    key = settings.deepseek_api_key
    if live and key is None:
        print("There is no HOTELBOT_DEEPSEEK_API_KEY: no model is asked, the recordings are used.")
    transport = KeptConnections(keep_s=5.0)
    ai: AiGateway = NoModel()
    if live and key is not None:
        ai = DeepSeekClient(
            transport,
            base_url=settings.deepseek_base_url,
            api_key=key,
            model=settings.deepseek_model,
        )
    elif record:
        ai = Simulated()
    try:
        asked = await _ask_all(ai)
        if record:
            made = {(one.hotel, one.text): got.recording for one, got in asked if got.recording}
            print(f"Written: {keep_recordings(made)}")
        judged = await judged_by_model(ai) if live and key is not None else []
    finally:
        await transport.aclose()
    return [*_rows(asked), *_agreements(judged)]


async def _ask_all(ai: AiGateway) -> Asked:
    held, known, gate = recordings(), books(), asyncio.Semaphore(AT_ONCE)

    async def ask(one: Golden) -> tuple[Golden, Answered]:
        async with gate:
            kept, book = held.get((one.hotel, one.text)), known[one.hotel]
            if isinstance(ai, NoModel) and kept is not None:
                return one, await replay(turn_of(one.text, book, now=NOW), kept, now=NOW)
            return one, await put(one.text, book, ai, recording=kept, now=NOW)

    return list(await asyncio.gather(*(ask(one) for one in questions())))


def _rows(asked: Asked) -> list[Row]:
    groups: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for one, answered in asked:
        if answered.seen is None:
            continue
        faults = faults_of(one.expected, answered.seen)
        if faults:
            why = ", ".join(faults)
            print(f"{one.hotel} {one.expected.language}: {why}: {one.text}")
        for group in ((one.hotel, one.expected.language), (one.hotel, "all"), ("all", "all")):
            groups[group].append(not faults)
    ways = {way: sum(got.way is way for _, got in asked) for way in Way}
    models = sorted({str(got.recording["model"]) for _, got in asked if got.recording})
    print(
        f"{ways[Way.LIVE]} answered now, {ways[Way.RECORDED]} from recordings"
        f" ({', '.join(models) or 'no model'}), {ways[Way.RULE]} by rule,"
        f" {ways[Way.NONE]} by nobody"
    )
    return [
        _row(f"{hotel} {language}: right {told(sum(good), len(good))}", sum(good), len(good))
        for (hotel, language), good in sorted(groups.items())
    ]


def _row(what: str, hits: int, n: int) -> Row:
    return Row(
        what=what,
        value=100 * hits / n,
        unit="%",
        reference="goal",
        reference_value=GOAL,
        better="higher",
    )


def labelled() -> list[Labelled]:
    found = []
    for line in (FOLDER / JUDGED).read_text().splitlines():
        label, language, facts, entry, question, answer = line.split("\t")
        named = tuple(one for one in facts.split(";") if one)
        expected = Expected(Expects.ANSWERED, language, named, frozenset({"k1"}))
        found.append(Labelled(label == "good", expected, entry, question, answer))
    return found


def rules_agree(answers: Sequence[Labelled]) -> Agreement:
    """Evidence and the checks of golden questions together, against people."""
    return agreement([(one.good, _by_rule(one)) for one in answers])


def _by_rule(one: Labelled) -> bool:
    evidence = Evidence(
        {"k1": Source(one.entry)}, "", one.question, NOW.date(), one.expected.language
    )
    checked = check_answer([Sentence(one.answer, ("k1",))], evidence)
    return not checked.dropped and not faults_of(one.expected, one.seen)


async def judged_by_model(ai: AiGateway) -> list[tuple[bool, bool]]:
    """(what a person said, what the judge said), where it said anything."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def ask(one: Labelled) -> tuple[Labelled, Judgement]:
        async with gate:
            said = await judge(one.question, one.expected, one.seen, ai, user_id="bench", now=NOW)
            return one, said

    answers = await asyncio.gather(*(ask(one) for one in labelled()))
    return [(one.good, said.good) for one, said in answers if said.good is not None]


def _agreements(judged: Sequence[tuple[bool, bool]]) -> list[Row]:
    rows = [_kappa("rules and people", rules_agree(labelled()))]
    if judged:
        return [*rows, _kappa("judge and people", agreement(judged))]
    print("The judge was not asked: how far it agrees with people is not known without a key.")
    return rows


def _kappa(who: str, found: Agreement) -> Row:
    assert found.kappa is not None
    assert found.low is not None
    assert found.high is not None
    return Row(
        what=f"agreement of {who}, n {found.n}, {found.low:.2f}-{found.high:.2f}",
        value=found.kappa,
        unit="kappa",
        reference="goal",
        reference_value=KAPPA_GOAL,
        better="higher",
    )
