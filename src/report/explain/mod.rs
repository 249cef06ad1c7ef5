//! Turns a case of a run into why it has its themes: found anew by the run's own codebook.

mod case;
mod words;

use serde::Serialize;

use crate::error::Result;
use crate::pipeline::Applier;
use crate::themes::{
    Cancel, Codebook, CodebookEntry, EntryId, Evidence, Examination, Examined, Fate, Finding,
};

pub use case::CaseOfRun;

/// Why a case has its themes and its cluster. Offsets are in Unicode characters, half open.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The case.
    pub id: String,
    /// The code of the language it was read in.
    pub language: &'static str,
    /// Number of its words.
    pub tokens: usize,
    /// Name of the codebook.
    pub codebook: String,
    /// Whether the codebook has entries for the language.
    pub has_entries: bool,
    /// Its cluster, where the run looked for clusters and it has one.
    pub cluster: Option<ClusterOfCase>,
    /// The themes of which anything was found: those that it has, in codebook order, then the others,
    /// the one closest to being given first.
    pub themes: Vec<ThemeExplained>,
    /// The ids of the themes of which nothing was found.
    pub nothing_found: Vec<String>,
    /// Whether these are the themes that stand in the run.
    pub as_in_run: bool,
}

/// Where a case stands among the clusters of its run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClusterOfCase {
    /// The cluster's number.
    pub cluster: String,
    /// Its label.
    pub label: String,
    /// Cosine similarity of the case to the cluster's centre.
    pub similarity: String,
}

/// What was found of a theme.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThemeExplained {
    /// The theme's id.
    pub theme: String,
    /// Its label.
    pub label: String,
    /// Whether the case has it.
    pub tag: bool,
    /// The score, and the least that makes a tag.
    pub score: f64,
    /// The least score that makes a tag.
    pub min_score: f64,
    /// Number of distinct entries that count.
    pub distinct: usize,
    /// The least number of distinct entries that makes a tag.
    pub min_distinct: u32,
    /// Occurrences of an `unless` of the theme, each of which cancels it.
    pub cancelled_by: Vec<UnlessMet>,
    /// The entries that were met, in codebook order.
    pub entries: Vec<EntryMet>,
}

/// An entry that was met.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntryMet {
    /// Its id.
    pub entry: String,
    /// What it looks for.
    pub expression: String,
    /// How far one hit speaks for the theme.
    pub weight: f64,
    /// How often it counts in the score.
    pub hits: u32,
    /// Where it was met, in the order of the text.
    pub occurrences: Vec<OccurrenceMet>,
}

/// A place where something was met.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceMet {
    /// The column.
    pub field: String,
    /// First character, from 0.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// What stands there.
    pub text: String,
}

/// An occurrence of an entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OccurrenceMet {
    /// Where.
    #[serde(flatten)]
    pub place: PlaceMet,
    /// Whether it counts.
    pub counts: bool,
    /// What cancels it.
    pub cancelled_by: Option<UnlessMet>,
    /// The longer entry of the theme that hides it.
    pub hidden_by: Option<String>,
}

/// An occurrence of an `unless`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnlessMet {
    /// The expression.
    pub unless: String,
    /// Where.
    #[serde(flatten)]
    pub place: PlaceMet,
}

impl Explanation {
    /// Finds out why the case has its themes.
    ///
    /// # Errors
    /// If the run's codebook cannot be used, or it has none.
    pub fn of(case: &CaseOfRun) -> Result<Self> {
        let applier = Applier::new(case.model())?;
        let codebook = case.codebook()?;
        let read = applier.examine(case.fields(), case.names());
        let teller = Teller { case, entries: codebook.entries().collect(), codebook };
        let mut themes = teller.themes(&read.examination);
        let nearness = |theme: &ThemeExplained| theme.score / theme.min_score;
        themes.sort_by(|a, b| match (a.tag, b.tag) {
            (false, false) => nearness(b).total_cmp(&nearness(a)),
            (a, b) => b.cmp(&a),
        });
        let is_found = |id: &str| themes.iter().any(|theme| theme.theme == id);
        let ids = codebook.themes.iter().map(|theme| &theme.id);
        let lexicon = applier.lexicon();
        let language = read.language;
        let tags: Vec<&str> =
            themes.iter().filter(|it| it.tag).map(|it| it.theme.as_str()).collect();
        Ok(Self {
            id: case.id().to_owned(),
            language: crate::text::code_of(language),
            tokens: read.tokens,
            codebook: codebook.name.clone(),
            has_entries: language
                .is_some_and(|known| lexicon.is_some_and(|lexicon| lexicon.has_entries(known))),
            cluster: case.cluster(),
            as_in_run: tags.join("|") == case.themes(),
            nothing_found: ids.filter(|id| !is_found(id)).cloned().collect(),
            themes,
        })
    }
}

/// Puts what was found into words of the codebook and characters of the text.
struct Teller<'c> {
    case: &'c CaseOfRun,
    codebook: &'c Codebook,
    entries: Vec<CodebookEntry<'c>>,
}

impl Teller<'_> {
    fn themes(&self, examination: &Examination) -> Vec<ThemeExplained> {
        examination.findings.iter().map(|finding| self.theme(finding)).collect()
    }

    fn theme(&self, finding: &Finding) -> ThemeExplained {
        let theme = &self.codebook.themes[finding.theme];
        let mut met: Vec<EntryId> =
            finding.occurrences.iter().map(|it| it.evidence.entry).collect();
        met.sort_unstable();
        met.dedup();
        ThemeExplained {
            theme: theme.id.clone(),
            label: theme.label.clone(),
            tag: finding.is_tag,
            score: finding.score,
            min_score: theme.min_score,
            distinct: finding.entries.len(),
            min_distinct: theme.min_distinct,
            cancelled_by: finding
                .cancelled_by
                .iter()
                .map(|cancel| self.unless(&theme.unless[cancel.unless].written, cancel))
                .collect(),
            entries: met.into_iter().map(|id| self.entry(id, finding)).collect(),
        }
    }

    fn entry(&self, id: EntryId, finding: &Finding) -> EntryMet {
        let entry = self.entries[id.index()].entry;
        let counted = finding.entries.iter().find(|(counted, _)| *counted == id);
        let occurrences = finding.occurrences.iter().filter(|it| it.evidence.entry == id);
        EntryMet {
            entry: entry.id.clone(),
            expression: entry.query.written.clone(),
            weight: entry.weight,
            hits: counted.map_or(0, |(_, hits)| *hits),
            occurrences: occurrences.map(|it| self.occurrence(it)).collect(),
        }
    }

    fn occurrence(&self, examined: &Examined) -> OccurrenceMet {
        let Evidence { entry, field, start, end } = examined.evidence;
        let unless = |by: &Cancel| {
            self.unless(&self.entries[entry.index()].entry.unless[by.unless].written, by)
        };
        OccurrenceMet {
            place: self.case.place(field, start, end),
            counts: examined.fate == Fate::Counts,
            cancelled_by: match &examined.fate {
                Fate::Cancelled(by) => Some(unless(by)),
                _ => None,
            },
            hidden_by: match examined.fate {
                Fate::Hidden(by) => Some(self.entries[by.index()].entry.id.clone()),
                _ => None,
            },
        }
    }

    fn unless(&self, written: &str, at: &Cancel) -> UnlessMet {
        let place = self.case.place(at.field, at.start, at.end);
        UnlessMet { unless: written.to_owned(), place }
    }
}
