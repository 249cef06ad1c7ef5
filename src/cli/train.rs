//! `caselens train`: labelled cases to a model file.

use std::path::{Path, PathBuf};

use caselens::classify::{
    Card, ClassifySettings, Help, LabelColumns, Loss, Origin, Trained, doubts,
};
use caselens::error::counted;
use caselens::model::Model;
use caselens::pipeline::{LabelledCorpus, Learning, labelled_corpus};
use caselens::settings::Settings;
use caselens::tables::{StagedFile, TableFormat, doubts_frame};
use caselens::{Error, Result};
use clap::Args;

use super::card::labels_text;
use super::options::{
    ClusterOptions, ExecutionOptions, InputOptions, ThemeOptions, parsed, replace,
};
use super::place::{must_differ, must_not_be_an_input};
use super::session;
use super::terminal::{Terminal, print};

/// Learns labels from labelled cases and writes one model file, which `caselens classify` applies. What is
/// not given is chosen by cross-validation: what a wrongly placed case counts (C), which features help, and
/// from which score on a label is given. Printed is the card of the model, with precision, recall and F1 of
/// every label in cases that were held out.
///
/// Where no case has more than one label, a case gets the best one, and cases without a label only help to
/// learn what words mean. Else, and where each label has a column of its own, a case gets any number of
/// labels, and an empty cell says that it has none.
/// Equal texts are never learnt from and tested on at once.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOptions,
    #[command(flatten)]
    labels: LabelOptions,
    #[command(flatten)]
    learning: LearningOptions,
    /// Model file to write [default: models/<input>.caselens]
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Replace earlier files
    #[arg(long, help_heading = "Output")]
    force: bool,
    /// CSV to write, of the labels that are probably wrong: those that models which had not seen the case
    /// doubt most come first
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    errors: Option<PathBuf>,
    /// When the model was made, to be kept in it; nothing else in the file depends on when it was made
    #[arg(long, value_name = "DATE", help_heading = "Output", env = "CASELENS_MADE")]
    made: Option<String>,
    #[command(flatten)]
    execution: ExecutionOptions,
}

/// Which columns hold labels.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Labels")]
pub(super) struct LabelOptions {
    /// Column of the labels, or several columns of 0 and 1 that bear the names of labels
    #[arg(long, value_name = "COLUMN", value_delimiter = ',', required = true)]
    pub(super) labels: Vec<String>,
    /// What stands between the labels of a case
    #[arg(long, value_name = "TEXT", default_value = LabelColumns::SEPARATOR)]
    pub(super) labels_separator: String,
    /// Heed only labels that begin so, such as `sector:`
    #[arg(long, value_name = "PREFIX", default_value = "", hide_default_value = true)]
    pub(super) label_prefix: String,
}

/// How a classifier is learnt.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Learning")]
pub(super) struct LearningOptions {
    /// squared-hinge or logistic [default: squared-hinge]
    #[arg(long, value_parser = parsed::<Loss>)]
    loss: Option<Loss>,
    /// C: what a wrongly placed case counts [default: chosen by cross-validation]
    #[arg(long, value_name = "C")]
    cost: Option<f64>,
    /// How far the cases with a label count as much as all others together, 0 to 1 [default: 0.5]
    #[arg(long, value_name = "SHARE")]
    balance: Option<f64>,
    /// Whether pairs of words are features: auto, always, never [default: auto]
    #[arg(long, value_name = "WHEN", value_parser = parsed::<Help>)]
    pairs: Option<Help>,
    /// Whether points in a concept space of all cases stand beside the words: auto, always, never
    /// [default: auto]
    #[arg(long, value_name = "WHEN", value_parser = parsed::<Help>)]
    concepts: Option<Help>,
    /// Whether the table of English word vectors does: auto, always, never [default: auto]
    #[arg(long, value_name = "WHEN", value_parser = parsed::<Help>)]
    words: Option<Help>,
    /// Folds of the cross-validation, 2 to 20 [default: 5, or 3 from 1,000 cases on]
    #[arg(long, value_name = "N")]
    folds: Option<usize>,
    /// Leave out labels of fewer examples, 2 or more [default: 2]
    #[arg(long, value_name = "N")]
    min_examples: Option<usize>,
    /// Seed of everything that is drawn [default: 0]
    #[arg(long, env = "CASELENS_SEED")]
    seed: Option<u64>,
}

impl LearningOptions {
    pub(super) fn settings(&self) -> ClassifySettings {
        let mut settings = ClassifySettings::default();
        replace(&mut settings.loss, self.loss);
        replace(&mut settings.cost, self.cost.map(Some));
        replace(&mut settings.balance, self.balance.map(Some));
        replace(&mut settings.pairs, self.pairs);
        replace(&mut settings.concepts, self.concepts);
        replace(&mut settings.words, self.words);
        replace(&mut settings.folds, self.folds.map(Some));
        replace(&mut settings.min_examples, self.min_examples);
        replace(&mut settings.seed, self.seed);
        settings
    }
}

/// Sets how words are told where labels are learnt from them: what numbers and years stand in a case says
/// something of it, if nothing that a cluster is made of.
pub(super) fn read_to_learn(settings: &mut Settings) {
    settings.text.keep_numbers = true;
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let (themes, clusters) = (ThemeOptions::default(), ClusterOptions::default());
    let mut settings = session::settings(&arguments.input, &themes, &clusters)?;
    read_to_learn(&mut settings);
    let classify = arguments.learning.settings();
    classify.check()?;
    session::on_threads(&arguments.execution, |execution| {
        let corpus = session::corpus(&arguments.input, (&settings, execution.memory), terminal)?;
        let place = match &arguments.output {
            Some(place) => place.clone(),
            None => PathBuf::from("models").join(format!("{}.caselens", corpus.name())),
        };
        must_not_be_an_input(&place, &corpus)?;
        if let Some(errors) = &arguments.errors {
            must_not_be_an_input(errors, &corpus)?;
            must_differ(errors, "--errors", &place)?;
        }
        let staged = begin(&place, arguments.force)?;
        let errors = arguments.errors.as_ref().map(|it| StagedFile::begin(it, arguments.force));
        let errors = errors.transpose()?;
        let LabelOptions { labels, labels_separator, label_prefix } = &arguments.labels;
        let columns = LabelColumns::find(corpus.schema(), labels, labels_separator)?
            .with_prefix(label_prefix);
        let bars = terminal.progress();
        let how = (&settings, &classify);
        let read = labelled_corpus(&corpus, &columns, how, execution, &bars)?;
        tell_rejected(read.rejected, terminal);
        let learning = Learning { settings: &classify, reduce: &settings.reduce };
        let trained = learning.train(&read)?;
        tell_left_out(&trained, terminal);
        let origin = Origin {
            data: corpus.name().to_owned(),
            data_sha256: read.sha256.clone(),
            documents: read.examples.ids.len() as u64,
            known_words: read.known_words,
            made: arguments.made.clone(),
        };
        let card = Card::of(&trained, &classify, origin);
        if let Some(file) = &errors {
            write_doubts(file, &trained, &read)?;
        }
        let text = labels_text(&card, trained.classifier.vocabulary().len());
        let classifier = Some(trained.classifier.with_card(card, &read.text)?);
        let settings = Settings { text: read.text, ..settings };
        let model = Model { classifier, ..Model::tagger(&settings, None) };
        staged.write(model.to_bytes()?)?;
        // Both are whole before either takes its place.
        errors.map_or(Ok(()), StagedFile::publish)?;
        staged.publish()?;
        terminal.say(format_args!("the model is in {}", place.display()));
        print(text)
    })
}

/// Begins the file of the model; its folder is made where that is the one taken without `--output`.
fn begin(place: &Path, force: bool) -> Result<StagedFile> {
    if let Some(folder) = place.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| {
            let remedy = "name a place that may be written to with `--output`";
            Error::failed(folder.display(), "the folder cannot be made", remedy).caused_by(error)
        })?;
    }
    StagedFile::begin(place, force)
}

fn tell_rejected(rows: u64, terminal: &Terminal) {
    if rows > 0 {
        terminal.warn(format_args!(
            "{} not taken as cases; `--verbose` tells them",
            counted(rows, "row or line was", "rows or lines were")
        ));
    }
}

fn tell_left_out(trained: &Trained, terminal: &Terminal) {
    if trained.left_out.is_empty() {
        return;
    }
    let named = trained.left_out.iter().map(|(label, count)| format!("`{label}` ({count})"));
    terminal.warn(format_args!(
        "labels of too few examples were left out: {}",
        named.collect::<Vec<_>>().join(", ")
    ));
}

/// The cases whose labels the models doubt: `id`, `given`, `suggested`, `probability` (of what was given)
/// and how the text begins.
fn write_doubts(file: &StagedFile, trained: &Trained, read: &LabelledCorpus) -> Result<()> {
    let doubts = doubts(&trained.classifier, &trained.held_out);
    let names = trained.classifier.labels();
    let mut frame = doubts_frame(&doubts, names, &read.examples.ids, &read.beginnings)?;
    let mut table = file.table(TableFormat::Csv)?;
    table.append(&mut frame)?;
    table.finish()
}
