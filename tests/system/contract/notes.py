"""Print what redbot notes about an address, worst first; fail on a warning that nobody has explained.

python tests/system/contract/notes.py http://127.0.0.1:8000/images/bee.jpg?w=300
"""

import sys
from configparser import ConfigParser

import thor
from httplint.note import Note, categories, levels
from redbot.resource import HttpResource

JUDGED = {categories.CACHING, categories.CONNEG, categories.VALIDATION, categories.RANGE}
WARNINGS = {levels.WARN, levels.BAD}
EXPLAINED = {"STORE_PUBLIC_UNNECESSARY"}
"""Why these stay is said in docs/contract.md."""


def notes(address: str) -> list[Note]:
    """Return what redbot notes; it asks for the address about ten times, with conditions, ranges and codings."""
    config = ConfigParser()
    config.read_dict({"redbot": {"enable_local_access": "True"}})
    resource = HttpResource(config["redbot"])
    resource.set_request(address)
    resource.on("check_done", thor.stop)
    resource.check()
    thor.run()
    found = [*resource.response.notes]
    for check in resource.subreqs.values():
        found += [note for note in check.response.notes if note.category in JUDGED and note.level in WARNINGS]
    return found


def main(address: str) -> int:
    """Print the notes and return 1 where a warning about validation, negotiation, ranges or caching is new."""
    faults = 0
    for note in sorted(notes(address), key=lambda note: list(levels).index(note.level), reverse=True):
        new = note.category in JUDGED and note.level in WARNINGS and type(note).__name__ not in EXPLAINED
        faults += new
        print(f"{note.level.value:5} {note.category.value}: {note.summary} ({type(note).__name__})")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
