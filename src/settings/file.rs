//! A settings file: what it says, and in which line.

use std::collections::BTreeMap;

use toml_edit::{Document, TableLike};

use super::Settings;
use crate::error::{Error, Result};
use crate::suggest::nearest;

/// A settings file that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct SettingsFile {
    /// The settings: those of the file, and defaults.
    pub settings: Settings,
    /// The line, from 1, of every key that the file has, such as `cluster.k`.
    lines: BTreeMap<String, usize>,
}

impl SettingsFile {
    /// Reads the text of a settings file; `place` names it in errors.
    ///
    /// # Errors
    /// With the line, where it is no TOML, a key is not known, or a value is not one of its key.
    pub fn parse(text: &str, place: &str) -> Result<Self> {
        let settings = toml::from_str(text).map_err(|error| {
            let line = line_of(text, error.span().map_or(0, |span| span.start));
            let place = format!("{place}, line {line}");
            let cause = error.message().lines().next().unwrap_or_default();
            let (cause, remedy) = match unknown_key(cause) {
                Some(said) => said,
                None => (cause.to_owned(), "`caselens config show` prints all settings".to_owned()),
            };
            Error::settings(place, cause, remedy)
        })?;
        let mut lines = BTreeMap::new();
        // What was read as settings is a document, too.
        if let Ok(document) = Document::parse(text) {
            keys(document.as_table(), "", &mut |key, begin| {
                lines.insert(key, line_of(text, begin));
            });
        }
        Ok(Self { settings, lines })
    }

    /// The line in which the file says something of a key, such as `cluster.k`.
    pub fn line(&self, key: &str) -> Option<usize> {
        self.lines.get(key).copied()
    }
}

fn line_of(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|&byte| byte == b'\n').count()
}

/// Hands every key that is no table to `take`, with its first byte.
fn keys(table: &dyn TableLike, before: &str, take: &mut dyn FnMut(String, usize)) {
    for (name, item) in table.iter() {
        let key = format!("{before}{name}");
        match item.as_table_like() {
            Some(below) => keys(below, &format!("{key}."), take),
            None => {
                let span = table.key(name).and_then(|key| key.span());
                take(key, span.map_or(0, |span| span.start));
            }
        }
    }
}

/// What to say of a key that is not known, and what to do about it: the nearest known one, and all others.
fn unknown_key(message: &str) -> Option<(String, String)> {
    let mut names = message.strip_prefix("unknown field ")?.split('`').skip(1).step_by(2);
    let unknown = names.next()?;
    let known: Vec<&str> = names.collect();
    let near = nearest(unknown, known.iter().copied());
    let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    let cause = format!("there is no setting `{unknown}` here");
    Some((cause, format!("{near}Here stand: {}", known.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::KChoice;

    #[test]
    fn every_key_has_its_line() {
        let text = "seed = 3\n\n[cluster]\n# how many\nk = 5\n\n[corpus]\ntext = [\n  'a',\n]\n";
        let file = SettingsFile::parse(text, "caselens.toml").unwrap();
        assert_eq!(file.settings.cluster.k, KChoice::Fixed(5));
        assert_eq!([file.line("seed"), file.line("cluster.k")], [Some(1), Some(5)]);
        assert_eq!([file.line("corpus.text"), file.line("corpus.id")], [Some(8), None]);
        let inline = SettingsFile::parse("cluster = { k = 5 }\n", "caselens.toml").unwrap();
        assert_eq!(inline.line("cluster.k"), Some(1));
    }

    #[test]
    fn an_unknown_key_is_told_with_its_line_and_the_nearest() {
        let said = |text: &str| {
            let error = SettingsFile::parse(text, "here.toml").unwrap_err();
            format!("{error}: {}", error.remedy())
        };
        let near = said("[cluster]\nkmax = 5\n");
        assert!(near.contains("here.toml, line 2"), "{near}");
        assert!(near.contains("`kmax`") && near.contains("did you mean `k-max`?"), "{near}");
        let far = said("[cluster]\nwhatever = 5\n");
        assert!(!far.contains("did you mean") && far.contains("restarts"), "{far}");
        assert!(said("[cluster]\nk = 'many'\n").contains("line 2"));
        assert!(said("[cluster\n").contains("line 1"));
    }
}
