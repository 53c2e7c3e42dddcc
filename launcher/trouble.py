"""What the launcher says when it cannot go on."""


class Trouble(Exception):
    """One sentence for the person at the terminal: what is wrong and how to mend it."""
