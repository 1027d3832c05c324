"""Make the pictures of the reference, by asking the application what the reference shows: `make docs`."""

import json
import sys

from starlette.testclient import TestClient

from docs.chapters.examples import PICTURES, Example
from docs.chapters.shown import every
from docs.sample_application import application

BROWSER = {"accept": "image/webp,image/*;q=0.8"}
"""What is asked for where an address names no format: what every browser of today shows."""

OK = 200


class WrongExampleError(ValueError):
    """An address of the reference gives no picture; its text says what it gives."""


def answered(client: TestClient, example: Example) -> bytes:
    """Return the picture of an example, as its file has it; WrongExampleError where there is none."""
    if example.post:
        recipe = {"output": {"formats": ["webp"]}, **json.loads(example.post)}
        answer = client.post(example.path, json=recipe)
    else:
        answer = client.get(example.path, headers=BROWSER)
    kind = answer.headers["content-type"].replace("jpeg", "jpg")
    if answer.status_code != OK or kind != f"image/{example.name.rpartition('.')[2]}":
        raise WrongExampleError(f"{example.path} {example.post}: {answer.status_code} {kind} {answer.text[:300]}")
    return answer.content


def main() -> None:
    """Write the pictures that are shown and are not there; with `all`, every one. What is shown no more goes."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    shown = {example.name: example for example in every()}
    with application() as client:
        for name, example in shown.items():
            if "all" in sys.argv[1:] or not (PICTURES / name).exists():
                (PICTURES / name).write_bytes(answered(client, example))
    for path in PICTURES.iterdir():
        if path.name not in shown:
            path.unlink()
    print(f"docs/pictures/reference: {len(shown)} pictures")


if __name__ == "__main__":
    main()
