"""Typography: drawing text on pictures: fonts, writing direction, line breaks."""
