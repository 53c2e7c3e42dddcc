"""The golden questions of the repository give the same table again and again."""

from collections import Counter

import pytest

from backend.domain.agreement import MEASURED_ENOUGH
from backend.features.golden.judging import JUDGE_MEASURED, RULES_MEASURED
from bench import ai
from bench.__main__ import main


def test_recorded_answers_give_the_same_table_without_a_model(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where somebody asks for a live run and has no key, which is said."""
    monkeypatch.delenv("HOTELBOT_DEEPSEEK_API_KEY", raising=False)
    first = ai.run()
    said = capsys.readouterr().out
    again = ai.run(live=True)
    told = capsys.readouterr().out

    assert first == again
    assert "There is no HOTELBOT_DEEPSEEK_API_KEY" in told
    assert "There is no" not in said
    assert "0 answered now, 180 from recordings" in said
    assert "0 by nobody" in said
    assert "not known without a key" in said


def test_the_agreement_that_screens_show_is_the_one_that_is_counted() -> None:
    """Rules against people on the labelled answers; the judge's needs a key."""
    found = ai.rules_agree(ai.labelled())

    assert found.n >= MEASURED_ENOUGH
    assert RULES_MEASURED.n == found.n
    for shown, counted in (
        (RULES_MEASURED.kappa, found.kappa),
        (RULES_MEASURED.low, found.low),
        (RULES_MEASURED.high, found.high),
    ):
        assert shown == pytest.approx(counted, abs=0.001)
    assert not JUDGE_MEASURED.may_decide


def test_labelled_answers_are_as_often_good_as_bad_in_five_languages() -> None:
    """Kappa on a lopsided set says little."""
    rows = ai.labelled()

    assert Counter(one.good for one in rows) == {True: 60, False: 60}
    assert {one.expected.language for one in rows} == {"en", "de", "es", "fr", "ru"}


def test_an_option_that_a_benchmark_does_not_know_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nothing is measured then."""
    assert main(["evidence", "--live"]) == 1
    assert main(["--live"]) == 1
    assert "no option live there" in capsys.readouterr().err
