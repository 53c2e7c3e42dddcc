"""The collector of a process that has started: what was imported stays, so it is not walked again.

With Python's thresholds every hundredth of the thousands of short-lived rows a second begins a walk
over all modules that were ever imported, and nothing else of the process runs meanwhile.
"""

import gc


def leave_out_what_is_loaded() -> None:
    """Once, after everything that stays was imported and built."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
