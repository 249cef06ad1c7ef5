//! The words of what was found: themes, clusters, and both together.

use super::{Phrase, Plural, part};

part! {
    /// The themes.
    Themes {
        title: Phrase,
        no_themes: Phrase,
        base: Plural,
        /// `{name}`, `{version}`.
        codebook: Phrase,
        /// Where the themes are labels of a classifier.
        classifier: Phrase,
        how_to_read: Phrase,
        caption: Plural,
        share_head: Phrase,
        meaning: Phrase,
        /// Cases beyond those linked.
        more: Plural,
        corrected_heading: Phrase,
        corrected: Phrase,
        corrected_caption: Phrase,
        raw_head: Phrase,
        corrected_head: Phrase,
    }
}

part! {
    /// Themes by a column of the input.
    By {
        title: Phrase,
        intro: Phrase,
        /// `{column}`.
        heading: Phrase,
        /// `{column}`.
        base_all: Plural,
        /// `{n}` of `{all}`, `{missing}`, `{column}`.
        base_some: Plural,
        /// `{column}`.
        caption: Phrase,
        other: Plural,
        years: Phrase,
        /// `{column}`.
        no_value: Phrase,
        /// `{column}`, `{limit}`.
        none_common: Phrase,
        /// `{limit}`.
        hidden: Phrase,
        /// `{marked}`, `{tested}`, `{expected}`.
        chance: Phrase,
        /// `{theme}`, `{value}`, `{share}`, `{overall}`.
        strongest: Phrase,
        above: Phrase,
        far_above: Phrase,
        below: Phrase,
        far_below: Phrase,
        key_above: Phrase,
        key_below: Phrase,
        key_even: Phrase,
        /// `{limit}`: a cell that is not shown.
        too_few: Phrase,
    }
}

part! {
    /// Which themes meet.
    Together {
        title: Phrase,
        /// `{least}`.
        none: Phrase,
        /// `{pairs}`, `{least}`.
        intro: Phrase,
        /// `{n}` themes.
        triangle: Phrase,
        triangle_caption: Phrase,
        caption: Phrase,
        with: Phrase,
        both: Phrase,
        lift: Phrase,
        /// Of a cell, for those who hear it: `{n}` cases.
        cell: Plural,
        too_few: Phrase,
    }
}

part! {
    /// Labels of a classifier beside the themes of a codebook.
    Model {
        title: Phrase,
        intro: Phrase,
        caption: Plural,
        label: Phrase,
        agree: Phrase,
        disagree: Plural,
        table_caption: Phrase,
        both: Phrase,
        only_codebook: Phrase,
        only_model: Phrase,
        listed: Phrase,
        /// `{listed}`.
        listed_part: Phrase,
        case: Phrase,
        found_by: Phrase,
        codebook: Phrase,
        model: Phrase,
        score: Phrase,
    }
}

part! {
    /// The clusters.
    Clusters {
        title: Phrase,
        none: Phrase,
        intro: Phrase,
        always: Phrase,
        /// `{share}`.
        of_all: Phrase,
        /// In Markdown: `{number}`, `{label}`.
        numbered: Phrase,
        words: Phrase,
        middle: Phrase,
        /// The key of the two tones.
        inside: Phrase,
        outside: Phrase,
        clearly: Phrase,
        fairly: Phrase,
        runs_over: Phrase,
        hardly: Phrase,
        /// `{words}`, `{value}`.
        silhouette: Phrase,
        no_silhouette: Phrase,
        found_whole: Phrase,
        found_again: Phrase,
        changing: Phrase,
        falls_apart: Phrase,
        /// `{words}`, `{value}`.
        stability: Phrase,
        no_stability: Phrase,
        accident: Phrase,
        /// `{cluster}`, `{similarity}`.
        nearest: Phrase,
        borderline: Plural,
        misfits: Plural,
        tree: Phrase,
        tree_intro: Phrase,
        tree_summary: Plural,
    }
}

part! {
    /// Themes by cluster.
    Crossing {
        title: Phrase,
        intro: Phrase,
        caption: Phrase,
    }
}

part! {
    /// The map.
    MapWords {
        title: Phrase,
        intro: Phrase,
        /// One case in `{n}` is drawn.
        part: Phrase,
        point: Phrase,
        /// `{cases}`, `{clusters}`.
        summary: Phrase,
    }
}

part! {
    /// How k was chosen.
    Choice {
        title: Phrase,
        given: Plural,
        /// `{k}`, `{figures}`.
        chosen: Phrase,
        /// `{others}`.
        others: Phrase,
        stability_says: Phrase,
        silhouette_says: Phrase,
        band_says: Phrase,
        stability: Phrase,
        silhouette: Phrase,
        stability_head: Phrase,
        silhouette_head: Phrase,
        /// `{measure}`, `{low}`, `{high}`, `{k}`.
        summary: Phrase,
        axis: Phrase,
        table: Phrase,
        interval: Phrase,
    }
}

part! {
    /// What the codebook leaves open.
    Uncovered {
        title: Phrase,
        /// Where a classifier gave the themes: title, no case without, `{n}` of `{all}`, `{share}`.
        title_labels: Phrase,
        every_label: Phrase,
        intro_labels: Plural,
        cases_heading: Phrase,
        every_case: Phrase,
        /// `{n}` of `{all}`, `{share}`.
        intro: Plural,
        more: Plural,
        clusters_heading: Phrase,
        clusters_intro: Phrase,
        clusters_caption: Phrase,
        without: Phrase,
        themes_heading: Phrase,
        entries_heading: Phrase,
        /// `{n}` of `{all}` entries.
        entries_intro: Plural,
        entries_caption: Phrase,
        entries: Phrase,
        unused: Phrase,
        entries_list: Phrase,
        languages_heading: Phrase,
    }
}
