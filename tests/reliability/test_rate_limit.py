"""How often something may be done, with and without Redis."""

import pytest

from backend.reliability.rate_limit import RateLimiter

NOWHERE = "redis://127.0.0.1:9/0"


@pytest.fixture(params=["with redis", "without redis"])
def limiter(request: pytest.FixtureRequest, flushed_redis_url: str) -> RateLimiter:
    return RateLimiter(flushed_redis_url if request.param == "with redis" else NOWHERE)


async def test_one_too_many_is_refused_and_others_are_not(limiter: RateLimiter) -> None:
    """Each key and each name counts for itself."""
    hits = [await limiter.hit("try", "anna", limit="3/minute") for _ in range(4)]

    assert hits == [True, True, True, False]
    assert await limiter.hit("try", "berta", limit="3/minute")
    assert await limiter.hit("other", "anna", limit="3/minute")


async def test_asking_counts_nothing(limiter: RateLimiter) -> None:
    """`allows` looks; only `hit` spends."""
    asked = [await limiter.allows("try", "carla", limit="1/minute") for _ in range(3)]
    await limiter.hit("try", "carla", limit="1/minute")

    assert asked == [True, True, True]
    assert not await limiter.allows("try", "carla", limit="1/minute")


async def test_processes_count_together_over_redis(flushed_redis_url: str) -> None:
    """Two web processes are one door."""
    one, two = RateLimiter(flushed_redis_url), RateLimiter(flushed_redis_url)
    await one.hit("try", "dora", limit="1/minute")

    assert not await two.hit("try", "dora", limit="1/minute")
