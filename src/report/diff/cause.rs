//! Tags that differ to what made them differ: one change at a time is made anew and looked at.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::Serialize;

use super::change::{Change, changed, changes, described};
use super::snapshot::{Snapshot, SnapshotCase};
use crate::error::Result;
use crate::model::Model;
use crate::pipeline::Applier;
use crate::themes::Theme;

/// What made a tag come or go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "cause", rename_all = "kebab-case")]
pub enum Cause {
    /// The text of the case.
    Text,
    /// The definition of the theme: which changes, each of which is enough, or all of which together are.
    Codebook {
        /// The changes in words.
        changes: Vec<String>,
    },
    /// Themes were found by another model, or by a codebook in one run and by a model in the other.
    Model,
    /// Settings of the analysis.
    Settings {
        /// Their keys.
        keys: Vec<String>,
    },
    /// Several of these together, none of which is enough.
    Together {
        /// The causes.
        causes: Vec<Cause>,
    },
    /// This version of the program does not find what stands in one of the runs: it was made by a version that
    /// reads otherwise, or its tables were changed.
    Program {
        /// The version that made the first run.
        from: String,
        /// The version that made the second.
        to: String,
    },
}

/// What of the second run is taken: its text, its definition of the theme, its settings.
type Taken = [bool; 3];

const FIRST: Taken = [false; 3];
const SECOND: Taken = [true; 3];

/// The theme and the cases whose tag of it differs.
pub(super) struct Differing<'a> {
    pub(super) runs: [&'a Snapshot; 2],
    pub(super) theme: &'a str,
    /// Each case in both runs.
    pub(super) cases: Vec<[&'a SnapshotCase; 2]>,
    /// The keys of the settings of the analysis that differ.
    pub(super) settings: &'a [String],
}

impl Differing<'_> {
    /// The causes for each case, each of which is enough.
    ///
    /// # Errors
    /// If a codebook cannot be used.
    pub(super) fn causes(&self) -> Result<Vec<Vec<Cause>>> {
        if self.runs.iter().any(|run| run.codebook().is_none()) {
            return Ok(self.cases.iter().map(|[a, b]| self.of_model(a.text == b.text)).collect());
        }
        // What does not differ is the same from either run, so it is not made anew.
        let differs = [
            self.cases.iter().any(|[a, b]| a.text != b.text),
            self.definition(false) != self.definition(true),
            !self.settings.is_empty(),
        ];
        let of = |taken: Taken| [0, 1, 2].map(|at| taken[at] && differs[at]);
        let mut tagged: HashMap<Taken, Vec<bool>> = HashMap::new();
        for number in 0..8_u8 {
            let taken = of([number & 1 > 0, number & 2 > 0, number & 4 > 0]);
            if let Entry::Vacant(place) = tagged.entry(taken) {
                place.insert(self.tagged(taken, self.definition(taken[1]))?);
            }
        }
        let changes = match (self.definition(false), self.definition(true)) {
            (Some(from), Some(to)) => changes(from, to),
            _ => Vec::new(),
        };
        let mut single: HashMap<(Taken, usize), Vec<bool>> = HashMap::new();
        let mut causes = Vec::new();
        for (at, [a, b]) in self.cases.iter().enumerate() {
            let (had, has) = (a.themes.contains(self.theme), b.themes.contains(self.theme));
            let found = |taken: Taken| tagged[&of(taken)][at];
            if (found(FIRST), found(SECOND)) != (had, has) {
                causes.push(vec![self.program()]);
                continue;
            }
            let only = |factor: usize| [0, 1, 2].map(|it| it == factor);
            let all_but = |factor: usize| [0, 1, 2].map(|it| it != factor);
            let enough: Vec<usize> = (0..3).filter(|&it| found(only(it)) == has).collect();
            let (of, context): (Vec<usize>, Taken) = match enough.is_empty() {
                false => (enough, FIRST),
                true => ((0..3).filter(|&it| found(all_but(it)) == had).collect(), SECOND),
            };
            let together = context == SECOND;
            let mut of_case = Vec::new();
            for factor in of {
                of_case.push(match factor {
                    0 => Cause::Text,
                    1 => Cause::Codebook {
                        changes: self.named(&changes, context, (at, has), &mut single)?,
                    },
                    _ => Cause::Settings { keys: self.settings.to_vec() },
                });
            }
            causes.push(match together && of_case.len() != 1 {
                true => vec![Cause::Together { causes: of_case }],
                false => of_case,
            });
        }
        Ok(causes)
    }

    /// The causes where a model gave the themes of a run: what differs at all.
    fn of_model(&self, same_text: bool) -> Vec<Cause> {
        let [a, b] = self.runs;
        let same_model = a.model.classifier == b.model.classifier
            && a.codebook().is_some() == b.codebook().is_some();
        match (same_text, same_model) {
            (true, true) => vec![self.program()],
            (false, true) => vec![Cause::Text],
            (true, false) => vec![Cause::Model],
            (false, false) => vec![Cause::Together { causes: vec![Cause::Text, Cause::Model] }],
        }
    }

    fn program(&self) -> Cause {
        let [from, to] = self.runs.map(|run| run.manifest.version.clone());
        Cause::Program { from, to }
    }

    /// Which changes of the definition make the case differ: those that are enough, or all that are needed.
    fn named(
        &self,
        changes: &[Change],
        context: Taken,
        (case, has): (usize, bool),
        single: &mut HashMap<(Taken, usize), Vec<bool>>,
    ) -> Result<Vec<String>> {
        let (from, to) = match (self.definition(false), self.definition(true)) {
            (Some(from), Some(to)) => (from, to),
            (None, _) => return Ok(vec!["the theme is new".to_owned()]),
            (_, None) => return Ok(vec!["the theme is gone".to_owned()]),
        };
        let mut alone = |at: usize, back: bool| -> Result<bool> {
            // Made alone in the first definition, or taken back alone from the second.
            let (base, other) = if back { (to, from) } else { (from, to) };
            let taken = [context[0], back, context[2]];
            let found = match single.entry((taken, at)) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => {
                    let theme = changed(base, other, &changes[at]);
                    place.insert(self.tagged(taken, Some(&theme))?)
                }
            };
            Ok(found[case])
        };
        let mut found = Vec::new();
        for at in 0..changes.len() {
            if alone(at, false)? == has {
                found.push(at);
            }
        }
        if found.is_empty() {
            for at in 0..changes.len() {
                if alone(at, true)? != has {
                    found.push(at);
                }
            }
        }
        Ok(found.into_iter().map(|at| described(from, to, &changes[at])).collect())
    }

    fn definition(&self, second: bool) -> Option<&Theme> {
        self.runs[usize::from(second)].theme(self.theme)
    }

    /// Whether each case has the theme by a definition, its text and the settings being those that are taken.
    fn tagged(&self, taken: Taken, definition: Option<&Theme>) -> Result<Vec<bool>> {
        let [text, _, settings] = taken.map(usize::from);
        let run = self.runs[settings];
        let (Some(theme), Some(codebook)) =
            (definition, self.runs.iter().find_map(|it| it.codebook()))
        else {
            return Ok(vec![false; self.cases.len()]);
        };
        let mut codebook = codebook.clone();
        codebook.themes = vec![theme.clone()];
        let model = Model::tagger(&run.model.settings, Some(codebook));
        let applier = Applier::new(&model)?;
        let names: Vec<&str> =
            self.runs[text].manifest.columns.text.iter().map(String::as_str).collect();
        let is_tagged = |case: &[&SnapshotCase; 2]| {
            let fields: Vec<&str> = case[text].text.iter().map(String::as_str).collect();
            let found = applier.examine(fields, names.clone()).examination.findings;
            found.iter().any(|finding| finding.is_tag)
        };
        Ok(self.cases.iter().map(is_tagged).collect())
    }
}
