//! The order of things: scan, fit, apply, summarise.
//!
//! ```text
//! documents ─► scan ─► CorpusStatistics ─► fit ─► Model ─► apply ─► Findings ─► summarise ─► Summary
//!              map + merge                 small        map, per document       integer sums
//! ```
//!
//! Scanning merges by addition and by "keep the smallest"; applying is a pure function of one
//! document and the model; summarising adds integers. So the number of threads, the size of the
//! batches and the order of the rows change nothing.

mod apply;
mod attributes;
mod batches;
mod check;
mod drift;
mod evaluated;
mod examples;
mod fit;
mod identity;
mod labelled;
mod labels;
mod learn;
mod one_language;
mod redaction;
mod sample;
mod scan;
mod scored;
mod study;
mod suggest;
mod summarise;
mod vectors;

pub use apply::{Applier, ExaminedText, Findings, Status, apply};
pub use attributes::{Attribute, Group, GroupKind, NoAttribute, adjusted_residual, expected};
pub use batches::{AppliedBatch, Batch, Execution, each_batch};
pub use check::{
    CheckReport, ColumnReport, ColumnType, Finding, InputReport, Plan, Severity, Totals, check,
};
pub use drift::drift;
pub use evaluated::{
    EvaluatedCases, GivenLabels, cases_held_out, cases_of_classifier, cases_of_codebook,
    cases_of_column,
};
pub use examples::{LabelledCorpus, Learning, labelled_corpus};
pub use fit::{Fitted, fit};
pub use identity::{TextHash, text_hash};
pub use labelled::{JudgedColumns, LabelledCases, labelled_cases};
pub use labels::{LabelEvidence, LabelTag};
pub use learn::{Learnt, learn, take};
pub use redaction::{Redacted, Redaction};
pub use sample::{Sample, SampledDocument};
pub use scan::{CorpusStatistics, Scan, scan};
pub use scored::{LabelScores, label_scores};

pub use study::{Seen, Study};
pub use suggest::{Excerpt, Gap, Side, SuggestSettings, Suggestion, Suggestions, gaps, suggest};
pub use summarise::{Summary, wilson_interval};
pub use vectors::CountedCorpus;
