//! What people said of a case, in a column of the input, to themes of a codebook.

use std::collections::{BTreeMap, HashMap};

use crate::error::{Error, Result};
use crate::suggest::nearest;
use crate::themes::codebook::Codebook;

/// What is known of a theme in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// People found it.
    Present,
    /// People looked and did not find it.
    Absent,
    /// Nobody looked for it.
    Unknown,
}

/// Names of labels to themes. A label stands for the theme whose id it is, or else whose id or label it
/// is but for letter case, spaces and signs.
#[derive(Debug, Clone)]
pub struct Labels {
    themes: HashMap<String, usize>,
    /// Ids and labels as the codebook writes them.
    names: Vec<String>,
    count: usize,
    unknown: BTreeMap<String, u64>,
}

impl Labels {
    /// The labels of `codebook`, and those that `map` names: pairs of a label and the id of its theme.
    ///
    /// # Errors
    /// If `map` names a theme that is not there; `place` is what it is called then.
    pub fn new(codebook: &Codebook, map: &[(String, String)], place: &str) -> Result<Self> {
        let mut themes = HashMap::new();
        for (index, theme) in codebook.themes.iter().enumerate() {
            themes.entry(plain(&theme.label)).or_insert(index);
        }
        for (index, theme) in codebook.themes.iter().enumerate() {
            themes.insert(plain(&theme.id), index);
        }
        for (label, id) in map {
            let Some(index) = codebook.themes.iter().position(|theme| theme.id == *id) else {
                let near = nearest(id, codebook.themes.iter().map(|theme| theme.id.as_str()));
                let near = near.map_or_else(String::new, |id| format!("did you mean `{id}`? "));
                return Err(Error::settings(
                    place,
                    format!("the codebook has no theme `{id}`, for which `{label}` shall stand"),
                    format!("{near}What a label stands for is the id of a theme"),
                ));
            };
            themes.insert(plain(label), index);
        }
        let names = codebook.themes.iter().flat_map(|theme| [&theme.id, &theme.label]);
        let names = names.cloned().collect();
        Ok(Self { themes, names, count: codebook.themes.len(), unknown: BTreeMap::new() })
    }

    /// The themes of a cell whose labels are joined by `|`; labels that stand for none are counted.
    fn themes(&mut self, cell: &str) -> Vec<usize> {
        let labels = cell.split('|').map(str::trim).filter(|label| !label.is_empty());
        self.themes_of(labels)
    }

    /// The themes that labels stand for, in their order; those that stand for none are counted.
    pub fn themes_of<'l>(&mut self, labels: impl IntoIterator<Item = &'l str>) -> Vec<usize> {
        let mut themes = Vec::new();
        for label in labels {
            match self.themes.get(&plain(label)) {
                Some(&theme) => themes.push(theme),
                None => *self.unknown.entry(label.to_owned()).or_default() += 1,
            }
        }
        themes
    }

    /// The id or label of a theme that a label which stands for none was probably meant to be.
    pub fn near(&self, label: &str) -> Option<&str> {
        nearest(label, self.names.iter().map(String::as_str))
    }

    /// What is known of each theme in a case with these labels. `judged` names, in the same way, the
    /// themes that people looked for in it; without it they looked for all.
    pub fn judge(&mut self, labels: &str, judged: Option<&str>) -> Vec<Judgement> {
        let mut judgements = match judged {
            None => vec![Judgement::Absent; self.count],
            Some(_) => vec![Judgement::Unknown; self.count],
        };
        for theme in judged.map_or_else(Vec::new, |judged| self.themes(judged)) {
            judgements[theme] = Judgement::Absent;
        }
        for theme in self.themes(labels) {
            judgements[theme] = Judgement::Present;
        }
        judgements
    }

    /// The labels that stand for no theme, and how often they were met.
    pub fn unknown(&self) -> &BTreeMap<String, u64> {
        &self.unknown
    }
}

/// A name without what people write in different ways.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Judgement::{Absent, Present, Unknown};

    fn codebook() -> Codebook {
        let theme = |id, label| {
            format!(
                "[[theme]]\nid = '{id}'\nlabel = '{label}'\ndefinition = 'D'\nterms.en = ['x']\n"
            )
        };
        let text =
            format!("name = 'n'\n{}{}", theme("sdg-01", "No poverty"), theme("health", "Health"));
        Codebook::parse(&text, "t").unwrap()
    }

    #[test]
    fn a_label_is_an_id_a_name_or_what_the_map_says() {
        let map = [("7".to_owned(), "health".to_owned())];
        let mut labels = Labels::new(&codebook(), &map, "map.csv").unwrap();
        assert_eq!(labels.judge("SDG01", None), [Present, Absent]);
        assert_eq!(labels.judge("no  POVERTY | health|space", None), [Present, Present]);
        assert_eq!(labels.judge("", None), [Absent, Absent]);
        assert_eq!(labels.judge("", Some("7")), [Unknown, Absent]);
        assert_eq!(labels.judge("7", Some("7")), [Unknown, Present]);
        assert_eq!(labels.unknown().iter().collect::<Vec<_>>(), [(&"space".to_owned(), &1)]);
    }

    #[test]
    fn a_map_to_a_theme_that_is_not_there_is_refused() {
        let map = [("7".to_owned(), "helth".to_owned())];
        let error = Labels::new(&codebook(), &map, "map.csv").unwrap_err();
        assert!(error.remedy().contains("`health`"), "{error}");
    }
}
