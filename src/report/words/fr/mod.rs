//! French.

mod controls;
mod findings;
mod frame;

use super::{Locale, Words};

/// Words of a report in French.
pub(crate) static FRENCH: Words = Words {
    locale: LOCALE,
    frame: frame::FRAME,
    glance: frame::GLANCE,
    notices: frame::NOTICES,
    reading: frame::READING,
    themes: findings::THEMES,
    by: findings::BY,
    together: findings::TOGETHER,
    model: findings::MODEL,
    clusters: findings::CLUSTERS,
    crossing: findings::CROSSING,
    map: findings::MAP,
    choice: findings::CHOICE,
    cards: frame::CARDS,
    uncovered: findings::UNCOVERED,
    making: frame::MAKING,
    controls: controls::CONTROLS,
    sheets: controls::SHEETS,
};

const LOCALE: Locale = Locale {
    code: "fr",
    decimal: ",",
    group: "\u{202f}",
    grouped_from: 4,
    percent: "\u{202f}%",
    is_one: |number| number < 2,
    languages: [
        ("ar", "arabe"),
        ("da", "danois"),
        ("de", "allemand"),
        ("el", "grec"),
        ("en", "anglais"),
        ("es", "espagnol"),
        ("fi", "finnois"),
        ("fr", "français"),
        ("hu", "hongrois"),
        ("it", "italien"),
        ("nl", "néerlandais"),
        ("no", "norvégien"),
        ("nb", "norvégien"),
        ("pt", "portugais"),
        ("ro", "roumain"),
        ("ru", "russe"),
        ("sv", "suédois"),
        ("ta", "tamoul"),
        ("tr", "turc"),
    ],
};
