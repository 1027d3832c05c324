"""The sample pictures as stored objects, and the formats they can become."""

from hashlib import sha256
from pathlib import Path

from handler.core.source_file import SourceFile, source_file_of
from handler.recipe import Source

ROOT = Path(__file__).parents[3]
SAMPLES = {path.name: path for path in (ROOT / "samples").iterdir() if path.suffix != ".md"}
OUTPUTS = ("jpg", "pjpg", "png", "webp", "avif", "gif", "tiff", "jp2")


def fetch(source: Source) -> SourceFile:
    data = SAMPLES[source.key].read_bytes()  # type: ignore[union-attr]
    return source_file_of(data, sha256(data).hexdigest())
