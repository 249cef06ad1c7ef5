//! Texts made of pieces that are treated in ways of their own, for tests.

use rand::Rng;
use rand_xoshiro::Xoshiro256Plus;

/// Everything that the rules treat in a way of its own, and what people paste.
const PIECES: [&str; 72] = [
    "a",
    "Z",
    "word",
    "x1",
    "7",
    "42",
    "_",
    "__",
    " ",
    " ",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    ".",
    ",",
    ";",
    ":",
    "'",
    "\"",
    "-",
    "/",
    "(",
    ")",
    "@",
    "#",
    "&",
    "!",
    "?",
    "é",
    "ß",
    "ñ",
    "İ",
    "o\u{308}",
    "\u{301}",
    "\u{200D}",
    "\u{200B}",
    "\u{200C}",
    "\u{2060}",
    "\u{FEFF}",
    "\u{AD}",
    "\u{A0}",
    "\u{202F}",
    "\u{3000}",
    "\u{2003}",
    "\u{2018}",
    "\u{2019}",
    "\u{201C}",
    "\u{201D}",
    "\u{2013}",
    "\u{2014}",
    "\u{2026}",
    "\u{B7}",
    "·",
    "ж",
    "Слово",
    "λ",
    "δοκιμή",
    "ع",
    "كلمة",
    "שׁ",
    "\"ש\"",
    "தமிழ்",
    "ไทย",
    "水",
    "データ",
    "ひらがな",
    "한국",
    "👩‍👩‍👧",
    "🇫🇷",
    "🚲",
];

/// Puts a generated text in the place of `text`.
pub(super) fn random_text(rng: &mut Xoshiro256Plus, text: &mut String) {
    text.clear();
    // Half of the strings are nearly all ASCII, so that both ways and their seams are met.
    let kinds = if rng.gen_bool(0.5) { 31 } else { PIECES.len() };
    // Some reach over several blocks.
    let most = if rng.gen_bool(0.2) { 120 } else { 14 };
    for _ in 0..rng.gen_range(0..most) {
        text.push_str(PIECES[rng.gen_range(0..kinds)]);
    }
}
