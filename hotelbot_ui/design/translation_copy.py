"""Words for what became of a translation."""

from typing import Final

REASONS: Final = {
    "too_long": "it is too long",
    "over_budget": "the AI's budget is used up",
    "busy": "too much is being translated at the moment",
    "left_out": "the AI left it out",
    "empty": "the AI left it out",
    "lost_fact": "something was lost or changed in it",
    "added_fact": "something was added to it",
    "private_data": "a name or a number did not come back",
    "other_language": "it came in another language",
    "instructions": "it held what does not belong into it",
    "disguised": "it held what does not belong into it",
    "swollen": "it came back far too long",
    "unreached": "the server does not answer",
    "timeout": "it took too long",
    "overloaded": "the AI is overloaded",
    "server_error": "the AI does not work at the moment",
    "auth": "the AI refuses our key",
    "no_balance": "the account at the AI is used up",
    "rejected": "the AI refused it",
    "network": "the AI cannot be reached",
    "blank": "the AI said nothing",
    "truncated": "it came back cut off",
    "filtered": "the AI's own filter held it back",
    "not_json": "the AI's answer cannot be read",
    "unreadable": "the AI's answer cannot be read",
    "too_large": "it came back far too long",
    "breaker_open": "the AI does not work at the moment",
}
