//! `run.json`: what a run was made of.

use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::documents::output_name;
use super::run_tables::RunTotals;
use crate::classify::Classifier;
use crate::corpus::{Corpus, Source};
use crate::error::{Error, Result, Warning};
use crate::hex::hex;
use crate::model::{Model, WrittenModel};
use crate::progress::Progress;
use crate::reduce::Words;
use crate::settings::{ReportLanguage, Settings};
use crate::themes::Codebook;

/// Everything that decides the result of a run, and the hash of it.
#[derive(Debug, Clone)]
pub struct RunIdentity {
    name: String,
    identity: Value,
    hash: String,
}

impl RunIdentity {
    /// What decides the result: version, inputs, settings, codebook.
    ///
    /// # Errors
    /// If an input cannot be read, or the settings cannot be written as JSON, which the settings of
    /// this version can.
    pub fn new(
        corpus: &Corpus,
        settings: &Settings,
        codebook: Option<&Codebook>,
        progress: &dyn Progress,
    ) -> Result<Self> {
        let inputs: Vec<Value> = corpus
            .sources()
            .iter()
            .zip(corpus.hashes(progress)?)
            .map(|(source, sha256)| input(source, sha256))
            .collect();
        let identity = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "seed": settings.seed,
            "inputs": inputs,
            "columns": columns(corpus),
            "codebook": codebook.map(described),
            "settings": serde_json::to_value(settings).map_err(unwritable)?,
        });
        let hash = hex(&Sha256::digest(identity.to_string().as_bytes()));
        Ok(Self { name: corpus.name().to_owned(), identity, hash })
    }

    /// The same with the model that was learnt before, which then decides the result, too.
    ///
    /// # Errors
    /// If the model cannot be written as bytes, as [`Model::to_bytes`].
    pub fn with_model(mut self, model: &Model) -> Result<Self> {
        self.identity["learnt_before"] = json!(hex(&model.written()?.sha256));
        self.hash = hex(&Sha256::digest(self.identity.to_string().as_bytes()));
        Ok(self)
    }

    /// The same with the labels that were learnt before, which are then looked for, too.
    ///
    /// # Errors
    /// If they cannot be written as bytes, as [`Model::to_bytes`].
    pub fn with_classifier(mut self, classifier: &Classifier) -> Result<Self> {
        let model = Model {
            classifier: Some(classifier.clone()),
            ..Model::tagger(&Settings::default(), None)
        };
        self.identity["classifier"] = json!(hex(&model.written()?.sha256));
        self.hash = hex(&Sha256::digest(self.identity.to_string().as_bytes()));
        Ok(self)
    }

    /// SHA-256 of what decides the result, as 64 hex digits.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The folder a run has by default: the name of the input and 8 digits of the hash.
    pub fn default_folder(&self) -> String {
        format!("{}-{}", self.name, &self.hash[..8])
    }
}

/// What is read and how; of what is plain (UTF-8, not packed) nothing is said.
fn input(source: &Source, sha256: String) -> Value {
    let mut input = json!({
        "name": source.label,
        "format": source.format.name(),
        "bytes": source.bytes,
        "sha256": sha256,
    });
    if let Some(packing) = source.packing {
        input["packing"] = json!(packing.name());
    }
    if let Some(encoding) = source.encoding.filter(|encoding| encoding.is_remarkable()) {
        input["encoding"] = json!(encoding.to_string());
    }
    if let Some(sheet) = &source.sheet {
        input["sheet"] = json!(sheet);
    }
    if !source.remarks.is_empty() {
        input["remarks"] = json!(source.remarks);
    }
    input
}

fn columns(corpus: &Corpus) -> Value {
    let schema = corpus.schema();
    let text: Vec<String> = schema.text.iter().map(|&column| output_name(schema, column)).collect();
    json!({ "id": schema.id.map(|column| &schema.columns[column]), "text": text })
}

fn described(codebook: &Codebook) -> Value {
    let themes: Vec<Value> = codebook
        .themes
        .iter()
        .map(
            |theme| json!({ "id": theme.id, "label": theme.label, "definition": theme.definition }),
        )
        .collect();
    json!({
        "name": codebook.name,
        "version": codebook.version,
        "sha256": codebook.sha256(),
        "themes": themes,
    })
}

/// The content of `run.json`.
#[derive(Debug, Clone, Serialize)]
pub struct Manifest(Value);

impl Manifest {
    /// What a run was made of, the title and the language of its report, the model (and what was written of it), and what was
    /// counted. `made` says when and where; it stands apart and
    /// is no part of any hash.
    pub fn new(
        identity: &RunIdentity,
        (title, lang): (Option<&str>, ReportLanguage),
        model: (&Model, WrittenModel),
        totals: &RunTotals,
        warnings: &[Warning],
        made: Value,
    ) -> Self {
        let summary = &totals.summary;
        let (model, written) = model;
        let mut chosen = chosen(model);
        let most = &model.settings.vectorize.max_features;
        if identity.identity["settings"]["vectorize"]["max-features"] != json!(most)
            && model.space.is_some()
            && identity.identity.get("learnt_before").is_none()
        {
            chosen["vectorize.max-features"] = json!(most);
        }
        let mut manifest = json!({
            "program": "caselens",
            "name": identity.name,
            "title": title,
            "lang": lang,
            "hash": identity.hash,
            "chosen": chosen,
            "model": { "sha256": hex(&written.sha256), "bytes": written.bytes },
            "counts": {
                "rows_read": summary.analysed + summary.rejected_rows(),
                "analysed": summary.analysed,
                "rejected": summary.rejected_rows(),
            },
            "warnings": warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "notices": warnings,
            "made": made,
        });
        if let (Some(manifest), Some(identity)) =
            (manifest.as_object_mut(), identity.identity.as_object())
        {
            manifest.extend(identity.clone());
        }
        Self(manifest)
    }

    /// The manifest as indented JSON.
    pub fn to_json(&self) -> String {
        format!("{:#}\n", self.0)
    }
}

/// What was taken for the settings that leave the choice to the program, by the names of the
/// settings.
fn chosen(model: &Model) -> Value {
    let Some(space) = &model.space else { return json!({}) };
    let documents = space.vocabulary.documents();
    json!({
        "vectorize.min-df": model.settings.vectorize.min_df_for(documents).ceil() as u64,
        "reduce.concepts": space.projection.concepts(),
        "reduce.words": words(model.settings.reduce.words, space.projection.words()),
        "cluster.k": space.clusters.clusters().len(),
        "cluster.k-max": space.clusters.candidates().iter().map(|candidate| candidate.k).max(),
    })
}

/// What came of the choice whether the table of word vectors helps; none where there was no choice.
fn words(choice: Words, weight: Option<f64>) -> Option<String> {
    let used = |weight| format!("the table of English word vectors at weight {weight:.2}");
    let outcome = weight.map_or_else(|| "no table of word vectors".to_owned(), used);
    (choice != Words::Never).then_some(outcome)
}

fn unwritable(error: serde_json::Error) -> Error {
    Error::failed("run.json", "the settings cannot be written", "report this as a fault")
        .caused_by(error)
}
