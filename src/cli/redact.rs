//! `caselens redact`: personal data out of the cases, and back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use caselens::corpus::{Corpus, Schema};
use caselens::error::counted;
use caselens::personal::{Kind, NameList, PseudonymKey};
use caselens::pipeline::{Redacted, Redaction};
use caselens::tables::{StagedFile, TableFormat, cases_frame};
use caselens::{Error, Result};
use clap::Args;

use super::aligned::aligned;
use super::options::{
    ClusterOptions, ExecutionOptions, InputOptions, OutputOptions, ThemeOptions, parsed,
};
use super::place::{must_differ, must_not_be_an_input};
use super::session;
use super::terminal::{Terminal, print};

/// Replaces what may be personal data by pseudonyms such as `[E12]`: e-mail addresses (E), telephone numbers
/// (P), payment cards (C), account numbers (A), national identity numbers (I), found by how they are written and
/// by their check digits, and the names of a list (N). The same thing gets the same pseudonym everywhere.
/// Writes the cases with all their columns as one table (`--output FILE.csv`, `.jsonl` or `.parquet`), and apart
/// from it the key that tells what each pseudonym stands for, which nobody but you may read; `--restore` puts
/// everything back. With the key of an earlier time its pseudonyms stay and new ones are added.
///
/// Names are found in any letter case and with any white space or hyphen between their words; a name of one word
/// must begin with a capital letter where the list has one. Names that are not in the list stay: read some
/// cases before you publish. Everything made of the redacted table has pseudonyms, too.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOptions,
    /// File of names to replace, one on each line; lines that begin with `#` are comments
    #[arg(long, value_name = "FILE", help_heading = "Personal data")]
    names: Option<PathBuf>,
    /// Kinds to replace: email, phone, card, iban, national-id, name [default: all]
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "KIND,...",
        help_heading = "Personal data",
        value_parser = parsed::<Kind>
    )]
    kinds: Vec<Kind>,
    /// Columns to look at [default: all]
    #[arg(long, value_delimiter = ',', value_name = "COLUMN,...", help_heading = "Personal data")]
    columns: Vec<String>,
    /// The key: made, or added to where there is one
    #[arg(long, value_name = "FILE", help_heading = "Personal data")]
    key: PathBuf,
    /// Put what pseudonyms stand for in their place
    #[arg(long, conflicts_with_all = ["names", "kinds"], help_heading = "Personal data")]
    restore: bool,
    /// Say what would be replaced, and write nothing
    #[arg(long, help_heading = "Output")]
    dry_run: bool,
    #[command(flatten)]
    output: OutputOptions,
    /// Format of the table: csv, jsonl, parquet [default: by the file's name]
    #[arg(long, help_heading = "Output", value_parser = parsed::<TableFormat>)]
    format: Option<TableFormat>,
    #[command(flatten)]
    execution: ExecutionOptions,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let (themes, clusters) = (ThemeOptions::default(), ClusterOptions::default());
    let settings = session::settings(&arguments.input, &themes, &clusters)?;
    session::on_threads(&arguments.execution, |execution| {
        let corpus = session::corpus(&arguments.input, (&settings, execution.memory), terminal)?;
        let (table, key_file) = places(arguments, &corpus)?;
        let redaction = redaction(arguments, corpus.schema())?;
        let mut key = known_key(&arguments.key, arguments.restore)?;
        let known = key.len();
        let bars = terminal.progress();
        if !arguments.restore {
            redaction.name(&corpus, &mut key, execution, &bars)?;
        }
        let mut file = match &table {
            Some((staged, format)) => {
                let file = staged.table(*format)?;
                Some(file.with_raw_csv(arguments.output.raw_csv))
            }
            None => None,
        };
        let take = |documents: Vec<_>| match &mut file {
            Some(file) => file.append(&mut cases_frame(corpus.schema(), &documents)?),
            None => Ok(()),
        };
        let done = match arguments.restore {
            true => redaction.restore(&corpus, &key, execution, &bars, take)?,
            false => redaction.redact(&corpus, &key, execution, &bars, take)?,
        };
        if let Some(file) = file {
            file.finish()?;
        }
        // The key first: a table whose key is lost cannot be restored, a key without a table harms nobody.
        if let Some(staged) = key_file {
            staged.write(key.to_csv()?)?;
            staged.publish()?;
        }
        if let Some((staged, _)) = table {
            staged.publish()?;
        }
        tell(&done, (known, key.len()), corpus.schema(), terminal)
    })
}

/// The table and the key that are to be written; none in a dry run.
type Places = (Option<(StagedFile, TableFormat)>, Option<StagedFile>);

fn places(arguments: &Arguments, corpus: &Corpus) -> Result<Places> {
    if arguments.dry_run {
        return Ok((None, None));
    }
    let remedy = "name a file such as `--output redacted.csv`";
    let Some(output) = &arguments.output.output else {
        return Err(Error::usage("--output", "nothing says where the cases go", remedy));
    };
    let Some(format) = arguments.format.or_else(|| TableFormat::of(output)) else {
        return Err(Error::usage(output.display(), "no table format has that ending", remedy));
    };
    must_not_be_an_input(output, corpus)?;
    must_not_be_an_input(&arguments.key, corpus)?;
    must_differ(&arguments.key, "--key", output)?;
    if let Some(names) = &arguments.names {
        must_differ(names, "--names", output)?;
        must_differ(names, "--names", &arguments.key)?;
    }
    let table = StagedFile::begin(output, arguments.output.force)?;
    let key = match arguments.restore {
        true => None,
        false => Some(StagedFile::begin_private(&arguments.key, true)?),
    };
    Ok((Some((table, format)), key))
}

/// The key as it is, or an empty one where there is none and none is needed.
fn known_key(place: &Path, is_needed: bool) -> Result<PseudonymKey> {
    match std::fs::read(place) {
        Ok(bytes) => PseudonymKey::from_csv(&bytes, &place.display().to_string()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !is_needed => {
            PseudonymKey::new()
        }
        Err(error) => {
            let remedy = "name the key file that `caselens redact` wrote";
            Err(Error::settings(place.display(), "the key cannot be read", remedy).caused_by(error))
        }
    }
}

fn redaction(arguments: &Arguments, schema: &Schema) -> Result<Redaction> {
    let mut columns = vec![arguments.columns.is_empty(); schema.columns.len()];
    for name in &arguments.columns {
        columns[schema.column("--columns", name)?] = true;
    }
    let names = match &arguments.names {
        None => NameList::default(),
        Some(file) => {
            let text = std::fs::read_to_string(file).map_err(|error| {
                let remedy = "name a text file in UTF-8 with one name on each line";
                Error::settings(file.display(), "the names cannot be read", remedy).caused_by(error)
            })?;
            let text = text.trim_start_matches('\u{feff}');
            let names = NameList::new(text.lines().filter(|line| !line.starts_with('#')));
            if names.is_empty() {
                let remedy = "write one name on each line";
                return Err(Error::settings(file.display(), "it has no name", remedy));
            }
            names
        }
    };
    let chosen = if arguments.kinds.is_empty() { &Kind::ALL[..] } else { &arguments.kinds };
    let kinds: BTreeSet<Kind> = chosen.iter().copied().collect();
    Ok(Redaction { names, kinds, columns })
}

fn tell(
    done: &Redacted,
    (known, pseudonyms): (usize, usize),
    schema: &Schema,
    terminal: &Terminal,
) -> Result<()> {
    if done.rejected > 0 {
        let rows = counted(done.rejected, "row or line is", "rows or lines are");
        terminal.warn(format_args!(
            "{rows} no case and not in the table; `caselens check` tells which and why"
        ));
    }
    if !done.unknown.is_empty() {
        let first: Vec<&str> = done.unknown.keys().take(5).map(String::as_str).collect();
        let count = counted(done.unknown.len() as u64, "pseudonym is", "pseudonyms are");
        terminal.warn(format_args!(
            "{count} not in the key and stay: {}; name the key that they were made with",
            first.join(", ")
        ));
    }
    if done.restored > 0 {
        return print(format_args!("{} restored\n", counted(done.restored, "place", "places")));
    }
    let mut rows = vec![["replaced", "column", "places"].map(str::to_owned).to_vec()];
    let by_kind: BTreeMap<(Kind, usize), u64> =
        done.replaced.iter().map(|(&(column, kind), &count)| ((kind, column), count)).collect();
    for ((kind, column), count) in by_kind {
        let column = schema.columns[column].clone();
        rows.push(vec![kind.name().to_owned(), column, count.to_string()]);
    }
    let cases = counted(done.documents, "case", "cases");
    if rows.len() == 1 {
        return print(format_args!("nothing was found in {cases}\n"));
    }
    let new = pseudonyms - known;
    let table = aligned(&rows, &[0, 1]);
    let key = counted(pseudonyms as u64, "pseudonym", "pseudonyms");
    print(format_args!("{table}\n{cases}, {key} in the key, {new} of them new\n"))
}
