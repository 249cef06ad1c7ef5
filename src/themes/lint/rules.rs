//! What a theme asks for and no text can have.

use super::{Defect, DefectKind, Place};
use crate::themes::codebook::{Codebook, Theme};

/// Themes that need more distinct entries than they have in any language.
pub(super) fn lint_rules(codebook: &Codebook) -> Vec<Defect> {
    codebook.themes.iter().filter_map(|theme| too_few_entries(codebook, theme)).collect()
}

fn too_few_entries(codebook: &Codebook, theme: &Theme) -> Option<Defect> {
    let most = theme.terms.values().map(Vec::len).max()?;
    let first = theme.terms.values().flatten().map(|entry| entry.query.at).min()?;
    let needed = theme.min_distinct;
    let place = Place { codebook, theme: &theme.id, entry: None, at: first };
    (needed as usize > most).then(|| {
        place.defect(
            DefectKind::Unreachable,
            format!(
                "no text can have the theme: `min_distinct` is {needed}, and it has {most} entries at \
                 most in a language"
            ),
            format!("set `min_distinct` to {most} or less, or add entries"),
        )
    })
}
