//! `caselens train`: labelled cases to a model file.

use std::path::PathBuf;

use caselens::Result;
use caselens::classify::{ClassifySettings, Help, LabelColumns, Loss, train};
use caselens::pipeline::labelled_corpus;
use clap::Args;

use super::options::{
    ClusterOptions, ExecutionOptions, InputOptions, ThemeOptions, parsed, replace,
};
use super::session;
use super::terminal::{Terminal, print};

/// TODO
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOptions,
    #[command(flatten)]
    labels: LabelOptions,
    #[command(flatten)]
    learning: LearningOptions,
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    #[arg(long, help_heading = "Output")]
    force: bool,
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
    /// How far the cases with a label count as much as all others together, 0 to 1 [default: chosen by
    /// cross-validation]
    #[arg(long, value_name = "SHARE")]
    balance: Option<f64>,
    /// Do not take pairs of words as features
    #[arg(long)]
    no_pairs: bool,
    /// Whether points in a concept space of all cases stand beside the words: auto, always, never
    /// [default: auto]
    #[arg(long, value_name = "WHEN", value_parser = parsed::<Help>)]
    concepts: Option<Help>,
    /// Whether the table of English word vectors does: auto, always, never [default: auto]
    #[arg(long, value_name = "WHEN", value_parser = parsed::<Help>)]
    words: Option<Help>,
    /// Folds of the cross-validation, 2 to 20 [default: 5]
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
        replace(&mut settings.pairs, self.no_pairs.then_some(false));
        replace(&mut settings.concepts, self.concepts);
        replace(&mut settings.words, self.words);
        replace(&mut settings.folds, self.folds);
        replace(&mut settings.min_examples, self.min_examples);
        replace(&mut settings.seed, self.seed);
        settings
    }
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let settings =
        session::settings(&arguments.input, &ThemeOptions::default(), &ClusterOptions::default())?;
    let classify = arguments.learning.settings();
    classify.check()?;
    session::on_threads(&arguments.execution, |execution| {
        let corpus = session::corpus(&arguments.input, &settings, terminal)?;
        let LabelOptions { labels, labels_separator, label_prefix } = &arguments.labels;
        let columns = LabelColumns::find(corpus.schema(), labels, labels_separator)?
            .with_prefix(label_prefix);
        let begun = std::time::Instant::now();
        let read = labelled_corpus(
            &corpus,
            &columns,
            (&settings, &classify),
            execution,
            &terminal.progress(),
        )?;
        terminal.say(format_args!("read {:?}", begun.elapsed()));
        let trained = train(&read.examples, &classify, &settings.reduce, (true, read.min_df))?;
        terminal.say(format_args!("trained {:?}", begun.elapsed()));
        let (micro, mean, _) = trained.held_out.f1();
        print(format_args!(
            "{:?} micro {micro:.4} macro {mean:.4} V {} left out {}\n",
            trained.classifier.choice(),
            trained.classifier.vocabulary().len(),
            trained.left_out.len()
        ))
    })
}
