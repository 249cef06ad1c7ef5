//! Flags that are the same on every verb.

use std::path::PathBuf;
use std::str::FromStr;

use caselens::Error;
use caselens::cluster::KChoice;
use caselens::corpus::{Input, Layout};
use caselens::reduce::Method;
use caselens::text::LanguageChoice;
use clap::{Args, ValueEnum};

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
pub(super) fn parsed<T: FromStr<Err = Error>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: Error| format!("{}; {}", error.cause(), error.remedy()))
}

/// What is read, and how it becomes cases.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Input")]
pub(super) struct InputOptions {
    /// CSV, TSV, JSON, JSONL, Parquet, Arrow IPC, a text file or a saved web page with one case per
    /// paragraph, a folder of those, or `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Column that holds the text; several make one document of several fields [default: guessed]
    #[arg(long, value_name = "COLUMN")]
    pub(super) text: Vec<String>,
    /// Column that holds the id [default: guessed, or made from the text]
    #[arg(long, value_name = "COLUMN", env = "CASELENS_ID")]
    pub(super) id: Option<String>,
    /// How text files are divided into cases [default: page]
    #[arg(long, value_enum, env = "CASELENS_LAYOUT")]
    pub(super) layout: Option<LayoutChoice>,
    /// Pages: a paragraph with fewer words is chrome [default: 25]
    #[arg(long, value_name = "WORDS")]
    pub(super) page_min_words: Option<usize>,
    /// Language of the texts: `auto`, or one of ar, da, de, el, en, es, fi, fr, hu, it, nl, no, pt,
    /// ro, ru, sv, ta, tr [default: auto]
    #[arg(long, value_name = "CODE", env = "CASELENS_LANGUAGE", value_parser = parsed::<LanguageChoice>)]
    pub(super) language: Option<LanguageChoice>,
    /// Settings file [default: caselens.toml, where there is one]
    #[arg(short, long, value_name = "FILE", env = "CASELENS_CONFIG")]
    pub(super) config: Option<PathBuf>,
}

impl InputOptions {
    /// The inputs, `-` as standard input.
    pub(super) fn inputs(&self) -> Vec<Input> {
        let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
        let input =
            |path: &PathBuf| if is_stdin(path) { Input::Stdin } else { Input::Path(path.clone()) };
        self.inputs.iter().map(input).collect()
    }
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
    /// Seed of everything that is drawn [default: 0]
    #[arg(long, env = "CASELENS_SEED")]
    pub(super) seed: Option<u64>,
}

/// How the work is carried out; changes no result.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Execution")]
pub(super) struct ExecutionOptions {
    /// Threads; 0 for one per core
    #[arg(long, default_value_t = 0, env = "CASELENS_THREADS")]
    pub(super) threads: usize,
    /// Documents in memory at once
    #[arg(long, default_value_t = 4096, value_parser = clap::value_parser!(u32).range(1..), env = "CASELENS_BATCH_SIZE")]
    pub(super) batch_size: u32,
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
}
