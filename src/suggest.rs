//! A misspelt name to the known one that was probably meant.

/// The known name that is nearest to `word`, letter case aside, if no more than a third of the
/// word's characters differ; of equally near ones the first in sorted order.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_lowercase();
    let tolerance = word.chars().count().div_ceil(3);
    known
        .into_iter()
        .map(|candidate| (strsim::levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, _)| distance <= tolerance)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_given_only_if_it_is_near() {
        let known = ["label", "definition", "min_score", "Summary"];
        assert_eq!(nearest("lable", known), Some("label"));
        assert_eq!(nearest("min-score", known), Some("min_score"));
        assert_eq!(nearest("sumary", known), Some("Summary"));
        assert_eq!(nearest("keywords", known), None);
    }
}
