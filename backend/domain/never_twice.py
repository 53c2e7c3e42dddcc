"""Which texts must not reach a guest a second time by themselves: codes, and money.

Two equal greetings are a nuisance; two door codes or two amounts are a question to the desk.
"""

import re

_NUMBER = r"\d[\d.,' ]{0,14}"
_CURRENCY = (
    r"(?:[$€£¥₽₾₴₹]|(?:eur|usd|gbp|chf|rub|gel|mxn|try|euros?|dollars?|pounds?|pesos?|lari"
    r"|руб(?:л\w{1,3}|\.)?|евро|доллар\w{0,3}|лари)(?!\w))"
)
_LABEL = (
    r"(?:code|pin|passcode|password|passwort|kennwort|\w{1,20}code|código|codigo|clave|contraseña"
    r"|код\w{0,2}|пин\w{0,3}|парол\w{0,2}|otp|voucher|gutschein\w{0,4}|iban)"
)
# Every repetition is bounded: the text may be anything.
_CODE_OR_MONEY = re.compile(
    "|".join(
        (
            rf"{_CURRENCY}\s?{_NUMBER}",
            rf"{_NUMBER}\s?{_CURRENCY}",
            rf"(?<!\w){_LABEL}(?!\w)\W{{1,3}}(?:\w{{1,12}}\W{{1,3}}){{0,6}}[\w#*-]{{0,20}}\d{{3}}",
            r"(?<!\w)[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){3,7}(?!\w)",
            r"(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?!\d)",
            r"https?://\S{0,200}(?:pay|checkout|invoice|stripe)",
        )
    ),
    re.IGNORECASE,
)


def holds_code_or_money(text: str) -> bool:
    return _CODE_OR_MONEY.search(text) is not None
