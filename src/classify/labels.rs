//! What people said of documents, in columns of the input, to numbered labels.

use std::collections::BTreeSet;

use crate::corpus::{Document, Schema};
use crate::error::{Error, Result};

/// The labels of N documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labelling {
    names: Vec<String>,
    documents: Vec<Vec<u32>>,
    /// Whether a document may have any number of labels, though none has more than one.
    any_number: bool,
}

impl Labelling {
    /// The labels of documents, by their names: each document's in any order, repeated ones once. Labels
    /// are numbered in the sorted order of their names.
    pub fn of_names<S: AsRef<str>>(documents: &[Vec<S>]) -> Self {
        let names: BTreeSet<&str> = documents.iter().flatten().map(AsRef::as_ref).collect();
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        Self::among(names, documents)
    }

    /// As [`Labelling::of_names`], where the labels are known beforehand, in sorted order: others are left
    /// out.
    pub fn among<S: AsRef<str>>(names: Vec<String>, documents: &[Vec<S>]) -> Self {
        let number = |name: &S| {
            let place = names.binary_search_by(|known| known.as_str().cmp(name.as_ref()));
            place.ok().map(|number| number as u32)
        };
        let numbered = documents.iter().map(|labels| {
            let distinct: BTreeSet<u32> = labels.iter().filter_map(number).collect();
            distinct.into_iter().collect()
        });
        Self { documents: numbered.collect(), names, any_number: false }
    }

    /// The names of the L labels, sorted.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The labels of each of N documents: numbers below L that rise; none where it has no label.
    pub fn documents(&self) -> &[Vec<u32>] {
        &self.documents
    }

    /// Number of labels, L.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no label.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// In how many documents each label stands, L numbers.
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.names.len()];
        self.documents.iter().flatten().for_each(|&label| counts[label as usize] += 1);
        counts
    }

    /// The same, where a document may have any number of labels though none here has more than one: one
    /// without a label is then known to have none.
    #[must_use]
    pub fn with_any_number(self) -> Self {
        Self { any_number: true, ..self }
    }

    /// Whether every document that has a label has exactly one, and there are two labels or more: then a
    /// case has the label that fits it best, not any number of them.
    pub fn is_single(&self) -> bool {
        !self.any_number
            && self.names.len() > 1
            && self.documents.iter().all(|labels| labels.len() < 2)
    }

    /// The same documents with the labels of these numbers only, which must rise.
    #[must_use]
    pub fn keeping(&self, labels: &[u32]) -> Self {
        let kept = |label: &u32| labels.binary_search(label).ok().map(|number| number as u32);
        Self {
            names: labels.iter().map(|&label| self.names[label as usize].clone()).collect(),
            documents: self
                .documents
                .iter()
                .map(|labels| labels.iter().filter_map(kept).collect())
                .collect(),
            any_number: self.any_number,
        }
    }

    /// The documents at these places, in this order, with the same labels.
    ///
    /// # Panics
    /// If a place is not below N.
    #[must_use]
    pub fn of_documents(&self, places: &[usize]) -> Self {
        let documents = places.iter().map(|&place| self.documents[place].clone()).collect();
        Self { names: self.names.clone(), documents, any_number: self.any_number }
    }
}

/// The columns in which labels stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelColumns {
    columns: Vec<(usize, String)>,
    separator: String,
    prefix: String,
}

impl LabelColumns {
    /// Stands between the labels of one cell unless something else is asked for.
    pub const SEPARATOR: &str = "|";

    /// One column that holds labels with `separator` between them, or several columns that each hold
    /// 0 or 1 and bear the name of a label.
    ///
    /// # Errors
    /// If there is no such column, one is named twice, or the separator is empty.
    pub fn find(schema: &Schema, names: &[String], separator: &str) -> Result<Self> {
        if separator.is_empty() {
            let remedy = "name what stands between the labels of a case, such as `|`";
            return Err(Error::usage("--labels-separator", "it is empty", remedy));
        }
        let mut columns: Vec<(usize, String)> = Vec::new();
        for name in names {
            let place = schema.column("--labels", name)?;
            if columns.iter().any(|(known, _)| *known == place) {
                let cause = format!("the column `{name}` is named twice");
                return Err(Error::usage("--labels", cause, "name each column once"));
            }
            columns.push((place, name.clone()));
        }
        if columns.is_empty() {
            return Err(Error::usage("--labels", "no column is named", "name one or several"));
        }
        Ok(Self { columns, separator: separator.to_owned(), prefix: String::new() })
    }

    /// Only labels that begin so, without that beginning; others are taken for none.
    #[must_use]
    pub fn with_prefix(self, prefix: &str) -> Self {
        Self { prefix: prefix.to_owned(), ..self }
    }

    /// Whether each label has a column of its own, so that a case may have any number of them.
    pub fn are_several(&self) -> bool {
        self.columns.len() > 1
    }

    /// The labels of a document, white space around them left out; none where its cells are empty.
    ///
    /// # Errors
    /// If one of several columns holds something else than 0 or 1.
    pub fn of(&self, document: &Document) -> Result<Vec<String>> {
        let value = |column: usize| document.values.get(column).unwrap_or_default();
        if let [(column, _)] = self.columns[..] {
            let labels = value(column)
                .split(self.separator.as_str())
                .filter_map(|label| label.trim().strip_prefix(self.prefix.as_str()))
                .map(str::trim)
                .filter(|label| !label.is_empty());
            return Ok(labels.map(str::to_owned).collect());
        }
        let mut labels = Vec::new();
        for (column, name) in &self.columns {
            let Some(label) = name.strip_prefix(self.prefix.as_str()) else { continue };
            let value = value(*column);
            let is_given = truth(value).ok_or_else(|| {
                Error::input(
                    format!("{}, column `{name}`", document.place),
                    format!(
                        "`{value}` says neither that the case has the label nor that it has not"
                    ),
                    "write 1 or 0 (or true or false, yes or no, or nothing), or name one column of \
                     labels",
                )
            })?;
            if is_given {
                labels.push(label.trim().to_owned());
            }
        }
        Ok(labels)
    }
}

/// Whether a cell says yes; nothing is no.
fn truth(cell: &str) -> Option<bool> {
    match cell.trim().to_ascii_lowercase().as_str() {
        "1" | "1.0" | "true" | "yes" | "y" | "x" => Some(true),
        "" | "0" | "0.0" | "false" | "no" | "n" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Corpus, CorpusSettings, Entry, Input};

    /// The labels of each row of a CSV.
    fn read(csv: &str, columns: &[&str], separator: &str) -> Result<Vec<Vec<String>>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cases.csv");
        std::fs::write(&path, csv).unwrap();
        let settings =
            CorpusSettings { text: vec!["text".to_owned()], ..CorpusSettings::default() };
        let corpus = Corpus::open(&[Input::Path(path)], &settings).unwrap();
        let columns: Vec<String> = columns.iter().map(|&column| column.to_owned()).collect();
        let columns = LabelColumns::find(corpus.schema(), &columns, separator)?;
        let entries = corpus.entries().unwrap().map(|entry| match entry.unwrap() {
            Entry::Case(document) => columns.of(&document),
            Entry::Reject(reject) => panic!("{reject:?}"),
        });
        entries.collect()
    }

    #[test]
    fn a_cell_holds_labels_between_separators() {
        let csv =
            "id,text,labels\na,one case, water |roads\nb,another case,\nc,a third,||roads|roads\n";
        let names = read(csv, &["labels"], "|").unwrap();
        let labelling = Labelling::of_names(&names);
        assert_eq!(labelling.names(), ["roads", "water"]);
        assert_eq!(labelling.documents(), [vec![0, 1], vec![], vec![0]]);
        assert_eq!(labelling.counts(), [2, 1]);
        assert!(!labelling.is_single());
        assert!(labelling.of_documents(&[2, 1]).is_single());
        assert!(!labelling.of_documents(&[2, 1]).with_any_number().keeping(&[0, 1]).is_single());
        assert_eq!(labelling.keeping(&[1]).documents(), [vec![0], vec![], vec![]]);
        let names = read(csv, &["labels"], ";").unwrap();
        assert_eq!(names[0], ["water |roads"]);
    }

    #[test]
    fn several_columns_hold_zeros_and_ones() {
        let csv = "id,text,roads,water\na,one case,1,0\nb,another case,,True\nc,a third,no,\n";
        let names = read(csv, &["roads", "water"], "|").unwrap();
        let none: [&str; 0] = [];
        assert_eq!(names, [vec!["roads"], vec!["water"], none.to_vec()]);
        let error = read(&csv.replace("True", "maybe"), &["roads", "water"], "|").unwrap_err();
        assert!(error.to_string().contains("row 2, column `water`"), "{error}");
        assert!(error.cause().contains("`maybe`"));
    }

    #[test]
    fn a_column_that_is_not_there_is_named_with_the_nearest() {
        let error = read("id,text,labels\na,one case,b\n", &["lables"], "|").unwrap_err();
        assert!(error.remedy().contains("did you mean `labels`?"), "{}", error.remedy());
        let twice = read("id,text,labels\na,one case,b\n", &["labels", "labels"], "|");
        assert!(twice.unwrap_err().cause().contains("named twice"));
    }

    #[test]
    fn labels_that_are_not_among_the_known_ones_are_left_out() {
        let known = vec!["roads".to_owned(), "water".to_owned()];
        let labelling = Labelling::among(known, &[vec!["water", "air"], vec!["air"]]);
        assert_eq!(labelling.documents(), [vec![1], vec![]]);
    }
}
