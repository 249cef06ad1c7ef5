//! The documents that clusters are learnt from: those with the smallest hashes of their ids.

use std::collections::BinaryHeap;

use super::identity::{TextHash, id_hash};

/// A document in the sample. Orders by the hash of its id, then by the id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SampledDocument {
    hash: u64,
    /// The document's id.
    pub id: String,
    /// The hash of its text fields.
    pub text: TextHash,
    /// Its text fields.
    pub fields: Vec<String>,
}

/// At most `size` documents, chosen by nothing but their ids: a corpus of no more than `size` is
/// wholly in it, and neither the division into parts nor their order matters.
#[derive(Debug, Clone)]
pub struct Sample {
    size: usize,
    documents: BinaryHeap<SampledDocument>,
}

impl Sample {
    /// An empty sample of at most `size` documents.
    pub fn new(size: usize) -> Self {
        Self { size, documents: BinaryHeap::new() }
    }

    /// Offers a document; `fields` are made only if it is taken.
    pub fn offer(&mut self, id: &str, text: TextHash, fields: impl FnOnce() -> Vec<String>) {
        let hash = id_hash(id);
        let taken = self.documents.len() < self.size
            || self.documents.peek().is_some_and(|last| (hash, id) < (last.hash, &last.id));
        if taken {
            self.push(SampledDocument { hash, id: id.to_owned(), text, fields: fields() });
        }
    }

    /// Adds what another part holds.
    pub fn merge(&mut self, other: Self) {
        other.documents.into_iter().for_each(|document| self.push(document));
    }

    /// The documents, by rising hash.
    pub fn into_sorted(self) -> Vec<SampledDocument> {
        self.documents.into_sorted_vec()
    }

    fn push(&mut self, document: SampledDocument) {
        self.documents.push(document);
        if self.documents.len() > self.size {
            self.documents.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_the_same_however_the_corpus_is_divided() {
        let offer = |sample: &mut Sample, i: u32| sample.offer(&format!("case-{i}"), 0, Vec::new);
        let mut whole = Sample::new(10);
        (0..100).for_each(|i| offer(&mut whole, i));
        let (mut odd, mut even) = (Sample::new(10), Sample::new(10));
        (0..100).rev().for_each(|i| offer(if i % 2 == 0 { &mut even } else { &mut odd }, i));
        odd.merge(even);
        assert_eq!(whole.into_sorted(), odd.into_sorted());
    }
}
