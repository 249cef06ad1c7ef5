//! A run without the texts of its cases, for reports that are published.

use super::run::Run;

/// Values of other columns may be as long; a column with a longer one is taken for text.
const LONGEST: usize = 60;

impl Run {
    /// Whether a column of the input, given its place, is left out where texts are: one that was analysed,
    /// the one that names a case, and any with a long value in it.
    pub(crate) fn is_withheld(&self, column: usize) -> bool {
        self.text_columns().contains(&column)
            || self.heading_column() == Some(column)
            || self.documents.measures[column].longest > LONGEST
    }

    /// The run without texts: no column of [`Run::is_withheld`], no evidence, no excerpts of what was
    /// rejected.
    pub(crate) fn without_texts(&self) -> Self {
        let withheld: Vec<bool> =
            (0..self.documents.columns.len()).map(|column| self.is_withheld(column)).collect();
        let mut run = self.clone();
        run.texts_withheld = true;
        let columns = self.documents.columns.iter().zip(&withheld);
        let names: Vec<&str> = columns.filter(|it| *it.1).map(|it| it.0.as_str()).collect();
        run.by.retain(|row| !names.contains(&row.attribute.as_str()));
        run.documents.retain_columns(|column| !withheld[column]);
        run.documents.cases.iter_mut().for_each(|case| case.evidence.clear());
        for reject in &mut run.rejects {
            reject.excerpt.clear();
        }
        run
    }
}
