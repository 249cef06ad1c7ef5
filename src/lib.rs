//! Finds out what a pile of case descriptions is about: which themes a case has, with the words
//! that prove each; which cases belong together; how many, how sure.
//!
//! # The backbone
//!
//! ```text
//! documents ─► scan ─► CorpusStatistics ─► fit ─► Model ─► apply ─► Findings ─► summarise ─► Tables ─► report
//!              map + merge                 small        map, per document       integer sums
//! ```
//!
//! [`pipeline`] alone knows this order. Scanning merges by addition, applying is a pure function of
//! one document and the [`model::Model`], summarising adds integers: so the number of threads, the
//! size of the batches and the order of the rows change no byte of a result.
//!
//! # The rooms
//!
//! Each module uses only those above it.
//!
//! | module | turns | into |
//! |---|---|---|
//! | [`corpus`] | files | documents, and what is none with the reason |
//! | [`personal`] | text | what may be personal data, and pseudonyms in its place |
//! | [`text`] | text | tokens: terms with the place where they stand |
//! | [`vectorize`] | tokens | a sorted vocabulary, counts, tf-idf rows of length 1 |
//! | [`reduce`] | tf-idf rows | points in concept space |
//! | [`cluster`] | points | groups, with what sets each apart and how stable it is |
//! | [`themes`] | tokens | themes of a codebook, with the words that prove them |
//! | [`classify`] | cases with labels | a classifier, and how well labels agree |
//! | [`settings`] | a file | every setting with its range and default |
//! | [`model`] | all that was learnt | one versioned file |
//! | [`pipeline`] | a corpus and settings | a model, findings, counts |
//! | [`tables`] | findings | polars frames and the files of a run |
//! | [`report`] | the tables of a run | HTML and Markdown; why a case has its themes |
//!
//! # An example
//!
//! ```
//! use caselens::corpus::{Corpus, CorpusSettings, Input};
//! use caselens::pipeline::{Applier, Execution, apply, learn};
//! use caselens::progress::Silent;
//! use caselens::settings::Settings;
//! use caselens::themes::Codebook;
//!
//! # fn main() -> caselens::Result<()> {
//! let corpus = Corpus::open(
//!     &[Input::Path("data/example/cases.csv".into())],
//!     &CorpusSettings::default(),
//! )?;
//! let settings = Settings::default();
//! let codebook = Codebook::find(&settings.themes.codebook)?;
//! let how = Execution::default();
//! let learnt = learn(&corpus, &settings, Some(codebook), true, how, &Silent)?;
//! let applier = Applier::new(&learnt.model)?;
//! let mut with_a_theme = 0;
//! apply(&corpus, &applier, how, None, &Silent, |batch| {
//!     with_a_theme += batch.findings.iter().filter(|found| !found.tags.is_empty()).count();
//!     Ok(())
//! })?;
//! assert!(with_a_theme > 100);
//! # Ok(())
//! # }
//! ```

pub mod classify;
pub mod cluster;
pub mod corpus;
pub mod error;
mod hex;
pub mod memory;
pub mod model;
pub mod personal;
pub mod pipeline;
pub mod progress;
pub mod reduce;
pub mod report;
pub mod settings;
mod spool;
mod suggest;
pub mod tables;
pub mod text;
pub mod themes;
pub mod vectorize;

pub use error::{Error, ErrorKind, Result, Warning};
