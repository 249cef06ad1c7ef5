//! Texts to groups of near duplicates, by MinHash and locality-sensitive hashing.
//!
//! Broder (1997) compares texts by the share of their runs of words that they have in common (Jaccard).
//! The smallest hashes of the runs under [`HASHES`] hash functions agree, each for itself, with just that
//! probability, so that the share of those that agree estimates it: with 128 of them to about ± 0.04.
//! Texts that agree in a band of [`ROWS`] hashes are compared (Leskovec, Rajaraman, Ullman: Mining of
//! Massive Datasets, 3.4); of pairs with a similarity of 0.8 one in 10,000,000 is missed.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation as _;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Hash functions of a sketch.
const HASHES: usize = 128;

/// Hashes of a band.
const ROWS: usize = 4;

/// Words of a run.
const RUN: usize = 3;

/// Texts with fewer words are too short for the estimate.
const LEAST_WORDS: usize = 10;

/// Estimated share of the runs of words that two near duplicates have in common, at least.
pub(super) const LEAST_SIMILARITY: f64 = 0.8;

/// Texts that are compared, at most: of more those with the smallest hashes of their text.
pub(super) const SKETCHES: usize = 100_000;

/// Where the hash functions begin.
const SEED: u64 = 0x5EED;

/// The smallest hashes of a text's runs of words.
pub(super) type Sketch = Box<[u32; HASHES]>;

/// The sketch of a text; none where it is too short.
pub(super) fn sketch(fields: &[&str]) -> Option<Sketch> {
    let words: Vec<u64> = fields
        .iter()
        .flat_map(|field| field.unicode_words())
        .map(|word| xxh3_64_with_seed(word.to_lowercase().as_bytes(), SEED))
        .collect();
    if words.len() < LEAST_WORDS {
        return None;
    }
    let mut sketch = Box::new([u32::MAX; HASHES]);
    for run in words.windows(RUN) {
        let run = run.iter().fold(SEED, |hash, &word| mixed(hash.rotate_left(23) ^ word));
        for (number, least) in (0_u64..).zip(sketch.iter_mut()) {
            *least = (*least).min((mixed(run ^ mixed(SEED + number)) >> 32) as u32);
        }
    }
    Some(sketch)
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every bit of the result depends on every bit of
/// `bits`.
fn mixed(bits: u64) -> u64 {
    let bits = bits.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

/// The share of hashes that agree.
fn similarity(a: &Sketch, b: &Sketch) -> f64 {
    let agreeing = a.iter().zip(b.iter()).filter(|(a, b)| a == b).count();
    agreeing as f64 / HASHES as f64
}

/// The sketches of distinct texts.
#[derive(Debug, Default)]
pub(super) struct Sketches {
    kept: BTreeMap<u128, Sketch>,
    /// Whether some had to be left out.
    left_out: bool,
}

/// Texts in groups, each with its hash.
#[derive(Debug, Default)]
pub(super) struct NearDuplicates {
    /// Groups of two or more, the largest first; in each the hashes in order.
    pub(super) groups: Vec<Vec<u128>>,
    /// Distinct texts that were compared.
    pub(super) compared: usize,
    /// Whether that is a sample.
    pub(super) sampled: bool,
}

impl Sketches {
    pub(super) fn offer(&mut self, text: u128, sketch: Sketch) {
        self.kept.entry(text).or_insert(sketch);
        if self.kept.len() > SKETCHES {
            self.kept.pop_last();
            self.left_out = true;
        }
    }

    /// The groups of texts of which each is near to another of its group.
    pub(super) fn near_duplicates(&self) -> NearDuplicates {
        let texts: Vec<(&u128, &Sketch)> = self.kept.iter().collect();
        let mut groups = Groups::new(texts.len());
        for band in 0..HASHES / ROWS {
            let key = |index: usize| &texts[index].1[band * ROWS..(band + 1) * ROWS];
            let mut order: Vec<usize> = (0..texts.len()).collect();
            order.sort_unstable_by(|&a, &b| key(a).cmp(key(b)).then(a.cmp(&b)));
            for alike in order.chunk_by(|&a, &b| key(a) == key(b)) {
                // Each is compared with the first and the one before: enough to join a group, and never
                // quadratic where very many share a band.
                for pair in alike.windows(2) {
                    for other in [pair[0], alike[0]] {
                        let near = || similarity(texts[other].1, texts[pair[1]].1);
                        if groups.of(other) != groups.of(pair[1]) && near() >= LEAST_SIMILARITY {
                            groups.join(other, pair[1]);
                        }
                    }
                }
            }
        }
        let mut found: BTreeMap<usize, Vec<u128>> = BTreeMap::new();
        for (index, (text, _)) in texts.iter().enumerate() {
            found.entry(groups.of(index)).or_default().push(**text);
        }
        let mut groups: Vec<Vec<u128>> =
            found.into_values().filter(|group| group.len() > 1).collect();
        groups.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        NearDuplicates { groups, compared: texts.len(), sampled: self.left_out }
    }
}

/// Sets that are joined: each element knows one of its set, the first of all knows itself.
struct Groups(Vec<usize>);

impl Groups {
    fn new(elements: usize) -> Self {
        Self((0..elements).collect())
    }

    fn of(&mut self, element: usize) -> usize {
        let mut at = element;
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: std::ops::Range<usize>) -> String {
        words.map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ")
    }

    fn of(text: &str) -> Sketch {
        sketch(&[text]).unwrap()
    }

    /// 98 runs each, of which 90 are shared: 90 / 106 = 0.849.
    #[test]
    fn the_estimate_is_near_the_share_of_common_runs() {
        let (a, b) = (of(&text(0..100)), of(&text(8..108)));
        assert!((similarity(&a, &b) - 90.0 / 106.0).abs() < 0.1, "{}", similarity(&a, &b));
        assert_eq!(similarity(&a, &of(&text(0..100).to_uppercase())), 1.0);
        assert!(similarity(&a, &of(&text(200..300))) < 0.05);
        assert!(sketch(&["too short a text"]).is_none());
    }

    #[test]
    fn near_texts_are_in_one_group_in_any_order_of_offering() {
        let texts = [text(0..100), text(2..102), text(300..400), text(500..600), text(1..101)];
        let offered = |order: &[usize]| {
            let mut sketches = Sketches::default();
            order.iter().for_each(|&at| sketches.offer(at as u128, of(&texts[at])));
            sketches.near_duplicates().groups
        };
        assert_eq!(offered(&[0, 1, 2, 3, 4]), [vec![0, 1, 4]]);
        assert_eq!(offered(&[4, 2, 1, 3, 0]), [vec![0, 1, 4]]);
    }
}
