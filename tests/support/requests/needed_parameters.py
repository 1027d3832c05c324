"""Query parameters without which a generator draws nothing, and an address of each operation of a route."""

from handler.dialects import table

NEEDED = {"qr": "text=hello", "montage": "keys=bee.jpg,owl.png&cell=60x40"}
"""Generator -> query."""


def addresses(path: str, filled: dict[str, str]) -> list[str]:
    """Return addresses of a route: of a dialect's, one of each operation, with examples for what is not in `filled`."""
    found = [path]
    for dialect in table.DIALECTS:
        if path == dialect.path:
            found = [f"{dialect.prefix}{each.below}" for each in dialect.load().operations()]
            more = {f"{{{each.name}}}": each.examples[0] for op in dialect.load().operations() for each in op.fields}
            filled = more | filled
    for blank, text in filled.items():
        found = [each.replace(blank, text) for each in found]
    return found
