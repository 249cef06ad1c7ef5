//! Inputs to a corpus: what must be known of all of them before the first case can be read.

use std::collections::{BTreeMap, HashMap};

use crate::error::{Error, Result};
use crate::memory::Memory;

use super::choice::Guess;
use super::chrome::{Chrome, Repeats};
use super::columns;
use super::document::Schema;
use super::guess::{self, Columns, SAMPLE};
use super::input::{Expansion, Named};
use super::profile::Profile;
use super::record::Record;
use super::settings::CorpusSettings;
use super::source::Opened;

/// The column that tells which file a case came from.
pub(super) const SOURCE_COLUMN: &str = "source";

/// All that was found out.
#[derive(Debug)]
pub(super) struct Survey {
    pub(super) opened: Vec<Opened>,
    pub(super) schema: Schema,
    pub(super) guess: Guess,
    pub(super) chrome: Chrome,
    /// The column that the reader fills with the file's name, if any.
    pub(super) source_column: Option<usize>,
    /// The id column of each file, as an index into the columns of the schema.
    pub(super) ids: Vec<Option<usize>>,
}

/// Surveys the files of `expansion`.
///
/// # Errors
/// If a file cannot be read, there are no rows or no page has a case, or the columns of text and
/// id cannot be found.
pub(super) fn survey(
    expansion: Expansion,
    settings: &CorpusSettings,
    memory: Memory,
) -> Result<Survey> {
    let files = with_distinct_labels(expansion.files).into_iter();
    let opened: Vec<Opened> =
        files.map(|file| Opened::survey(file, settings, memory)).collect::<Result<_>>()?;
    let mut names = Vec::new();
    for file in &opened {
        columns::unite(&mut names, &file.columns);
    }
    columns::refuse_too_many("all inputs together", names.len())?;
    let chrome = learn_chrome(&opened, settings)?;
    let (groups, of_file) = grouped(&opened);
    let profiles = profile(&opened, (&groups, &of_file), settings, &chrome)?;
    let columns: Vec<Columns<'_>> =
        groups.iter().zip(&profiles).map(|(group, profiles)| group.columns(profiles)).collect();
    let (choice, guess) = guess::guess(&names, &columns, settings)?;
    let ids = of_file.iter().map(|&group| choice.ids[group]).collect();
    let source_column =
        (opened.len() > 1 && !names.iter().any(|name| name == SOURCE_COLUMN)).then(|| {
            names.push(SOURCE_COLUMN.to_owned());
            names.len() - 1
        });
    let schema = Schema { columns: names, text: choice.text, id: choice.id };
    Ok(Survey { opened, schema, guess, chrome, source_column, ids })
}

/// Files with the same columns.
#[derive(Debug)]
struct Group {
    names: Vec<String>,
    files: Vec<String>,
    is_page: bool,
}

impl Group {
    fn columns<'a>(&'a self, profiles: &'a [Profile]) -> Columns<'a> {
        let Self { names, files, is_page } = self;
        Columns { names, profiles, files: files.clone(), is_page: *is_page }
    }
}

/// The files with the same columns together, and the group of each file.
fn grouped(opened: &[Opened]) -> (Vec<Group>, Vec<usize>) {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: BTreeMap<(bool, Vec<&String>), usize> = BTreeMap::new();
    let mut of_file = Vec::new();
    for file in opened {
        let is_page = file.source.format.is_page();
        let mut key: Vec<&String> = file.columns.iter().collect();
        key.sort_unstable();
        let group = *known.entry((is_page, key)).or_insert_with(|| {
            groups.push(Group { names: file.columns.clone(), files: Vec::new(), is_page });
            groups.len() - 1
        });
        groups[group].files.push(file.source.name.clone());
        of_file.push(group);
    }
    (groups, of_file)
}

/// Files of one label are told apart by their whole names.
fn with_distinct_labels(mut files: Vec<Named>) -> Vec<Named> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for file in &files {
        *counts.entry(file.label.clone()).or_default() += 1;
    }
    for file in files.iter_mut().filter(|file| counts[&file.label] > 1) {
        file.label = file.name.clone();
    }
    files
}

/// Learns which paragraphs repeat on the pages.
fn learn_chrome(opened: &[Opened], settings: &CorpusSettings) -> Result<Chrome> {
    let chrome = Chrome::new(settings);
    let mut repeats = Repeats::default();
    let pages: Vec<&Opened> = opened.iter().filter(|file| file.source.format.is_page()).collect();
    if pages.len() > 1 && chrome.judges() {
        for page in &pages {
            repeats.add_page(&cases(page.records(settings, &chrome)?)?);
        }
    }
    let chrome = chrome.with_repeats(repeats, settings);
    if !pages.is_empty() && pages.len() == opened.len() && !any_case(&pages, settings, &chrome)? {
        return Err(no_case(&pages, settings));
    }
    Ok(chrome)
}

/// The paragraphs of a page that would be cases if none repeated.
fn cases(records: impl Iterator<Item = Result<Record>>) -> Result<Vec<String>> {
    let mut cases = Vec::new();
    for record in records {
        if let Record::Row { values, .. } = record? {
            cases.extend(values.iter().flatten().map(str::to_owned));
        }
    }
    Ok(cases)
}

fn any_case(pages: &[&Opened], settings: &CorpusSettings, chrome: &Chrome) -> Result<bool> {
    for page in pages {
        for record in page.records(settings, chrome)? {
            if matches!(record?, Record::Row { .. }) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

fn no_case(pages: &[&Opened], settings: &CorpusSettings) -> Error {
    let place = match pages {
        [page] => page.source.name.as_str(),
        _ => "input",
    };
    let words = settings.page_min_words;
    Error::input(
        place,
        format!(
            "no paragraph reads like a case: each is below {words} words, or navigation, or repeats"
        ),
        "take every line or paragraph for a case with --layout line or --layout paragraph",
    )
}

/// Looks at the first rows of every table, and gives what they say of the columns of each group.
fn profile(
    opened: &[Opened],
    (groups, of_file): (&[Group], &[usize]),
    settings: &CorpusSettings,
    chrome: &Chrome,
) -> Result<Vec<Vec<Profile>>> {
    let empty = |group: &Group| vec![Profile::default(); group.names.len()];
    let mut profiles: Vec<Vec<Profile>> = groups.iter().map(empty).collect();
    let mut complaint = None;
    let mut rows = 0;
    for (number, (file, &group)) in opened.iter().zip(of_file).enumerate() {
        if file.source.format.is_page() {
            continue;
        }
        let places = places(&file.columns, &groups[group].names);
        let mut looked_at = 0;
        for record in file.records(settings, chrome)? {
            match record? {
                Record::Row { values, .. } => {
                    looked_at += 1;
                    for (value, &place) in values.iter().zip(&places) {
                        profiles[group][place].add(number, value);
                    }
                }
                Record::Reject { position, reason, detail, .. } => {
                    let unit = file.source.format.unit().name();
                    let place = format!("{}, {unit} {position}", file.source.name);
                    complaint.get_or_insert((place, reason.name(), detail));
                }
            }
            if looked_at == SAMPLE {
                break;
            }
        }
        rows += looked_at;
    }
    let tables = opened.iter().any(|file| !file.source.format.is_page());
    let pages = opened.iter().any(|file| file.source.format.is_page());
    if tables && !pages && rows == 0 { Err(no_rows(opened, complaint)) } else { Ok(profiles) }
}

/// Where the columns of a file stand among those of the corpus.
pub(super) fn places(columns: &[String], names: &[String]) -> Vec<usize> {
    let index: HashMap<&String, usize> =
        names.iter().enumerate().map(|(index, name)| (name, index)).collect();
    columns.iter().filter_map(|column| index.get(column).copied()).collect()
}

fn no_rows(opened: &[Opened], complaint: Option<(String, &str, String)>) -> Error {
    if let Some((place, reason, detail)) = complaint {
        let cause = format!("no row could be read; the first is a {reason}: {detail}");
        let remedy = "check how its columns are divided and quoted, and its encoding (--encoding)";
        return Error::input(place, cause, remedy);
    }
    let place = opened.first().map_or("input", |file| file.source.name.as_str());
    Error::input(place, "there are no rows in it", "name a file with at least one case")
}
