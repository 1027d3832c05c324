"""What a block of code on a page is, and how it is run: by its language, else by what its lines look like."""

import ast
import importlib
import io
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import redirect_stdout
from functools import partial
from types import ModuleType
from typing import TypeGuard

from handler import errors
from handler.commands.line import line
from handler.config.presets import parse_presets
from handler.config.settings import Settings
from handler.errors import ImageError
from tests.support.code_blocks.asking import CURL, Pages, ours
from tools.manual import shell
from tools.manual.markdown import Block

TINTYPE = {"tintype", ".venv/bin/tintype"}
ELSEWHERE = {
    "make": "tests/system/test_makefile.py",
    "aws": "tests/system/test_aws_commands.py",
    "sam": "tests/system/test_sam_commands.py",
    "docker": "tests/system/test_container.py",
}
"""Programs whose commands other tests hold on every page: to targets, AWS's description, sam's parser, the image."""

FILTERS = {"cut", "grep", "head", "jq", "sed", "sort", "tail", "tr", "uniq", "wc"}
"""Programs that show the answer of another one otherwise."""

MADE = "0" * 40
"""What stands for the output of a program in a command: `$(openssl rand -hex 24)`."""

PROBLEM = re.compile(r'"type": "/errors#([a-z-]+)"')
SLUGS = {each.slug() for each in vars(errors).values() if isinstance(each, type) and issubclass(each, ImageError)}
ATTRIBUTE = re.compile(r"""\b(?:src|srcset|href|data-src)=["']([^"']+)["']""")


class UnknownBlockError(Exception):
    """Nothing here knows how to run it."""


def told(earlier: Iterable[Block]) -> dict[str, str]:
    """Return the settings that a page has told before a block: its presets."""
    presets: dict[str, object] = {}
    for block in earlier:
        if block.language == "json" and _are_presets(value := json.loads(block.text)):
            presets |= value
        elif block.language == "toml":
            said = tomllib.loads(block.text).get("default", {}).get("deploy", {}).get("parameters", {})
            inline = said.get("parameter_overrides", {}).get("Presets", "")
            presets |= json.loads(inline) if inline.startswith("{") else {}
    return {"TINTYPE_PRESETS": json.dumps(presets)} if presets else {}


def check(block: Block, pages: Pages, environ: Mapping[str, str], earlier: Sequence[Block] = ()) -> str:
    """Run a block, and say how; AssertionError where it does not do what it should. earlier: those before it."""
    script = "\n".join(each.text for each in (*earlier, block) if each.language == "python")
    environ = {**told(earlier), **environ}
    named: dict[str, Callable[[], str]] = {
        "sh": partial(_shell, block.text, pages, environ),
        "console": partial(_shell, "\n".join(re.findall(r"^\$ (.*)", block.text, re.MULTILINE)), pages, environ),
        "json": partial(_json, block.text, pages),
        "toml": partial(_toml, block.text),
        "python": partial(_python, script),
        "html": partial(_html, block.text, pages, environ),
    }
    if block.language in named:
        return named[block.language]()
    if block.language not in {"", "text", "http"}:
        raise UnknownBlockError(f"a language that is not run here: {block.language}")
    lines = [line.removeprefix("GET ") for line in block.text.strip().splitlines()]
    if all(map(ours, lines)):
        return _addresses(lines, pages, environ)
    if "  ->  " in block.text or re.fullmatch(r"[\d\s,.]+", block.text):
        return "a drawing, or a row of numbers"
    if all(line.startswith("TINTYPE_") for line in lines):
        Settings.read(dict(line.split("=", 1) for line in lines))
        return "settings read"
    if re.match(r"(\S*tintype|aws|curl) ", lines[0]):
        return _shell(block.text, pages, environ)
    raise UnknownBlockError("neither addresses nor commands nor settings, and no language is named")


def _addresses(lines: list[str], pages: Pages, environ: Mapping[str, str]) -> str:
    for address in lines:
        answer = pages.get(address, environ)
        assert answer.status_code in {200, 303, 307}, (address, answer.status_code, answer.text[:300])
    return "asked"


def _shell(text: str, pages: Pages, environ: Mapping[str, str]) -> str:
    how = set()
    known = dict(environ)
    for command in shell.commands(re.sub(r"\$\([^)]*\)", MADE, text)):
        for place, words in enumerate(command.parts):
            if words[0] in FILTERS and place:
                continue
            given, program = shell.settings(words)
            known |= {name: value for name, value in given.items() if name.startswith("TINTYPE_")}
            how.add(_command(program, command.comment, pages, known))
    Settings.read(known)
    return ", ".join(sorted(how))


def _command(words: list[str], comment: str, pages: Pages, environ: Mapping[str, str]) -> str:
    if not words:
        return "settings read"
    if words[0] in TINTYPE or words[:3] == ["python", "-m", "handler"]:
        line().parse_args(words[1 if words[0] in TINTYPE else 3 :])
        return "arguments read"
    if words[0] == "curl" and ours(CURL.parse_args(words[1:]).address):
        answer = pages.curl(words, environ)
        wanted = re.match(r"(\d{3})\b", comment)
        allowed = {int(wanted[1])} if wanted else {200, 303, 400}  # a page may show an error, in a block of its own
        assert answer.status_code in allowed, (words, answer.status_code, answer.text[:300])
        return "asked"
    name = words[0].rpartition("/")[2]
    if name == "docker" and words[1] in {"build", "run"}:
        Settings.read(dict(word.split("=", 1) for word in words if word.startswith("TINTYPE_")))
    if name == "sam" and words[1] not in {"deploy", "validate"}:
        raise UnknownBlockError(f"of sam only deploy is held to its parser, and validate run by make test: {words[1]}")
    if name in ELSEWHERE:
        return f"held by {ELSEWHERE[name]}"
    raise UnknownBlockError(f"a program that is not run here: {words[0]}")


def _json(text: str, pages: Pages) -> str:
    if found := PROBLEM.search(text):
        assert found[1] in SLUGS
        return "an error that there is"
    value = json.loads(text)
    if isinstance(value, dict) and value.keys() & {"ops", "source", "output"} and "result" not in value:
        answer = pages.recipe(text)
        assert answer.status_code == 200, (answer.status_code, answer.text[:300])
        return "posted"
    if _are_presets(value):
        parse_presets(text)
        return "presets read"
    raise UnknownBlockError("JSON that is neither a recipe nor presets")


def _are_presets(value: object) -> TypeGuard[dict[str, object]]:
    """Whether it is an object of queries, each with a `=`, or of objects that have one."""
    if not isinstance(value, dict) or not value:
        return False
    queries = [each.get("query") if isinstance(each, dict) else each for each in value.values()]
    return all(isinstance(query, str) and "=" in query for query in queries)


def _toml(text: str) -> str:
    assert "parameter_overrides" in text
    assert tomllib.loads(text)
    return f"held by {ELSEWHERE['sam']}"


def _python(text: str) -> str:
    """Run it with `tintype` for the name under which the package is published."""
    ast.parse(text)
    published = {"tintype": importlib.import_module("handler")}
    for name in re.findall(r"(?:from|import) tintype\.([\w.]+)", text):
        published[f"tintype.{name}"] = importlib.import_module(f"handler.{name}")
    before = dict(sys.modules)
    sys.modules.update(published)
    try:
        module = ModuleType("page")
        with redirect_stdout(io.StringIO()):
            exec(compile(text, "page", "exec"), module.__dict__)  # noqa: S102 - a page of ours
    finally:
        for name in published.keys() - before.keys():
            del sys.modules[name]
    return "run"


def _html(text: str, pages: Pages, environ: Mapping[str, str]) -> str:
    addresses = [
        each.split()[0].replace("&amp;", "&")
        for value in ATTRIBUTE.findall(text)
        for each in re.split(r",\s+", value.strip())
        if ours(each.split()[0])
    ]
    if not addresses or "{{" in text or "{%" in text:
        raise UnknownBlockError("HTML without addresses of ours, or a template")
    return _addresses(addresses, pages, environ)
