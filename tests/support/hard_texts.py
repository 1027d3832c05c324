"""The 40 hardest texts: name, text, and what makes each hard. The fonts for those of other scripts lie in fonts/."""

from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
"""Subsets of Noto fonts: a font pack, as a deployment has one. fonts/README.md says how they were made."""

HARD_TEXTS = {
    "accents": "Ångström Žižek ÇĞŞ",
    "stacked-marks": "q̃̄ x̣̂ ẹ́ m̐ Ạ̊",
    "towers": "H̷̡̛e̵͕̍l̸̰̕p̴̢̾",
    "vietnamese": "Tiếng Việt Ẫ ễ ợ",
    "kerning": "AVATAR To Wäj LT fi ffl",
    "extents": "|Ågjpqy{}Ç|",
    "polytonic": "ᾧ Ἀθῆναι ΐ ῾Ρόδος",
    "cyrillic": "Щука ёж Ѓ ќ й",
    "armenian-georgian": "Հայերեն ქართული",
    "hebrew": "שלום עולם",
    "hebrew-points": "בְּרֵאשִׁית בָּרָא שָׁלוֹם",
    "arabic": "السلام عليكم",
    "arabic-vowels": "لَا إِلٰهَ إِلَّا ٱللَّٰهُ",
    "persian-non-joiner": "می‌خواهم پیش‌نما",
    "urdu": "ٹھیک ہے ڈاکٹر گئے",
    "arabic-digits": "عدد ١٢٣٫٤ و 56.7 كم",
    "telephone-rtl": "טלפון: 03-123-4567",
    "price-rtl": "המחיר 12.50-15 ₪ (כולל)",
    "brackets-rtl": "שלום [AWS {x} 3] y",
    "hebrew-in-latin": "read אבג (12) then דה.",
    "arabic-in-latin": "He said “مرحبا” twice!",
    "devanagari-conjuncts": "क्षत्रिय द्ध्र श्री",
    "devanagari-reph": "र्कि कर्म हिन्दी",
    "devanagari-joiners": "क्‍ष क्‌ष क्ष",
    "devanagari-digits": "नमस्ते १२३।",
    "thai-stacked": "ที่นี่ ผู้ใหญ่ น้ำ",
    "thai-unspaced": "ภาษา\u200bไทย\u200bไม่\u200bมี\u200bช่อง\u200bว่าง",
    "japanese": "日本語の「文字」、行。",
    "japanese-latin": "東京タワー 333m",
    "korean": "한국어 각 \u1112\u1161\u11ab\u1100\u1173\u11af",
    "emoji": "😀 ok",
    "emoji-family": "👨‍👩‍👧 x",
    "flags": "🇯🇵 JP",
    "emoji-or-text": "I ❤️ U ❤︎",
    "long-word": "Donaudampfschifffahrtsgesellschaftskapitän",
    "address": "https://example.com/a/very-long/path?with=query&and=more",
    "long-line": "The quick brown fox jumps over the lazy dog, " * 5 + "and that is all.",
    "empty-lines": "one\n\nthree",
    "lonely-mark": "\u0301a \u05b0 b",
    "signs": "→ ✓ ★ ♥ № ½ € — …",
}
