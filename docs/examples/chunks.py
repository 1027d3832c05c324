"""How many chunks a picture becomes in StreamingResponse(BytesIO(...)): run it to draw docs/pictures/chunks.png."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).parents[2]
CHART = ROOT / "docs" / "pictures" / "chunks.png"
ROW = 44
LEFT, WIDTH, RIGHT = 220, 520, 90  # pixels: names, the longest bar, figures


def pictures() -> dict[str, bytes]:
    """Return pictures by name: four files, and a square of one dark gray, whose every colour byte is a newline."""
    square = BytesIO()
    Image.new("RGB", (64, 64), (10, 10, 10)).save(square, "BMP")
    names = ("owl.png", "bee.jpg", "balloons.png", "dandelion.jpg")
    return {name: (ROOT / "samples" / name).read_bytes() for name in names} | {"gray.bmp": square.getvalue()}


def chart() -> Image.Image:
    """Return a bar for every picture: its chunks, that is its lines."""
    counts = {f"{name}, {len(data) / 1000:,.0f} kB": len(list(BytesIO(data))) for name, data in pictures().items()}
    sheet = Image.new("RGB", (LEFT + WIDTH + RIGHT, ROW * len(counts) + 12), "white")
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(18)
    for row, (name, count) in enumerate(counts.items()):
        top = 6 + row * ROW
        end = LEFT + WIDTH * count // max(counts.values())
        draw.rectangle((LEFT, top + 6, end, top + ROW - 6), "#d9480f")
        draw.text((LEFT - 12, top + ROW // 2), name, "#212529", font, anchor="rm")
        draw.text((end + 8, top + ROW // 2), f"{count:,}", "#212529", font, anchor="lm")
    return sheet


if __name__ == "__main__":
    chart().quantize(32).save(CHART, optimize=True)
    print(CHART.relative_to(ROOT))
