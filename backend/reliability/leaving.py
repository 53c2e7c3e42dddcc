"""Whether this process was asked to end: it still serves, and says that it is on its way out."""


class Leaving:
    def __init__(self) -> None:
        self.has_begun = False

    def begin(self) -> None:
        """Safe inside a signal handler."""
        self.has_begun = True
