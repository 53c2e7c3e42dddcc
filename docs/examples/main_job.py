"""The main job with the API alone: a guest writes, the hotel answers, the ticks arrive.

    python docs/examples/main_job.py http://localhost:8000 http://localhost:8001 EMAIL PASSWORD

The first address is Hotelbot, the second its simulators; the sign-in is a platform admin's (the
one that bin/up prints). Makes a hotel of its own, so it may be run as often as you like.
"""

import json
import secrets
import sys
import time
from urllib.request import Request, urlopen

PATIENCE_S = 30


class Api:
    def __init__(self, address: str) -> None:
        self.address = address
        self.token: str | None = None

    def call(self, method: str, path: str, body: object = None) -> dict:
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.address + path, data=data, headers=headers, method=method)
        with urlopen(request, timeout=10) as answer:
            return json.load(answer)


def main(address: str, simulators: str, email: str, password: str) -> None:
    hotelbot, simulator = Api(address), Api(simulators)
    credentials = {"email": email, "password": password}
    hotelbot.token = hotelbot.call("POST", "/api/v1/auth/token", credentials)["access_token"]

    hotel = hotelbot.call(
        "POST",
        "/api/v1/hotels",
        {"name": "Hotel Example", "timezone": "Europe/Vienna", "language": "en"},
    )
    path = f"/api/v1/hotels/{hotel['id']}"
    instance = 1_100_000_000 + secrets.randbelow(900_000_000)
    token = secrets.token_hex(25)
    simulator.call("POST", "/control/instances", {"id_instance": instance, "api_token": token})
    green = f"{simulators}/green"
    hotelbot.call(
        "POST",
        f"{path}/channels",
        {
            "id_instance": instance,
            "api_token": token,
            "api_url": green,
            "media_url": green,
            "policy": "personal",
        },
    )
    entry = {
        "title": "Breakfast",
        "text": "Breakfast is served from 7:00 to 10:30.",
        "language": "en",
    }
    hotelbot.call("POST", f"{path}/knowledge", entry)
    print(f"hotel {hotel['id']}, number {instance}")

    written = time.monotonic()
    simulator.call(
        "POST",
        "/control/guest-message",
        {
            "id_instance": instance,
            "phone": "436641234567",
            "name": "Anna Berger",
            "text": "Hello, when is breakfast?",
        },
    )
    answer = wait_for_answer(hotelbot, path, written)
    if "7:00" not in answer["text"]:
        raise SystemExit("the answer does not stand on the hotel's knowledge")


def wait_for_answer(hotelbot: Api, path: str, written: float) -> dict:
    """Prints each step once, until the answer is read or patience ends."""
    said: set[str] = set()
    while time.monotonic() - written < PATIENCE_S:
        for conversation in hotelbot.call("GET", f"{path}/conversations")["items"]:
            thread = f"{path}/conversations/{conversation['id']}/messages"
            for message in hotelbot.call("GET", thread)["items"]:
                line = f"{message['author']:5} {message['status']:9} {message['text']}"
                if line not in said:
                    said.add(line)
                    print(f"{time.monotonic() - written:5.2f} s  {line}")
                if message["author"] == "ai" and message["status"] == "read":
                    return message
        time.sleep(0.1)
    raise SystemExit(f"no answer was read within {PATIENCE_S} s")


if __name__ == "__main__":
    main(*sys.argv[1:5])
