//! The tables of a run, written as the findings come.

mod attributes;

use std::collections::BTreeMap;
use std::path::Path;

use hashbrown::HashMap;
use polars::prelude::DataFrame;

use super::documents::{Columns, documents_frame};
use super::evidence::{Finders, evidence_frame, tags_frame};
use super::file::{TableFile, TableFormat};
use super::folder::RunFolder;
use super::frame::{counts, frame, numbers, texts};
use super::{clusters, labels, summary};
use crate::corpus::{Document, Reject, Schema};
use crate::error::{Result, Warning};
use crate::model::Model;
use crate::pipeline::{AppliedBatch, Attribute, Findings, Summary, TextHash, text_hash};
use crate::text::{Language, code_of};
use crate::themes::Lexicon;

/// Documents are written in parts of this many, whatever the size of the batches, so that a
/// Parquet file has the same row groups.
const PART: usize = 10_000;
/// Bytes of their texts from which on they are fewer.
const PART_BYTES: usize = 32 << 20;

/// What a run counted.
#[derive(Debug, Clone, Default)]
pub struct RunTotals {
    /// Integer counts over all documents.
    pub summary: Summary,
    /// Documents whose text another document has too.
    pub repeated: u64,
    /// Documents per language the codebook has no entry in.
    pub languages_without_entries: BTreeMap<String, u64>,
    /// Columns by which themes could not be counted.
    pub left_out: Vec<Warning>,
}

/// Takes findings batch by batch and writes every table of a run into a folder.
pub struct RunTables<'a> {
    folder: &'a RunFolder,
    schema: &'a Schema,
    model: &'a Model,
    lexicon: Option<&'a Lexicon>,
    labels: Vec<String>,
    files: HashMap<&'static str, TableFile>,
    raw_csv: bool,
    /// Columns by which themes are counted, with their places.
    attributes: Vec<(usize, Attribute)>,
    /// Distinct texts per cluster that the clusters were learnt from.
    texts_of_clusters: Vec<u64>,
    documents: Vec<Document>,
    /// Bytes of their texts.
    bytes: usize,
    findings: Vec<Findings>,
    rejects: Vec<Reject>,
    /// The ids of the documents of every text that several have.
    repeated: HashMap<TextHash, Vec<String>>,
    languages: BTreeMap<Option<Language>, u64>,
    totals: RunTotals,
}

impl<'a> RunTables<'a> {
    /// Begins the tables in `folder`. `texts` says how many documents have each text.
    pub fn new(
        folder: &'a RunFolder,
        schema: &'a Schema,
        model: &'a Model,
        lexicon: Option<&'a Lexicon>,
        texts: &HashMap<TextHash, u32>,
    ) -> Self {
        let labels = model.space.as_ref().map_or_else(Vec::new, |space| space.clusters.labels());
        let several = texts.iter().filter(|&(_, &documents)| documents > 1);
        Self {
            folder,
            schema,
            model,
            lexicon,
            labels,
            files: HashMap::new(),
            raw_csv: false,
            attributes: Vec::new(),
            texts_of_clusters: Vec::new(),
            documents: Vec::new(),
            bytes: 0,
            findings: Vec::new(),
            rejects: Vec::new(),
            repeated: several.map(|(&text, _)| (text, Vec::new())).collect(),
            languages: BTreeMap::new(),
            totals: RunTotals::default(),
        }
    }

    /// Whether texts stay as they are in CSV, as [`TableFile::with_raw_csv`].
    #[must_use]
    pub fn with_raw_csv(self, raw_csv: bool) -> Self {
        Self { raw_csv, ..self }
    }

    /// Tells of how many distinct texts each cluster was learnt: what was found in these.
    #[must_use]
    pub fn with_sample(mut self, findings: &HashMap<TextHash, Findings>) -> Self {
        self.texts_of_clusters = vec![0; self.labels.len()];
        for found in findings.values().filter_map(|found| found.assignment) {
            self.texts_of_clusters[found.cluster] += 1;
        }
        self
    }

    /// Takes the next documents.
    ///
    /// # Errors
    /// If a table cannot be written.
    pub fn take(&mut self, batch: AppliedBatch) -> Result<()> {
        for (document, found) in batch.documents.into_iter().zip(batch.findings) {
            self.totals.summary.add(&found);
            *self.languages.entry(found.language).or_default() += 1;
            for (place, attribute) in &mut self.attributes {
                let themes = found.tags.iter().map(|tag| tag.theme);
                attribute.add(document.values.get(*place), themes);
            }
            if !self.repeated.is_empty()
                && let Some(ids) = self.repeated.get_mut(&text_hash(&document, self.schema))
            {
                ids.push(document.id.clone());
            }
            self.bytes += document.values.bytes();
            self.documents.push(document);
            self.findings.push(found);
            if self.documents.len() == PART || self.bytes >= PART_BYTES {
                self.bytes = 0;
                self.write_documents()?;
            }
        }
        for reject in batch.rejects {
            self.totals.summary.reject(&reject);
            self.rejects.push(reject);
            if self.rejects.len() == PART {
                self.write_rejects()?;
            }
        }
        Ok(())
    }

    /// Writes what is left and the tables of counts.
    ///
    /// # Errors
    /// If a table cannot be written.
    pub fn finish(mut self) -> Result<RunTotals> {
        self.write_documents()?;
        self.write_rejects()?;
        self.write_duplicates()?;
        self.count_languages_without_entries();
        self.write_counts()?;
        for (_, file) in std::mem::take(&mut self.files) {
            file.finish()?;
        }
        Ok(self.totals)
    }

    fn write_documents(&mut self) -> Result<()> {
        let documents = std::mem::take(&mut self.documents);
        let findings = std::mem::take(&mut self.findings);
        let columns = Columns {
            schema: self.schema,
            codebook: self.model.codebook.as_ref(),
            classifier: self.model.classifier.as_ref(),
            proofs: false,
            cluster_labels: self.model.space.as_ref().map(|_| self.labels.as_slice()),
        };
        let mut table = documents_frame(columns, &documents, &findings)?;
        self.append("documents.csv", &mut table)?;
        self.append("documents.parquet", &mut table)?;
        let classifier = self.model.classifier.as_ref();
        let finders =
            Finders { codebook: self.model.codebook.as_ref().zip(self.lexicon), classifier };
        if finders.codebook.is_some() || classifier.is_some() {
            let mut tags = tags_frame(finders, &documents, &findings)?;
            self.append("tags.csv", &mut tags)?;
            let mut evidence = evidence_frame(self.schema, finders, &documents, &findings)?;
            self.append("evidence.csv", &mut evidence)?;
        }
        if let Some(both) = self.model.codebook.as_ref().zip(classifier) {
            let mut table = labels::disagreements_frame(both, &documents, &findings)?;
            self.append("disagreements.csv", &mut table)?;
        }
        if self.model.space.is_some() {
            self.append("map.csv", &mut map_frame(&documents, &findings)?)?;
        }
        Ok(())
    }

    fn write_rejects(&mut self) -> Result<()> {
        let rejects = std::mem::take(&mut self.rejects);
        self.append("rejects.csv", &mut rejects_frame(&rejects)?)
    }

    fn write_duplicates(&mut self) -> Result<()> {
        let mut groups: Vec<Vec<String>> = std::mem::take(&mut self.repeated)
            .into_values()
            .map(|mut ids| {
                ids.sort_unstable();
                ids
            })
            .filter(|ids| ids.len() > 1)
            .collect();
        groups.sort_unstable();
        self.totals.repeated = groups.iter().map(|ids| ids.len() as u64).sum();
        let mut table = frame(vec![
            texts("id", groups.iter().map(|ids| &ids[0])),
            counts("documents", groups.iter().map(|ids| ids.len() as u64)),
            texts("ids", groups.iter().map(|ids| ids.join("|"))),
        ])?;
        self.append("duplicates.csv", &mut table)
    }

    fn count_languages_without_entries(&mut self) {
        let Some(lexicon) = self.lexicon else { return };
        let without = self
            .languages
            .iter()
            .filter(|(language, _)| !language.is_some_and(|known| lexicon.has_entries(known)))
            .map(|(&language, &documents)| (code_of(language).to_owned(), documents));
        self.totals.languages_without_entries = without.collect();
    }

    fn write_counts(&mut self) -> Result<()> {
        let counted = self.totals.summary.clone();
        let codebook = self.model.codebook.as_ref();
        if let Some(codebook) = codebook {
            self.append("themes.csv", &mut summary::themes_frame(codebook, &counted)?)?;
            self.append("cooccurrence.csv", &mut summary::cooccurrence_frame(codebook, &counted)?)?;
            self.append("entries.csv", &mut summary::entries_frame(codebook, &counted)?)?;
            self.write_attributes(codebook)?;
        }
        if let Some(classifier) = &self.model.classifier {
            let name = if codebook.is_some() { "model_themes.csv" } else { "themes.csv" };
            self.append(name, &mut labels::label_counts_frame(classifier, &counted)?)?;
        }
        if let Some(space) = &self.model.space {
            let (model, texts) = (&space.clusters, self.texts_of_clusters.clone());
            self.append("clusters.csv", &mut clusters::clusters_frame(model, &counted)?)?;
            self.append("cluster_terms.csv", &mut clusters::cluster_terms_frame(model, &texts)?)?;
            self.append("cluster_tree.csv", &mut clusters::tree_frame(model, &counted)?)?;
            self.append("cluster_choice.csv", &mut clusters::choice_frame(model)?)?;
            let mut table = summary::vocabulary_frame(&space.vocabulary, &space.tfidf)?;
            self.append("vocabulary.parquet", &mut table)?;
        }
        if let (Some(codebook), Some(_)) = (codebook, &self.model.space) {
            let mut table = summary::theme_by_cluster_frame(codebook, &counted)?;
            self.append("theme_by_cluster.csv", &mut table)?;
        }
        let without_entries = &self.totals.languages_without_entries;
        let mut gaps = summary::gaps_frame(codebook, &self.labels, &counted, without_entries)?;
        self.append("gaps.csv", &mut gaps)?;
        let repeated = self.totals.repeated;
        let given = (codebook.is_some(), self.model.classifier.is_some());
        self.append("ledger.csv", &mut summary::ledger_frame(&counted, repeated, given)?)
    }

    /// Appends to the table of that name; the first time it is made.
    fn append(&mut self, name: &'static str, table: &mut DataFrame) -> Result<()> {
        if !self.files.contains_key(name) {
            let format = TableFormat::of(Path::new(name)).unwrap_or(TableFormat::Csv);
            let file = self.folder.table(name, format)?.with_raw_csv(self.raw_csv);
            self.files.insert(name, file);
        }
        self.files.get_mut(name).map_or(Ok(()), |file| file.append(table))
    }
}

/// `id`, `x`, `y`, `cluster`, for the documents that have a place on the map.
fn map_frame(documents: &[Document], findings: &[Findings]) -> Result<DataFrame> {
    let placed = || {
        let pairs = documents.iter().zip(findings);
        pairs.filter_map(|(document, found)| Some((document, found.assignment?)))
    };
    frame(vec![
        texts("id", placed().map(|(document, _)| &document.id)),
        numbers("x", placed().map(|(_, found)| found.place[0])),
        numbers("y", placed().map(|(_, found)| found.place[1])),
        counts("cluster", placed().map(|(_, found)| found.cluster as u64 + 1)),
    ])
}

/// `source`, `position`, `unit`, `reason`, `detail`, `excerpt`.
pub(super) fn rejects_frame(rejects: &[Reject]) -> Result<DataFrame> {
    frame(vec![
        texts("source", rejects.iter().map(|reject| &reject.place.source)),
        counts("position", rejects.iter().map(|reject| reject.place.position)),
        texts("unit", rejects.iter().map(|reject| reject.place.unit.name())),
        texts("reason", rejects.iter().map(|reject| reject.reason.name())),
        texts("detail", rejects.iter().map(|reject| &reject.detail)),
        texts("excerpt", rejects.iter().map(|reject| &reject.excerpt)),
    ])
}
