//! The words of the page itself, of the first screen, of the ledger, of the cases, of the end.

use super::{Phrase, Plural, part};

part! {
    /// What stands around and between the sections.
    Frame {
        /// The title where none is given.
        title: Plural,
        /// `{name}`, `{program}`, `{hash}`.
        subtitle: Phrase,
        /// `{program}`.
        footer: Phrase,
        skip: Phrase,
        contents: Phrase,
        /// Before a warning in Markdown.
        note: Phrase,
        cases: Plural,
        /// Between the last two names of a row.
        and: Phrase,
        theme: Phrase,
        cluster: Phrase,
        case_count: Phrase,
        share: Phrase,
        /// In a cell of a grid, for those who hear it.
        none: Phrase,
        /// What the dagger means: of a lift, of a number, of a column, of a share. `{few}`.
        few_lift: Phrase,
        few_number: Phrase,
        few_column: Phrase,
        /// Under a map in letters.
        map_plus: Phrase,
        /// `{caption}`.
        columns_are_clusters: Phrase,
        /// Behind the chosen number of clusters, in letters.
        chosen: Phrase,
        /// `{similarity}`, `{size}`.
        joined_at: Phrase,
    }
}

part! {
    /// The first screen.
    Glance {
        title: Phrase,
        analysed: Plural,
        themes_found: Plural,
        clusters: Plural,
        languages: Plural,
        /// `{cases}` were analysed, with `{tongues}`; `{n}` decides.
        read: Plural,
        /// `{languages}` that the cases are written in.
        written_in: Phrase,
        /// As before, and in others.
        written_in_more: Phrase,
        /// Goes on after [`Glance::read`].
        nothing_lost: Phrase,
        /// Goes on: `{n}` of `{all}` rows were set aside.
        lost: Plural,
        /// `{first}`, `{share}`, `{range}`, `{others}`.
        commonest: Phrase,
        /// One or two more themes: `{others}`.
        followed_by: Phrase,
        no_theme_found: Phrase,
        /// `{mean}` themes a case.
        mean_themes: Phrase,
        /// `{a}`, `{b}`, `{n}` cases, `{lift}`.
        pair: Plural,
        one_group: Phrase,
        /// `{n}` groups, `{label}`, `{share}`.
        groups: Plural,
        /// Some of the groups fall apart.
        shaky: Plural,
        /// All of them do.
        all_shaky: Phrase,
        /// `{n}` cases, `{share}`.
        without_theme: Plural,
        /// The same where a classifier gave the themes.
        without_label: Plural,
        /// `{n}` of `{all}`.
        picture: Phrase,
        /// Fewer than `{few}` cases in all.
        all_few: Plural,
        warnings: Phrase,
    }
}

part! {
    /// What was read, and what was not.
    Reading {
        title: Phrase,
        /// `{read}`, `{analysed}`, `{rejected}`.
        intro: Phrase,
        caption: Phrase,
        outcome: Phrase,
        rows: Phrase,
        of_rows: Phrase,
        rows_read: Phrase,
        analysed: Phrase,
        /// `{reason}`.
        rejected: Phrase,
        short_line: Phrase,
        navigation: Phrase,
        repeated_paragraph: Phrase,
        malformed: Phrase,
        invalid_utf8: Phrase,
        repeated_id: Phrase,
        repeated_text: Phrase,
        no_text: Phrase,
        no_known_term: Phrase,
        no_theme: Phrase,
        no_label: Phrase,
        line: Phrase,
        row: Phrase,
        block: Phrase,
        sheet_row: Phrase,
        /// `{n}` rejected.
        rejects: Plural,
        /// The first `{listed}` of `{n}`.
        rejects_part: Phrase,
        rejects_caption: Phrase,
        source: Phrase,
        place: Phrase,
        why: Phrase,
        begins: Phrase,
        duplicates: Phrase,
        /// `{listed}`.
        duplicates_part: Phrase,
        duplicates_caption: Phrase,
        first_case: Phrase,
        times: Phrase,
        all_ids: Phrase,
        languages_caption: Phrase,
        language: Phrase,
        language_unknown: Phrase,
    }
}

part! {
    /// The cases themselves.
    Cards {
        title: Phrase,
        /// All of them.
        all: Plural,
        /// `{shown}`, `{all}`, `{left}`.
        some: Phrase,
        /// `{all}` can be found by search.
        all_found: Phrase,
        /// `{shown}`, `{all}`, `{left}`.
        some_found: Phrase,
        /// `{shown}` stand on the page without scripts.
        script: Phrase,
        marks: Phrase,
        /// Where the texts were left out.
        withheld: Phrase,
        no_text: Phrase,
        text_left_out: Phrase,
        no_theme: Phrase,
        /// `{themes}`, for those who hear it.
        evidence: Phrase,
        /// Behind the score of a label that a classifier gave.
        by_model: Phrase,
        /// `{similarity}`.
        similarity: Phrase,
        /// `{cluster}`.
        borderline: Phrase,
        misfit: Phrase,
        status_no_text: Phrase,
        status_no_known_term: Phrase,
        /// In Markdown.
        themes: Phrase,
        id: Phrase,
    }
}

part! {
    /// How the report was made.
    Making {
        title: Phrase,
        /// `{program}`.
        intro: Phrase,
        run: Phrase,
        what: Phrase,
        value: Phrase,
        hash: Phrase,
        seed: Phrase,
        text_columns: Phrase,
        id_column: Phrase,
        made_ids: Phrase,
        codebook: Phrase,
        /// `{name}`, `{version}`.
        codebook_version: Phrase,
        codebook_hash: Phrase,
        inputs: Phrase,
        name: Phrase,
        format: Phrase,
        bytes: Phrase,
        settings_summary: Phrase,
        settings: Phrase,
        setting: Phrase,
        left_to_program: Phrase,
        /// `{value}`, `{chosen}`.
        came_to: Phrase,
    }
}
