//! Where the result of `tag` and `cluster` goes: a folder of tables, or one table.

use std::path::{Path, PathBuf};

use caselens::corpus::Corpus;
use caselens::model::Model;
use caselens::pipeline::{Applier, Execution, apply, learn};
use caselens::settings::Settings;
use caselens::tables::{
    Columns, StagedFile, TableFile, TableFormat, cluster_labels, documents_frame,
};
use caselens::themes::Codebook;
use caselens::{Error, Result};

use super::options::OutputOptions;
use super::run::{Into, Parts, write_run};
use super::terminal::{Results, Terminal, print};

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

/// Finds the given parts and writes them where they are asked for.
pub(super) fn write_findings(
    corpus: &Corpus,
    settings: &Settings,
    parts: Parts,
    output: &OutputOptions,
    format: Option<TableFormat>,
    execution: Execution,
    terminal: &Terminal,
) -> Result<()> {
    match target(output.output.as_deref(), format)? {
        Target::Folder => {
            let into = Into { output, report: None };
            let place = write_run(corpus, settings, parts, into, execution, terminal)?;
            print(format_args!("{}\n", place.display()))
        }
        Target::Stdout(format) => {
            let table = TableFile::over(Box::new(Results), "standard output", format);
            write_table(corpus, settings, parts, table, execution, terminal)
        }
        Target::File(path, format) => {
            let staged = StagedFile::begin(&path, output.force)?;
            let table = TableFile::create(staged.path(), format)?;
            write_table(corpus, settings, parts, table, execution, terminal)?;
            staged.publish()
        }
    }
}

fn write_table(
    corpus: &Corpus,
    settings: &Settings,
    parts: Parts,
    mut table: TableFile,
    execution: Execution,
    terminal: &Terminal,
) -> Result<()> {
    let bars = terminal.progress();
    let codebook =
        if parts.themes { Some(Codebook::find(&settings.themes.codebook)?) } else { None };
    // One table of tags needs no scan: every document is read once.
    let (model, warnings) = if parts.clusters {
        let learnt = learn(corpus, settings, codebook, true, execution, &bars)?;
        (learnt.model, learnt.warnings)
    } else {
        (Model::tagger(settings, codebook), Vec::new())
    };
    let applier = Applier::new(&model)?;
    let labels =
        model.space.as_ref().map(|space| cluster_labels(space, settings.cluster.label_terms));
    let columns = Columns {
        schema: corpus.schema(),
        codebook: model.codebook.as_ref(),
        cluster_labels: labels.as_deref(),
    };
    let mut rejected = 0;
    let mut header_due = true;
    apply(corpus, &applier, execution, None, &bars, |batch| {
        rejected += batch.rejects.len();
        if batch.documents.is_empty() && !header_due {
            return Ok(());
        }
        header_due = false;
        table.append(&mut documents_frame(columns, &batch.documents, &batch.findings)?)
    })?;
    table.finish()?;
    warnings.iter().for_each(|warning| terminal.warn(warning));
    if rejected > 0 {
        terminal.warn(format_args!(
            "{rejected} rows or lines were not taken as cases; name a folder with `--output` to \
             get rejects.csv, which says which and why"
        ));
    }
    Ok(())
}
