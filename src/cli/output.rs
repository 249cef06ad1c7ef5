//! Where the result of `tag`, `classify` and `cluster` goes: a folder of tables, or one table.

use hashbrown::HashMap;
use std::path::{Path, PathBuf};

use caselens::corpus::Document;
use caselens::error::{Warning, counted};
use caselens::model::Model;
use caselens::pipeline::{Applier, Findings, Summary, apply};
use caselens::tables::{Columns, StagedFile, TableFile, TableFormat, documents_frame, long_frame};
use caselens::{Error, Result};

use super::job::{Job, unknown_fields};
use super::options::OutputOptions;
use super::place::must_not_be_an_input;
use super::run::{Into, write_run};
use super::terminal::{Results, print};

/// What `--output` and `--format` ask for.
enum Target {
    Folder,
    Stdout(TableFormat),
    File(PathBuf, TableFormat),
}

fn target(output: Option<&Path>, format: Option<TableFormat>) -> Result<Target> {
    match output {
        None => Ok(Target::Stdout(format.unwrap_or(TableFormat::Csv))),
        Some(path) if path.as_os_str() == "-" => {
            Ok(Target::Stdout(format.unwrap_or(TableFormat::Csv)))
        }
        Some(path) => match (TableFormat::of(path), format) {
            (Some(by_name), None) => Ok(Target::File(path.to_owned(), by_name)),
            (Some(_), Some(format)) => Ok(Target::File(path.to_owned(), format)),
            (None, None) => Ok(Target::Folder),
            (None, Some(_)) => Err(Error::usage(
                path.display(),
                "`--format` is for one table, and this names a folder",
                "name a file such as cases.csv, or leave `--format` out",
            )),
        },
    }
}

/// What has a row in one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    /// A document.
    Documents,
    /// A theme of a document.
    Tags,
}

/// Finds what the job asks for and writes it where it is asked for.
pub(super) fn write_findings(
    job: &Job<'_>,
    output: &OutputOptions,
    (format, rows): (Option<TableFormat>, Rows),
) -> Result<()> {
    let raw_csv = output.raw_csv;
    let write_table = |table: TableFile| write_table(job, table.with_raw_csv(raw_csv), rows);
    match target(output.output.as_deref(), format)? {
        Target::Folder if rows == Rows::Tags => Err(Error::usage(
            "--long",
            "it is for one table, and the output is a folder",
            "name a file such as tags.csv; a folder has tags.csv and evidence.csv anyway",
        )),
        Target::Folder => {
            let place = write_run(job, Into { output, report: None })?;
            print(format_args!("{}\n", place.display()))
        }
        Target::Stdout(format) => {
            write_table(TableFile::over(Box::new(Results), "standard output", format))
        }
        Target::File(path, format) => {
            must_not_be_an_input(&path, job.corpus)?;
            let staged = StagedFile::begin(&path, output.force)?;
            write_table(staged.table(format)?)?;
            staged.publish()
        }
    }
}

fn write_table(job: &Job<'_>, mut table: TableFile, rows: Rows) -> Result<()> {
    let Job { corpus, settings, terminal, .. } = *job;
    let codebook = job.codebook()?;
    // One table of tags, or by a known model, needs no scan: every document is read once.
    let (model, mut warnings, known) = match job.model {
        Some(model) => (model.clone(), Vec::new(), HashMap::new()),
        None if job.parts.clusters => {
            let learnt = job.learn(codebook)?;
            (learnt.model, learnt.warnings, learnt.findings)
        }
        None => (Model::tagger(settings, codebook), Vec::new(), HashMap::new()),
    };
    let applier = Applier::new(&model)?.knowing(&known);
    let labels = model.space.as_ref().map(|space| space.clusters.labels());
    let columns = Columns {
        schema: corpus.schema(),
        codebook: model.codebook.as_ref(),
        classifier: model.classifier.as_ref(),
        proofs: model.codebook.is_some() || model.classifier.is_some(),
        cluster_labels: labels.as_deref(),
    };
    let frame = |documents: &[Document], findings: &[Findings]| match rows {
        Rows::Tags => long_frame(columns, documents, findings),
        Rows::Documents => documents_frame(columns, documents, findings),
    };
    let mut untagged = 0;
    let mut summary = Summary::default();
    let mut header_due = true;
    apply(corpus, &applier, job.execution, None, &terminal.progress(), |batch| {
        batch.rejects.iter().for_each(|reject| {
            summary.reject(reject);
            terminal.reject(reject);
        });
        batch.findings.iter().for_each(|found| summary.add(found));
        if batch.documents.is_empty() && !header_due {
            return Ok(());
        }
        header_due = false;
        let no_theme = |found: &&Findings| found.tags.is_empty() && found.labels.is_empty();
        untagged += batch.findings.iter().filter(no_theme).count() as u64;
        table.append(&mut frame(&batch.documents, &batch.findings)?)
    })?;
    table.finish()?;
    warnings.extend(job.drift(&summary));
    warnings.iter().for_each(|warning| terminal.warn(warning));
    unknown_fields(applier.lexicon(), corpus).iter().for_each(|warning| terminal.warn(warning));
    if rows == Rows::Tags && untagged > 0 {
        let cases = counted(untagged, "case has", "cases have");
        terminal.say(format_args!("{cases} no theme and so no row"));
    }
    let rejected = summary.rejected_rows();
    if rejected > 0 {
        terminal.warn(Warning::Rejected { rows: rejected });
        terminal
            .say("a folder named with `--output` gets rejects.csv; `--verbose` tells them here");
    }
    Ok(())
}
