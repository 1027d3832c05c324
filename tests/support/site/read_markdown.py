"""Writes pages as HTML by a second reader of Markdown, which reads as hosts of repositories do (CommonMark and tables).

Run by the Python of .venv-docs: names of pages come on standard input as a JSON list, and their HTML goes out as one.
"""

import json
import sys
from pathlib import Path

from markdown_it import MarkdownIt

reader = MarkdownIt("commonmark", {"html": True}).enable("table")
json.dump([reader.render(Path(name).read_text()) for name in json.load(sys.stdin)], sys.stdout)
