//! Columns to the ones that hold the text and the id: as named by the user, or else guessed.
//!
//! A guess goes by the columns' names first and by what stands in the first
//! [`SAMPLE`] rows of every source second. It looks at averages and at whether values repeat, so
//! that it is the same for rows in another order.

use crate::error::{Error, Result};

use super::choice::{FileGuess, Guess, Origin, PassedOver, named};
use super::columns;
use super::profile::Profile;
use super::settings::CorpusSettings;

/// Rows of each source that are looked at.
pub(super) const SAMPLE: usize = 1000;

/// Names of columns that hold prose, the likeliest first.
const TEXT_NAMES: &[&str] = &[
    "text",
    "summary",
    "description",
    "abstract",
    "body",
    "content",
    "case",
    "proposal",
    "answer",
    "comment",
    "response",
    "contribution",
    "résumé",
    "resume",
    "resumen",
    "resumo",
    "descripción",
    "descripcion",
    "beschreibung",
    "zusammenfassung",
    "texte",
    "texto",
    "contenu",
    "contenido",
    "inhalt",
    "réponse",
    "reponse",
    "respuesta",
    "propuesta",
    "proposition",
    "vorschlag",
    "antwort",
    "message",
    "story",
    "narrative",
];

/// Names of columns that hold a title.
const TITLE_NAMES: &[&str] =
    &["title", "titre", "título", "titulo", "titel", "headline", "überschrift", "ueberschrift"];

/// Names of columns that hold an id, the likeliest first; others end in `_id`.
const ID_NAMES: &[&str] =
    &["id", "case_id", "identifier", "key", "uuid", "nr", "no", "number", "case"];

/// Mean words of a column whose name says that it is text.
const NAMED_WORDS: f64 = 3.0;

/// Mean words of a column that is taken for text though its name does not say so.
const UNNAMED_WORDS: f64 = 5.0;

/// Mean words of a title, at most.
const TITLE_WORDS: f64 = 30.0;

/// Share of the rows of a column named `id` that may repeat or be blank; each is rejected or gets
/// a made id.
const FAULTY_IDS: f64 = 0.25;

/// The columns that some files have in common, and what is known of them.
#[derive(Debug)]
pub(super) struct Columns<'a> {
    /// Their names.
    pub(super) names: &'a [String],
    /// What the sampled rows say of each.
    pub(super) profiles: &'a [Profile],
    /// The files, as named in errors.
    pub(super) files: Vec<String>,
    /// Whether they are pages and text files, which have a single column.
    pub(super) is_page: bool,
}

/// The columns of text and id of the whole corpus, as indices into its columns.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// The text columns of all files, each once.
    pub(super) text: Vec<usize>,
    /// The id column, if no file has it for anything else.
    pub(super) id: Option<usize>,
    /// The id column of each group of files.
    pub(super) ids: Vec<Option<usize>>,
}

/// Finds the columns of text and id, for each group of files with the same columns on its own: a column
/// that holds the text of one need not be there in another. `names` are the columns of all.
///
/// # Errors
/// If the user named a column that is nowhere, files have none of the columns that the user named for
/// the text, or none of theirs reads like text.
pub(super) fn guess(
    names: &[String],
    groups: &[Columns<'_>],
    settings: &CorpusSettings,
) -> Result<(Choice, Guess)> {
    for name in &settings.text {
        columns::find_column(names, name, "--text")?;
    }
    if let Some(name) = &settings.id {
        columns::find_column(names, name, "--id")?;
    }
    let files: Vec<FileGuess> =
        groups.iter().map(|group| group.guess(settings)).collect::<Result<_>>()?;
    let index = |name: &String| names.iter().position(|known| known == name);
    let mut text = Vec::new();
    for column in files.iter().flat_map(|guess| &guess.text).filter_map(index) {
        if !text.contains(&column) {
            text.push(column);
        }
    }
    let ids: Vec<Option<usize>> =
        files.iter().map(|guess| guess.id.as_ref().and_then(index)).collect();
    let common = ids.iter().flatten().next().copied().filter(|&id| {
        let agrees = |(group, own): (&Columns<'_>, &Option<usize>)| match own {
            Some(own) => *own == id,
            None => !group.names.contains(&names[id]),
        };
        groups.iter().zip(&ids).all(agrees)
    });
    Ok((Choice { text, id: common, ids }, Guess { files }))
}

impl Columns<'_> {
    fn guess(&self, settings: &CorpusSettings) -> Result<FileGuess> {
        let has_rows = self.profiles.iter().any(|profile| profile.rows > 0);
        let (text, text_origin) = match settings.text.as_slice() {
            _ if self.is_page => (vec![0], Origin::Given),
            // Nothing can be lost of a file without rows.
            _ if !has_rows => (Vec::new(), Origin::Guessed),
            [] => (self.guess_text()?, Origin::Guessed),
            named => (self.find_named(named)?, Origin::Named),
        };
        let found = settings.id.as_ref().and_then(|name| self.position(name));
        let id = match &settings.id {
            _ if self.is_page => None,
            Some(_) => found,
            None => self.guess_id(&text),
        };
        let id_origin = match &settings.id {
            _ if self.is_page => Origin::Given,
            Some(_) => Origin::Named,
            None => Origin::Guessed,
        };
        let guessed_none = id.is_none() && settings.id.is_none() && !self.is_page;
        let name = |index: usize| self.names[index].clone();
        Ok(FileGuess {
            files: self.files.clone(),
            passed_over: guessed_none.then(|| self.passed_over(&text)).flatten(),
            text: text.iter().copied().map(name).collect(),
            text_origin,
            id: id.map(name),
            id_origin,
        })
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    fn find_named(&self, wanted: &[String]) -> Result<Vec<usize>> {
        let mut found = Vec::new();
        for index in wanted.iter().filter_map(|name| self.position(name)) {
            if !found.contains(&index) {
                found.push(index);
            }
        }
        if !found.is_empty() {
            return Ok(found);
        }
        let columns = columns::quoted(self.names);
        Err(Error::input(
            named(&self.files),
            format!("it has none of the text columns that were named; its columns are {columns}"),
            "name its text column with one more --text, or leave the file out",
        ))
    }

    fn guess_text(&self) -> Result<Vec<usize>> {
        let body = self.by_name(TEXT_NAMES, |profile| profile.mean_words() >= NAMED_WORDS);
        let body = body.or_else(|| self.wordiest());
        // Where no column has sentences, a telling name is enough.
        let body = body.or_else(|| self.called(TEXT_NAMES));
        let body = body.ok_or_else(|| self.no_text())?;
        let title = self.by_name(TITLE_NAMES, |profile| {
            profile.filled > 0 && profile.mean_words() <= TITLE_WORDS
        });
        let mut text: Vec<usize> = title.into_iter().collect();
        if !text.contains(&body) {
            text.push(body);
        }
        Ok(text)
    }

    /// The column that is named as ids are, if there is one, with what speaks against it.
    fn passed_over(&self, text: &[usize]) -> Option<PassedOver> {
        let is = |index: usize, name: &str| normal(&self.names[index]) == name;
        let columns = || (0..self.profiles.len()).filter(|index| !text.contains(index));
        // `number` and `case` say too little for a complaint.
        let plain = ["id", "case_id", "identifier", "uuid"];
        let named = plain.iter().find_map(|name| columns().find(|&index| is(index, name)))?;
        let profile = &self.profiles[named];
        (profile.rows > 0).then(|| PassedOver {
            column: self.names[named].clone(),
            rows: profile.rows,
            blank: profile.rows - profile.filled,
            repeated: profile.repeated(),
        })
    }

    /// The first column by the order of `names` that is called so, or has it as a part of its
    /// name, and passes the test.
    fn by_name(&self, names: &[&str], test: impl Fn(&Profile) -> bool) -> Option<usize> {
        let find = |is_called: &dyn Fn(&str, &str) -> bool| {
            names.iter().find_map(|name| {
                (0..self.profiles.len()).find(|&index| {
                    is_called(&normal(&self.names[index]), name) && test(&self.profiles[index])
                })
            })
        };
        find(&|column, name| column == name)
            .or_else(|| find(&|column, name| column.split('_').any(|part| part == name)))
    }

    /// The first column by the order of `names` that is called just so and is not empty.
    fn called(&self, names: &[&str]) -> Option<usize> {
        let is_called = |index: &usize, name: &str| {
            normal(&self.names[*index]) == name && self.profiles[*index].filled > 0
        };
        let columns = || 0..self.profiles.len();
        names.iter().find_map(|name| columns().find(|index| is_called(index, name)))
    }

    /// The column with most words per value, if that is enough for text; of equals the first.
    fn wordiest(&self) -> Option<usize> {
        let means = self.profiles.iter().map(Profile::mean_words).enumerate();
        let most = means.fold(None, |best: Option<(usize, f64)>, (index, mean)| match best {
            Some((_, best_mean)) if best_mean >= mean => best,
            _ => Some((index, mean)),
        });
        most.filter(|&(_, mean)| mean >= UNNAMED_WORDS).map(|(index, _)| index)
    }

    fn guess_id(&self, text: &[usize]) -> Option<usize> {
        let fits = |index: usize| {
            let (profile, name) = (&self.profiles[index], normal(&self.names[index]));
            let allowed = if name == "id" { profile.rows as f64 * FAULTY_IDS } else { 0.0 };
            profile.filled > 0 && profile.faulty() as f64 <= allowed && !text.contains(&index)
        };
        let candidates = || (0..self.profiles.len()).filter(|&index| fits(index));
        let called = |name: &str| candidates().find(|&index| normal(&self.names[index]) == *name);
        let named = ID_NAMES.iter().find_map(|name| called(name));
        named.or_else(|| candidates().find(|&index| normal(&self.names[index]).ends_with("_id")))
    }

    fn no_text(&self) -> Error {
        let columns = columns::quoted(self.names);
        Error::input(
            named(&self.files),
            format!("no column reads like text; the columns are {columns}"),
            "name the column that holds the text with --text, or leave the file out",
        )
    }
}

/// A name in small letters, its words divided by `_`: `Case ID` and `caseId` are `case_id`.
fn normal(name: &str) -> String {
    let mut normal = String::with_capacity(name.len());
    let mut before = ' ';
    for letter in name.chars() {
        let begins = letter.is_uppercase() && before.is_lowercase();
        if (begins || !letter.is_alphanumeric()) && !normal.is_empty() && !normal.ends_with('_') {
            normal.push('_');
        }
        if letter.is_alphanumeric() {
            normal.extend(letter.to_lowercase());
        }
        before = letter;
    }
    normal.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "the town built a garden with its people and for them";

    /// Guesses for columns given as name and values.
    fn guessed_with(settings: &CorpusSettings, columns: &[(&str, &[&str])]) -> Result<Guess> {
        let names: Vec<String> = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
        let profile = |values: &[&str]| {
            let mut profile = Profile::default();
            values.iter().for_each(|value| profile.add(0, Some(value)));
            profile
        };
        let profiles: Vec<Profile> = columns.iter().map(|(_, values)| profile(values)).collect();
        let files = vec!["cases.csv".to_owned()];
        let columns = Columns { names: &names, profiles: &profiles, files, is_page: false };
        guess(&names, &[columns], settings).map(|(_, guess)| guess)
    }

    fn guessed(columns: &[(&str, &[&str])]) -> String {
        guessed_with(&CorpusSettings::default(), columns).unwrap().to_string()
    }

    #[test]
    fn text_title_and_id_are_known_by_their_names() {
        let line = guessed(&[
            ("ID", &["1", "2"]),
            (
                "Notes",
                &[
                    PROSE,
                    "a note that is longer than the summary, with quite a few more words in it",
                ],
            ),
            ("Title", &["Garden", "Bridge"]),
            ("Summary", &[PROSE, PROSE]),
        ]);
        let expected = "text columns `Title` and `Summary` (guessed), id column `ID` (guessed)";
        assert_eq!(line, expected);
    }

    #[test]
    fn a_name_of_several_words_is_known_by_one_of_them() {
        let line = guessed(&[("case id", &["1", "2"]), ("Project description", &[PROSE, PROSE])]);
        assert_eq!(
            line,
            "text column `Project description` (guessed), id column `case id` (guessed)"
        );
    }

    #[test]
    fn names_are_compared_word_by_word() {
        for name in ["Case ID", "caseId", "case-id", " _CASE_ID."] {
            assert_eq!(normal(name), "case_id");
        }
        assert_eq!(normal("ID"), "id");
        assert_eq!(normal("Résumé (fr)"), "résumé_fr");
    }

    #[test]
    fn a_column_called_text_that_is_no_prose_is_not_the_text() {
        let line = guessed(&[("text", &["yes", "no"]), ("remarks", &[PROSE, PROSE])]);
        assert_eq!(line, "text column `remarks` (guessed), ids made from the text");
    }

    #[test]
    fn an_address_is_no_text_however_long() {
        let address = "https://example.org/a/b/c/d/e/f/g/h/i/j/k";
        let line = guessed(&[("link", &[address]), ("remarks", &["five words make a text"])]);
        assert!(line.starts_with("text column `remarks`"), "{line}");
    }

    #[test]
    fn without_any_prose_there_is_no_text_column() {
        let columns: &[(&str, &[&str])] = &[("id", &["1"]), ("year", &["2020"])];
        let error = guessed_with(&CorpusSettings::default(), columns).unwrap_err();
        assert!(error.cause().contains("`id`, `year`"));
        assert!(error.remedy().contains("--text"));
    }

    #[test]
    fn an_id_column_must_be_unique_unless_it_is_called_id() {
        let twelve: Vec<String> = (0..12).map(|n| n.min(10).to_string()).collect();
        let twelve: Vec<&str> = twelve.iter().map(String::as_str).collect();
        let prose = [PROSE; 12];
        let line = guessed(&[("number", &twelve), ("text", &prose)]);
        assert!(line.ends_with("ids made from the text"), "{line}");
        let line = guessed(&[("id", &twelve), ("text", &prose)]);
        assert!(line.ends_with("id column `id` (guessed)"), "{line}");
        let line = guessed(&[("id", &["1", "1", " "]), ("text", &prose[..3])]);
        let (first, second) = line.split_once('\n').unwrap();
        assert!(first.ends_with("ids made from the text"), "{line}");
        assert!(second.contains("of its first 3 values 1 are empty and 1 repeat"), "{second}");
        let line = guessed(&[("project_id", &["a", "b"]), ("text", &prose[..2])]);
        assert!(line.ends_with("id column `project_id` (guessed)"), "{line}");
    }

    #[test]
    fn what_the_user_names_is_taken_in_the_order_named() {
        let text = vec!["b".to_owned(), "a".to_owned(), "b".to_owned()];
        let settings = CorpusSettings { text, id: Some("a".into()), ..CorpusSettings::default() };
        let guess = guessed_with(&settings, &[("a", &["1"]), ("b", &["2"])]).unwrap();
        let line = "text columns `b` and `a` (as named), id column `a` (as named)";
        assert_eq!(guess.to_string(), line);
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter() {
        let (long, short) = ("a b c d e f g h i j k l", "a b c d e f");
        let one = guessed(&[("x", &[long, short, "1"]), ("y", &[short, short, "2"])]);
        let other = guessed(&[("x", &["1", long, short]), ("y", &["2", short, short])]);
        assert_eq!(one, other);
    }
}
