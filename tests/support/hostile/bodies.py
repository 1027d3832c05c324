"""Hostile request bodies: multipart forms that are malformed or huge, and JSON recipes that are large or deep."""

import json

HEAD = b'--b\r\nContent-Disposition: form-data; name="picture"; filename="p"\r\n\r\n'
END = b"\r\n--b--\r\n"
"""Begin and end of a form with one picture."""

FORM = {"content-type": "multipart/form-data; boundary=b"}
"""Headers of such a form."""

MANY = 3_000_000
"""Bytes that fill a large form."""

FORMS = {
    "what is almost an end": (HEAD + b"\r\n--" * (MANY // 4) + END, 415),
    "line feeds": (HEAD + b"\r\n" * (MANY // 2) + END, 415),
    "line feeds before it": (b"\r\n" * (MANY // 2) + HEAD + END, 415),
    "more behind it": (HEAD + END + b"a" * MANY, 415),
    "many parts": ((HEAD + b"\r\n") * 10_000 + END, 400),
    "a long header": (HEAD.replace(b"filename", b"a" * 100_000) + END, 400),
    "many headers": (HEAD[:-2] + b"a: b\r\n" * 1000 + b"\r\n" + END, 400),
    "a long recipe": (HEAD.replace(b'; filename="p"', b"") + b"a" * 100_000 + END, 400),
    "a recipe as a file": (HEAD + b"x\r\n" + HEAD.replace(b'"picture"; filename="p"', b'"recipe"') + b"{}" + END, 415),
    "files alone": (HEAD.replace(b"picture", b"recipe") + b"{}" + END, 400),
    "no end": (HEAD, 400),
    "nothing": (b"", 400),
}
"""Forms, each with the status of its answer."""

RECIPES = {
    "members": b"{" + b",".join(b'"%x":1' % number for number in range(7000)) + b"}",
    "operations": json.dumps({"source": {"key": "a"}, "ops": [{}] * 15_000}).encode(),
    "unknown operations": json.dumps({"source": {"key": "a"}, "ops": [{"op": "blurr"}] * 4_000}).encode(),
    "segments": json.dumps({"source": {"key": "a/" * 30_000}}).encode(),
    "depth": b"[" * 65_000,
    "nesting": b'{"a":' * 13_000,
    "digits": b'{"source": {"key": "a"}, "ops": [{"op": "blur", "radius": ' + b"9" * 60_000 + b"}]}",
}
"""JSON recipes that are large or deep; each is a 400."""
