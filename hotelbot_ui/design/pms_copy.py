"""Words about connections to a PMS."""

from typing import Final

VENDORS: Final = {
    "apaleo": "Apaleo",
    "mews": "Mews",
    "qloapps": "QloApps",
    "generic": "Signed webhook",
}
CREDENTIALS: Final = {
    "apaleo": (("client_id", "Client ID"), ("client_secret", "Client secret")),
    "mews": (("client_token", "Client token"), ("access_token", "Access token")),
    "qloapps": (("api_key", "Web service key"),),
}
OUTCOMES: Final = {
    "auth": "It refuses the credentials.",
    "not_found": "It does not know the reservation.",
    "rate_limited": "It asks for patience.",
    "timeout": "It did not answer in time.",
    "network": "It cannot be reached.",
    "server_error": "It answered with an error of its own.",
    "too_large": "It answered with far too much.",
    "unexpected": "It answered something that is not documented.",
    "forbidden_address": "Its address may not be called.",
    "unreadable": "A webhook of it could not be read.",
}
TESTS: Final = {
    **OUTCOMES,
    "asking": "Asking the PMS.",
    "connected": "It answered: address and credentials are right.",
}
