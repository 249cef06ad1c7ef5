//! The codebooks that are compiled into the program, by name.

/// Names of the codebooks that are compiled into the program.
pub(super) const NAMES: [&str; 2] = ["public-sector", "sdg"];

/// The text of the bundled codebook of that name.
pub(super) fn source(name: &str) -> Option<&'static str> {
    match name {
        "public-sector" => Some(include_str!("../../../data/codebooks/public-sector.toml")),
        "sdg" => Some(include_str!("../../../data/codebooks/sdg.toml")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Language;
    use crate::themes::codebook::Codebook;

    /// The themes that the bundled codebook promises.
    const THEMES: [&str; 21] = [
        "participation",
        "ai",
        "mental-health",
        "employment",
        "health",
        "education",
        "public-workforce",
        "digital-services",
        "open-data",
        "data-analytics",
        "innovation-capacity",
        "environment",
        "urban",
        "transport",
        "culture",
        "social-inclusion",
        "youth",
        "justice",
        "integrity",
        "business",
        "crisis",
    ];

    #[test]
    fn the_public_sector_codebook_has_its_themes_each_with_two_sentences_and_english_terms() {
        let codebook = Codebook::bundled("public-sector").unwrap().unwrap();
        let ids: Vec<_> = codebook.themes.iter().map(|theme| theme.id.as_str()).collect();
        assert_eq!(ids, THEMES);
        for theme in &codebook.themes {
            assert_eq!(theme.definition.matches(". ").count(), 1, "of {}", theme.id);
            assert!(theme.definition.ends_with('.'), "of {}", theme.id);
            assert!(!theme.terms[&Language::English].is_empty());
        }
    }

    #[test]
    fn its_first_four_themes_have_french_spanish_and_german_terms() {
        let codebook = Codebook::bundled("public-sector").unwrap().unwrap();
        for theme in &codebook.themes[..4] {
            for language in [Language::French, Language::Spanish, Language::German] {
                let entries = theme.terms.get(&language).map_or(0, Vec::len);
                assert!(entries >= 10, "{} has {entries} in {language}", theme.id);
            }
        }
    }

    #[test]
    fn the_sdg_codebook_has_the_seventeen_goals_each_with_many_terms_in_four_languages() {
        let codebook = Codebook::bundled("sdg").unwrap().unwrap();
        let ids: Vec<_> = codebook.themes.iter().map(|theme| theme.id.clone()).collect();
        assert_eq!(ids, (1..=17).map(|goal| format!("sdg-{goal:02}")).collect::<Vec<_>>());
        for (goal, theme) in (1..).zip(&codebook.themes) {
            assert!(theme.label.starts_with(&format!("SDG {goal}: ")), "of {}", theme.id);
            assert_eq!(theme.definition.matches(". ").count(), 1, "of {}", theme.id);
            assert!(theme.definition.ends_with(" are out."), "of {}", theme.id);
            for (language, least) in [
                (Language::English, 150),
                (Language::French, 40),
                (Language::Spanish, 40),
                (Language::German, 40),
            ] {
                let entries = theme.terms.get(&language).map_or(0, Vec::len);
                assert!(entries >= least, "{} has {entries} in {language}", theme.id);
            }
        }
    }
}
