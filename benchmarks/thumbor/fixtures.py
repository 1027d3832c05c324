"""Fixtures: thumbor's own tests of filters that compare with a picture of its wheel, as paths, with its thresholds."""

from typing import NamedTuple

SLACK = 0.03
"""What a threshold is lowered by: our codecs and kernels are others."""

SOURCE, CLEAR, PALETTE = "source.jpg", "PNG_transparency_demonstration_1.png", "256_color_palette.png"


class Fixture(NamedTuple):
    """One comparison. path: what is asked of `source`. least: thumbor's threshold; 0 where sizes alone are compared."""

    path: str
    expected: str
    least: float
    source: str = SOURCE
    differs: bool = False


def _filtered(names: tuple[tuple[str, str, float], ...]) -> list[Fixture]:
    return [Fixture(f"filters:{path}/", expected, least) for path, expected, least in names]


FIXTURES: tuple[Fixture, ...] = (
    Fixture("fit-in/300x300/filters:background_color(blue)/", "PNG_transparency_demonstration_1_blue.png", 0.97, CLEAR),
    Fixture("fit-in/300x300/filters:background_color(auto)/", "PNG_transparency_demonstration_1_auto.png", 0.97, CLEAR),
    *_filtered(
        (
            ("blur(4,2)", "blur.jpg", 0.99),
            ("blur(0)", "source.jpg", 0.999),
            ("blur(8)", "blur2.jpg", 0.99),
            ("blur(500)", "blur3.jpg", 0.99),
        )
    ),
    Fixture("filters:blur(10)/", "256_color_palette_blur_result.png", 0.99, PALETTE),
    Fixture("filters:blur(10)/", "blur4.png", 0.99, CLEAR),
    Fixture("filters:blur(10):format(png)/", "blur4.png", 0.99, CLEAR),
    *_filtered(
        (
            ("brightness(20)", "brightness.jpg", 0.99),
            ("colorize(40,80,20,ffffff)", "colorize.jpg", 0.97),
            ("contrast(20)", "contrast.jpg", 0.98),
            ("convolution(1;2;1;2;4;2;1;2;1,3,true)", "convolution-true.png", 0.99),
            ("convolution(-1;-1;-1;-1;8;-1;-1;-1;-1,3,false)", "convolution-false.png", 0.99),
        )
    ),
    Fixture("fit-in/800x800/filters:fill(0000ff)/", "fill.jpg", 0.97),
    Fixture("fit-in/800x800/filters:fill(auto)/", "fill2.jpg", 0.97),
    Fixture("full-fit-in/800x800/filters:fill(auto)/", "fill3.jpg", 0.97),
    Fixture("full-fit-in/origx800/filters:fill(auto)/", "fill3.jpg", 0.97),
    Fixture("fit-in/800x800/filters:fill(blur)/", "fill4.jpg", 0.97),
    Fixture("fit-in/300x325/filters:fill(blur,true)/", "fill5.png", 0.98, CLEAR),
    *_filtered(
        (
            ("focal(0x0:400x600)", "source.jpg", 0.99),
            ("focal()", "source.jpg", 0.99),
            ("focal(0x0:0x0)", "source.jpg", 0.99),
            ("focal(lkasjdklfjlkajsfd)", "source.jpg", 0.99),
            ("noise(200,123)", "noise.png", 0.98),
            ("proportion(0.60)", "proportion.jpg", 0),
        )
    ),
    Fixture("filters:proportion(0.90)/", "proportion.jpg", 0, differs=True),
    *_filtered(
        (
            ("quality(10)", "quality-10%.jpg", 0.99),
            ("rgb(10,2,4)", "rgb.jpg", 0.98),
            ("rotate(180)", "rotate.jpg", 0.97),
            ("rotate(181)", "source.jpg", 0.999),
            ("round_corner(50,255,0,0)", "round_corner.jpg", 0.99),
            ("round_corner(50|75,255,0,0)", "round_corner1.jpg", 0.99),
            ("round_corner(50,0,0,255)", "round_corner2.jpg", 0.99),
            ("round_corner(50,255,0,0,0)", "round_corner3.jpg", 0.99),
            ("round_corner(50,255,0,0,1)", "round_corner3.jpg", 0.99),
            ("round_corner(50,255,0,0,1):format(png)", "round_corner.png", 0.99),
            ("round_corner(50,255,0,0,1):format(webp)", "round_corner.webp", 0.99),
            ("saturation(10)", "saturation.png", 0.99),
        )
    ),
    Fixture("300x533/filters:stretch()/", "stretch.jpg", 0.98),
    Fixture("fit-in/1000x1000/filters:upscale()/", "upscale1.jpg", 0.97),
    Fixture("fit-in/400x400/filters:upscale()/", "upscale2.jpg", 0.97),
    Fixture("full-fit-in/800x800/filters:upscale()/", "upscale3.jpg", 0.97),
    Fixture("adaptive-fit-in/1000x1200/filters:upscale()/", "upscale4.jpg", 0.97),
    Fixture("adaptive-full-fit-in/800x800/filters:upscale()/", "upscale3.jpg", 0.97),
    *_filtered(
        (
            ("watermark(watermark.png,center,center,60)", "watermarkCenter.jpg", 0.98),
            ("watermark(watermark.png,center,40,20)", "watermarkCenterX.jpg", 0.98),
            ("watermark(watermark.png,80,center,50)", "watermarkCenterY.jpg", 0.98),
            ("watermark(watermark.png,repeat,repeat,70)", "watermarkRepeat.jpg", 0.98),
            ("watermark(watermark.png,repeat,center,70)", "watermarkRepeatX.jpg", 0.98),
            ("watermark(watermark.png,30,repeat,30)", "watermarkRepeatY.jpg", 0.98),
            ("watermark(watermark,30,-50,60)", "watermarkSimple.jpg", 0.98),
            ("watermark(watermark.png,30,-50,60)", "watermarkSimple.jpg", 0.98),
            ("watermark(watermarkBig.png,-10,-100,50)", "watermarkSimpleBig.jpg", 0.98),
            ("watermark(watermark.png,30,-50,20,50)", "watermarkResize50pWidth.jpg", 0.98),
            ("watermark(watermark.png,30,-50,20,none,70)", "watermarkResize70pHeight.jpg", 0.98),
            ("watermark(watermark.png,-30,-200,20,60,80)", "watermarkResize60p80p.jpg", 0.98),
        )
    ),
)
