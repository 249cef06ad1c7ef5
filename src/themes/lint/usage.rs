//! What a corpus says against the entries of a codebook.

use std::collections::HashMap;

use super::{Defect, DefectKind, Place, sort};
use crate::themes::codebook::{Codebook, CodebookEntry};
use crate::themes::matching::Lexicon;
use crate::themes::study::{EntryUsage, Usage};

/// An entry that counts in so large a share of all documents proves little.
const COMMON: f64 = 0.2;
/// In fewer documents entries count together by chance.
const FEWEST: u64 = 5;

/// All defects that a corpus shows, in the order of the file. `fields` are its text columns.
pub fn lint_usage(
    codebook: &Codebook,
    lexicon: &Lexicon,
    usage: &Usage,
    fields: &[&str],
) -> Vec<Defect> {
    let entries: Vec<CodebookEntry<'_>> = codebook.entries().collect();
    let mut defects = Vec::new();
    for (entry, of_entry) in entries.iter().zip(&usage.entries) {
        let place = Place::of_entry(codebook, *entry);
        defects.extend(alone(place, entry, *of_entry, usage.documents));
    }
    defects.extend(together(codebook, &entries, usage));
    let missing = lexicon.fields().iter().filter(|name| !fields.contains(&name.as_str()));
    for name in missing {
        let looks_there = |entry: &&CodebookEntry<'_>| entry.entry.query.written.contains(&**name);
        if let Some(entry) = entries.iter().find(looks_there) {
            defects.push(Place::of_entry(codebook, *entry).defect(
                DefectKind::Field,
                format!("the column `{name}` is none of the texts that were read"),
                format!("name one of them: {}", fields.join(", ")),
            ));
        }
    }
    sort(&mut defects);
    defects
}

fn alone(
    place: Place<'_>,
    entry: &CodebookEntry<'_>,
    usage: EntryUsage,
    documents: u64,
) -> Option<Defect> {
    let id = &entry.entry.id;
    if usage.documents == 0 {
        let cause = match usage.suppressed {
            0 => format!("`{id}` is in none of {documents} texts"),
            met => {
                format!("`{id}` never counts: hidden by a longer entry or cancelled in {met} texts")
            }
        };
        let remedy = "leave it out if these texts are like those it was written for";
        return Some(place.defect(DefectKind::Unused, cause, remedy));
    }
    let share = usage.documents as f64 / documents as f64;
    (share >= COMMON && documents >= FEWEST).then(|| {
        let cause = format!(
            "`{id}` counts in {} of {documents} texts, so that it proves little",
            usage.documents
        );
        place.defect(
            DefectKind::Common,
            cause,
            "make a phrase of it, give it less weight, or leave it out",
        )
    })
}

/// Entries of a theme that count in the same documents.
fn together(codebook: &Codebook, entries: &[CodebookEntry<'_>], usage: &Usage) -> Vec<Defect> {
    let mut first: HashMap<(usize, u64, u128), usize> = HashMap::new();
    let mut defects = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let EntryUsage { documents, marks, .. } = usage.entries[index];
        if documents < FEWEST {
            continue;
        }
        let other = *first.entry((entry.theme_index, documents, marks)).or_insert(index);
        if other != index {
            let (id, other) = (&entry.entry.id, &entries[other].entry.id);
            defects.push(Place::of_entry(codebook, *entry).defect(
                DefectKind::Together,
                format!("`{id}` counts in the same {documents} texts as `{other}` and in no other"),
                "join them (`A & B`, or the phrase they are parts of), or leave one of them out",
            ));
        }
    }
    defects
}
