"""The hostile corpus: files made on the spot, the same every time, each with the answers that it may get."""

import atexit
import shutil
import tempfile
from functools import cache
from hashlib import sha256
from pathlib import Path

from tests.support.hostile import active, bombs, broken
from tests.support.hostile.sample import Sample


@cache
def corpus() -> dict[str, Sample]:
    """Return all samples by their names."""
    found: dict[str, Sample] = {}
    for sample in (*bombs.samples(), *broken.samples(), *active.samples()):
        assert sample.name not in found, sample.name
        found[sample.name] = sample
    return found


def of_case(case: str) -> list[Sample]:
    """Return the samples of a case, as `a01`; there are some."""
    found = [sample for name, sample in corpus().items() if name.startswith((f"{case}-", f"{case}."))]
    assert found, case
    return found


def digest() -> str:
    """Return what changes where one byte of one file does."""
    whole = sha256()
    for name, sample in corpus().items():
        whole.update(name.encode() + sample.data)
    return whole.hexdigest()


@cache
def folder() -> Path:
    """Return a folder with all files in it, which goes when the process ends."""
    place = Path(tempfile.mkdtemp(prefix="tintype-hostile-"))
    atexit.register(shutil.rmtree, place)
    for sample in corpus().values():
        path = place / sample.key
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(sample.data)
    return place
