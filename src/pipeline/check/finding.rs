//! What a check finds: what it is, where, and what to do about it.

use serde::Serialize;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Data is lost, may be read wrongly, or should not be there.
    Danger,
    /// Good to know.
    Note,
}

/// Something that the owner of the data should know.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// A short name that does not change, such as `id-repeated`.
    pub kind: String,
    /// How much it matters.
    pub severity: Severity,
    /// How many rows, texts or files.
    pub count: u64,
    /// What it is, in a sentence.
    pub message: String,
    /// The first places or ids.
    pub places: Vec<String>,
    /// One thing to do about it.
    pub remedy: String,
}

impl Finding {
    pub(super) fn danger(kind: &str, count: u64, message: String, remedy: &str) -> Self {
        Self::new(Severity::Danger, kind, count, message, remedy)
    }

    pub(super) fn note(kind: &str, count: u64, message: String, remedy: &str) -> Self {
        Self::new(Severity::Note, kind, count, message, remedy)
    }

    fn new(severity: Severity, kind: &str, count: u64, message: String, remedy: &str) -> Self {
        let (kind, remedy, places) = (kind.to_owned(), remedy.to_owned(), Vec::new());
        Self { kind, severity, count, message, places, remedy }
    }

    pub(super) fn at(mut self, places: Vec<String>) -> Self {
        self.places = places;
        self
    }
}

/// Groups, and members of a group, that are shown.
pub(super) const SHOWN: usize = 5;

/// Whether a text shows that it was once read in the wrong encoding: UTF-8 read as Windows-1252 turns `é`
/// into `Ã©` and a curly quote into `â€™`; a replacement character stands for what could not be read.
pub(super) fn is_garbled(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let mut before = ' ';
    text.chars().any(|character| {
        let pair = matches!(before, 'Ã' | 'Â') && ('\u{80}'..='\u{BF}').contains(&character)
            // A space that does not break is written between words of French and after none of these.
            && !(before == 'Â' && character == '\u{A0}' && !text.contains('Ã'))
            || before == 'â' && character == '€';
        before = character;
        pair || character == '\u{FFFD}'
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn garbled_text_is_told_from_text_with_accents() {
        for text in ["le cafÃ© du quartier", "the councilâ€™s plan", "a \u{FFFD} here"] {
            assert!(is_garbled(text), "{text}");
        }
        for text in ["São Paulo, Ângela, château, 5 €", "ÃO", "plain"] {
            assert!(!is_garbled(text), "{text}");
        }
    }
}
