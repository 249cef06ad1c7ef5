//! `caselens codebook lint`: what is wrong with a codebook.

use std::path::{Path, PathBuf};

use caselens::tables::{StagedFile, defects_frame};
use caselens::text::Analyzer;
use caselens::themes::Codebook;
use caselens::themes::lint::{Defect, lint, lint_usage, mend};
use caselens::{Error, ErrorKind, Result};
use clap::Args;

use super::super::options::parsed;
use super::super::terminal::Terminal;
use super::frames::{FrameFormat, print_frame};
use super::study::{StudyOptions, tell_rejected};

/// Finds entries that can never count (`dead`), that add nothing to another (`covered`), short words that
/// mean too much (`ambiguous`), entries in another language than their list (`language`), words that other
/// programs take for operators (`operator`), themes that ask for more distinct entries than they have
/// (`unreachable`), and texts that must match and do not, or must not and do (`example`). With `--input`, also those that were never met
/// (`unused`), that count in a fifth of the texts or more (`common`), that count in the same texts as
/// another (`together`), and that look in a column that is not read (`field`). A codebook that cannot be
/// used is an error with its place (exit code 4).
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Codebook: a file, or the name of a bundled one
    #[arg(value_name = "NAME|FILE")]
    codebook: String,
    /// Also check against the cases of this input; may be repeated
    #[arg(long, value_name = "INPUT")]
    input: Vec<PathBuf>,
    /// text, csv or json
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = parsed::<FrameFormat>)]
    format: FrameFormat,
    /// Leave dead and covered entries out of the file, which changes no tag, and tell of the rest
    #[arg(long)]
    fix: bool,
    /// Exit with code 5 if anything was found
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    study: StudyOptions,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let Arguments { codebook: name, input, study, .. } = arguments;
    let mut codebook = Codebook::find(name)?;
    let analyzer = Analyzer::new(&study.settings()?.text)?;
    if arguments.fix {
        codebook = fix(&codebook, name, &analyzer, terminal)?;
    }
    let mut defects = lint(&codebook, &analyzer)?;
    if !input.is_empty() {
        defects.extend(in_corpus(arguments, &codebook, terminal)?);
    }
    let found = defects.len();
    print_frame(defects_frame(name, &defects)?, arguments.format, |_| text(name, &defects))?;
    if found == 0 {
        terminal.say(format_args!("{name}: nothing found"));
        return Ok(());
    }
    if arguments.strict {
        return Err(Error::new(
            ErrorKind::Gate,
            name,
            format!("{} found", caselens::error::counted(found as u64, "defect", "defects")),
            "mend them as each says, or leave `--strict` out",
        ));
    }
    Ok(())
}

/// Replaces the file of a codebook with the mended one.
fn fix(
    codebook: &Codebook,
    name: &str,
    analyzer: &Analyzer,
    terminal: &Terminal,
) -> Result<Codebook> {
    if Codebook::bundled_names().contains(&name) {
        return Err(Error::usage(
            "--fix",
            format!("`{name}` is bundled, and no file"),
            format!("write it to a file with `caselens codebook show {name} --format toml`"),
        ));
    }
    let (text, left_out) = mend(codebook, analyzer)?;
    let mended = Codebook::parse(&text, name)?;
    if left_out > 0 {
        let staged = StagedFile::begin(Path::new(name), true)?;
        staged.write(text)?;
        staged.publish()?;
    }
    terminal.say(format_args!("{name}: {left_out} entries left out"));
    Ok(mended)
}

fn in_corpus(
    arguments: &Arguments,
    codebook: &Codebook,
    terminal: &Terminal,
) -> Result<Vec<Defect>> {
    arguments.study.with(&arguments.input, codebook, terminal, |study| {
        let (usage, rejected) = study.usage(codebook)?;
        let corpus = study.corpus;
        tell_rejected(corpus, usage.documents, rejected, terminal)?;
        let schema = corpus.schema();
        let fields: Vec<&str> =
            (0..schema.fields()).map(|field| schema.field_name(field)).collect();
        Ok(lint_usage(codebook, study.lexicon, &usage, &fields))
    })
}

/// Each defect on two lines, as compilers do it.
fn text(file: &str, defects: &[Defect]) -> String {
    let mut text = String::new();
    for defect in defects {
        let Defect { line, column, theme, cause, remedy, .. } = defect;
        text += &format!("{file}:{line}:{column}: {}: {theme}: {cause}\n", defect.kind.name());
        text += &format!("  try: {remedy}\n");
    }
    text
}
