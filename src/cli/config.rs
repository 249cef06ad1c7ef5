//! `caselens config`: the settings in force.

use caselens::{Error, Result};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, CommandFactory, Subcommand, ValueEnum};
use serde_json::{Value, json};

use super::options::{ClusterOptions, ReadingOptions, ThemeOptions};
use super::session;
use super::terminal::print;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Print every setting in force
    Show(Box<ShowArguments>),
}

/// Prints every setting that is in force here and could change a result: what flags say, then the environment,
/// then the settings file, then the default. As TOML it is a settings file that says all of it.
#[derive(Debug, Args)]
struct ShowArguments {
    #[command(flatten)]
    reading: ReadingOptions,
    #[command(flatten)]
    themes: ThemeOptions,
    #[command(flatten)]
    clusters: ClusterOptions,
    /// Say beside each where it comes from
    #[arg(long, help_heading = "Output")]
    origin: bool,
    /// Form of what is printed
    #[arg(long, value_enum, default_value_t = Form::Toml, help_heading = "Output")]
    format: Form,
}

/// Form of what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people, and as a settings file
    Toml,
    /// For programs
    Json,
}

/// The settings that have a flag: their key, the name of the argument, and how the flag is written.
const FLAGS: [(&str, &str, &str); 15] = [
    ("seed", "seed", "--seed"),
    ("corpus.text", "text", "--text"),
    ("corpus.id", "id", "--id"),
    ("corpus.encoding", "encoding", "--encoding"),
    ("corpus.sheet", "sheet", "--sheet"),
    ("corpus.max-unpacked", "max_unpacked", "--max-unpacked"),
    ("corpus.layout", "layout", "--layout"),
    ("corpus.page-min-words", "page_min_words", "--page-min-words"),
    ("text.language", "language", "--language"),
    ("themes.codebook", "codebook", "--codebook"),
    ("themes.by", "by", "--by"),
    ("themes.by-limit", "by_limit", "--by-limit"),
    ("cluster.k", "k", "-k"),
    ("reduce.method", "reduce", "--reduce"),
    ("reduce.words", "words", "--words"),
];

pub(super) fn perform(arguments: &Arguments) -> Result<()> {
    let What::Show(arguments) = &arguments.what;
    let ShowArguments { reading, themes, clusters, origin, format } = &**arguments;
    let settings = session::settings_of(reading, themes, clusters)?;
    let file = session::settings_file(reading.config.as_deref())?;
    let matches = super::Cli::command().get_matches();
    let matches =
        ["config", "show"].iter().try_fold(&matches, |it, name| it.subcommand_matches(name));
    let origin_of = |key: &str| {
        let by_flag = matches.and_then(|matches| by_flag(matches, key));
        let in_file = || {
            let (path, file) = file.as_ref()?;
            Some(format!("{}, line {}", path.display(), file.line(key)?))
        };
        by_flag.or_else(in_file).unwrap_or_else(|| "default".to_owned())
    };
    let with_origin = |(key, value): (String, Value)| {
        let origin = origin_of(&key);
        (key, value, origin)
    };
    let rows: Vec<_> = settings.by_key()?.into_iter().map(with_origin).collect();
    match format {
        Form::Json => {
            let rows: Vec<Value> = rows
                .iter()
                .map(|(key, value, origin)| json!({"key": key, "value": value, "origin": origin}))
                .collect();
            print(format_args!("{:#}\n", Value::from(rows)))
        }
        Form::Toml => print(toml_text(&rows, *origin)?),
    }
}

/// Where a flag or the environment says a setting.
fn by_flag(matches: &ArgMatches, key: &str) -> Option<String> {
    let (_, argument, flag) = FLAGS.iter().find(|(known, ..)| *known == key)?;
    match matches.value_source(argument)? {
        ValueSource::CommandLine => Some((*flag).to_owned()),
        ValueSource::EnvVariable => {
            Some(format!("environment, CASELENS_{}", argument.to_uppercase()))
        }
        _ => None,
    }
}

/// A line for each setting, as TOML; those that are not set as comments.
fn toml_text(rows: &[(String, Value, String)], origin: bool) -> Result<String> {
    let strange = |error: toml::ser::Error| {
        Error::failed("settings", "they cannot be written as TOML", "report this as a fault")
            .caused_by(error)
    };
    let mut lines: Vec<(String, &String)> = Vec::new();
    for (key, value, origin) in rows {
        let line = match value {
            Value::Null => format!("# {key} is not set"),
            value => format!("{key} = {}", toml::Value::try_from(value).map_err(strange)?),
        };
        lines.push((line, origin));
    }
    let width = lines.iter().map(|(line, _)| line.chars().count().min(60)).max().unwrap_or(0);
    let line = |(line, from): &(String, &String)| match origin {
        true => format!("{line:<width$}  # {from}\n"),
        false => format!("{line}\n"),
    };
    Ok(lines.iter().map(line).collect())
}
