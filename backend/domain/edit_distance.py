"""How far apart two texts are."""


def edit_distance(one: str, other: str) -> int:
    """Characters to insert, remove or replace to make one from the other (Levenshtein).

    Bit-parallel (Myers 1999, Hyyrö 2003): a step of arithmetic for each character of the longer
    text, so that 20,000 characters against 1,000 do not hold up the event loop.
    """
    short, long = sorted((one, other), key=len)
    if not short:
        return len(long)
    full, last = (1 << len(short)) - 1, 1 << (len(short) - 1)
    places: dict[str, int] = {}
    for at, char in enumerate(short):
        places[char] = places.get(char, 0) | 1 << at
    # Rises and falls of a column of the table, one bit for each of its rows.
    rises, falls, distance = full, 0, len(short)
    for char in long:
        same = places.get(char, 0)
        across = (((same & rises) + rises) ^ rises) | same
        up, down = falls | ~(across | rises) & full, rises & across
        distance += bool(up & last) - bool(down & last)
        up, down = up << 1 | 1, down << 1
        rises, falls = (down | ~(same | falls | up)) & full, up & (same | falls) & full
    return distance
