"""When the model breaks, each guest still gets an answer or an honest holding message."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Phone

MakePhone = Callable[[str], Phone]


@pytest.mark.parametrize("kind", ["ai_503", "ai_garbage", "ai_keep_alive"])
def test_no_guest_is_left_without_a_word(
    kind: str, make_phone: MakePhone, fault: Callable[..., None]
) -> None:
    """Down, talking nonsense, or holding the line for ever: the guest gets a word. That it comes
    within 25 seconds is tested where the clock is ours, in tests/turns."""
    fault(kind)
    guest = make_phone(f"Greta {kind}")
    guest.write("Could you bring an extra pillow for the sofa, please?")

    assert guest.await_answer()


def test_the_model_is_used_again_when_it_is_back(
    make_phone: MakePhone, fault: Callable[..., None]
) -> None:
    """An outage that is over leaves no trace in the next guest's answer."""
    guest = make_phone("Hanna Afterwards")
    fault("ai_503", count=1)
    guest.write("Hello, what time is breakfast?")
    guest.await_answer()
