//! Themes by the values of a column: counts that are added up, and what they come to.
//!
//! Every value is counted until all cases are seen; only then is it known which are the commonest and
//! whether all are years. So the result does not depend on the order of the cases.

use std::collections::BTreeMap;

use serde::Deserialize;

/// So many values of a column stand for themselves; the others are put together.
const VALUES: usize = 12;

/// A span of years should have so many cases for its shares to say something.
const ENOUGH: u64 = 30;

/// A column of more values than this is no attribute but, say, an id; its values are then forgotten.
const MOST: usize = 10_000;

/// Least number of cases to expect in a cell if its residual is to be read as a normal deviate.
const LEAST_EXPECTED: f64 = 5.0;

/// Cases and themes of one value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Tally {
    documents: u64,
    themes: BTreeMap<usize, u64>,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        for (&theme, documents) in &other.themes {
            *self.themes.entry(theme).or_default() += documents;
        }
    }
}

/// A column of the input, with the cases and themes of each of its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    name: String,
    values: BTreeMap<String, Tally>,
    missing: Tally,
    has_too_many: bool,
}

/// What a group of cases has in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupKind {
    /// Any value.
    All,
    /// One value, or years of one span.
    Value,
    /// One of the values that are less common than the first 12.
    Other,
    /// No value.
    Missing,
}

impl GroupKind {
    /// As it stands in a table.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Value => "value",
            Self::Other => "other",
            Self::Missing => "missing",
        }
    }
}

/// Cases that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The value; empty where there is not just one.
    pub label: String,
    /// What they have in common.
    pub kind: GroupKind,
    /// How many values this is.
    pub values: u64,
    /// How many years a span has, 1 for anything else.
    pub span: u32,
    /// How many cases.
    pub documents: u64,
    /// Cases per theme.
    pub themes: BTreeMap<usize, u64>,
}

/// Why a column is no attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAttribute {
    /// It holds many different numbers, and into which bands they fall is for people to say.
    Numbers,
    /// It holds more values than any table can show.
    TooManyValues,
}

impl Attribute {
    /// A column of which nothing is counted yet.
    pub fn new(name: impl Into<String>) -> Self {
        let (name, missing) = (name.into(), Tally::default());
        Self { name, values: BTreeMap::new(), missing, has_too_many: false }
    }

    /// The name of the column.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Counts a case with its themes, each named once. White space around the value is nothing.
    pub fn add(&mut self, value: Option<&str>, themes: impl Iterator<Item = usize>) {
        if self.has_too_many {
            return;
        }
        let tally = match value.map(str::trim).filter(|value| !value.is_empty()) {
            None => &mut self.missing,
            Some(value) => {
                if !self.values.contains_key(value) {
                    if self.values.len() == MOST {
                        self.has_too_many = true;
                        self.values.clear();
                        return;
                    }
                    self.values.insert(value.to_owned(), Tally::default());
                }
                match self.values.get_mut(value) {
                    Some(tally) => tally,
                    None => return,
                }
            }
        };
        tally.documents += 1;
        themes.for_each(|theme| *tally.themes.entry(theme).or_default() += 1);
    }

    /// The groups: all cases with a value; the values that `least` cases or more have, the commonest
    /// first, or years in their order; the other values; the cases without a value.
    ///
    /// # Errors
    /// If the column is no attribute.
    pub fn groups(&self, least: u64) -> Result<Vec<Group>, NoAttribute> {
        if self.has_too_many {
            return Err(NoAttribute::TooManyValues);
        }
        let mut all = Tally::default();
        self.values.values().for_each(|tally| all.add(tally));
        let mut groups = vec![group(String::new(), GroupKind::All, self.values.len() as u64, all)];
        let numbers = || self.values.keys().map(|value| value.replace(',', ".").parse::<f64>());
        match self.values.keys().map(|value| year(value)).collect::<Option<Vec<u32>>>() {
            Some(years) => groups.extend(self.of_years(&years)),
            None if self.values.len() > VALUES && numbers().all(|number| number.is_ok()) => {
                return Err(NoAttribute::Numbers);
            }
            None => groups.extend(self.of_values(least)),
        }
        if self.missing.documents > 0 {
            groups.push(group(String::new(), GroupKind::Missing, 0, self.missing.clone()));
        }
        Ok(groups)
    }

    fn of_values(&self, least: u64) -> Vec<Group> {
        let mut order: Vec<(&String, &Tally)> = self.values.iter().collect();
        order.sort_by(|a, b| b.1.documents.cmp(&a.1.documents).then_with(|| a.0.cmp(b.0)));
        let common = order.iter().take_while(|(_, tally)| tally.documents >= least).count();
        let (own, rest) = order.split_at(common.min(VALUES));
        let mut groups: Vec<Group> = own
            .iter()
            .map(|(value, tally)| group((*value).clone(), GroupKind::Value, 1, (*tally).clone()))
            .collect();
        if !rest.is_empty() {
            let mut others = Tally::default();
            rest.iter().for_each(|(_, tally)| others.add(tally));
            groups.push(group(String::new(), GroupKind::Other, rest.len() as u64, others));
        }
        groups
    }

    /// Spans of 1, 2, 5, 10 ... years, which begin with years that the span divides: the narrowest of which
    /// there are no more than [`VALUES`] and which have [`ENOUGH`] cases on average, if there are two of
    /// these; else the narrowest of which there are no more than [`VALUES`].
    fn of_years(&self, years: &[u32]) -> Vec<Group> {
        let (Some(&first), Some(&last)) = (years.iter().min(), years.iter().max()) else {
            return Vec::new();
        };
        let documents: u64 = self.values.values().map(|tally| tally.documents).sum();
        let number = |span: u32| u64::from(last / span - first / span + 1);
        let narrow = |least: u64| {
            move |span: &u32| {
                let number = number(*span);
                number <= VALUES as u64 && documents >= least * number && (least == 0 || number > 1)
            }
        };
        let spans = || [1, 2, 5, 10, 20, 50, 100, 200].into_iter();
        let span = spans().find(narrow(ENOUGH)).or_else(|| spans().find(narrow(0))).unwrap_or(500);
        let mut tallies: BTreeMap<u32, (u64, Tally)> = BTreeMap::new();
        for (year, tally) in years.iter().zip(self.values.values()) {
            let (values, sum) = tallies.entry(year / span * span).or_default();
            *values += 1;
            sum.add(tally);
        }
        let told = |(begin, (values, tally)): (u32, (u64, Tally))| {
            let end = begin + span - 1;
            let label = if span == 1 { begin.to_string() } else { format!("{begin}–{end}") };
            Group { span, ..group(label, GroupKind::Value, values, tally) }
        };
        tallies.into_iter().map(told).collect()
    }
}

fn group(label: String, kind: GroupKind, values: u64, tally: Tally) -> Group {
    let Tally { documents, themes } = tally;
    Group { label, kind, values, span: 1, documents, themes }
}

/// The year of a year or of a date that begins with one: `2019`, `2019.0`, `2019-05`, `2019-05-31`.
fn year(value: &str) -> Option<u32> {
    let (digits, rest) = value.split_at_checked(4)?;
    let plain = rest.is_empty() || rest == ".0";
    let date = rest.starts_with(['-', '/'])
        && rest.len() >= 3
        && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    let year = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
    ((plain || date) && (1500..2200).contains(&year)).then_some(year)
}

/// What would be expected if theme and value had nothing to do with each other: `base` of `all` cases
/// have the value, `with_theme` of all have the theme.
pub fn expected(base: u64, with_theme: u64, all: u64) -> f64 {
    base as f64 * with_theme as f64 / all.max(1) as f64
}

/// The adjusted standardised residual of a cell (Haberman 1973; Agresti, Categorical Data Analysis,
/// 3rd ed., 3.3.1): (o − e) / √(e (1 − base/all) (1 − with_theme/all)), e as of [`expected`]. Where theme
/// and value have nothing to do with each other it is about normal with mean 0 and variance 1. `None`
/// where fewer than 5 cases are expected with the theme, and where all cases are alike.
pub fn adjusted_residual(observed: u64, base: u64, with_theme: u64, all: u64) -> Option<f64> {
    let expected = expected(base, with_theme, all);
    let part = |count: u64| 1.0 - count as f64 / all.max(1) as f64;
    let variance = expected * part(base) * part(with_theme);
    let is_sound = expected >= LEAST_EXPECTED && variance > 0.0;
    is_sound.then(|| (observed as f64 - expected) / variance.sqrt())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(values: &[&str]) -> Attribute {
        let mut attribute = Attribute::new("x");
        values.iter().enumerate().for_each(|(at, value)| {
            attribute.add(Some(value), (at % 3 == 0).then_some(0).into_iter());
        });
        attribute
    }

    #[test]
    fn the_residual_is_that_of_the_textbook() {
        // 2 × 2: 30 of 50 with the theme against 20 of 50; z of two proportions is 2.
        let residual = adjusted_residual(30, 50, 50, 100).unwrap();
        assert!((residual - 2.0).abs() < 1e-12);
        assert_eq!(adjusted_residual(1, 10, 10, 100), None, "one case is expected");
        assert_eq!(adjusted_residual(100, 100, 50, 100), None, "all cases have the value");
    }

    #[test]
    fn years_are_put_together_and_dates_are_years() {
        let years: Vec<String> = (1990..2024).map(|year| year.to_string()).collect();
        let years: Vec<&str> = years.iter().map(String::as_str).collect();
        let groups = of(&years).groups(0).unwrap();
        assert_eq!(groups[1].label, "1990–1994");
        assert_eq!((groups[1].span, groups.len()), (5, 8));
        let dates = of(&["2019-05-31", "2020", "2020-01"]).groups(0).unwrap();
        let labels: Vec<&str> = dates[1..].iter().map(|group| group.label.as_str()).collect();
        assert_eq!(labels, ["2019", "2020"]);
        assert_eq!(dates[2].documents, 2);
    }

    #[test]
    fn years_of_few_cases_are_put_together() {
        let mut years = Vec::new();
        (0..160).for_each(|case| years.push((2015 + case % 11).to_string()));
        let years: Vec<&str> = years.iter().map(String::as_str).collect();
        let groups = of(&years).groups(0).unwrap();
        let labels: Vec<&str> = groups[1..].iter().map(|group| group.label.as_str()).collect();
        assert_eq!(labels, ["2015–2019", "2020–2024", "2025–2029"]);
    }

    #[test]
    fn numbers_and_ids_are_refused_and_few_numbers_are_values() {
        let numbers: Vec<String> = (0..40).map(|number| format!("{}", 7 * number)).collect();
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        assert_eq!(of(&numbers).groups(0), Err(NoAttribute::Numbers));
        assert!(of(&numbers[..12]).groups(0).is_ok());
        let ids: Vec<String> = (0..MOST + 1).map(|id| format!("id{id}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        assert_eq!(of(&ids).groups(0), Err(NoAttribute::TooManyValues));
    }

    proptest! {
        #[test]
        fn groups_hold_every_case_once_in_any_order(
            mut cases in prop::collection::vec((0_u32..40, prop::collection::btree_set(0_usize..4, 0..3)), 1..200),
        ) {
            let count = |cases: &[(u32, std::collections::BTreeSet<usize>)]| {
                let mut attribute = Attribute::new("x");
                for (value, themes) in cases {
                    let text = format!("v{value}");
                    let value = (*value > 0).then_some(text.as_str());
                    attribute.add(value, themes.iter().copied());
                }
                attribute.groups(0).unwrap()
            };
            let groups = count(&cases);
            let parts = || groups.iter().filter(|group| group.kind != GroupKind::All);
            prop_assert_eq!(parts().map(|group| group.documents).sum::<u64>(), cases.len() as u64);
            for theme in 0..4 {
                let with = cases.iter().filter(|(_, themes)| themes.contains(&theme)).count() as u64;
                let found = parts().filter_map(|group| group.themes.get(&theme)).sum::<u64>();
                prop_assert_eq!(found, with);
            }
            prop_assert!(groups.len() <= VALUES + 3);
            cases.reverse();
            prop_assert_eq!(count(&cases), groups);
        }
    }
}
