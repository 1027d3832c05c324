"""The catalogue: a row for each file format, and all that is known of it; what reads or writes formats looks here.

A new format is a row here and a module in `handler/codecs/formats` (docs/formats.md says how).
"""

from handler.core.formats.common import COMMON
from handler.core.formats.further import FURTHER
from handler.core.formats.optional import OPTIONAL
from handler.core.formats.row import Format, FormatName, Reading, Writing
from handler.core.formats.texts import TEXTS

ROWS: tuple[Format, ...] = (*COMMON, *FURTHER, *OPTIONAL, *TEXTS)
"""The order is that of `fm` in OpenAPI and in the documentation."""

FORMATS: dict[FormatName, Format] = {row.name: row for row in ROWS}
READ: dict[FormatName, Reading] = {row.name: row.reading for row in ROWS if row.reading}
WRITTEN: dict[FormatName, Writing] = {row.name: row.writing for row in ROWS if row.writing}

KINDS = tuple({(row.media_type, row.codec): row for row in reversed(ROWS)}.values())[::-1]
"""One row for each kind of file: of JPEG and progressive JPEG, which are files of one kind, the first."""

ROUND_TRIP = tuple(
    name
    for name in WRITTEN
    if FORMATS[name].media_type in {FORMATS[each].media_type for each in READ} and not FORMATS[name].writer
)
"""The formats that are written and whose files are read again as the same picture; a page is drawn anew."""
