//! What words are made of: syllables and endings of a script, function words of its language.

/// A script and the language it stands for.
#[derive(Debug)]
pub(super) struct Script {
    /// How a syllable begins; [`ONSETS`] of them.
    onsets: [&'static str; ONSETS],
    /// How it goes on.
    vowels: [&'static str; VOWELS],
    /// How it may end; no onset, so that every number has a spelling of its own.
    coda: &'static str,
    /// The commonest function words, by falling frequency.
    pub(super) function_words: [&'static str; FUNCTION_WORDS],
    /// Words with an apostrophe inside, written `'`.
    pub(super) contractions: &'static [&'static str],
    /// What an inflected word ends in; every word has one where words must.
    pub(super) endings: &'static [&'static str],
    /// Whether words stand without an ending too.
    pub(super) bare: bool,
    /// What names end in.
    pub(super) name_endings: &'static [&'static str],
    /// Quotation marks of plain typing.
    pub(super) quotes: (&'static str, &'static str),
    /// Quotation marks of a typesetter.
    pub(super) typographic_quotes: (&'static str, &'static str),
}

const ONSETS: usize = 16;
const VOWELS: usize = 5;
/// Ranks below 2^5.
const FUNCTION_WORDS: usize = 31;
/// A syllable is an onset, a vowel and perhaps the coda.
const SYLLABLES: u64 = (ONSETS * VOWELS * 2) as u64;

impl Script {
    /// Appends the word of that number, two syllables or more; no two numbers have the same.
    ///
    /// The digits of the number to the base of the syllables, from the lowest. Each is moved on by
    /// the syllable before it: else the highest digit, a small one, would end most words alike.
    pub(super) fn spell(&self, number: u64, text: &mut String) {
        let (mut rest, mut syllable) = (number + SYLLABLES, 0);
        while rest > 0 {
            syllable = (rest + 37 * syllable) % SYLLABLES;
            self.push_syllable(syllable as usize, text);
            rest /= SYLLABLES;
        }
    }

    fn push_syllable(&self, syllable: usize, text: &mut String) {
        text.push_str(self.onsets[syllable % ONSETS]);
        text.push_str(self.vowels[syllable / ONSETS % VOWELS]);
        if syllable >= ONSETS * VOWELS {
            text.push_str(self.coda);
        }
    }
}

pub(super) static LATIN: Script = Script {
    onsets: ["b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "p", "r", "s", "t", "v", "w"],
    vowels: ["a", "e", "i", "o", "u"],
    coda: "n",
    function_words: [
        "the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "with", "as", "was", "on",
        "be", "by", "at", "this", "have", "from", "or", "are", "not", "but", "an", "they", "which",
        "their", "has", "been", "will",
    ],
    contractions: &["it's", "don't", "that's", "can't", "isn't", "they're", "we've", "doesn't"],
    endings: &["s", "s", "s", "ed", "ed", "ing", "ing", "er", "ly", "tion", "al", "ment", "ness"],
    bare: true,
    name_endings: &["son", "ton", "berg", "ville", "a", "o", "is", "ley"],
    quotes: ("\"", "\""),
    typographic_quotes: ("“", "”"),
};

pub(super) static CYRILLIC: Script = Script {
    onsets: ["б", "в", "г", "д", "ж", "з", "к", "л", "м", "п", "р", "с", "т", "ф", "х", "ч"],
    vowels: ["а", "е", "и", "о", "у"],
    coda: "н",
    function_words: [
        "и",
        "в",
        "не",
        "на",
        "что",
        "с",
        "по",
        "это",
        "как",
        "а",
        "но",
        "к",
        "из",
        "у",
        "за",
        "от",
        "для",
        "о",
        "же",
        "так",
        "или",
        "если",
        "при",
        "только",
        "его",
        "их",
        "был",
        "быть",
        "до",
        "чтобы",
        "ещё",
    ],
    contractions: &[],
    endings: &["а", "ы", "ов", "ами", "ый", "ого", "ение", "ения", "ить", "ать", "ался", "ой", "у"],
    bare: true,
    name_endings: &["ов", "ский", "ина", "град", "ово"],
    quotes: ("«", "»"),
    typographic_quotes: ("„", "“"),
};

pub(super) static GREEK: Script = Script {
    onsets: ["β", "γ", "δ", "ζ", "θ", "κ", "λ", "μ", "ξ", "π", "ρ", "σ", "τ", "φ", "χ", "ψ"],
    vowels: ["α", "ε", "ι", "ο", "υ"],
    coda: "ν",
    function_words: [
        "και",
        "το",
        "να",
        "η",
        "του",
        "της",
        "με",
        "για",
        "ο",
        "την",
        "από",
        "που",
        "τα",
        "σε",
        "των",
        "στο",
        "τη",
        "δεν",
        "είναι",
        "θα",
        "οι",
        "στην",
        "τον",
        "ή",
        "αυτό",
        "τους",
        "ως",
        "αλλά",
        "μια",
        "αν",
        "όπως",
    ],
    contractions: &[],
    endings: &["ός", "ή", "ό", "ού", "ών", "ούς", "ές", "ά", "ώ", "εί", "ικός", "ική"],
    bare: false,
    name_endings: &["ίδης", "άκης", "όπουλος", "ία", "ος"],
    quotes: ("«", "»"),
    typographic_quotes: ("“", "”"),
};
