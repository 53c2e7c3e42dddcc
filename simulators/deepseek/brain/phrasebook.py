"""What guests and staff of the demo say, in another language: {(language, text): translation}."""

_GERMAN = """
Guten Abend!
Good evening!
Guten Tag, wir sind gerade angekommen. Gibt es ein Kissen ohne Daunen?
Hello, we have just arrived. Is there a pillow without down?
Herzlich willkommen! Ein Kissen aus Kunstfaser bringt Ihnen gleich jemand aufs Zimmer.
A warm welcome! Somebody will bring a pillow of synthetic fibre to your room right away.
Danke, ist da.
Thank you, it is here.
Die Klimaanlage über uns brummt seit drei Uhr früh. Wir haben kaum geschlafen.
The air conditioning above us has been humming since three o'clock in the morning. We hardly slept.
Ist die Garage auch für einen Sprinter hoch genug?
Is the garage high enough for a Sprinter too?
Die Einfahrt ist 1,95 m hoch; ein Sprinter passt leider nicht hinein.
The entrance is 1.95 m high; a Sprinter does not fit in, unfortunately.
Dann möchte ich bitte mit einem Menschen sprechen.
Then I would like to speak with a person, please.
Super, danke Ihnen.
Great, thank you.
Wir haben ein Ladekabel im Zimmer 109 vergessen.
We forgot a charging cable in room 109.
Wir haben ein Ladekabel im Zimmer <ROOM_1> vergessen.
We forgot a charging cable in room <ROOM_1>.
Gefunden! Wir schicken es Ihnen heute mit der Post an die Adresse der Buchung.
Found! We send it to you by post today, to the address of the booking.
Das ist sehr nett, vielen Dank!
That is very kind, thank you very much!
Ist die Sauna am Abend noch offen?
Is the sauna still open in the evening?
Bekommen wir bitte noch zwei Handtücher?
Could we please have two more towels?
Die Sauna ist bis 22:00 Uhr geöffnet.
The sauna is open until 22:00.
Wir bringen Ihnen gern zwei Handtücher.
We gladly bring you two towels.
"""

_SPANISH = """
¡Buenas noches!
Good evening!
¿La sauna sigue abierta por la noche?
Is the sauna still open in the evening?
La sauna está abierta hasta las 22:00.
The sauna is open until 22:00.
¿Nos pueden traer dos toallas más, por favor?
Could you bring us two more towels, please?
Le llevamos dos toallas con mucho gusto.
We gladly bring you two towels.
"""

BOOK: dict[tuple[str, str], str] = {}
for _language, _phrases in (("de", _GERMAN), ("es", _SPANISH)):
    _lines = _phrases.strip().splitlines()
    for _foreign, _english in zip(_lines[::2], _lines[1::2], strict=True):
        BOOK["en", _foreign] = _english
        BOOK[_language, _english] = _foreign
