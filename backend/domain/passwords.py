"""Which passwords are refused. Length and a list of the most guessed ones; no composition rules."""

SHORTEST = 8
LONGEST = 128

# The head of every published list of leaked passwords, those of eight characters and more.
_MOST_GUESSED = """
12345678 123456789 1234567890 123123123 11111111 00000000 87654321 987654321 88888888
12341234 11223344 1q2w3e4r 1qaz2wsx 1q2w3e4r5t q1w2e3r4 qwertyui qwerty123 qwerty12
qwertyuiop asdfghjk asdfghjkl zxcvbnm1 password password1 password12 password123
passw0rd p@ssw0rd p@ssword passwort passwort1 iloveyou sunshine princess football
baseball superman trustno1 starwars whatever computer michelle jennifer michael1
liverpool chocolate welcome1 welcome123 letmein1 letmein123 changeme changeme1 administrator
admin123 admin1234 adminadmin rootroot abcd1234 abc12345 a1b2c3d4 aa123456 test1234
testtest default1 hotel123 hotelhotel hotel1234 guest123 reception reception1 contraseña
привет123 йцукенгш пароль123 dragon123 monkey123 master123 shadow123 summer2026 winter2026
"""
_GUESSED = frozenset(_MOST_GUESSED.split())


def weakness(password: str, *, email: str) -> str | None:
    """Why it is refused, as a sentence for the person; None when it will do."""
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters."
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters."
    if password.casefold() in _GUESSED or len(set(password)) == 1:
        return "This password is among the first that are guessed. Choose another."
    if password.casefold() in (email.casefold(), email.casefold().partition("@")[0]):
        return "The password must not be the e-mail address."
    return None
