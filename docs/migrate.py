"""Write docs/migrate.md: addresses of other services beside the same in our own language, made by translating them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handler.dialects.translation import outcome
from handler.errors import Inexpressible

DOCS = Path(__file__).parent
PAGE = DOCS / "migrate.md"
LEAD = """<!-- Written by `make docs` from migrate.toml, by translating. Change that file, not this page. -->

# Move here from another service

A page keeps its addresses where the host moves with its language: name it in `TINTYPE_ROOT` or `TINTYPE_DIALECTS`
([dialects](dialects.md)). Where pages are to change, `tintype translate` rewrites them:

```sh
tintype translate addresses.txt --from thumbor --base https://img.example.com > moved.tsv
```

How to move a host: deploy with the settings below under a name of its own, ask for some hundred addresses of your logs
at both hosts and compare (`tintype translate` tells beforehand what has no equal), then change the host's DNS record.
Nothing of the old service has to be switched off for it.
"""


def page() -> str:
    """Return the page as it is now."""
    origins = tomllib.loads((DOCS / "migrate.toml").read_text())["origin"]
    return "\n".join([LEAD, *(line for origin in origins for line in _section(origin))])


def _section(origin: dict[str, Any]) -> Iterator[str]:
    yield f"## {origin['name']}\n"
    if "settings" in origin:
        yield f"```sh\n{origin['settings']}\n```\n"
    yield f"{origin['move']}\n"
    if origin.get("code"):
        yield "| call | the query |\n|---|---|"
        yield from (f"| `{call}` | `{query}` |" for call, query in origin["rows"])
    else:
        yield "| before | in our own language |\n|---|---|"
        yield from (f"| `{url}` | `{_native(url, origin['family'])}` |" for url in origin["urls"])
    yield ""


def _native(url: str, family: str) -> str:
    """Return the address in our own language; Inexpressible where there is none: the page shows what can be said."""
    told = outcome(url, "native", family=family, key_of=lambda _bucket, key: key)
    if not told.url:
        raise Inexpressible(f"{url}: {told.why}")
    return told.url


if __name__ == "__main__":
    PAGE.write_text(page())
    print(PAGE.relative_to(DOCS.parent))
