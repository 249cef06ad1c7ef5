//! `caselens kwic`: every match of an expression in its context.

use std::fmt::Write as _;

use caselens::corpus::Corpus;
use caselens::error::counted;
use caselens::pipeline::{Execution, Study};
use caselens::settings::Settings;
use caselens::tables::{
    ConcordanceLine, Context, TableFile, TableFormat, concordance_frame, concordance_lines,
};
use caselens::text::Analyzer;
use caselens::themes::{Lexicon, Query};
use caselens::{Error, Result, Warning};
use clap::Args;

use super::job::unknown_fields;
use super::options::{ClusterOptions, ExecutionOptions, InputOptions, ThemeOptions, parsed};
use super::session;
use super::tag::LANGUAGE;
use super::terminal::{Results, Terminal, print};

/// Every match of an expression in its context: id, column and first character of each match, what
/// stands before it, the match, what stands after it. Matches that overlap are shown once, the longest.
/// The expression is looked for in texts of every language, by that language's stems.
#[derive(Debug, Args)]
#[command(after_help = LANGUAGE)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOptions,
    /// What is looked for, in the match language of codebooks
    query: String,
    /// How much is shown on either side: a number of words (8), or of characters (60c)
    #[arg(long, value_name = "N", default_value = "8", value_parser = parsed::<Context>)]
    context: Context,
    /// `text` in columns for reading, csv, or jsonl
    #[arg(long, default_value = "text", value_parser = parsed::<Form>)]
    format: Form,
    #[command(flatten)]
    execution: ExecutionOptions,
}

/// In which form lines are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Table(TableFormat),
}

impl std::str::FromStr for Form {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "text" => Ok(Self::Text),
            "csv" => Ok(Self::Table(TableFormat::Csv)),
            "jsonl" | "ndjson" => Ok(Self::Table(TableFormat::Jsonl)),
            _ => Err(Error::usage(
                format!("format `{name}`"),
                "matches are not printed in this form",
                "use text, csv or jsonl",
            )),
        }
    }
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let query = Query::parse(&arguments.query)?;
    let (themes, clusters) = (ThemeOptions::default(), ClusterOptions::default());
    let settings = session::settings(&arguments.input, &themes, &clusters)?;
    session::on_threads(&arguments.execution, |execution| {
        let corpus = session::corpus(&arguments.input, (&settings, execution.memory), terminal)?;
        show(arguments, &query, (&corpus, &settings), (execution, terminal))
    })
}

fn show(
    arguments: &Arguments,
    query: &Query,
    (corpus, settings): (&Corpus, &Settings),
    (execution, terminal): (Execution, &Terminal),
) -> Result<()> {
    let analyzer = Analyzer::new(&settings.text)?;
    let lexicon = Lexicon::of_query(query, &analyzer)?;
    let progress = terminal.progress();
    let study =
        Study { corpus, analyzer: &analyzer, lexicon: &lexicon, execution, progress: &progress };
    let schema = corpus.schema();
    let mut printer = Printer::new(arguments.format, execution.batch);
    let (mut documents, mut hit) = (0, 0);
    study.each(
        |seen| concordance_lines(schema, seen.document, &seen.examination, arguments.context),
        |_, lines| {
            documents += 1;
            hit += u64::from(!lines.is_empty());
            printer.take(lines)
        },
    )?;
    let matches = printer.finish()?;
    if let Some(Warning::UnknownFields { fields }) = unknown_fields(Some(&lexicon), corpus) {
        terminal.warn(format_args!(
            "the expression looks in `{}`, which is no text column of the input, and finds nothing there; \
             `--text` names the text columns",
            fields.join("`, `")
        ));
    }
    let matches = counted(matches, "match", "matches");
    terminal.say(format_args!("{matches} in {hit} of {}", counted(documents, "case", "cases")));
    Ok(())
}

/// Prints lines some at a time; those printed together have their columns aligned.
struct Printer {
    table: Option<TableFile>,
    lines: Vec<ConcordanceLine>,
    part: usize,
    printed: u64,
}

impl Printer {
    fn new(form: Form, part: usize) -> Self {
        let over = |format| TableFile::over(Box::new(Results), "standard output", format);
        let mut table = match form {
            Form::Text => None,
            Form::Table(format) => Some(over(format)),
        };
        // A table without a line has a header all the same.
        if let (Some(table), Ok(mut frame)) = (&mut table, concordance_frame(&[])) {
            let _ = table.append(&mut frame);
        }
        Self { table, lines: Vec::new(), part, printed: 0 }
    }

    fn take(&mut self, lines: Vec<ConcordanceLine>) -> Result<()> {
        self.lines.extend(lines);
        if self.lines.len() < self.part { Ok(()) } else { self.print() }
    }

    fn print(&mut self) -> Result<()> {
        let lines = std::mem::take(&mut self.lines);
        self.printed += lines.len() as u64;
        match &mut self.table {
            _ if lines.is_empty() => Ok(()),
            Some(table) => table.append(&mut concordance_frame(&lines)?),
            None => print(aligned(&lines)),
        }
    }

    /// Prints what is left, and gives the number of lines.
    fn finish(mut self) -> Result<u64> {
        self.print()?;
        self.table.map_or(Ok(()), TableFile::finish)?;
        Ok(self.printed)
    }
}

/// The lines with the matches below each other.
fn aligned(lines: &[ConcordanceLine]) -> String {
    let width = |of: &dyn Fn(&ConcordanceLine) -> usize| lines.iter().map(of).max().unwrap_or(0);
    let place = |line: &ConcordanceLine| format!("{}:{}", line.field, line.start);
    let ids = width(&|line| line.id.chars().count());
    let places = width(&|line| place(line).chars().count());
    let lefts = width(&|line| line.left.chars().count());
    let mut text = String::new();
    for line in lines {
        let matched = line.matched.split_whitespace().collect::<Vec<_>>().join(" ");
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{:ids$}  {:places$}  {:>lefts$}[{matched}]{}",
            line.id,
            place(line),
            line.left,
            line.right
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_stand_below_each_other() {
        let line = |id: &str, left: &str| ConcordanceLine {
            id: id.to_owned(),
            field: "text".to_owned(),
            start: left.len() as u64,
            end: left.len() as u64 + 3,
            left: left.to_owned(),
            matched: "a\nb".to_owned(),
            right: " end".to_owned(),
        };
        assert_eq!(
            aligned(&[line("1", "to "), line("case-22", "é ")]),
            "1        text:3  to [a b] end\ncase-22  text:3   é [a b] end\n"
        );
    }
}
