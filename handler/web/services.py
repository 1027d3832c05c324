"""Services: what requests are answered with, made once from the settings: sources, results, gate and the rest."""

import os
from collections import OrderedDict
from dataclasses import dataclass, field

from handler.config.presets import Presets
from handler.config.settings import Settings
from handler.core.geometry import Size
from handler.core.limits import MEGABYTE
from handler.core.output import FormatName
from handler.runtime.admission import Admission, cores
from handler.storage.font_files import font_files
from handler.storage.result_store import ResultStore
from handler.storage.sources import Sources
from handler.typography.fontpacks import use_fonts
from handler.web.access.gate import Gate
from handler.web.negative_cache import NegativeCache

MOST_LENGTHS = 4096
"""Of so many renditions the length is remembered: about 500 KB of memory."""


class RenditionLengths:
    """What a HEAD of the renditions made last is answered from, by digest: format, bytes, and the source's size."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self.known: OrderedDict[str, tuple[FormatName, int, Size]] = OrderedDict()

    def get(self, digest: str) -> tuple[FormatName, int, Size] | None:
        """Return what is known of a rendition, None where it is not remembered."""
        return self.known.get(digest)

    def remember(self, digest: str, form: FormatName, length: int, source: Size) -> None:
        """Remember a rendition, and forget those of long ago."""
        self.known[digest] = (form, length, source)
        while len(self.known) > MOST_LENGTHS:
            self.known.popitem(last=False)


@dataclass(frozen=True)
class Services:
    """What one application answers with. results: None where renditions are not kept."""

    settings: Settings
    sources: Sources
    results: ResultStore | None
    presets: Presets
    gate: Gate
    admission: Admission
    failures: NegativeCache = field(default_factory=NegativeCache)
    lengths: RenditionLengths = field(default_factory=RenditionLengths)


def services_of(settings: Settings) -> Services:
    """Return the services that the settings ask for. No connection is opened yet."""
    presets = Presets(settings.presets)
    use_fonts(font_files(settings.fonts))
    return Services(
        settings,
        Sources(settings.source, settings.limits, (settings.results, presets.address), settings.origins),
        ResultStore(settings.results, settings.results_url) if settings.results else None,
        presets,
        Gate(settings, presets.inline),
        Admission(cores(os.environ), settings.limits.memory * MEGABYTE),
    )
