//! German.

mod controls;
mod findings;
mod frame;

use super::{Locale, Words};

/// Words of a report in German.
pub(crate) static GERMAN: Words = Words {
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
    code: "de",
    decimal: ",",
    group: ".",
    grouped_from: 4,
    percent: "\u{a0}%",
    is_one: |number| number == 1,
    languages: [
        ("ar", "Arabisch"),
        ("da", "Dänisch"),
        ("de", "Deutsch"),
        ("el", "Griechisch"),
        ("en", "Englisch"),
        ("es", "Spanisch"),
        ("fi", "Finnisch"),
        ("fr", "Französisch"),
        ("hu", "Ungarisch"),
        ("it", "Italienisch"),
        ("nl", "Niederländisch"),
        ("no", "Norwegisch"),
        ("nb", "Norwegisch"),
        ("pt", "Portugiesisch"),
        ("ro", "Rumänisch"),
        ("ru", "Russisch"),
        ("sv", "Schwedisch"),
        ("ta", "Tamil"),
        ("tr", "Türkisch"),
    ],
};
