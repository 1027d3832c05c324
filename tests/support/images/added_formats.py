"""A program that asks an application for formats which the copy of the code that it runs in has beside ours.

It is run in that copy, prints what it was answered as JSON, and takes the folder of the pictures as its argument.
"""

import json
import sys
from typing import Any

from starlette.testclient import TestClient

from docs.chapters.contents import pages
from handler.app import create_app
from handler.aws import snapstart
from handler.config.presets import parse_presets
from handler.config.settings import Settings

PRESETS = {
    "small": {"query": "w=20&fm=sgi", "to": "{preset}/{stem}.{ext}"},
    "any": {"query": "w=9", "to": "{key}.{ext}"},
}
GETS = {
    "url": "/images/sample.png?w=20&fm=sgi",
    "download": "/images/sample.png?w=20&fm=sgi&dl=holiday",
    "info": "/info/sample.png?w=20&fm=sgi",
    "generate": "/generate/placeholder?w=40&h=30&fm=sgi",
    "quality": "/images/sample.png?fm=sgi&q=50",
    "near": "/images/sample.png?fm=sig",
    "foreign": "/images/sample.png?fm=heic",
    "read": "/images/sample.pcx?w=20",
    "read info": "/info/sample.pcx",
    "original": "/images/sample.pcx",
    "both": "/images/sample.pcx?w=20&fm=sgi",
    "not written": "/images/sample.png?w=20&fm=pcx",
    "not read": "/images/sample.sgi?w=20",
}


def main(pictures: str) -> dict[str, Any]:
    """Return the answers by name: of a request its status, headers, JSON and first bytes."""
    said = {"SOURCE": f"file://{pictures}", "UNSIGNED": "any", "DOCS": "on", "ORIGINALS": "on"}
    settings = Settings.read({f"TINTYPE_{name}": value for name, value in said.items()})
    app = create_app(settings)
    client = TestClient(app)
    answers = {name: client.get(path) for name, path in GETS.items()}
    recipe = {"source": {"key": "sample.png"}, "output": {"formats": ["sgi"]}}
    answers["json"] = client.post("/render", json=recipe)
    answers["accept"] = client.get("/images/sample.png?w=20", headers={"accept": "image/sgi, */*"})
    answers["openapi"] = client.get("/openapi.json")
    told = {
        name: {
            "status": answer.status_code,
            "headers": dict(answer.headers),
            "json": answer.json() if "json" in answer.headers["content-type"] else None,
            "start": answer.content[:3].decode("latin-1"),
        }
        for name, answer in answers.items()
    }
    snapstart.codecs(app)  # it writes every format that is written
    places = {name: sorted(each.places("a.png")) for name, each in parse_presets(json.dumps(PRESETS)).items()}
    return told | {"places": places, "inputs": sorted(settings.inputs), "reference": "\n".join(pages().values())}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1])))
