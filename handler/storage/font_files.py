"""Font files: the fonts of a deployment, in a folder of the package or a layer, or under a prefix of a bucket.

1. Only files that lie in the folder itself, and whose names end as fonts' do, are seen; at most MOST_FONTS.
2. None is read that is larger than MOST_FONT_BYTES: a font is all in memory while it draws.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePosixPath

from handler.core.limits import Limits
from handler.errors import SourceUnusable, TooLarge
from handler.storage.bucket import Bucket
from handler.storage.sources import Folder, Sources

SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
MOST_FONTS = 500
"""The most fonts that are seen: the rest, by name, is not."""

MOST_FONT_BYTES = 32_000_000
"""The largest font that is read; Noto's for Chinese, Japanese and Korean together have 20 million bytes."""


class FontFiles:
    """The fonts at a place. setting: s3://bucket/prefix or file:///folder; ValueError where it is neither."""

    def __init__(self, setting: str) -> None:
        self.setting = setting
        place = Sources(setting).places.get("")
        if not isinstance(place, Bucket | Folder):
            raise ValueError(f"{setting!r} is neither s3://bucket/prefix nor file:///folder")  # noqa: TRY004 - a setting is wrong
        limits = Limits(bytes=MOST_FONT_BYTES)
        self.place = place._replace(limits=limits) if isinstance(place, Bucket) else place
        self._sizes: dict[str, int] | None = None

    def sizes(self) -> Mapping[str, int]:
        """Return the name of each file and its size in bytes, by name; asked once."""
        if self._sizes is None:
            found = sorted(self._listed().items())[:MOST_FONTS]
            self._sizes = dict(found)
        return self._sizes

    def _listed(self) -> dict[str, int]:
        if isinstance(self.place, Bucket):
            listed = ((key, facts.size) for key, facts in self.place.list())
            return {key: size for key, size in listed if "/" not in key and key.lower().endswith(SUFFIXES)}
        root = self.place.root
        files = root.iterdir() if root.is_dir() else iter(())
        return {file.name: file.stat().st_size for file in files if _font(file.name) and file.is_file()}

    def read(self, name: str) -> bytes:
        """Return a file; SourceUnusable where it is larger than a font may be, or gone."""
        try:
            with self.place.get(name) as file:
                if file.facts.size > MOST_FONT_BYTES:
                    raise SourceUnusable(f"the font {PurePosixPath(name).stem} is too large")
                return file.read()
        except TooLarge as error:
            raise SourceUnusable(f"the font {PurePosixPath(name).stem} is too large") from error

    def mark(self) -> str:
        """Return a text that differs from one set of fonts to another, without asking S3.

        A font in a bucket that changes has to get another name; see docs/text.md.
        """
        told = repr(self.setting if isinstance(self.place, Bucket) else sorted(self.sizes().items()))
        return sha256(told.encode()).hexdigest()[:16]


def _font(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def font_files(setting: str) -> FontFiles | None:
    """Return the fonts that TINTYPE_FONTS names; None where it is empty."""
    return FontFiles(setting) if setting else None
