//! Where the result of `tag` and `cluster` goes: a folder of tables, or one table.

use std::path::{Path, PathBuf};

use caselens::error::Warning;
use caselens::model::Model;
use caselens::pipeline::{Applier, Summary, apply};
use caselens::tables::{Columns, StagedFile, TableFile, TableFormat, documents_frame};
use caselens::{Error, Result};

use super::job::Job;
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

/// Finds what the job asks for and writes it where it is asked for.
pub(super) fn write_findings(
    job: &Job<'_>,
    output: &OutputOptions,
    format: Option<TableFormat>,
) -> Result<()> {
    match target(output.output.as_deref(), format)? {
        Target::Folder => {
            let place = write_run(job, Into { output, report: None })?;
            print(format_args!("{}\n", place.display()))
        }
        Target::Stdout(format) => {
            write_table(job, TableFile::over(Box::new(Results), "standard output", format))
        }
        Target::File(path, format) => {
            must_not_be_an_input(&path, job.corpus)?;
            let staged = StagedFile::begin(&path, output.force)?;
            write_table(job, TableFile::create(staged.path(), format)?)?;
            staged.publish()
        }
    }
}

fn write_table(job: &Job<'_>, mut table: TableFile) -> Result<()> {
    let Job { corpus, settings, terminal, .. } = *job;
    let codebook = job.codebook()?;
    // One table of tags, or by a known model, needs no scan: every document is read once.
    let (model, mut warnings) = match job.model {
        Some(model) => (model.clone(), Vec::new()),
        None if job.parts.clusters => {
            let learnt = job.learn(codebook)?;
            (learnt.model, learnt.warnings)
        }
        None => (Model::tagger(settings, codebook), Vec::new()),
    };
    let applier = Applier::new(&model)?;
    let labels = model.space.as_ref().map(|space| space.clusters.labels());
    let columns = Columns {
        schema: corpus.schema(),
        codebook: model.codebook.as_ref(),
        cluster_labels: labels.as_deref(),
    };
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
        table.append(&mut documents_frame(columns, &batch.documents, &batch.findings)?)
    })?;
    table.finish()?;
    warnings.extend(job.drift(&summary));
    warnings.iter().for_each(|warning| terminal.warn(warning));
    let rows = summary.rejected_rows();
    if rows > 0 {
        terminal.warn(Warning::Rejected { rows });
        terminal
            .say("a folder named with `--output` gets rejects.csv; `--verbose` tells them here");
    }
    Ok(())
}
