//! What makes two documents the same: their texts, by hash; and two sets of labelled ones.

use sha2::{Digest, Sha256};
use xxhash_rust::xxh3::Xxh3;

use crate::corpus::{Document, Schema};
use crate::hex::hex;

/// 128 bits of the XXH3 of a document's text fields. Equal texts are told by it, nothing else.
pub type TextHash = u128;

/// The hash of the text fields; documents with the same texts in the same fields share it.
pub fn text_hash(document: &Document, schema: &Schema) -> TextHash {
    let mut hasher = Xxh3::new();
    for field in document.fields(schema) {
        hasher.update(field.as_bytes());
        hasher.update(&[0x1F]);
    }
    hasher.digest128()
}

/// The first 64 bits of the SHA-256 of an id; decides who is in the sample.
pub(super) fn id_hash(id: &str) -> u64 {
    let digest = Sha256::digest(id.as_bytes());
    let mut head = [0; 8];
    head.copy_from_slice(&digest[..8]);
    u64::from_be_bytes(head)
}

/// The SHA-256 of ids, texts and labels, as 64 hex digits: of labelled cases by rising hash of their ids,
/// then by id. The order of a case's labels changes nothing.
pub(super) fn digest<'a>(cases: impl Iterator<Item = (&'a str, TextHash, &'a [String])>) -> String {
    let mut hasher = Sha256::new();
    for (id, text, labels) in cases {
        hasher.update(id.as_bytes());
        hasher.update([0]);
        hasher.update(text.to_le_bytes());
        let mut labels: Vec<&String> = labels.iter().collect();
        labels.sort_unstable();
        for label in labels {
            hasher.update(label.as_bytes());
            hasher.update([0]);
        }
        hasher.update([1]);
    }
    hex(&hasher.finalize())
}
