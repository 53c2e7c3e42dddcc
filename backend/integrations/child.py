"""A process of its own for what a stranger's file may do to its reader: it may end any time."""

import asyncio
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]


async def ask_child(module: str, raw: bytes, *, deadline_s: float) -> bytes:
    """What the module wrote after reading `raw`, without anything of our environment; it is gone
    afterwards. Raises TimeoutError."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL, env={},
        cwd=CHECKOUT,
    )  # fmt: skip
    try:
        async with asyncio.timeout(deadline_s):
            said, _ = await process.communicate(raw)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return said
