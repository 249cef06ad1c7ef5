//! What several people said of the same cases, beside each other and beside a machine.

use serde::Serialize;

use super::agreement::krippendorff_alpha;
use super::bootstrap::Resampling;
use super::counts::Counts;
use super::evaluation::LabelName;
use super::figures::Estimate;

/// What is called a coder where the machine is meant.
pub const MACHINE: &str = "machine";
/// What is called a coder where all people are meant.
const ALL: &str = "all coders";

/// A case that people coded.
#[derive(Debug, Clone, PartialEq)]
pub struct CodedCase {
    /// Its id.
    pub id: String,
    /// By coder, then by label; `None` where the coder left it out.
    pub codes: Vec<Vec<Option<bool>>>,
    /// By label, what the machine found; none where that is not known.
    pub machine: Option<Vec<bool>>,
}

/// Cases that people coded.
#[derive(Debug, Clone, PartialEq)]
pub struct Coding {
    /// The labels.
    pub labels: Vec<LabelName>,
    /// The names of the people.
    pub coders: Vec<String>,
    /// The cases, in the order of their ids.
    pub cases: Vec<CodedCase>,
}

/// How far two say the same of a label, or all people.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement {
    /// Id of the label; nothing for all labels together.
    pub label: String,
    /// One coder, or all.
    pub a: String,
    /// The other, or the machine; nothing where the first is all.
    pub b: String,
    /// Cases that both coded (that two or more did); with all labels, decisions.
    pub cases: u64,
    /// Of which the first found the label; none where the first is all.
    pub found_by_a: Option<u64>,
    /// Of which the second found it.
    pub found_by_b: Option<u64>,
    /// Of which both did.
    pub found_by_both: Option<u64>,
    /// The share of cases of which both say the same.
    pub agreement: Option<f64>,
    /// Cohen's kappa; none where the first is all.
    pub kappa: Estimate,
    /// Krippendorff's alpha.
    pub alpha: Estimate,
}

/// A label of a case of which people should speak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Place of the case.
    pub case: usize,
    /// Place of the label.
    pub label: usize,
    /// Whether people differ; if not, all of them differ from the machine.
    pub among_coders: bool,
}

/// Who is compared.
#[derive(Debug, Clone, Copy)]
enum Who {
    Coders(usize, usize),
    Machine(usize),
    All,
}

impl Coding {
    fn code(&self, case: &CodedCase, who: Who, label: usize) -> Option<(bool, bool)> {
        let of = |coder: usize| case.codes[coder][label];
        match who {
            Who::Coders(a, b) => of(a).zip(of(b)),
            Who::Machine(a) => of(a).zip(case.machine.as_ref().map(|found| found[label])),
            Who::All => None,
        }
    }

    /// Every pair of coders, each coder and the machine, and with three coders or more all of them: over all
    /// labels, then label by label. Intervals by drawing cases anew. What nobody coded has no row.
    pub fn agreement(&self, resampling: Resampling) -> Vec<Agreement> {
        let mut whos = Vec::new();
        let coders = self.coders.len();
        for a in 0..coders {
            whos.extend((a + 1..coders).map(|b| Who::Coders(a, b)));
        }
        whos.extend((coders > 2).then_some(Who::All));
        if self.cases.iter().any(|case| case.machine.is_some()) {
            whos.extend((0..coders).map(Who::Machine));
        }
        let labels = std::iter::once(None).chain((0..self.labels.len()).map(Some));
        let rows: Vec<(Option<usize>, Who)> =
            labels.flat_map(|label| whos.iter().map(move |&who| (label, who))).collect();
        let figures = |draws: Option<&[u32]>| -> Vec<f64> {
            let none = |it: Option<f64>| it.unwrap_or(f64::NAN);
            rows.iter()
                .flat_map(|&(label, who)| {
                    let (kappa, alpha) = self.figures(label, who, draws);
                    [none(kappa), none(alpha)]
                })
                .collect()
        };
        let values = figures(None);
        let mut intervals = resampling.intervals(self.cases.len(), |draws| figures(Some(draws)));
        intervals.resize(values.len(), None);
        let estimate =
            |at: usize| Estimate::new(Some(values[at]).filter(|it| it.is_finite()), intervals[at]);
        rows.iter()
            .enumerate()
            .map(|(at, &(label, who))| {
                self.row(label, who, [estimate(2 * at), estimate(2 * at + 1)])
            })
            .filter(|row| row.cases > 0)
            .collect()
    }

    fn chosen(&self, label: Option<usize>) -> std::ops::Range<usize> {
        label.map_or(0..self.labels.len(), |label| label..label + 1)
    }

    /// Decisions of two, counted; the first stands for what is given.
    fn counts(&self, label: Option<usize>, who: Who, draws: Option<&[u32]>) -> Counts {
        let mut counts = Counts::default();
        for (at, case) in self.cases.iter().enumerate() {
            let times = draws.map_or(1, |draws| u64::from(draws[at]));
            for label in self.chosen(label) {
                let count = match self.code(case, who, label) {
                    Some((true, true)) => &mut counts.true_positives,
                    Some((true, false)) => &mut counts.false_negatives,
                    Some((false, true)) => &mut counts.false_positives,
                    Some((false, false)) => &mut counts.true_negatives,
                    None => continue,
                };
                *count += times;
            }
        }
        counts
    }

    /// Kappa and alpha.
    fn figures(
        &self,
        label: Option<usize>,
        who: Who,
        draws: Option<&[u32]>,
    ) -> (Option<f64>, Option<f64>) {
        if !matches!(who, Who::All) {
            let counts = self.counts(label, who, draws);
            return (counts.kappa(), counts.alpha());
        }
        let units: Vec<Vec<Option<usize>>> = self.units(label);
        let each = units.len() / self.cases.len().max(1);
        let drawn = units.iter().enumerate().flat_map(|(at, unit)| {
            let times = draws.map_or(1, |draws| draws[at / each.max(1)] as usize);
            std::iter::repeat_n(unit.as_slice(), times)
        });
        (None, krippendorff_alpha(drawn, 2))
    }

    /// What each coder said of each case and label.
    fn units(&self, label: Option<usize>) -> Vec<Vec<Option<usize>>> {
        let unit = |case: &CodedCase, label: usize| {
            case.codes.iter().map(|codes| codes[label].map(usize::from)).collect()
        };
        self.cases
            .iter()
            .flat_map(|case| self.chosen(label).map(move |label| unit(case, label)))
            .collect()
    }

    fn row(&self, label: Option<usize>, who: Who, [kappa, alpha]: [Estimate; 2]) -> Agreement {
        let id = label.map_or_else(String::new, |label| self.labels[label].id.clone());
        let (a, b) = match who {
            Who::Coders(a, b) => (self.coders[a].clone(), self.coders[b].clone()),
            Who::Machine(a) => (self.coders[a].clone(), MACHINE.to_owned()),
            Who::All => (ALL.to_owned(), String::new()),
        };
        if matches!(who, Who::All) {
            let coded = |unit: &&Vec<Option<usize>>| unit.iter().flatten().count() > 1;
            let units = self.units(label);
            let alike = |unit: &&Vec<Option<usize>>| {
                let mut codes = unit.iter().flatten();
                let first = codes.next();
                codes.all(|code| Some(code) == first)
            };
            let cases = units.iter().filter(coded).count() as u64;
            let same = units.iter().filter(coded).filter(alike).count() as u64;
            let (found_by_a, found_by_b, found_by_both) = (None, None, None);
            let agreement = (cases > 0).then(|| same as f64 / cases as f64);
            let label = id;
            return Agreement {
                label,
                a,
                b,
                cases,
                found_by_a,
                found_by_b,
                found_by_both,
                agreement,
                kappa,
                alpha,
            };
        }
        let counts = self.counts(label, who, None);
        Agreement {
            label: id,
            a,
            b,
            cases: counts.documents(),
            found_by_a: Some(counts.given()),
            found_by_b: Some(counts.found()),
            found_by_both: Some(counts.true_positives),
            agreement: (counts.documents() > 0).then(|| counts.accuracy()),
            kappa,
            alpha,
        }
    }

    /// Where people differ, or all of them differ from the machine.
    pub fn disputes(&self) -> Vec<Dispute> {
        let mut disputes = Vec::new();
        for (at, case) in self.cases.iter().enumerate() {
            for label in 0..self.labels.len() {
                let mut codes = case.codes.iter().filter_map(|codes| codes[label]);
                let Some(first) = codes.next() else { continue };
                let differ = codes.any(|code| code != first);
                let machine = case.machine.as_ref().map(|found| found[label]);
                if differ || machine.is_some_and(|found| found != first) {
                    disputes.push(Dispute { case: at, label, among_coders: differ });
                }
            }
        }
        disputes
    }

    /// The share of the people who looked for a label in a case and found it; none where nobody looked.
    pub fn given(&self, case: &CodedCase, label: usize) -> Option<f64> {
        let codes: Vec<bool> = case.codes.iter().filter_map(|codes| codes[label]).collect();
        let found = codes.iter().filter(|code| **code).count();
        (!codes.is_empty()).then(|| found as f64 / codes.len() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coding(codes: &[(&[Option<bool>], bool)]) -> Coding {
        let cases = codes.iter().enumerate().map(|(at, (codes, machine))| CodedCase {
            id: at.to_string(),
            codes: codes.iter().map(|&code| vec![code]).collect(),
            machine: Some(vec![*machine]),
        });
        let coders = codes[0].0.len();
        Coding {
            labels: vec![LabelName { id: "l".to_owned(), name: "L".to_owned() }],
            coders: (0..coders).map(|at| format!("c{at}")).collect(),
            cases: cases.collect(),
        }
    }

    #[test]
    fn pairs_all_and_the_machine_have_rows_and_missing_codes_do_not_count() {
        let (yes, no) = (Some(true), Some(false));
        let coding = coding(&[
            (&[yes, yes, None], true),
            (&[yes, no, no], true),
            (&[no, no, no], true),
            (&[no, None, no], false),
        ]);
        let rows = coding.agreement(Resampling { replicates: 50, seed: 1 });
        let of = |a: &str, b: &str| {
            rows.iter().find(|it| it.label == "l" && it.a == a && it.b == b).unwrap()
        };
        assert_eq!(of("c0", "c1").cases, 3);
        assert_eq!(of("c0", "c1").found_by_both, Some(1));
        assert!((of("c0", "c1").kappa.value.unwrap() - 0.4).abs() < 1e-12);
        assert_eq!(of("c1", MACHINE).cases, 3);
        assert_eq!((of(ALL, "").cases, of(ALL, "").kappa.value), (4, None));
        assert_eq!(rows.iter().filter(|it| it.label.is_empty()).count(), 7);
        let disputes = coding.disputes();
        let places: Vec<(usize, bool)> =
            disputes.iter().map(|it| (it.case, it.among_coders)).collect();
        assert_eq!(places, [(1, true), (2, false)]);
    }
}
