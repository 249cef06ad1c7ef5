//! From flags and files to a corpus, settings and threads.

use std::path::{Path, PathBuf};

use caselens::corpus::{Corpus, Input, Source};
use caselens::memory::Memory;
use caselens::model::Model;
use caselens::pipeline::Execution;
use caselens::settings::{Settings, SettingsFile};
use caselens::{Error, Result};

use super::options::{
    ClusterOptions, ExecutionOptions, InputOptions, ReadingOptions, ThemeOptions, replace,
};
use super::terminal::Terminal;

/// The settings file that is read where none is named.
pub(super) const SETTINGS_FILE: &str = "caselens.toml";

/// Settings by their order of precedence: flag or environment, settings file, default.
pub(super) fn settings(
    input: &InputOptions,
    themes: &ThemeOptions,
    clusters: &ClusterOptions,
) -> Result<Settings> {
    settings_of(&input.reading, themes, clusters)
}

/// As [`settings`], where the inputs are named apart.
pub(super) fn settings_of(
    input: &ReadingOptions,
    themes: &ThemeOptions,
    clusters: &ClusterOptions,
) -> Result<Settings> {
    let file = settings_file(input.config.as_deref())?;
    let mut settings = file.map_or_else(Settings::default, |(_, file)| file.settings);
    read_as_asked(&mut settings, input);
    replace(&mut settings.text.language, input.language);
    replace(&mut settings.themes.codebook, themes.codebook.clone());
    if !themes.by.by.is_empty() {
        settings.themes.by.clone_from(&themes.by.by);
    }
    replace(&mut settings.themes.by_limit, themes.by.by_limit);
    replace(&mut settings.cluster.k, clusters.k);
    replace(&mut settings.reduce.method, clusters.reduce);
    replace(&mut settings.reduce.words, clusters.words);
    replace(&mut settings.seed, clusters.seed);
    settings.check()?;
    Ok(settings)
}

/// The settings of a model; how the input is read can be said anew.
pub(super) fn settings_of_model(model: &Model, input: &ReadingOptions) -> Settings {
    let mut settings = model.settings.clone();
    // They were said of the files that the model was learnt from.
    settings.corpus.encoding = None;
    settings.corpus.sheet = None;
    settings.corpus.max_unpacked = None;
    read_as_asked(&mut settings, input);
    settings
}

fn read_as_asked(settings: &mut Settings, input: &ReadingOptions) {
    if !input.text.is_empty() {
        settings.corpus.text.clone_from(&input.text);
    }
    if let Some(id) = &input.id {
        settings.corpus.id = Some(id.clone());
    }
    if let Some(encoding) = &input.encoding {
        settings.corpus.encoding = Some(encoding.clone());
    }
    if let Some(sheet) = &input.sheet {
        settings.corpus.sheet = Some(sheet.clone());
    }
    replace(&mut settings.corpus.max_unpacked, input.max_unpacked.map(Some));
    replace(&mut settings.corpus.layout, input.layout.map(Into::into));
    replace(&mut settings.corpus.page_min_words, input.page_min_words);
}

/// The settings file that is named, or that stands here.
pub(super) fn settings_file(named: Option<&Path>) -> Result<Option<(PathBuf, SettingsFile)>> {
    let path = match named {
        Some(path) => path.to_owned(),
        None if Path::new(SETTINGS_FILE).is_file() => PathBuf::from(SETTINGS_FILE),
        None => return Ok(None),
    };
    let text = std::fs::read_to_string(&path).map_err(|error| {
        let remedy = "name a file that is there with `--config`";
        Error::settings(path.display(), "the settings file cannot be read", remedy).caused_by(error)
    })?;
    let file = SettingsFile::parse(&text, &path.display().to_string())?;
    Ok(Some((path, file)))
}

/// Opens the inputs and tells what was guessed of them.
pub(super) fn corpus(
    input: &InputOptions,
    read: (&Settings, Memory),
    terminal: &Terminal,
) -> Result<Corpus> {
    corpus_of(&input.inputs(), read, terminal)
}

/// As [`corpus`], of inputs that are named apart.
pub(super) fn corpus_of(
    inputs: &[Input],
    (settings, memory): (&Settings, Memory),
    terminal: &Terminal,
) -> Result<Corpus> {
    let corpus = Corpus::open_within(inputs, &settings.corpus, memory)?;
    for source in corpus.sources() {
        terminal.detail(described(source));
        for remark in &source.remarks {
            terminal.say(format_args!("{}: {remark}", source.name));
        }
    }
    for skipped in corpus.skipped() {
        terminal.warn(format_args!("{}: not read: {}", skipped.name, skipped.reason));
    }
    terminal.say(corpus.guess());
    terminal.detail(toml::to_string(settings).unwrap_or_default());
    Ok(corpus)
}

/// What a file turned out to be, in a line.
fn described(source: &Source) -> String {
    let Source { name, format, bytes, packing, encoding, dialect, .. } = source;
    let packing = packing.map(|packing| format!("packed with {}", packing.name()));
    let encoding = encoding.map(|encoding| encoding.name().to_owned());
    let more: Vec<String> = [packing, encoding, dialect.clone()].into_iter().flatten().collect();
    let more = if more.is_empty() { String::new() } else { format!(", {}", more.join(", ")) };
    format!("{name}: {format}, {bytes} bytes{more}")
}

/// Does `work` on as many threads as were asked for.
pub(super) fn on_threads<T: Send>(
    options: &ExecutionOptions,
    work: impl FnOnce(Execution) -> Result<T> + Send,
) -> Result<T> {
    let memory = memory(options)?;
    let batch = options.batch_size as usize;
    pool(options.threads)?.install(|| work(Execution { batch, memory }))
}

/// How much memory there is.
pub(super) fn memory(options: &ExecutionOptions) -> Result<Memory> {
    options.memory.map_or(Ok(Memory::UNLIMITED), Memory::of)
}

/// Refuses a model that takes more memory than there is, before it is read.
pub(super) fn must_hold_model(options: &ExecutionOptions, file: &Path) -> Result<()> {
    // As bytes and as what they mean.
    let bytes = std::fs::metadata(file).map_or(0, |metadata| metadata.len());
    memory(options)?.must_hold(file.display(), bytes.saturating_mul(2))
}

/// So many threads, 0 for one per core.
pub(super) fn pool(threads: usize) -> Result<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|error| {
        Error::failed(
            format!("--threads {threads}"),
            "the threads cannot be started",
            "ask for fewer threads",
        )
        .caused_by(error)
    })
}
