"""The routes of the fake API."""

from datetime import UTC, datetime, timedelta

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from backend.domain.permissions import permissions_of
from backend.domain.words import Role
from tests.ui import (
    fake_ai_drafts,
    fake_api,
    fake_candidates,
    fake_controls,
    fake_delivery,
    fake_evidence,
    fake_golden,
    fake_help,
    fake_knowledge,
    fake_live,
    fake_pms,
    fake_privacy,
    fake_stays,
    fake_templates,
    fake_transcripts,
    fake_translations,
    fake_triggers,
    fake_wrong,
)
from tests.ui.fake_api import COOKIE, JSON, PASSWORD, ROOT, Fake, Refusal, Store, uid

COUNTED = (
    "open", "mine", "unassigned", "waiting", "mentions", "alerts", "waiting_guest", "snoozed",
    "resolved",
)  # fmt: skip


def add(api: FastAPI, fake: Fake) -> None:
    sessions(api, fake)
    nothing_more(api)
    fake_live.routes(api, fake)
    # Before the routes that take any verb of a conversation or message.
    fake_help.routes(api, fake, ROOT)
    fake_transcripts.routes(api, fake, ROOT)
    fake_translations.routes(api, fake, ROOT)
    fake_wrong.routes(api, fake, ROOT)
    conversations(api, fake)
    fake_delivery.add(api, fake)
    fake_stays.routes(api, fake)
    fake_evidence.routes(api, ROOT)
    fake_knowledge.routes(api, ROOT)
    fake_golden.routes(api, ROOT)
    fake_candidates.routes(api, ROOT)
    fake_ai_drafts.routes(api, fake, ROOT)
    fake_templates.routes(api, fake)
    fake_triggers.routes(api, fake)
    fake_pms.routes(api, fake)
    fake_privacy.routes(api, ROOT)
    settings(api, fake)
    fake_controls.routes(api, fake)

    @api.api_route("/api/{rest:path}", methods=["GET", "POST", "PATCH", "DELETE"])
    async def unknown(rest: str) -> None:
        raise Refusal(404, "not_found", "There is no such thing here.")


def who(fake: Fake, request: Request) -> JSON:
    account = fake.sessions.get(request.cookies.get(COOKIE, ""))
    if account is None:
        raise Refusal(401, "unauthenticated", "Sign in first.")
    return account


def store_of(fake: Fake, request: Request, hotel_id: str) -> Store:
    who(fake, request)
    return fake.stores[hotel_id]


def sessions(api: FastAPI, fake: Fake) -> None:
    @api.post(f"{ROOT}/auth/login")
    async def login(body: JSON) -> Response:
        if body["password"] == "slow":  # pragma: allowlist secret
            raise Refusal(429, "rate_limited", "Too many attempts. Try again in 4 minutes.")
        if body["password"] != PASSWORD:
            raise Refusal(401, "unauthenticated", "E-mail or password is wrong.")
        token = fake.login(body["email"])
        account = fake.sessions[token]
        answer = JSONResponse({k: account[k] for k in ("hotel_id", "is_platform_admin")})
        answer.set_cookie(COOKIE, token, httponly=True, samesite="lax")
        return answer

    @api.post(f"{ROOT}/auth/logout")
    async def logout(request: Request) -> Response:
        token = request.cookies.get(COOKIE, "")
        fake.sessions.pop(token, None)
        key = __import__("hashlib").sha256(token.encode()).hexdigest()
        await fake.redis.publish("kick", f'{{"session":"{key}"}}')
        answer = Response(status_code=204)
        answer.delete_cookie(COOKIE)
        return answer

    @api.get(f"{ROOT}/session")
    async def session(request: Request) -> JSON:
        account = who(fake, request)
        id = account["hotel_id"]
        hotel = id and {
            "id": id, "name": fake.hotels[id], "timezone": "Europe/Madrid", "language": "en", "ai_mode": "auto",
            "drafts_for_vips": False, "off_for_vips": False, "stage_modes": {}, "reply_delay_s": 0, "own_topics": [],
            "country": None, "check_in_time": "15:00:00", "check_out_time": "11:00:00",
            "keep_webhooks_days": 30, "keep_sends_days": 365, "keep_calls_days": 90, "closes_on_thanks": True,
        }  # fmt: skip
        hotels = [{"id": i, "name": name} for i, name in fake.hotels.items()]
        return {
            **account,
            "staff_id": uid("staff"),
            "hotel": hotel,
            "hotels": hotels,
            "permissions": sorted(
                permissions_of(
                    account["role"] and Role(account["role"]),
                    is_platform_admin=account["is_platform_admin"],
                )
            ),
        }

    @api.post(f"{ROOT}/session/hotel")
    async def choose(request: Request, body: JSON) -> Response:
        who(fake, request)["hotel_id"] = body["hotel_id"]
        return Response(status_code=204)


def nothing_more(api: FastAPI) -> None:
    """What the real product holds beside messages: here there is none of it."""
    C = ROOT + "/hotels/{hotel_id}/conversations/{id}"
    for rest in ("activities", "promises", "participants", "snooze"):

        @api.get(f"{C}/{rest}")
        async def none(hotel_id: str, id: str) -> JSON:
            return {"items": [], "next_cursor": None}


def conversations(api: FastAPI, fake: Fake) -> None:
    H = ROOT + "/hotels/{hotel_id}"

    @api.get(f"{H}/conversations")
    async def rows(
        request: Request,
        hotel_id: str,
        status: str = "open",
        cursor: str = "0",
        limit: int = 40,
    ) -> JSON:
        found = store_of(fake, request, hotel_id).rows(status)
        start = int(cursor)
        more = str(start + limit) if len(found) > start + limit else None
        return {
            "items": [fake_api.valid(c) for c in found[start : start + limit]],
            "next_cursor": more,
        }

    @api.get(f"{H}/search")
    async def search(request: Request, hotel_id: str, q: str, limit: int = 30) -> JSON:
        if q == "break":
            raise Refusal(503, "busy", "Try again in a moment.")
        return store_of(fake, request, hotel_id).search(q)

    @api.get(f"{H}/conversations/counts")
    async def counts(request: Request, hotel_id: str) -> JSON:
        store = store_of(fake, request, hotel_id)
        return {**{s: len(store.rows(s)) for s in COUNTED}, "saved": {}}

    @api.get(f"{H}/conversations/{{id}}")
    async def one(request: Request, hotel_id: str, id: str) -> JSON:
        return fake_api.valid(store_of(fake, request, hotel_id).conversations[id])

    @api.get(f"{H}/conversations/{{id}}/messages")
    async def messages(request: Request, hotel_id: str, id: str, cursor: str = "0") -> JSON:
        found = store_of(fake, request, hotel_id).messages[id][::-1]
        start = int(cursor)
        more = str(start + 30) if len(found) > start + 30 else None
        return {"items": found[start : start + 30], "next_cursor": more}

    @api.post(f"{H}/conversations/{{id}}/messages", status_code=202)
    async def send(request: Request, hotel_id: str, id: str, body: JSON) -> JSON:
        store = store_of(fake, request, hotel_id)
        if fake.news:
            news = [{"id": store.next_id(), **one} for one in fake.news]
            fake.news = []
            said = "Something was said in this conversation since you looked."
            raise Refusal(409, "thread_changed", said, news)
        if body["text"] == "refuse":
            raise Refusal(422, "invalid", "This text is too long.")
        m = await fake.add(
            store,
            id,
            author="staff",
            author_name="Maria Lopez",
            text=body["text"],
            status="queued",
            client_id=body["client_id"],
        )
        return {"id": m["id"], "status": "queued"}

    @api.post(f"{H}/conversations/{{id}}/{{verb}}")
    async def act(request: Request, hotel_id: str, id: str, verb: str) -> JSON:
        store = store_of(fake, request, hotel_id)
        c = store.conversations[id]
        change(c, verb)
        await fake.tell(store, ("conversation", c))
        return fake_api.valid(c)

    @api.get(f"{H}/alerts")
    async def alerts(request: Request, hotel_id: str) -> JSON:
        found = store_of(fake, request, hotel_id).alerts.values()
        return {
            "items": sorted(
                (a for a in found if a["status"] in ("open", "acknowledged")),
                key=lambda a: a["created_at"],
                reverse=True,
            )
        }

    @api.post(f"{H}/alerts/{{id}}/{{verb}}")
    async def handle(request: Request, hotel_id: str, id: str, verb: str, body: JSON) -> JSON:
        store = store_of(fake, request, hotel_id)
        alert = store.alerts[id]
        words = {"acknowledge": "acknowledged", "resolve": "resolved", "dismiss": "dismissed"}
        alert.update(status=words[verb], verdict=body.get("verdict"))
        c = store.conversations[alert["conversation_id"]]
        c["open_alerts"] = sum(
            a["conversation_id"] == c["id"] and a["status"] == "open" for a in store.alerts.values()
        )
        await fake.tell(store, ("alert", alert), ("conversation", c))
        return alert


def change(c: JSON, verb: str) -> None:
    until = (datetime.now(UTC) + timedelta(minutes=30)).isoformat()
    nobody = {"staff_id": None, "staff_name": None, "reason": None, "until": None}
    match verb:
        case "read":
            c["unread"] = 0
        case "resolve":
            c.update(status="resolved", waiting_since=None)
        case "reopen":
            c["status"] = "open"
        case "take-over":
            c["speaker"] = {
                **nobody,
                "holder": "staff",
                "staff_name": "Maria Lopez",
                "until": until,
            }
        case "return-to-ai":
            c["speaker"] = {**nobody, "holder": "ai"}


def settings(api: FastAPI, fake: Fake) -> None:
    H = ROOT + "/hotels/{hotel_id}"

    @api.get(f"{ROOT}/hotels")
    async def hotels(request: Request) -> JSON:
        if not who(fake, request)["is_platform_admin"]:
            raise Refusal(403, "forbidden", "Your role does not allow this.")
        return {"items": fake.admin_hotels}

    @api.post(f"{ROOT}/hotels")
    async def new_hotel(request: Request, body: JSON) -> JSON:
        if body["timezone"] == "Mars/Base":
            raise Refusal(
                422,
                "invalid",
                "The request is not valid.",
                [{"field": "timezone", "message": "This is not a time zone."}],
            )
        hotel = {
            **fake.admin_hotels[0],
            **body,
            "id": uid(body["name"]),
            "health": "No WhatsApp number yet",
            "guests_waiting": 0,
            "longest_wait_since": None,
            "sends_open": 0,
            "last_message_at": None,
        }
        fake.admin_hotels.append(hotel)
        return hotel

    @api.patch(H)
    async def patch_hotel(request: Request, hotel_id: str, body: JSON) -> JSON:
        who(fake, request)
        return body

    gone: dict[str, JSON] = {}

    @api.get(f"{H}/{{name}}")
    async def items(request: Request, hotel_id: str, name: str) -> JSON:
        return {"items": store_of(fake, request, hotel_id).lists[name]}

    @api.post(f"{H}/{{name}}", status_code=201)
    async def create(request: Request, hotel_id: str, name: str, body: JSON) -> JSON:
        store = store_of(fake, request, hotel_id)
        if body.get("api_token") == "wrong":
            raise Refusal(
                422,
                "invalid",
                "Green API did not accept this token.",
                [{"field": "api_token", "message": "Green API answered 401 for this instance."}],
            )
        item = {
            "id": uid(f"{name}{len(store.lists[name])}"),
            "state": "authorized",
            "state_at": None,
            "disabled_at": None,
            **body,
        }
        item.pop("api_token", None)
        store.lists[name].append(item)
        return item

    @api.patch(f"{H}/{{name}}/{{id}}")
    async def update(request: Request, hotel_id: str, name: str, id: str, body: JSON) -> JSON:
        if body.get("send_interval_ms", 500) < 500:
            message = "Input should be greater than or equal to 500"
            details = [{"field": "send_interval_ms", "message": message}]
            raise Refusal(422, "invalid", "The request is not valid.", details)
        item = next(i for i in store_of(fake, request, hotel_id).lists[name] if i["id"] == id)
        item.update(body)
        if "disabled" in body:
            item["disabled_at"] = datetime.now(UTC).isoformat() if item.pop("disabled") else None
        return item

    @api.delete(f"{H}/{{name}}/{{id}}", status_code=204)
    async def delete(request: Request, hotel_id: str, name: str, id: str) -> None:
        store = store_of(fake, request, hotel_id)
        gone.update({i["id"]: i for i in store.lists[name] if i["id"] == id})
        store.lists[name] = [i for i in store.lists[name] if i["id"] != id]

    @api.post(f"{H}/knowledge/{{id}}/undelete")
    async def undelete(request: Request, hotel_id: str, id: str) -> JSON:
        store_of(fake, request, hotel_id).lists["knowledge"].append(gone[id])
        return gone[id]
