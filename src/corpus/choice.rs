//! Which columns of the inputs hold the text and the id, as it is told to the user.

use std::fmt;

/// How a choice of columns came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The user named them.
    Named,
    /// They were guessed.
    Guessed,
    /// There was no choice: pages and text files have a single column.
    Given,
}

/// Which columns of each input hold the text and the id, and how that was found out. Shown to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// One for all files with the same columns, in reading order.
    pub files: Vec<FileGuess>,
}

/// Which columns of some files hold the text and the id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileGuess {
    /// The files.
    pub files: Vec<String>,
    /// Names of the text columns, in the order of the document's fields.
    pub text: Vec<String>,
    /// How they were found.
    pub text_origin: Origin,
    /// Name of the id column; `None` where ids are made from the text.
    pub id: Option<String>,
    /// How it was found, or that there is none.
    pub id_origin: Origin,
    /// The column that is named as ids are, and why it was not taken.
    pub passed_over: Option<PassedOver>,
}

/// A column that is named as ids are and was not taken for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// Its name.
    pub column: String,
    /// Rows that were looked at.
    pub rows: usize,
    /// Those without a value.
    pub blank: usize,
    /// Those whose value another row has, too.
    pub repeated: usize,
}

impl fmt::Display for PassedOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { column, rows, blank, repeated } = self;
        write!(
            f,
            "column `{column}` is not taken for the id: of its first {rows} values {blank} are empty \
             and {repeated} repeat; --id {column:?} takes it all the same, and rejects what repeats"
        )
    }
}

impl fmt::Display for FileGuess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted: Vec<String> = self.text.iter().map(|name| format!("`{name}`")).collect();
        let plural = if quoted.len() == 1 { "" } else { "s" };
        let text = quoted.join(" and ");
        write!(f, "text column{plural} {text}{}, ", origin(self.text_origin))?;
        match &self.id {
            Some(id) => write!(f, "id column `{id}`{}", origin(self.id_origin)),
            None => f.write_str("ids made from the text"),
        }
    }
}

impl fmt::Display for Guess {
    /// One line, or one for all files with the same columns; then what was passed over.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let several = self.files.len() > 1;
        let mut lines = Vec::new();
        for guess in &self.files {
            let place = if several { format!("{}: ", named(&guess.files)) } else { String::new() };
            lines.push(format!("{place}{guess}"));
            lines.extend(guess.passed_over.iter().map(|passed| format!("{place}{passed}")));
        }
        f.write_str(&lines.join("\n"))
    }
}

/// The first of some files, and how many others there are.
pub(super) fn named(files: &[String]) -> String {
    match files {
        [] => "input".to_owned(),
        [only] => only.clone(),
        [first, second] => format!("{first} and {second}"),
        [first, more @ ..] => format!("{first} and {} more files", more.len()),
    }
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Named => " (as named)",
        Origin::Guessed => " (guessed)",
        Origin::Given => "",
    }
}
