"""One run of iiif-validator, repaired, against a server: its tests and what became of each, as JSON on standard output.

    .venv-iiif/bin/python tests/system/iiif/judge.py HOST:PORT PREFIX IDENTIFIER 3.0
    .venv-iiif/bin/python tests/system/iiif/judge.py --colours

Release 1.0.5 asks for JPEG 2000, PDF and WebP by what Python 2 had, and for another `magic` than the one that it
installs; so no server passes these three. Here they get what they ask for; what they judge is left as it is.
"""

import json
import sys
import types
import urllib
import urllib.request
from typing import Any, Self

LEVEL = 9
KINDS = {b"\0\0\0\x0cjP  ": "JPEG 2000 Part 1 (JP2)", b"%PDF-": "PDF document"}


class PlainBytes(bytes):
    """Bytes of which a part is text, as it was in Python 2."""

    def __getitem__(self, part: Any) -> Any:
        """Return a part."""
        found = super().__getitem__(part)
        return found.decode("latin-1") if isinstance(part, slice) else found


class Answer:
    """What urlopen of Python 2 gave."""

    def __init__(self, url: str) -> None:
        """Ask."""
        with urllib.request.urlopen(url) as answer:
            self.status, self.body = int(answer.status), PlainBytes(answer.read())

    def read(self) -> PlainBytes:
        """Return the body."""
        return self.body

    def getcode(self) -> int:
        """Return the status."""
        return self.status

    def close(self) -> None:
        """Do nothing: all is read."""


class Magic:
    """What the module `magic` of libmagic itself has."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def id_buffer(self, data: bytes) -> str:
        """Return what kind of file it is."""
        return next((name for start, name in KINDS.items() if bytes(data).startswith(start)), "data")


def repair() -> None:
    """Give the validator what it asks for."""
    setattr(urllib, "urlopen", Answer)  # noqa: B010 - which is not there
    module = types.ModuleType("magic")
    setattr(module, "Magic", Magic)  # noqa: B010 - as above
    sys.modules["magic"] = module


def judged(server: str, prefix: str, identifier: str, version: str) -> dict[str, str]:
    """Return what became of every test: empty where it passed, else why not."""
    from iiif_validator.validator import ImageAPI, TestSuite, ValidationInfo

    outcomes = {}
    for name, told in sorted(TestSuite(ValidationInfo()).list_tests(version).items()):
        if told["level"] > LEVEL:
            continue
        asked = ImageAPI(identifier, server, prefix, "http", "", version, debug=False)
        try:
            TestSuite(ValidationInfo()).run_test(name, asked)
            outcomes[name] = str(asked.exception or "")
        except Exception as error:  # noqa: BLE001 - a test may fail in any way
            outcomes[name] = f"{type(error).__name__}: {error}"
    return outcomes


def main() -> None:
    """Judge, or tell the colours of the validator's picture."""
    repair()
    printed, sys.stdout = sys.stdout, sys.stderr  # the tests print what they like
    if sys.argv[1] == "--colours":
        from iiif_validator.validator import ValidationInfo

        found = ValidationInfo().colorInfo
    else:
        found = judged(*sys.argv[1:])
    json.dump(found, printed)


if __name__ == "__main__":
    main()
