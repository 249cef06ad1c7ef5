//! How much the table of word vectors says beside a corpus, and what it says of every term.

use ndarray::Array2;

use super::Words;
use super::dense::add_scaled;
use super::words::WordTable;
use crate::vectorize::{SparseRows, Vocabulary};

/// Of ten documents of an English corpus at most one is in another language, or in none that is known.
const ENGLISH: f64 = 0.9;
/// So many of the words of an English text stand in the table: in trials 87 % or more, of texts in 29
/// other languages at most 47 %.
const KNOWN: f64 = 2.0 / 3.0;
/// Where terms stand in documents so often, the table says as much as each block of the corpus's own.
const EQUAL: f64 = 15_000.0;
/// The most the table weighs: it is a help, and the words of a corpus may have a sense of their own.
const MOST: f64 = 2.0;
/// A smaller weight changes nothing that can be measured.
const LEAST: f64 = 0.5;

/// Whether a corpus with so many English ones among its documents is an English one.
pub fn is_english(english: u64, documents: u64) -> bool {
    documents > 0 && english as f64 / documents as f64 >= ENGLISH
}

/// Whether words of a text, stop words left out, are English ones by the table: two thirds or more
/// stand in it. For texts that lost the small words by which a language is found out.
pub fn are_english<'w>(words: impl Iterator<Item = &'w str>) -> bool {
    let table = WordTable::english();
    let (mut known, mut all) = (0_u32, 0_u32);
    for word in words.flat_map(words_of) {
        known += u32::from(table.knows(&word));
        all += 1;
    }
    all > 0 && f64::from(known) / f64::from(all) >= KNOWN
}

impl Words {
    /// The weight of the table beside each block of concepts that the corpus itself gave, ½ to 2, in
    /// an English corpus with these terms; `None` where it is not used.
    ///
    /// What a corpus says of its terms grows with how often they stand in documents, o (the sum of
    /// all document frequencies), and its error falls with √o. So the table weighs √(15,000 / o), at
    /// most 2, and is left out where that is less than ½, which is from 60,000 on (about 1,200 cases of
    /// 100 words). `models/README.md` has the figures it was chosen by.
    pub fn weight(self, vocabulary: &Vocabulary) -> Option<f64> {
        self.weight_at(vocabulary.terms().iter().map(|term| term.document_frequency).sum())
    }

    fn weight_at(self, occurrences: u64) -> Option<f64> {
        if self == Self::Never || occurrences == 0 {
            return None;
        }
        let weight = (EQUAL / occurrences as f64).sqrt().min(MOST);
        match self {
            Self::Always => Some(weight.max(LEAST)),
            _ => (weight >= LEAST).then_some(weight),
        }
    }
}

/// The vector of every term's commonest surface form, V × D, less their mean weighted by tf-idf, so
/// that what all documents have in common sets none apart. Zeros for a term that the table does not
/// know; of an n-gram the mean of its words.
pub(super) fn word_vectors(vocabulary: &Vocabulary, tfidf: &SparseRows) -> Array2<f64> {
    let table = WordTable::english();
    let mut weights = vec![0.0; vocabulary.len()];
    for row in 0..tfidf.nrows() {
        tfidf.row(row).for_each(|(term, weight)| weights[term] += weight);
    }
    let terms = vocabulary.terms().iter();
    let known = terms.map(|term| surface_vector(table, &term.surface));
    let mut vectors: Vec<Option<Vec<f64>>> = known.collect();
    subtract_mean(&mut vectors, &weights, table.dimensions());
    let nothing = vec![0.0; table.dimensions()];
    let values = vectors.into_iter().flat_map(|vector| vector.unwrap_or_else(|| nothing.clone()));
    Array2::from_shape_vec((weights.len(), table.dimensions()), values.collect())
        .expect("V rows of D values")
}

/// The mean of the vectors of the words of a surface form, without a possessive ending.
fn surface_vector(table: &WordTable, surface: &str) -> Option<Vec<f64>> {
    let mut sum = vec![0.0; table.dimensions()];
    let mut words = 0;
    for word in words_of(surface) {
        add_scaled(&mut sum, 1.0, &table.vector(&word)?);
        words += 1;
    }
    sum.iter_mut().for_each(|value| *value /= f64::from(words));
    Some(sum)
}

/// The words of a surface form in lower case, without possessive endings.
fn words_of(surface: &str) -> impl Iterator<Item = String> + '_ {
    surface.split(' ').map(|word| {
        let word = word.to_lowercase();
        let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("\u{2019}s"));
        bare.map(str::to_owned).unwrap_or(word)
    })
}

/// Takes the mean of the vectors, by the weights of their terms, from each of them.
fn subtract_mean(vectors: &mut [Option<Vec<f64>>], weights: &[f64], dimensions: usize) {
    let mut mean = vec![0.0; dimensions];
    let mut total = 0.0;
    for (vector, &weight) in vectors.iter().zip(weights) {
        if let Some(vector) = vector {
            add_scaled(&mut mean, weight, vector);
            total += weight;
        }
    }
    if total > 0.0 {
        vectors.iter_mut().flatten().for_each(|vector| add_scaled(vector, -1.0 / total, &mean));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_weighs_less_the_more_a_corpus_says() {
        assert_eq!(Words::Auto.weight_at(300), Some(2.0));
        assert_eq!(Words::Auto.weight_at(15_000), Some(1.0));
        assert_eq!(Words::Auto.weight_at(60_000), Some(0.5));
        assert_eq!(Words::Auto.weight_at(60_001), None);
        assert_eq!(Words::Auto.weight_at(0), None);
        assert_eq!(Words::Always.weight_at(9_000_000), Some(0.5));
        assert_eq!(Words::Never.weight_at(300), None);
    }

    #[test]
    fn a_corpus_is_english_if_nine_of_ten_documents_are() {
        assert!(is_english(9, 10) && !is_english(8, 9) && !is_english(0, 0));
    }

    #[test]
    fn words_are_english_without_the_small_ones_too() {
        assert!(are_english(["Council's", "opens", "harbour", "Zxqwv"].into_iter()));
        assert!(!are_english(["Gemeinderat", "eröffnet", "Hafen", "gestern"].into_iter()));
        assert!(!are_english(std::iter::empty()));
    }

    #[test]
    fn a_surface_form_is_read_without_case_and_possessive() {
        let table = WordTable::english();
        let city = table.vector("city");
        assert!(city.is_some());
        assert_eq!(surface_vector(table, "City\u{2019}s"), city);
        let of_pair = surface_vector(table, "City council").unwrap();
        let council = table.vector("council").unwrap();
        assert_eq!(of_pair[3], (city.unwrap()[3] + council[3]) / 2.0);
        assert_eq!(surface_vector(table, "город"), None);
    }

    #[test]
    fn the_weighted_mean_of_all_terms_is_nothing() {
        let mut vectors = vec![Some(vec![1.0, 0.0]), None, Some(vec![0.0, 2.0])];
        subtract_mean(&mut vectors, &[3.0, 5.0, 1.0], 2);
        // The mean is (3/4, 1/2).
        assert_eq!(vectors, [Some(vec![0.25, -0.5]), None, Some(vec![-0.75, 1.5])]);
    }
}
