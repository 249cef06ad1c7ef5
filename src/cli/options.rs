//! Flags that are the same on every verb.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use caselens::Error;
use caselens::cluster::KChoice;
use caselens::corpus::{Input, Layout};
use caselens::reduce::{Method, Words};
use caselens::text::LanguageChoice;
use clap::{Args, ValueEnum};

use super::page::ByOptions;

/// How much is said, and how.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Terminal")]
pub(super) struct TerminalOptions {
    /// Say nothing but results and errors
    #[arg(short, long, global = true, env = "CASELENS_QUIET")]
    pub(super) quiet: bool,
    /// Say more: each rejected row with its place and reason, the settings in force
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(super) verbose: bool,
    /// Whether messages are coloured
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto, env = "CASELENS_COLOR")]
    pub(super) color: ColorChoice,
}

/// Whether messages are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Reads a value of a flag; what is wrong with it is told with its remedy.
pub(super) fn parsed<T: FromStr<Err = Error>>(text: &str) -> std::result::Result<T, String> {
    text.parse().map_err(|error: Error| format!("{}; {}", error.cause(), error.remedy()))
}

/// A number of bytes, such as `8GB` (of 1000 MB), `8GiB` (of 1024 MiB), `500000`.
fn size(text: &str) -> std::result::Result<u64, String> {
    let text = text.trim();
    let digits = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let power = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" => 1000,
        "m" | "mb" => 1_000_000,
        "g" | "gb" => 1_000_000_000,
        "t" | "tb" => 1_000_000_000_000,
        "kib" => 1 << 10,
        "mib" => 1 << 20,
        "gib" => 1 << 30,
        "tib" => 1 << 40,
        _ => 0,
    };
    let bytes = number.parse::<u64>().ok().and_then(|number| number.checked_mul(power));
    bytes.filter(|&bytes| bytes > 0).ok_or_else(|| "write a size such as 500MB or 8GB".to_owned())
}

/// What is read, and how it becomes cases.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Input")]
pub(super) struct InputOptions {
    /// CSV, TSV, JSON, JSONL, Parquet, Arrow IPC, XLSX, ODS, a text file or a saved web page with one
    /// case per paragraph, a folder of those, or `-` for standard input; text also as .gz or .zst
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) reading: ReadingOptions,
}

/// How what is read becomes cases.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Input")]
pub(super) struct ReadingOptions {
    /// Column that holds the text; several make one document of several fields [default: guessed]
    #[arg(long, value_name = "COLUMN")]
    pub(super) text: Vec<String>,
    /// Column that holds the id [default: guessed, or made from the text]
    #[arg(long, value_name = "COLUMN", env = "CASELENS_ID")]
    pub(super) id: Option<String>,
    /// Spreadsheets: name of the sheet [default: the first with rows]
    #[arg(long, value_name = "NAME", env = "CASELENS_SHEET")]
    pub(super) sheet: Option<String>,
    /// Encoding of all text inputs, such as utf-8, utf-16le, windows-1252 [default: found out]
    #[arg(long, value_name = "NAME", env = "CASELENS_ENCODING")]
    pub(super) encoding: Option<String>,
    /// How much may come out of one packed input, such as 8GB [default: 64MB, or 250 times its length]
    #[arg(long, value_name = "SIZE", env = "CASELENS_MAX_UNPACKED", value_parser = size)]
    pub(super) max_unpacked: Option<u64>,
    /// How text files are divided into cases [default: page]
    #[arg(long, value_enum, env = "CASELENS_LAYOUT")]
    pub(super) layout: Option<LayoutChoice>,
    /// Pages: a paragraph with fewer words is chrome [default: 25]
    #[arg(long, value_name = "WORDS")]
    pub(super) page_min_words: Option<usize>,
    /// Language of the texts: `auto`, or one of ar, da, de, el, en, es, fi, fr, hu, it, nl, no, pt,
    /// ro, ru, sv, ta, tr, or `none` to read them by no language's rules [default: auto]
    #[arg(long, value_name = "CODE", env = "CASELENS_LANGUAGE", value_parser = parsed::<LanguageChoice>)]
    pub(super) language: Option<LanguageChoice>,
    /// Settings file [default: caselens.toml, where there is one]
    #[arg(short, long, value_name = "FILE", env = "CASELENS_CONFIG")]
    pub(super) config: Option<PathBuf>,
}

impl InputOptions {
    /// The inputs, `-` as standard input.
    pub(super) fn inputs(&self) -> Vec<Input> {
        self.inputs.iter().map(|path| input(path)).collect()
    }
}

/// The input of a path; `-` is standard input.
pub(super) fn input(path: &Path) -> Input {
    if path.as_os_str() == "-" { Input::Stdin } else { Input::Path(path.to_owned()) }
}

/// How a text file is divided into cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LayoutChoice {
    /// As a saved page: paragraphs and long lines are cases, chrome is told from them
    Page,
    /// Every paragraph is a case
    Paragraph,
    /// Every line is a case
    Line,
}

impl From<LayoutChoice> for Layout {
    fn from(choice: LayoutChoice) -> Self {
        match choice {
            LayoutChoice::Page => Self::Page,
            LayoutChoice::Paragraph => Self::Paragraph,
            LayoutChoice::Line => Self::Line,
        }
    }
}

/// What decides about themes.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Themes")]
pub(super) struct ThemeOptions {
    /// Name of a bundled codebook, or a file [default: public-sector]
    #[arg(long, value_name = "NAME|FILE", env = "CASELENS_CODEBOOK")]
    pub(super) codebook: Option<String>,
    #[command(flatten)]
    pub(super) by: ByOptions,
}

/// What decides about clusters.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Clusters")]
pub(super) struct ClusterOptions {
    /// Number of clusters: `auto` or a number [default: auto]
    #[arg(short, value_name = "N|auto", env = "CASELENS_K", value_parser = parsed::<KChoice>, allow_hyphen_values = true)]
    pub(super) k: Option<KChoice>,
    /// How concepts are learnt: `lsa` (fastest), `cooccurrence` or `both` [default: both]
    #[arg(long, value_name = "METHOD", env = "CASELENS_REDUCE", value_parser = parsed::<Method>)]
    pub(super) reduce: Option<Method>,
    /// Whether a table of English word vectors helps: `auto` where an English corpus is small, `always`
    /// in any English corpus, or `never` [default: auto]
    #[arg(long, value_name = "WHEN", env = "CASELENS_WORDS", value_parser = parsed::<Words>)]
    pub(super) words: Option<Words>,
    /// Seed of everything that is drawn [default: 0]
    #[arg(long, env = "CASELENS_SEED")]
    pub(super) seed: Option<u64>,
}

/// Puts the value of a flag in the place of a setting, if it was given.
pub(super) fn replace<T>(setting: &mut T, flag: Option<T>) {
    if let Some(value) = flag {
        *setting = value;
    }
}

/// How the work is carried out; changes no result.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Execution")]
pub(super) struct ExecutionOptions {
    /// Threads; 0 for one per core
    #[arg(long, default_value_t = 0, env = "CASELENS_THREADS")]
    pub(super) threads: usize,
    /// Documents worked on together; with several threads up to three times as many are in memory
    #[arg(long, default_value_t = 4096, value_parser = clap::value_parser!(u32).range(1..), env = "CASELENS_BATCH_SIZE")]
    pub(super) batch_size: u32,
    /// Resident memory that is not to be exceeded, such as 2GB. With less, more waits in temporary files
    /// (TMPDIR), and fewer documents are worked on together; what cannot be done within it is refused. Only
    /// clusters of a corpus with more terms than fit are learnt from those that occur most often, which is
    /// told. It is heeded by all verbs that read, but what train, evaluate, check, redact and codebook keep
    /// of every case is not counted [default: what is needed]
    #[arg(long, value_name = "SIZE", env = "CASELENS_MEMORY", value_parser = size)]
    pub(super) memory: Option<u64>,
}

/// Where the result goes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputOptions {
    /// Where the result goes; see above for what may stand here and what is taken without it
    #[arg(short, long, value_name = "PATH", env = "CASELENS_OUTPUT")]
    pub(super) output: Option<PathBuf>,
    /// Replace an earlier run
    #[arg(long)]
    pub(super) force: bool,
    /// Leave texts in CSV as they are. Without it one that a spreadsheet program would take for a formula,
    /// since it begins with = + - @, a tab or a carriage return, gets an apostrophe before it
    #[arg(long, env = "CASELENS_RAW_CSV")]
    pub(super) raw_csv: bool,
}
