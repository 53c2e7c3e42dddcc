"""How a switched-on fault changes one exchange with Green API."""

import asyncio

import orjson
from starlette.types import Receive, Send

from simulators import exchange
from simulators.exchange import HTML, Answer
from simulators.faults import Fault
from simulators.green_api import errors

GATEWAYS = {"http_500": 500, "http_502": 502, "http_503": 503, "http_504": 504}
PAGE = b"<!DOCTYPE html><html><head><title>Welcome</title></head><body></body></html>"


def happens_before(fault: Fault) -> bool:
    """Before the call is carried out; the others let it happen and spoil the answer."""
    return fault.kind != "slow_body" and not fault.params.get("accepted", False)


async def show(
    fault: Fault, true_answer: Answer, *, method: str, path: str, receive: Receive, send: Send
) -> int | None:
    """Answers the way the fault wants. Returns the status, None when there was none."""
    if fault.kind == "hang":
        await exchange.hang(receive, float(fault.params["seconds"]))
        return None
    if fault.kind == "reset":
        if fault.params["mid_body"]:
            await exchange.reset_mid_body(receive, send, true_answer)
        else:
            await exchange.reset(receive)
        return None
    if fault.kind == "slow_body":
        pace = float(fault.params["seconds_per_byte"])
        await exchange.dribble(receive, send, true_answer, pace)
        return true_answer.status
    if fault.kind == "delay":
        await wait(fault)
        await exchange.respond(send, true_answer)
        return true_answer.status
    answer = _spoiled(fault, true_answer, method=method, path=path)
    await exchange.respond(send, answer)
    return answer.status


async def wait(fault: Fault) -> None:
    await asyncio.sleep(float(fault.params["seconds"]))


def _spoiled(fault: Fault, true_answer: Answer, *, method: str, path: str) -> Answer:
    if fault.kind in GATEWAYS:
        return errors.gateway(GATEWAYS[fault.kind])
    if fault.kind == "http_400":
        return errors.bad_request(path, str(fault.params["message"]))
    if fault.kind == "http_401":
        return errors.unauthorized()
    if fault.kind == "http_403":
        return errors.forbidden()
    if fault.kind == "http_429":
        return errors.too_many(50)
    if fault.kind == "http_466":
        return errors.over_quota(errors.method_quota(method, 100, 100))
    if fault.kind == "html_200":
        return Answer(200, PAGE, HTML)
    if fault.kind == "empty_200":
        return Answer(200, b"")
    if fault.kind == "truncated_200":
        return Answer(200, true_answer.body[: len(true_answer.body) // 2])
    return _without_id(true_answer)


def _without_id(answer: Answer) -> Answer:
    body = orjson.loads(answer.body) if answer.body else {}
    if isinstance(body, dict):
        body.pop("idMessage", None)
    return Answer(200, orjson.dumps(body))
