//! A model file with any content under a true checksum: refused, or applied without harm.
#![no_main]

use caselens::corpus::{Document, Place, Schema, Unit};
use caselens::model::Model;
use caselens::pipeline::Applier;
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};

const TEXT: &str = "Residents voted on rooftop gardens, buses, a school and the budget of the city.";

fuzz_target!(|data: &[u8]| {
    let Some((&version, body)) = data.split_first() else { return };
    let mut bytes = b"caselens model\n".to_vec();
    bytes.extend_from_slice(&u32::from(version % 3).to_le_bytes());
    bytes.extend_from_slice(&Sha256::digest(body));
    bytes.extend_from_slice(body);
    let Ok(model) = Model::from_bytes(&bytes, "model.caselens") else { return };
    let Ok(applier) = Applier::new(&model) else { return };
    let schema = Schema { columns: vec!["text".to_owned()], text: vec![0], id: None };
    let mut workspace = applier.workspace(&schema);
    let place = Place { source: "memory".into(), position: 1, unit: Unit::Row };
    let values = [Some(TEXT)].into_iter().collect();
    applier.apply(&mut workspace, &Document { id: "a".to_owned(), values, place }, &schema);
});
