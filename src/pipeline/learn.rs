//! A corpus to a model: scan, then fit.

use hashbrown::HashMap;

use super::Findings;
use super::batches::{Execution, each_batch};
use super::fit::{Fitted, fit};
use super::identity::{TextHash, text_hash};
use super::scan::scan;
use crate::corpus::Corpus;
use crate::error::{Result, Warning};
use crate::model::Model;
use crate::progress::{Progress, Step};
use crate::settings::Settings;
use crate::text::Analyzer;
use crate::themes::Codebook;

/// A model and what was seen on the way to it.
#[derive(Debug)]
pub struct Learnt {
    /// The model.
    pub model: Model,
    /// What cannot be known, and the like.
    pub warnings: Vec<Warning>,
    /// Number of documents.
    pub documents: u64,
    /// How many documents have each text.
    pub texts: HashMap<TextHash, u32>,
    /// What the model finds in the texts it was learnt from, save themes (see [`Fitted`]).
    pub findings: HashMap<TextHash, Findings>,
}

/// Scans a corpus and learns a model of it; without `clusters` a mere [`Model::tagger`].
///
/// # Errors
/// If the input cannot be read or the settings do not suit it.
pub fn learn(
    corpus: &Corpus,
    settings: &Settings,
    codebook: Option<Codebook>,
    clusters: bool,
    execution: Execution,
    progress: &dyn Progress,
) -> Result<Learnt> {
    let analyzer = Analyzer::new(&settings.text)?;
    let mut scan = scan(corpus, &analyzer, settings, execution, progress)?;
    let documents = scan.statistics.terms.documents;
    let texts = std::mem::take(&mut scan.statistics.texts);
    let fitted = if clusters {
        fit(scan, (&analyzer, execution.memory), settings, codebook, progress)?
    } else {
        Fitted::of(Model::tagger(settings, codebook))
    };
    let Fitted { model, warnings, findings } = fitted;
    Ok(Learnt { model, warnings, documents, texts, findings })
}

/// A model that was learnt before, for documents that it is to be applied to; these are read once,
/// to know which texts are repeated.
///
/// # Errors
/// If the input cannot be read.
pub fn take(
    model: Model,
    corpus: &Corpus,
    execution: Execution,
    progress: &dyn Progress,
) -> Result<Learnt> {
    progress.begin(Step::Scan, None);
    let mut texts: HashMap<TextHash, u32> = HashMap::new();
    let mut documents = 0;
    each_batch(corpus, execution, |batch| {
        for document in &batch.documents {
            *texts.entry(text_hash(document, corpus.schema())).or_default() += 1;
        }
        documents += batch.documents.len() as u64;
        progress.advance(batch.documents.len() as u64);
        Ok(())
    })?;
    progress.end();
    let (warnings, findings) = (Vec::new(), HashMap::new());
    Ok(Learnt { model, warnings, documents, texts, findings })
}
