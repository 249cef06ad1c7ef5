//! Held-out probabilities to given labels that are probably wrong: confident learning.

use super::classifier::probabilities;
use super::{Classifier, Decision, HeldOut};

/// A given label that models which had not seen the document doubt.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// Which of the examples it is.
    pub place: usize,
    /// The label that was given; none where one seems to be missing.
    pub given: Option<u32>,
    /// The label that seems right; none where the given one seems too much.
    pub suggested: Option<u32>,
    /// How probable what was given is, 0 to 1.
    pub probability: f64,
}

/// The labels that are probably wrong, the most doubtful first (Northcutt, Jiang and Chuang 2021).
///
/// A model is confident of a label from the mean probability on that it gives the label in documents that
/// have it. Where each document has one label, a document is doubtful if the models are confident of
/// another, of the most probable one of these. Where it has any number, each label is a question of its
/// own with the answers yes and no.
pub fn doubts(classifier: &Classifier, held_out: &HeldOut) -> Vec<Doubt> {
    let HeldOut { places, labelling, scores, .. } = held_out;
    let decision = classifier.decision();
    let probable: Vec<Vec<f64>> =
        (0..places.len()).map(|at| probabilities(scores.row(at), decision)).collect();
    let confident = |label: usize, with: bool| {
        let of = probable.iter().zip(labelling.documents());
        let has = |labels: &Vec<u32>| labels.binary_search(&(label as u32)).is_ok() == with;
        let own = |row: &Vec<f64>| if with { row[label] } else { 1.0 - row[label] };
        let values: Vec<f64> = of.filter(|(_, labels)| has(labels)).map(|it| own(it.0)).collect();
        values.iter().sum::<f64>() / values.len().max(1) as f64
    };
    let labels = labelling.len();
    let yes: Vec<f64> = (0..labels).map(|label| confident(label, true)).collect();
    let mut found = Vec::new();
    match decision {
        Decision::Best { .. } => {
            for (at, (row, truth)) in probable.iter().zip(labelling.documents()).enumerate() {
                let Some(&given) = truth.first() else { continue };
                let others = (0..labels).filter(|&label| label as u32 != given);
                let likely = others.filter(|&label| row[label] >= yes[label]);
                let suggested = likely.max_by(|&a, &b| row[a].total_cmp(&row[b]));
                let own = row[given as usize];
                if let Some(suggested) = suggested.filter(|&other| row[other] > own) {
                    let suggested = Some(suggested as u32);
                    let place = places[at];
                    found.push(Doubt { place, given: Some(given), suggested, probability: own });
                }
            }
        }
        Decision::Each { .. } => {
            let no: Vec<f64> = (0..labels).map(|label| confident(label, false)).collect();
            for (at, (row, truth)) in probable.iter().zip(labelling.documents()).enumerate() {
                for label in 0..labels {
                    let (number, place) = (label as u32, places[at]);
                    let (yes, no) = (row[label] >= yes[label], 1.0 - row[label] >= no[label]);
                    if truth.binary_search(&number).is_ok() {
                        if no && !yes && row[label] < 0.5 {
                            let probability = row[label];
                            let given = Some(number);
                            found.push(Doubt { place, given, suggested: None, probability });
                        }
                    } else if yes && !no && row[label] > 0.5 {
                        let probability = 1.0 - row[label];
                        let suggested = Some(number);
                        found.push(Doubt { place, given: None, suggested, probability });
                    }
                }
            }
        }
    }
    found.sort_by(|a, b| {
        let key = |doubt: &Doubt| (doubt.place, doubt.given, doubt.suggested);
        a.probability.total_cmp(&b.probability).then_with(|| key(a).cmp(&key(b)))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::super::training::tests::{examples, trained};
    use super::super::{ClassifySettings, Labelling, train};
    use super::*;
    use crate::reduce::ReduceSettings;

    #[test]
    fn labels_that_were_exchanged_are_doubted_and_others_are_not() {
        let mut wrong = examples(false);
        let right = wrong.labelling.clone();
        let name = |at: usize| right.names()[right.documents()[at][0] as usize].as_str();
        let names = |at: usize| vec![if at == 7 { name(8) } else { name(at) }];
        wrong.labelling = Labelling::of_names(&(0..60).map(names).collect::<Vec<_>>());
        let settings = ClassifySettings::default();
        let trained = train(&wrong, &settings, &ReduceSettings::default(), true).unwrap();
        let found = doubts(&trained.classifier, &trained.held_out);
        let first = &found[0];
        assert_eq!(first.place, 7);
        assert_eq!(first.given, Some(wrong.labelling.documents()[7][0]));
        assert_eq!(first.suggested, Some(right.documents()[7][0]));
        assert!(found.len() < 6, "{found:?}");
    }

    #[test]
    fn a_label_that_is_missing_is_suggested_where_cases_have_any_number() {
        let mut wrong = examples(true);
        let right = wrong.labelling.clone();
        let names = |at: usize| {
            let labels = right.documents()[at].iter().filter(|_| at != 3);
            labels.map(|&label| right.names()[label as usize].as_str()).collect::<Vec<_>>()
        };
        wrong.labelling = Labelling::of_names(&(0..60).map(names).collect::<Vec<_>>());
        let settings = ClassifySettings::default();
        let trained = train(&wrong, &settings, &ReduceSettings::default(), true).unwrap();
        let found = doubts(&trained.classifier, &trained.held_out);
        let missing = found.iter().find(|doubt| doubt.place == 3).expect("a doubt");
        assert_eq!((missing.given, missing.suggested), (None, Some(right.documents()[3][0])));
    }

    #[test]
    fn most_probabilities_are_sure_of_right_labels() {
        let trained = trained(true);
        assert!(doubts(&trained.classifier, &trained.held_out).len() < 6);
    }
}
