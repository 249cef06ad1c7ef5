//! A draft to a codebook in TOML, as a person would write it.

use std::collections::BTreeMap;

use super::draft::{Draft, DraftEntry, DraftTheme};
use super::losses::Losses;
use crate::text::Language;

/// Characters a line of a list has at most, unless one item is longer.
const LINE: usize = 100;

/// Writes `draft` as TOML. What a codebook must have and the draft lacks is made of what is there,
/// and counted: a theme without a label gets its id, one without a definition its label, and one
/// without an entry the words of its label as its one entry.
pub(super) fn write(draft: &Draft) -> (String, Losses) {
    let mut made = Losses::default();
    let name = if draft.name.is_empty() { "codebook" } else { &draft.name };
    let mut text = format!("name = {}\n", quoted(name));
    for (key, value) in [("version", &draft.version), ("description", &draft.description)] {
        if !value.is_empty() {
            text += &format!("{key} = {}\n", quoted(value));
        }
    }
    for theme in &draft.themes {
        text += "\n";
        text += &write_theme(&completed(theme, &mut made));
    }
    (text, made)
}

/// The theme with all that a codebook asks for.
fn completed(theme: &DraftTheme, made: &mut Losses) -> DraftTheme {
    let mut theme = theme.clone();
    if theme.label.trim().is_empty() {
        theme.label.clone_from(&theme.id);
        made.add("themes had no label: their id stands for it", 1);
    }
    if theme.definition.trim().is_empty() {
        theme.definition.clone_from(&theme.label);
        made.add("themes had no definition: their label stands for it", 1);
    }
    if theme.terms.values().all(Vec::is_empty) {
        let words = plain_words(&theme.label, &theme.id);
        theme.terms.insert(Language::English, vec![DraftEntry::new(words)]);
        made.add("themes had no entry: the words of their label stand for one", 1);
    }
    theme
}

/// The words of a label without signs that mean something in an expression.
fn plain_words(label: &str, id: &str) -> String {
    let words: Vec<&str> = label
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() { id.replace('-', " ") } else { words.join(" ").to_lowercase() }
}

fn write_theme(theme: &DraftTheme) -> String {
    let mut text = "[[theme]]\n".to_owned();
    let mut line = |key: &str, value: String| text += &format!("{key} = {value}\n");
    line("id", quoted(&theme.id));
    line("label", quoted(&theme.label));
    line("definition", quoted(&theme.definition));
    if let Some(parent) = &theme.parent {
        line("parent", quoted(parent));
    }
    if let Some(least) = theme.min_score {
        line("min_score", format!("{least:?}"));
    }
    if let Some(least) = theme.min_distinct {
        line("min_distinct", least.to_string());
    }
    if !theme.unless.is_empty() {
        line("unless", list(theme.unless.iter().map(|text| quoted(text))));
    }
    text += &examples(theme);
    text += "\n[theme.terms]\n";
    text + &entries_toml(&theme.terms)
}

/// Entries as they stand under `[theme.terms]`, a list for each language.
pub fn entries_toml(terms: &BTreeMap<Language, Vec<DraftEntry>>) -> String {
    let lists = terms.iter().map(|(language, entries)| {
        format!("{language} = {}\n", list(entries.iter().map(entry_toml)))
    });
    lists.collect()
}

fn examples(theme: &DraftTheme) -> String {
    let lists = [("match", &theme.examples), ("not", &theme.counter_examples)];
    let lists: String = lists
        .into_iter()
        .filter(|(_, texts)| !texts.is_empty())
        .map(|(key, texts)| format!("{key} = {}\n", list(texts.iter().map(|text| quoted(text)))))
        .collect();
    if lists.is_empty() { lists } else { format!("\n[theme.examples]\n{lists}") }
}

/// An entry as it stands in a list: a bare text, or a table where it has more than its expression.
fn entry_toml(entry: &DraftEntry) -> String {
    let mut parts = vec![format!("match = {}", quoted(&entry.expression))];
    if let Some(id) = &entry.id {
        parts.push(format!("id = {}", quoted(id)));
    }
    if let Some(weight) = entry.weight {
        parts.push(format!("weight = {weight:?}"));
    }
    if !entry.unless.is_empty() {
        let unless: Vec<String> = entry.unless.iter().map(|text| quoted(text)).collect();
        parts.push(format!("unless = [{}]", unless.join(", ")));
    }
    if let Some(note) = &entry.note {
        parts.push(format!("note = {}", quoted(note)));
    }
    if parts.len() == 1 { quoted(&entry.expression) } else { format!("{{ {} }}", parts.join(", ")) }
}

/// A list over as many lines as it takes, two spaces in.
fn list(items: impl Iterator<Item = String>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for item in items {
        match lines.last_mut() {
            Some(line) if line.chars().count() + item.chars().count() + 2 <= LINE => {
                *line += &format!(" {item},");
            }
            _ => lines.push(format!("  {item},")),
        }
    }
    if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}\n]", lines.join("\n")) }
}

/// A text in double quotes on one line, whatever is in it.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
