"""The client: what docs/signing.md tells a program to import; neither the engine nor pydantic comes with it."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_import_on_the_signing_page_signs_and_loads_no_engine() -> None:
    page = (ROOT / "docs" / "signing.md").read_text()
    found = re.search(r"`(from handler\.[\w.]+ import sign)`", page)
    assert found
    code = (
        f"{found[1]}\nimport sys\nprint(sign('/images/a.jpg?w=1', {'k' * 16!r}))\n"
        "print(*{name.split('.')[1] for name in sys.modules if name.startswith('handler.')})\n"
        "print(sorted({'PIL', 'pydantic'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env={})
    link, loaded, heavy = run.stdout.splitlines()
    assert re.fullmatch(r"/images/a\.jpg\?w=1&s=[\w-]{22}", link)
    assert (set(loaded.split()), heavy) == ({"client", "core", "errors"}, "[]")
