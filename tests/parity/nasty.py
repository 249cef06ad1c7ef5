"""Invented rows that a tokeniser gets wrong: what `compare_sklearn.py` reads beside real files."""

import csv
import random
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

# Every row stands for one trap; the name becomes the id.
ROWS = {
    "plain": "The ferry crosses the river, and the river carries the ferry home.",
    "mixed-scripts": "ferry паром πορθμείο ferryпаром паромferry мост-bridge γέφυραмост",
    "combining-marks": "cafe\u0301 café re\u0301sume\u0301 n\u0303andu a\u0300\u0323b o\u0308ld",
    "marks-alone": "\u0301\u0301 \u0300 a\u0301 \u20dd\u20dd 1\u20e3 2\u20e3",
    "dotted-i": "İstanbul İİ DİYARBAKIR ISPARTA ısı IŞIK işİ xİx İ",
    "final-sigma": "ΟΔΥΣΣΕΥΣ ΣΟΦΟΣ ΠΑΣ, ΠΑΣ Σ ΣΣ 1Σ _Σ Σ_ AΣ ΑΣ2",
    "sigma-before-marks": "ΑΣ’Β ΑΣ' Α’Σ ΑΣ.Β ΑΣ\u0301 Α\u0301Σ ΑΣ\u00adΒ",
    "sigma-after-marks": "Α:Σ Α·Σ ΑΣ:Β ᾼΣ ΩΣ\u200dΑ ΩΣ\u200d ΩΣ\u2019",
    "sharp-s": "Straße STRASSE STRAẞE straſſe ẞẞ ßß",
    "odd-capitals": "ǅ ǅungla ǈubav ΐβ ΰβ ᾳᾳ ᾼᾼ ᾈᾈ K\u212a Å\u212b Ω\u2126 ϴϑ Ⅷ ⅷⅷ ⓐⓑ ⒶⒷ",
    "georgian-cherokee": "ᲐᲑᲒ აბგ ᏣᎳᎩ ꮳꮃꭹ ᏸᏸ ႠႡ",
    "deseret-adlam": "𐐔𐐯𐑅 𐐼𐐯𐑅 𞤀𞤁𞤂 𞤢𞤣𞤤 𝐀𝐁 𝟎𝟏",
    "other-digits": "٣٤ ۴۵ ५६ ๗๘ １２ Ⅳ x٣ ३x 12 1 7b b7",
    "superscripts": "x² m³ ²² ½½ ¼ CO₂ H₂O ①② ⑩a 10⁻³ ª º 1ª nº ⅓cup",
    "numerals": "一二三 〇〇 ㊀㊁ ⒈⒉ ㈠㈡ ௰௱ ፲፳",
    "underscores": "snake_case __init__ _ __ a_ _a _1 foo__bar ＿＿ a‿b a⁀b",
    "apostrophes": "don't don’t l'eau l’eau 'tis rock'n'roll O'Neill ʼn nʼn aʹb",
    "hyphens": "cycle-path cycle‐path cycle‑path cycle–path cycle—path cycle−path e-mail",
    "empty": "",
    "spaces": "   ",
    "punctuation": "... !!! — “” () [] -- ' ’ · ; ¿¡ § %",
    "single-letters": "a b c I O é я ω 5 _ 字",
    "emoji": "ferry⛴ 🚲🚲 👩‍👩‍👧 family👪family 👍🏽 1️⃣ 🇬🇷🇹🇷 ❤️ heart❤heart",
    "joiners": "क्‍ष क्‌ष می‌خواهم ab\u200dcd ab\u200ccd ab\u2060cd ab\ufeffcd ab\u200bcd",
    "chinese": "图书馆借出书籍和工具 圖書館 图 书 2024年 AI技术 图a",
    "japanese": "図書館では本を借りられます。カタカナ ひらがな ー ーー ﾊﾝｶｸ ゛゜ が か\u3099 々々",
    "korean": "도서관에서 책을 빌립니다 \u1112\u1161\u11ab 한글",
    "tamil": "நூலகம் புத்தகங்களையும் கருவிகளையும் தருகிறது கா கொ பூ",
    "hindi": "पुस्तकालय किताबें हिंदी हिन्दी कि की ॐ",
    "thai": "ห้องสมุดให้ยืมหนังสือ กำ น้ำ เก็บ",
    "arabic": "مَكتَبَة مكتبة كتـــاب ﷺ لا ﻻ الـ",
    "hebrew": "סִפְרִיָּה ספריה צה״ל ג׳ירפה",
    "soft-hyphens": "li\u00adbra\u00adry library \u00adferry ferry\u00ad",
    "no-break-spaces": "the\u00a0river the\u202friver the\u2007river 10\u00a0000 the\u3000river",
    "odd-spaces": "one\u2028two\u2029three\u0085four\u000bfive\u000csix\u001cseven",
    "tabs-and-lines": "one\ttwo\nthree\n\nfour\r\nfive \t six",
    "quotes": 'say "ferry", "river" ""and"" more',
    "commas": "one,two,,three, ,four",
    "direction": "\u200eabc\u200f \u202aabc\u202c ab\u202bcd \u2066abc\u2069",
    "ligatures": "ﬁne ofﬁce ﬀ ŉ ĳs Ĳs œuvre Œuvre æon ÆON",
    "accents": "ÉTÉ été Été ÀÈÌ àèì Ñandú Ångström ŐŰ őű ŁÓDŹ łódź",
    "case-pairs": "Ⱥⱥ Ⱦⱦ ẞß Ɐɐ Ꞑꞑ Ⱡⱡ ǰ ẖẗ",
    "long-word": "a" * 5000 + " " + "Ω" * 3000 + " " + "word" * 2,
    "repeats": "river " * 300 + "Ferry FERRY ferry",
    "address": "someone@example.org https://example.org/a_b?c=d#e 127.0.0.1 v1.2.3",
}

# Pieces that are strung together at random.
PIECES = (
    "a b the The RIVER ferry é É e\u0301 ß ẞ İ ı i\u0307 I Σ ΣΑΣ ς σ ΟΔΟΣ Α’Σ я Я паром \u0301 "
    "\u0345 ’ ' ʼ _ - . : · , \u00ad \u200d \u200c \u200b \ufeff 1 12 ٣ ² ½ Ⅷ ⓐ 字 図書 か\u3099 "
    "ー ᄒ 한 நூ \u0bc2 क्ष ी ं 👍 🏽 ⛴ ﬁ ǅ ʰ ª ﷺ ـ א ״ 𐐔 𝟎 ᾼ ᾳ ‿ ·"
).split(" ")
SEPARATORS = ["", "", "", " ", " ", "\u00a0", "\n", "\t", "  "]


def random_rows(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Rows of pieces strung together."""
    draw = random.Random(seed)
    for number in range(count):
        length = draw.randint(1, 40)
        parts = (draw.choice(PIECES) + draw.choice(SEPARATORS) for _ in range(length))
        yield f"random-{number}", "".join(parts)


def write_nasty(path: Path) -> None:
    """The traps, each twice (so that some terms stand in two documents), and 3,000 random rows."""
    rows = [*ROWS.items(), *((f"{name}-again", text) for name, text in ROWS.items())]
    write_rows(path, [*rows, *random_rows(3000, seed=1)])


def write_every_character(path: Path) -> None:
    """Every character that this Python knows, between letters, doubled, and after a capital sigma.

    Programs built with other versions of Unicode may rightly differ in a few of them.
    """
    write_rows(path, ((f"u{code:05x}", around(chr(code))) for code in known_characters()))


def known_characters() -> Iterator[int]:
    """All code points assigned in this Python's Unicode that can stand in a CSV cell."""
    for code in range(1, sys.maxunicode + 1):
        if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co"):
            yield code


def around(character: str) -> str:
    """The character among others, in ways that tell its classes apart."""
    return f"a{character}b {character * 2} ΑΣ{character}Β {character}Σ"


def write_rows(path: Path, rows: Iterable[tuple[str, str]]) -> None:
    """A CSV file with the columns id and text."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(["id", "text"])
        writer.writerows(rows)
