//! From flags to what is judged, and the labels it is held against.

use std::collections::BTreeMap;

use caselens::Result;
use caselens::classify::metrics::{Answers, Evaluation, Resampling};
use caselens::classify::{ClassifySettings, LabelColumns};
use caselens::corpus::Corpus;
use caselens::model::Model;
use caselens::pipeline::{
    EvaluatedCases, GivenLabels, Learning, Study, cases_held_out, cases_of_classifier,
    cases_of_codebook, cases_of_column, labelled_corpus,
};
use caselens::settings::Settings;
use caselens::text::Analyzer;
use caselens::themes::fit::Labels;
use caselens::themes::{Codebook, Lexicon};
use clap::Args;

use super::super::codebook::tell_rejected;
use super::super::job::Job;
use super::notes::{must_have_labels, never_given, notes, shortened};
use super::told::Told;

/// What finds the labels that are held against given ones.
pub(super) enum Judged {
    /// A codebook.
    Codebook(Box<Codebook>),
    /// A model that was learnt before.
    Model(Box<Model>),
    /// Models that are learnt from the other folds, of so many.
    CrossValidated(u8),
    /// Another program, or another person, in a column.
    Column(String),
}

/// The labels that people gave, and what they mean.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Labels")]
pub(super) struct LabelOptions {
    /// Compare labels: the column that holds them, or several columns of 0 and 1 that bear the names of
    /// labels, with `,` between
    #[arg(long, value_name = "COLUMN")]
    labels: Option<String>,
    /// What stands between the labels of a case
    #[arg(long, value_name = "TEXT", default_value = LabelColumns::SEPARATOR, requires = "labels")]
    labels_separator: String,
    /// Column that names the labels that people looked for in a case; nothing is known of others [default:
    /// all; those of the columns where there are several]
    #[arg(long, value_name = "COLUMN", requires = "labels")]
    judged: Option<String>,
    /// A label that people gave means this theme or label, such as `7=health`; repeatable
    #[arg(long, value_name = "GIVEN=THEME", value_parser = pair, requires = "labels")]
    map: Vec<(String, String)>,
    /// Leave out themes that no case was given; found ones are else false alarms
    #[arg(long, requires = "labels")]
    given_only: bool,
    /// Leave out cases without a label; they are else cases to which no label applies
    #[arg(long, requires = "labels")]
    skip_unlabelled: bool,
    /// How often cases are drawn anew for the intervals; 0 for none
    #[arg(long, value_name = "N", default_value_t = 1_000, requires = "labels", value_parser = clap::value_parser!(u32).range(0..=100_000))]
    bootstrap: u32,
}

/// The two sides of a `=`.
fn pair(text: &str) -> std::result::Result<(String, String), String> {
    let sides = text.rsplit_once('=').map(|(a, b)| (a.trim().to_owned(), b.trim().to_owned()));
    sides
        .filter(|(a, b)| !a.is_empty() && !b.is_empty())
        .ok_or_else(|| "write a label that was given, `=`, and the theme it means".to_owned())
}

impl Judged {
    /// The codebook in force.
    pub(super) fn codebook(settings: &Settings) -> Result<Self> {
        Ok(Self::Codebook(Box::new(Codebook::find(&settings.themes.codebook)?)))
    }

    fn name(&self) -> String {
        match self {
            Self::Codebook(codebook) => format!("codebook {}", codebook.name),
            Self::Model(_) => "model".to_owned(),
            Self::CrossValidated(folds) => format!("models of {folds} folds"),
            Self::Column(column) => format!("column {column}"),
        }
    }
}

impl LabelOptions {
    /// Reads the cases and evaluates them.
    pub(super) fn evaluate(
        &self,
        job: &Job<'_>,
        judged: &Judged,
        prefix: Option<&str>,
        seed: u64,
    ) -> Result<Told> {
        let named = self.labels.as_deref().unwrap_or_default();
        let columns = self.columns(job.corpus, named);
        let given = self.given(job.corpus, &columns, prefix)?;
        let mut near = BTreeMap::new();
        let mut strange = Vec::new();
        let mut cases = match judged {
            Judged::Codebook(codebook) => {
                let mut labels = Labels::new(codebook, &self.map, "--map")?;
                let mut cases = codebook_cases(job, codebook, &given, &mut labels)?;
                let near_of =
                    |label: &String| (label.clone(), labels.near(label).map(str::to_owned));
                near = cases.unknown.keys().map(near_of).collect();
                if columns.len() > 1 {
                    let looked_for = columns_of_themes(&columns, prefix, &mut labels, &mut strange);
                    if self.judged.is_none() {
                        let keep = (0..cases.names.len()).map(|theme| looked_for.contains(&theme));
                        cases.keep(&keep.collect::<Vec<_>>());
                    }
                }
                cases
            }
            Judged::Model(model) => self.cases_of_model(job, model, &given)?,
            Judged::CrossValidated(folds) => {
                let labels = self.label_columns(job.corpus, &columns, prefix)?;
                cross_validated(job, *folds, &labels, &given)?
            }
            Judged::Column(column) => {
                let columns = self.columns(job.corpus, column);
                let found = self.label_columns(job.corpus, &columns, prefix)?;
                cases_of_column(job.corpus, job.execution, &given, &found, &self.map)?
            }
        };
        let documents = cases.answers.len() as u64;
        let unlabelled = if cases.unlabelled_left_out { cases.without_label } else { 0 };
        tell_rejected(job.corpus, documents + unlabelled, cases.rejected, job.terminal)?;
        must_have_labels(&cases, named, &near)?;
        let never_given = never_given(&mut cases, self.given_only);
        let mut notes = notes(&cases, &near, &never_given);
        if !strange.is_empty() {
            let named = shortened(&strange);
            notes.push(format!("columns that bear the name of no theme do not count: {named}"));
        }
        if cases.learnt_from {
            let remedy = "judge it by others, or by `--cv 5`";
            notes.push(format!(
                "these are the very cases that the model was learnt from, which flatters it; {remedy}"
            ));
        }
        notes.iter().for_each(|note| job.terminal.warn(note));
        let resampling = Resampling { replicates: self.bootstrap as usize, seed };
        let names = std::mem::take(&mut cases.names);
        let answers = Answers::new(names.len(), cases.scored, cases.answers);
        Ok(Told {
            input: job.corpus.name().to_owned(),
            labels_from: format!("column {named}"),
            judged: judged.name(),
            without_label: cases.without_label,
            unlabelled_left_out: cases.unlabelled_left_out,
            unknown: cases.unknown,
            notes,
            evaluation: Evaluation::of(&answers, &names, resampling),
        })
    }

    /// One column, or several with commas between, unless a column bears the whole name.
    fn columns(&self, corpus: &Corpus, named: &str) -> Vec<String> {
        if corpus.schema().columns.iter().any(|column| column == named) {
            return vec![named.to_owned()];
        }
        named.split(',').map(|name| name.trim().to_owned()).collect()
    }

    fn label_columns(
        &self,
        corpus: &Corpus,
        columns: &[String],
        prefix: Option<&str>,
    ) -> Result<LabelColumns> {
        let found = LabelColumns::find(corpus.schema(), columns, &self.labels_separator)?;
        Ok(found.with_prefix(prefix.unwrap_or("")))
    }

    /// What a model says of every case.
    fn cases_of_model(
        &self,
        job: &Job<'_>,
        model: &Model,
        given: &GivenLabels,
    ) -> Result<EvaluatedCases> {
        let Some(classifier) = &model.classifier else { return Ok(EvaluatedCases::default()) };
        let progress = job.terminal.progress();
        let labels = (given, self.map.as_slice());
        cases_of_classifier(job.corpus, classifier, job.execution, &progress, labels)
    }

    fn given(
        &self,
        corpus: &Corpus,
        columns: &[String],
        prefix: Option<&str>,
    ) -> Result<GivenLabels> {
        let labels = self.label_columns(corpus, columns, prefix)?;
        let (schema, judged) = (corpus.schema(), self.judged.as_deref());
        let given = GivenLabels::new(schema, labels, judged, &self.labels_separator)?;
        Ok(if self.skip_unlabelled { given.without_unlabelled() } else { given })
    }
}

/// What models say of every case that were learnt from the other folds.
fn cross_validated(
    job: &Job<'_>,
    folds: u8,
    labels: &LabelColumns,
    given: &GivenLabels,
) -> Result<EvaluatedCases> {
    let settings =
        ClassifySettings { folds: Some(usize::from(folds)), ..ClassifySettings::default() };
    let (ways, progress) = ((job.settings, &settings), job.terminal.progress());
    let labelled = labelled_corpus(job.corpus, labels, ways, job.execution, &progress)?;
    let learning = Learning { settings: &settings, reduce: &job.settings.reduce };
    Ok(cases_held_out(&labelled, &learning.train(&labelled)?, given))
}

/// The themes that columns of 0 and 1 bear the names of; those that bear no theme's are `strange`.
fn columns_of_themes(
    columns: &[String],
    prefix: Option<&str>,
    labels: &mut Labels,
    strange: &mut Vec<String>,
) -> Vec<usize> {
    let mut themes = Vec::new();
    for column in columns {
        let Some(label) = column.strip_prefix(prefix.unwrap_or("")) else { continue };
        match labels.themes_of([label.trim()])[..] {
            [theme] => themes.push(theme),
            _ => strange.push(format!("`{column}`")),
        }
    }
    themes
}

fn codebook_cases(
    job: &Job<'_>,
    codebook: &Codebook,
    given: &GivenLabels,
    labels: &mut Labels,
) -> Result<EvaluatedCases> {
    let analyzer = Analyzer::new(&job.settings.text)?;
    let lexicon = Lexicon::compile(codebook, &analyzer)?;
    let progress = job.terminal.progress();
    let study = Study {
        corpus: job.corpus,
        analyzer: &analyzer,
        lexicon: &lexicon,
        execution: job.execution,
        progress: &progress,
    };
    cases_of_codebook(study, codebook, given, labels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_has_two_sides() {
        assert_eq!(pair("a=b = c").unwrap(), ("a=b".to_owned(), "c".to_owned()));
        assert!(pair("a=").is_err() && pair("ab").is_err());
    }
}
