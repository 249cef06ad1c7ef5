//! The texts of a codebook that must and must not have a theme: its unit tests.

use super::{Defect, DefectKind, Place};
use crate::themes::codebook::{Codebook, Located, Theme};
use crate::themes::matching::Examination;
use crate::themes::study::Probe;

/// Characters of an example that are shown.
const SHOWN: usize = 60;

/// Reads every example as a document of its own.
pub(super) fn lint_examples(codebook: &Codebook, probe: &mut Probe<'_>) -> Vec<Defect> {
    let mut defects = Vec::new();
    for (index, theme) in codebook.themes.iter().enumerate() {
        let place = |text: &Located| Place { codebook, theme: &theme.id, entry: None, at: text.at };
        for text in &theme.examples.matching {
            if let Some(score) = missed(probe, index, theme, &text.written) {
                let least = theme.min_score;
                defects.push(place(text).defect(
                    DefectKind::Example,
                    format!("{} does not have the theme: {score} of {least}", shown(&text.written)),
                    "add an entry that it has, raise a weight, or leave the example out",
                ));
            }
        }
        for text in &theme.examples.not {
            let (examination, _) = probe.examine_any(&text.written);
            if let Some(entries) = tag(&examination, index, codebook) {
                defects.push(place(text).defect(
                    DefectKind::Example,
                    format!("{} has the theme, by {entries}", shown(&text.written)),
                    "give the entry an `unless` or less weight, or leave the example out",
                ));
            }
        }
    }
    defects
}

/// The score of a theme that a text does not have but must; a short text may be read in any language that
/// the theme has entries in.
fn missed(probe: &mut Probe<'_>, index: usize, theme: &Theme, text: &str) -> Option<f64> {
    let (examination, found) = probe.examine_any(text);
    let mut best = of(&examination, index);
    for &language in theme.terms.keys().filter(|&&language| found != Some(language)) {
        if best.0 {
            break;
        }
        let other = of(&probe.examine_in(text, Some(language)), index);
        best = (other.0, best.1.max(other.1));
    }
    (!best.0).then_some(best.1)
}

/// Whether the theme was found, and its score.
fn of(examination: &Examination, theme: usize) -> (bool, f64) {
    let finding = examination.findings.iter().find(|finding| finding.theme == theme);
    finding.map_or((false, 0.0), |finding| (finding.is_tag, finding.score))
}

/// The entries that give a text the theme, if it has it.
fn tag(examination: &Examination, theme: usize, codebook: &Codebook) -> Option<String> {
    let finding = examination.findings.iter().find(|finding| finding.theme == theme)?;
    let entries: Vec<_> = codebook.entries().collect();
    let names =
        finding.entries.iter().map(|(entry, _)| format!("`{}`", entries[entry.index()].entry.id));
    finding.is_tag.then(|| names.collect::<Vec<_>>().join(", "))
}

fn shown(text: &str) -> String {
    let begin: String = text.chars().take(SHOWN).collect();
    let more = if begin.len() < text.len() { "\u{2026}" } else { "" };
    format!("\u{201C}{}{more}\u{201D}", begin.trim_end())
}
