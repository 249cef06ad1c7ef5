//! Codebooks as dictionaries of quanteda, in YAML: names with lists of words, in any depth.
//!
//! ```yaml
//! transport:
//!   en: [bus, "night bus", tram*]
//!   fr: [tramway]
//!   cycling: [bicycle]        # a theme below it
//! ```
//!
//! A theme's own words stand right below its name where it has no theme below it and all are in
//! English, else below the code of their language.

use std::collections::{HashMap, HashSet};

use yaml_rust2::parser::{Event, Parser};
use yaml_rust2::yaml::{Array, Hash};
use yaml_rust2::{Yaml, YamlEmitter, YamlLoader};

use super::draft::{Draft, DraftEntry, DraftTheme};
use super::losses::Losses;
use super::slug::slug;
use super::words::{distinct_patterns, expression};
use crate::error::{Error, Result};
use crate::text::Language;

/// Names stand below each other in at most so many steps.
const MAX_DEPTH: usize = 64;

/// Writes a draft.
pub(super) fn write(draft: &Draft) -> Result<(Vec<u8>, Losses)> {
    let mut losses = Losses::default();
    losses.add_heading(draft);
    let mut children: HashMap<Option<&str>, Vec<&DraftTheme>> = HashMap::new();
    for theme in &draft.themes {
        children.entry(theme.parent.as_deref()).or_default().push(theme);
    }
    let tree = tree(None, &children, &mut losses);
    let mut text = String::new();
    YamlEmitter::new(&mut text).dump(&Yaml::Hash(tree)).map_err(|error| {
        Error::failed("YAML", "the dictionary cannot be written", "report this as a fault")
            .caused_by(error)
    })?;
    text.push('\n');
    Ok((text.into_bytes(), losses))
}

/// The themes below `parent`. A codebook has no circle of parents, so this comes to an end.
fn tree<'d>(
    parent: Option<&str>,
    children: &HashMap<Option<&'d str>, Vec<&'d DraftTheme>>,
    losses: &mut Losses,
) -> Hash {
    let mut hash = Hash::new();
    for theme in children.get(&parent).into_iter().flatten() {
        losses.add("labels", usize::from(!theme.label.is_empty()));
        losses.add("definitions", usize::from(!theme.definition.is_empty()));
        losses.add_rules(theme);
        let mut lists: Vec<(Language, Array)> = theme
            .terms
            .iter()
            .map(|(&language, entries)| (language, words(entries, losses)))
            .collect();
        let below = tree(Some(&theme.id), children, losses);
        let value = match lists.as_mut_slice() {
            [] if below.is_empty() => Yaml::Array(Array::new()),
            [(Language::English, words)] if below.is_empty() => Yaml::Array(std::mem::take(words)),
            _ => {
                let own = lists.into_iter().map(|(language, words)| {
                    (Yaml::String(language.code().to_owned()), Yaml::Array(words))
                });
                Yaml::Hash(own.chain(below).collect())
            }
        };
        hash.insert(Yaml::String(theme.id.clone()), value);
    }
    hash
}

fn words(entries: &[DraftEntry], losses: &mut Losses) -> Array {
    let patterns = distinct_patterns(entries, &mut HashSet::new(), losses);
    patterns.into_iter().map(Yaml::String).collect()
}

/// Reads a draft; `language` is that of words that do not stand below the code of one.
pub(super) fn read(bytes: &[u8], place: &str, language: Language) -> Result<(Draft, Losses)> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Error::settings(place, "this is not valid UTF-8", "save it as UTF-8").caused_by(error)
    })?;
    check(text, place)?;
    let documents = YamlLoader::load_from_str(text).map_err(|error| not_yaml(place, error))?;
    let Some(Yaml::Hash(themes)) = documents.first() else {
        return Err(Error::settings(
            place,
            "this is no dictionary: its top is not a list of names, each with words",
            "write a line `name:` for each theme and its words below, each on a line with `- `",
        ));
    };
    let mut reader =
        DictionaryReader { language, draft: Draft::default(), losses: Losses::default() };
    reader.themes(themes, None);
    Ok((reader.draft, reader.losses))
}

/// Refuses what would grow without bounds when it is loaded, before it is.
fn check(text: &str, place: &str) -> Result<()> {
    let refused = |cause: &str, remedy: &str| Err(Error::settings(place, cause, remedy));
    let mut parser = Parser::new_from_str(text);
    let mut depth = 0_usize;
    loop {
        match parser.next_token().map_err(|error| not_yaml(place, error))?.0 {
            Event::Alias(_) => {
                return refused("it has an alias (`*name`)", "write the words out, or quote `*`");
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth -= 1,
            Event::StreamEnd => return Ok(()),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return refused("its names are nested too deeply", "use fewer levels");
        }
    }
}

fn not_yaml(place: &str, error: yaml_rust2::ScanError) -> Error {
    let marker = error.marker();
    let place = format!("{place}, line {}, column {}", marker.line(), marker.col() + 1);
    let cause = format!("this is not YAML: {}", error.info());
    Error::settings(place, cause, "correct the line; words with signs stand in quotes")
}

struct DictionaryReader {
    language: Language,
    draft: Draft,
    losses: Losses,
}

impl DictionaryReader {
    fn themes(&mut self, themes: &Hash, parent: Option<&str>) {
        for (name, value) in themes {
            let name = scalar(name).unwrap_or_default();
            let id = slug(&name, |id| self.draft.themes.iter().any(|theme| theme.id == id));
            let theme = self.draft.theme(&id);
            theme.parent = parent.map(str::to_owned);
            if id != name {
                theme.label = name;
            }
            self.content(value, &id, self.language);
        }
    }

    /// What stands below the name of a theme.
    fn content(&mut self, value: &Yaml, theme: &str, language: Language) {
        match value {
            Yaml::Array(items) => items.iter().for_each(|item| self.content(item, theme, language)),
            Yaml::Hash(below) => {
                for (name, value) in below {
                    let code = scalar(name).and_then(|name| name.parse::<Language>().ok());
                    match code.filter(|_| !matches!(value, Yaml::Hash(_))) {
                        Some(language) => self.content(value, theme, language),
                        None => {
                            let one = Hash::from_iter([(name.clone(), value.clone())]);
                            self.themes(&one, Some(theme));
                        }
                    }
                }
            }
            value => {
                if let Some(pattern) = scalar(value) {
                    self.entry(&pattern, theme, language);
                }
            }
        }
    }

    fn entry(&mut self, pattern: &str, theme: &str, language: Language) {
        match expression(pattern) {
            Some(expression) => {
                let terms = &mut self.draft.theme(theme).terms;
                terms.entry(language).or_default().push(DraftEntry::new(expression));
            }
            None => self.losses.add("patterns that no entry can say", 1),
        }
    }
}

fn scalar(value: &Yaml) -> Option<String> {
    match value {
        Yaml::String(text) | Yaml::Real(text) => Some(text.clone()),
        Yaml::Integer(number) => Some(number.to_string()),
        Yaml::Boolean(truth) => Some(truth.to_string()),
        _ => None,
    }
}
