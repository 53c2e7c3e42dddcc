"""The methods about the instance itself: settings, state, pairing."""

import base64

from simulators.exchange import Answer
from simulators.green_api.call import Call, json_answer
from simulators.green_api.instance_settings import checked
from simulators.green_api.media import SAMPLES


async def get_settings(call: Call) -> Answer:
    return json_answer(call.instance.settings)


async def set_settings(call: Call) -> Answer:
    """Stored at once, then the instance restarts."""
    call.instance.change_settings(checked(call.payload))
    call.instance.reboot()
    return json_answer({"saveSettings": True})


async def get_state_instance(call: Call) -> Answer:
    return json_answer({"stateInstance": call.instance.state})


async def get_wa_settings(call: Call) -> Answer:
    instance = call.instance
    connected = instance.state == "authorized"
    return json_answer(
        {
            "avatar": "",
            "phone": instance.wid.partition("@")[0] if connected else "",
            "stateInstance": instance.state,
            "deviceId": instance.wid if connected else "",
        }
    )


async def reboot(call: Call) -> Answer:
    call.instance.reboot()
    return json_answer({"isReboot": True})


async def logout(call: Call) -> Answer:
    call.instance.set_state("notAuthorized")
    return json_answer({"isLogout": True})


async def qr(call: Call) -> Answer:
    """The picture is a drawing of a code: pairing happens on the control page."""
    if call.instance.state == "authorized":
        return json_answer(
            {"type": "alreadyLogged", "message": "instance account already authorized"}
        )
    if call.instance.state != "notAuthorized":
        return json_answer({"type": "error", "message": f"instance is {call.instance.state}"})
    picture = base64.b64encode((SAMPLES / "qr.png").read_bytes()).decode()
    return json_answer({"type": "qrCode", "message": picture})


async def get_authorization_code(call: Call) -> Answer:
    if call.instance.state == "authorized":
        return json_answer({"status": False, "code": ""})
    return json_answer({"status": True, "code": "SIMU-1234"})
