//! English.

mod controls;
mod findings;
mod frame;

use super::{Locale, Words};

/// Words of a report in English.
pub(crate) static ENGLISH: Words = Words {
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
    code: "en",
    decimal: ".",
    group: ",",
    grouped_from: 4,
    percent: "%",
    is_one: |number| number == 1,
    languages: [
        ("ar", "Arabic"),
        ("da", "Danish"),
        ("de", "German"),
        ("el", "Greek"),
        ("en", "English"),
        ("es", "Spanish"),
        ("fi", "Finnish"),
        ("fr", "French"),
        ("hu", "Hungarian"),
        ("it", "Italian"),
        ("nl", "Dutch"),
        ("no", "Norwegian"),
        ("nb", "Norwegian"),
        ("pt", "Portuguese"),
        ("ro", "Romanian"),
        ("ru", "Russian"),
        ("sv", "Swedish"),
        ("ta", "Tamil"),
        ("tr", "Turkish"),
    ],
};
