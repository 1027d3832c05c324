"""The cases of hostile input, faults and abuse: what comes, and what is to happen, in this project's own statuses.

docs/security.md shows them with the tests that hold them; test_table.py keeps the three together.
"""

from typing import NamedTuple

GROUPS = {
    "A": "Pictures that cost too much",
    "B": "Broken pictures",
    "C": "What is no picture, or more than one",
    "D": "Parameters",
    "E": "Keys and buckets",
    "F": "Signatures",
    "G": "HTTP and caches",
    "H": "Faults of S3",
    "J": "Lambda and processes",
    "K": "Events",
    "L": "Logs, cost, reach",
}

TEXT = """
A01 | WebP of 30 bytes that claims 13,377 x 13,377 | 413 within 50 ms, nothing decoded
A02 | the same with 9,459 x 9,459, of which Pillow does not warn | 413 by estimated memory
A03 | moving WebP of 128 bytes on a canvas of 13,000 x 13,000 | 413
A04 | progressive JPEG of 49 megapixels in 10,000 scans | 413, scans counted and not decoded
A05 | JPEG header for 179 megapixels and nothing behind it | 413
A06 | PNG one pixel wide, 89 million high | 413 `source-side`
A07 | PNG of 16 bits and 9,459 x 9,459 | 413
A08 | GIF of 30,000 frames on 2,000 x 2,000 | 413
A09 | GIF of 10 x 10 whose frame says 13,000 x 13,000 | 413
A10 | 30,000 frames of one pixel, GIF, WebP, APNG | 413; with `frame=0` the first frame
A11 | APNG that claims two thousand million frames | 413 or 422; a still where it is one
A12 | TIFF of 60,000 pages | page 0 or 413; pages are not walked
A13 | TIFF of 4,000 unknown tags | 415, 413 or 200; C libraries write nothing to stderr
A14 | TIFF, deflate, 179 megapixels in one strip | 413, 415 where TIFF is off
A15 | ICO that says 16 x 16 around a PNG of 8,000 x 8,000 | 413 by what the PNG itself says
A16 | PNG whose text or profile inflates to a gigabyte | 200 without it, 413 or 422; under 100 MB
A17 | PNG of 500,000 chunks, JPEG with megabytes of fill | 413
A18 | small headers of further formats that claim huge sizes, tiles or layers | 413, or 415 by their first bytes
A19 | twenty of these at once | each answered; good pictures beside them too
A20 | object of gigabytes, real or claimed | 413 by its length, body unread
A21 | object without a length and without an end | 502, 413 or 504; what is read is bounded
B01 | pictures cut off at every tenth, all formats | 422 (413, 415 without a header); of an animation the whole frames
B02 | JPEG cut off, with an end marker put back | 422 where it can be seen, else 200
B03 | flipped bits | 200, 413, 415 or 422
B04 | no byte, one byte, a magic number alone | 415 or 422
B05 | AVIF for which the decoder raises something unusual | 422
B06 | EXIF that is garbage | 200, not turned
B07 | orientations that there are not | 200, not turned
B08 | colour profiles that are garbage, foreign or huge | 200 taken as sRGB, or 413
B09 | 16 bits, 32 bits, floats | 200 with the brightness kept, or 415
B10 | CMYK and YCCK, with and without Adobe's marker | 200, not inverted
B11 | 3,000 x 1 and 1 x 3,000 made small | 200, no side below 1
C01 | HTML, programs, archives, films called .jpg | 415; nothing of them comes back
C02 | PNG stored as image/jpeg | 200 with the true type
C03 | EPS, PDF, PostScript, WMF, MVG under any name | 415; no other program is started
C04 | SVG with scripts, entities, references | 415; nothing is fetched
C05 | pictures with HTML, PHP, PDF or ZIP inside | 200; the payload is gone
C06 | the original of such a picture | its true type, nosniff, a sandboxing policy
C07 | EXIF with a place | 200 without place, comments or XMP
C08 | any answer, errors included | nosniff and a policy; no server version
C09 | objects stored encoded, or S3's own error text as .jpg | 415
D01 | numbers that are none, or in a foreign notation | 400 naming the parameter
D02 | sizes past their range; in range but past a limit | 400; 413 `side` or `area`
D03 | a border of 10,000 pixels | 400; 413 where the sum passes a limit
D04 | quality past 100, encoder effort | 400; effort is the server's alone
D05 | blur of a million, filters that are not there, too many operations | 400
D06 | a crop outside, negative or past 2^31 | 400
D07 | long, huge, invisible or unprintable text; a font by its path | 400
D08 | colours that are none, or ten kilobytes long | 400 within 10 ms
D09 | a parameter twice, in capitals, with brackets, unknown | 400, the same everywhere
D10 | URL of 100 kB, 1,000 parameters, 200 headers | 414, 400, 200; under 50 ms
D11 | Accept that is malformed, refuses all, or has 64 kB | 200, never 406; nothing of it comes back
D12 | a format that is not written | 400 with those that are
E01 | dots, slashes and backslashes in a key, escaped or not | 400, the same on every front
E02 | dots escaped twice | 404: decoded once, it is a name like others
E03 | NUL, line feeds, DEL in a key | 400
E04 | bytes that are not UTF-8 | 400; HTTP APIs decode first: 404
E05 | accents in both forms, emoji, space, plus, `?`, `#`, `%` | 200 for the very key
E06 | key of 1,025 bytes | 400 without a call to S3
E07 | a bucket that is not listed, by name, dots or ARN | 404 without a call to S3
E08 | results and other private prefixes as keys | 404
E09 | missing, with and without the right to list | 404 both, not to be told apart
E10 | archived, deleted, unknown version | 409, 404, 404
E11 | an object that is called like a folder | 400, 404
F01 | no signature, a broken one, one of another key | 403 that says no more
F02 | a signature of another path or query, a byte changed | 403
F03 | parameters smuggled inside a value | 403
F04 | the signature once more in the path | 403
F05 | the signature twice, in capitals, empty | 403 or 400
F06 | expired, far ahead, malformed | 410, 200, 400
F07 | a picture whose link expires soon | kept no longer than the link is good
F08 | keys replaced one by one | both pass, then the old one gets 403
F09 | the store of keys not to be had | 503, asked again at the next request
F10 | a function without keys and without a rule | does not start
G01 | headers that pretend another host, path or method | change nothing and come back nowhere
G02 | Vary | Accept where it decided, and only there
G03 | conditions, ranges and HEAD on every route | 304, 206, 412, 416; no body where there is none
G04 | the same picture from two processes | the same strong ETag
G05 | errors in caches | from 400 a minute at most; from 500 not at all
G06 | methods that a path does not take | 405 with Allow
G07 | clients that are slow, half open or gone | closed in time; work dropped where it can be
G08 | foreign origins | never repeated, never with credentials
G09 | an error behind API Gateway | readable JSON, no base64
G10 | a download's name beyond ASCII | RFC 8187, through every front
H01 | throttled once, for ever | 200; 503 with Retry-After within 3 s
H02 | 500, HTML, broken XML | 200 after another try, else 502 or 503
H03 | denied, expired, unknown credentials, wrong clock | 404 denied, 502 the rest; nothing of them comes back
H04 | reset before the first byte | 200 after another try, else 502 or 503
H05 | a body shorter than its length | 200 after another try, else 502
H06 | a body that breaks off or stops | 200 after another try, else 502 or 504
H07 | no answer | 504 or 503 within the deadline
H08 | a body in drips | 504 at the deadline
H09 | a bit flipped, checksum there | 200 after another try, else 502
H10 | a bit flipped, no checksum | found by MD5 where the ETag is one
H11 | no ETag, no date, no type | 200 with a validator of its own
H12 | 200 with an error in it, empty, 301, 304 | 502
H13 | too many or too large headers | 502, not for ever tried again
H14 | replaced between HEAD and GET | ETag and bytes of one version
H15 | deleted between HEAD and GET | 404
H16 | away for a minute, then back | 503 at once; as before within 5 s
H17 | a result that cannot be written | 200 all the same, at most 200 ms later
H18 | two writers of one result | one object, both 200
H19 | a damaged result | seen by its checksum, made again
H20 | a link to what is too big | 303, good for a minute, not kept, not logged
J01 | a picture around 4.5 MB | 303, or 413 where no results are kept
J02 | three seconds left | 504 half a second before Lambda's end
J03 | a picture for which memory does not suffice | 413; the process lives on
J04 | MemoryError anywhere | 413; nothing leaks
J05 | /tmp full or not to be written | works without
J06 | a good picture after a bad one | the same bytes as ever
J07 | strange Host, null headers, no address | 200 or a problem; nothing escapes
J08 | an event of no known kind | a typed answer
J09 | settings that are wrong | an error at start that names the variable
J10 | SIGTERM in the middle of a request | answered, then ended, within 10 s
J11 | a decoding child is killed | -
K01 | one event three times at once | one set of results
K02 | events out of order, after a deletion | what the bucket holds now counts
K03 | a key with plus, %20 and UTF-8 | decoded once where it is encoded, else never
K04 | results written where uploads are watched | no second round
K05 | test events, deletions, unknown ones | answered, nothing made
K06 | a poisoned message among ten | the others are done
K07 | a picture that can never be made | recorded, not tried again; a busy store is
K08 | SQS around S3, SNS, EventBridge, nonsense | opened; nonsense is answered, not tried again
K09 | a batch that does not fit in the time | what fits is done, the rest goes back
K10 | two versions of one object in a batch | one job, of the newest
L01 | line feeds, ANSI, separators, JSON in anything | one escaped line each, 2 KB at most
L02 | signatures, credentials, cookies | in no log and in no body
L03 | any error | no trace, path, bucket or version; the request id alone
L04 | /docs, /openapi.json, originals | off unless switched on
L05 | 10,000 widths of one picture | unsigned: those of the ladder, else 403
L06 | unknown parameters, counted up | 400; tracking names share one answer
L07 | a missing or corrupt picture, asked for again and again | S3 asked once in 10 s
L08 | more requests than cores | 503 with Retry-After; those admitted stay quick
L09 | a URL as a source, private, rebound, redirected | 403 outside of `TINTYPE_ORIGINS`; no socket goes inwards
L10 | known faults of dependencies, secrets in the tree | pinned by hash; lint's security rules; `make audit`
"""

REASONS = {"J11": "Pictures are decoded in threads of the one process; J03 and J04 hold what it survives."}
"""Why a case cannot apply."""


class Case(NamedTuple):
    """A case: its id, what comes, what happens, and why there is no test, where there is none."""

    id: str
    comes: str
    expected: str
    reason: str = ""


def _read() -> dict[str, Case]:
    rows = (line.split(" | ") for line in TEXT.strip().splitlines())
    return {name: Case(name, comes, expected, REASONS.get(name, "")) for name, comes, expected in rows}


CASES = _read()
