//! Codebooks as dictionaries of LIWC (`.dic`): numbered categories, then words with their numbers, all
//! divided by tabs.
//!
//! ```text
//! %
//! 1  transport (Getting about)
//! 2  health
//! %
//! ambulanc*  1  2
//! night bus  1
//! ```

use std::collections::{HashMap, HashSet};

use super::draft::{Draft, DraftEntry};
use super::losses::Losses;
use super::slug::slug;
use super::words::{distinct_patterns, expression};
use crate::error::{Error, Result};
use crate::text::Language;

/// Writes a draft. `language` is that which a reader takes for the words' when it is not told.
pub(super) fn write(draft: &Draft, language: Language) -> (Vec<u8>, Losses) {
    let mut losses = Losses::default();
    losses.add_heading(draft);
    let mut text = "%\n".to_owned();
    let mut words = Words::default();
    for (number, theme) in (1..).zip(&draft.themes) {
        let label = theme.label.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = if label.is_empty() { String::new() } else { format!(" ({label})") };
        text += &format!("{number}\t{}{name}\n", theme.id);
        losses.add("definitions", usize::from(!theme.definition.is_empty()));
        losses.add("parents of themes", usize::from(theme.parent.is_some()));
        losses.add_rules(theme);
        let mut known = HashSet::new();
        for (&code, entries) in &theme.terms {
            let foreign = if code == language { 0 } else { entries.len() };
            losses.add(format!("that entries are in another language than {language}"), foreign);
            for pattern in distinct_patterns(entries, &mut known, &mut losses) {
                words.add(pattern, number);
            }
        }
    }
    text += "%\n";
    for (word, categories) in words.in_order {
        let numbers: Vec<String> = categories.iter().map(u32::to_string).collect();
        text += &format!("{word}\t{}\n", numbers.join("\t"));
    }
    (text.into_bytes(), losses)
}

/// Words in the order in which they came, each with its categories.
#[derive(Default)]
struct Words {
    in_order: Vec<(String, Vec<u32>)>,
    places: HashMap<String, usize>,
}

impl Words {
    fn add(&mut self, word: String, category: u32) {
        let place = *self.places.entry(word.clone()).or_insert(self.in_order.len());
        if place == self.in_order.len() {
            self.in_order.push((word, Vec::new()));
        }
        let categories = &mut self.in_order[place].1;
        if !categories.contains(&category) {
            categories.push(category);
        }
    }
}

/// Reads a draft whose words are in `language`.
pub(super) fn read(bytes: &[u8], place: &str, language: Language) -> Result<(Draft, Losses)> {
    let text = String::from_utf8(bytes.to_owned()).map_err(|error| {
        Error::settings(place, "this is not valid UTF-8", "save it as UTF-8").caused_by(error)
    })?;
    let mut lines = (1..).zip(text.trim_start_matches('\u{FEFF}').lines());
    let mut draft = Draft::default();
    let mut losses = Losses::default();
    let first = lines.by_ref().find(|(_, line)| !line.trim().is_empty());
    if first.is_none_or(|(_, line)| line.trim() != "%") {
        let cause = "this is no LIWC dictionary: its first line is not `%`";
        let remedy = "write `%`, the numbered categories, `%`, and the words with their numbers";
        return Err(Error::settings(format!("{place}, line 1"), cause, remedy));
    }
    let mut themes: HashMap<String, usize> = HashMap::new();
    for (number, line) in lines.by_ref().take_while(|(_, line)| line.trim() != "%") {
        if let Some(category) = category(&mut draft, line, &format!("{place}, line {number}"))? {
            themes.insert(category, draft.themes.len() - 1);
        }
    }
    for (number, line) in lines {
        let Some((word, categories)) = word(line) else {
            losses.add(
                "lines that are not a word with numbers",
                usize::from(!line.trim().is_empty()),
            );
            continue;
        };
        let Some(expression) = expression(&word) else {
            losses.add("patterns that no entry can say", 1);
            continue;
        };
        for category in categories {
            let Some(&theme) = themes.get(category) else {
                let cause = format!("there is no category {category}");
                let remedy = "list it between the two `%`, or take its number away";
                return Err(Error::settings(format!("{place}, line {number}"), cause, remedy));
            };
            let terms = &mut draft.themes[theme].terms;
            terms.entry(language).or_default().push(DraftEntry::new(expression.clone()));
        }
    }
    Ok((draft, losses))
}

/// Adds the category of a line such as `1 transport (Getting about)`; its number, `None` for an
/// empty line.
fn category(draft: &mut Draft, line: &str, place: &str) -> Result<Option<String>> {
    let line = line.trim();
    if line.is_empty() {
        return Ok(None);
    }
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts = line.split_once(char::is_whitespace).filter(|(number, _)| is_number(number));
    let Some((number, name)) = parts else {
        let cause = format!("`{line}` is not a category");
        return Err(Error::settings(place, cause, "write its number, a tab and its name"));
    };
    let name = name.trim();
    let (short, label) = match name.strip_suffix(')').and_then(|name| name.split_once(" (")) {
        Some((short, label)) => (short.trim(), label.trim()),
        None => (name, ""),
    };
    let id = slug(short, |id| draft.themes.iter().any(|theme| theme.id == id));
    let label = if label.is_empty() && id != short { short } else { label };
    label.clone_into(&mut draft.theme(&id).label);
    Ok(Some(number.to_owned()))
}

/// A word or phrase and the numbers of its categories.
fn word(line: &str) -> Option<(String, Vec<&str>)> {
    let parts: Vec<&str> = match line.trim().split('\t').collect::<Vec<_>>() {
        parts if parts.len() > 1 => parts,
        // Without a tab the numbers at the end are the categories.
        _ => line.split_whitespace().collect(),
    };
    let parts: Vec<&str> = parts.iter().flat_map(|part| part.split('\t')).map(str::trim).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let numbers = parts.iter().rev().take_while(|part| is_number(part)).count();
    let (words, categories) = parts.split_at(parts.len() - numbers);
    let complete = !categories.is_empty() && !words.is_empty();
    complete.then(|| (words.join(" "), categories.to_vec()))
}
