//! Spanish.

mod controls;
mod findings;
mod frame;

use super::{Locale, Words};

/// Words of a report in Spanish.
pub(crate) static SPANISH: Words = Words {
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
    code: "es",
    decimal: ",",
    group: ".",
    grouped_from: 5,
    percent: "\u{a0}%",
    is_one: |number| number == 1,
    languages: [
        ("ar", "árabe"),
        ("da", "danés"),
        ("de", "alemán"),
        ("el", "griego"),
        ("en", "inglés"),
        ("es", "español"),
        ("fi", "finés"),
        ("fr", "francés"),
        ("hu", "húngaro"),
        ("it", "italiano"),
        ("nl", "neerlandés"),
        ("no", "noruego"),
        ("nb", "noruego"),
        ("pt", "portugués"),
        ("ro", "rumano"),
        ("ru", "ruso"),
        ("sv", "sueco"),
        ("ta", "tamil"),
        ("tr", "turco"),
    ],
};
