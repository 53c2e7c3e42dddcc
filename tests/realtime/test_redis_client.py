"""Redis carries hints: a client of it never holds up its caller for long."""

import signal
import time

from redis.asyncio import Redis
from redis.exceptions import RedisError

from backend.realtime.redis_client import COMMAND_TIMEOUT_S, create_redis
from launcher.service import running
from launcher.valkey import Valkey
from tests.waiting import until


async def answers(redis: Redis) -> bool:
    try:
        await redis.set("key", b"1")
    except (RedisError, OSError):
        return False
    return True


async def test_a_redis_that_hangs_is_waited_for_once_a_second_at_most(own_valkey: Valkey) -> None:
    """Ten commands in a row do not cost ten timeouts; when it is back, so are the answers."""
    with running(own_valkey.service()) as process:
        async with create_redis(own_valkey.url) as redis:
            assert await answers(redis)
            process.send_signal(signal.SIGSTOP)
            try:
                began = time.monotonic()
                assert not any([await answers(redis) for _ in range(10)])
                assert time.monotonic() - began < 10 * COMMAND_TIMEOUT_S
            finally:
                process.send_signal(signal.SIGCONT)
            await until(lambda: answers(redis))
