//! Turns an explanation into words.

use std::fmt;

use super::{EntryMet, Explanation, OccurrenceMet, PlaceMet, ThemeExplained};
use crate::error::counted;

/// Places of an entry that are told in words.
const TOLD: usize = 20;

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = counted(self.tokens as u64, "word", "words");
        writeln!(f, "case {}: {words}, language {}", self.id, self.language)?;
        if let Some(cluster) = &self.cluster {
            writeln!(
                f,
                "cluster {} ({}), similarity {}",
                cluster.cluster, cluster.label, cluster.similarity
            )?;
        }
        if !self.has_entries {
            writeln!(
                f,
                "the codebook `{}` has no entries for this language: only entries in exact case and \
                 regular expressions were looked for",
                self.codebook
            )?;
        }
        if !self.as_in_run {
            f.write_str("the run gave other themes: it was made by another version, or altered\n")?;
        }
        let given = self.themes.iter().filter(|theme| theme.tag).count() as u64;
        writeln!(f, "\n{} given", counted(given, "theme", "themes"))?;
        for theme in &self.themes {
            theme.fmt(f)?;
        }
        let nothing = counted(self.nothing_found.len() as u64, "theme", "themes");
        if !self.nothing_found.is_empty() {
            writeln!(f, "\nnothing was found of {nothing}: {}", self.nothing_found.join(", "))?;
        }
        Ok(())
    }
}

impl fmt::Display for ThemeExplained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.tag { "given" } else { "not given" };
        writeln!(f, "\n{} ({}): {verdict}", self.theme, self.label)?;
        let enough = |is: bool| if is { "enough" } else { "too little" };
        writeln!(
            f,
            "  score {:.3}, needed {}: {}",
            self.score,
            self.min_score,
            enough(self.score >= self.min_score)
        )?;
        if self.min_distinct > 1 {
            let distinct = counted(self.distinct as u64, "distinct entry", "distinct entries");
            let is_enough = self.distinct >= self.min_distinct as usize;
            writeln!(f, "  {distinct}, needed {}: {}", self.min_distinct, enough(is_enough))?;
        }
        for unless in &self.cancelled_by {
            writeln!(f, "  cancelled by unless `{}`: {}", unless.unless, unless.place)?;
        }
        self.entries.iter().try_for_each(|entry| entry.fmt(f))
    }
}

impl fmt::Display for EntryMet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hits = match self.hits {
            0 => "does not count".to_owned(),
            hits => counted(hits.into(), "hit", "hits"),
        };
        write!(f, "  `{}`", self.expression)?;
        if self.entry != self.expression {
            write!(f, " ({})", self.entry)?;
        }
        writeln!(f, ", weight {}: {hits}", self.weight)?;
        let told = self.occurrences.iter().take(TOLD);
        told.into_iter().try_for_each(|occurrence| writeln!(f, "    {occurrence}"))?;
        match self.occurrences.len().saturating_sub(TOLD) {
            0 => Ok(()),
            more => writeln!(f, "    and {more} more, which `--format json` lists"),
        }
    }
}

impl fmt::Display for OccurrenceMet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.fmt(f)?;
        if let Some(by) = &self.cancelled_by {
            write!(f, " - cancelled by unless `{}`: {}", by.unless, by.place)?;
        }
        if let Some(by) = &self.hidden_by {
            write!(f, " - within the longer `{by}`")?;
        }
        Ok(())
    }
}

impl fmt::Display for PlaceMet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        write!(f, "{} {}-{} \"{text}\"", self.field, self.start, self.end)
    }
}
