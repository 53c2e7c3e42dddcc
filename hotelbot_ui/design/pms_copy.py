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
    "auth": "it refuses the credentials.",
    "not_found": "it does not know the reservation.",
    "rate_limited": "it asks for patience.",
    "timeout": "it did not answer in time.",
    "network": "it cannot be reached.",
    "server_error": "it answered with an error of its own.",
    "too_large": "it answered with far too much.",
    "unexpected": "it answered something that is not documented.",
    "forbidden_address": "its address may not be called.",
    "unreadable": "a webhook of it could not be read.",
}
TESTS: Final = {
    **{name: words[0].upper() + words[1:] for name, words in OUTCOMES.items()},
    "asking": "Asking the PMS.",
    "connected": "It answered: address and credentials are right.",
}
