"""Coverage-guided fuzzing in a process of its own.

python -m tests.fuzz.run_atheris TARGET [libFuzzer options] [CORPUS], or a file that broke it.
"""

import sys

import atheris

with atheris.instrument_imports(include=["backend"]):
    from tests.fuzz import targets


def main() -> None:
    try_one = targets.TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
