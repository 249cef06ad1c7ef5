//! What several fuzz targets do with their bytes.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fs;
use std::path::Path;

use caselens::corpus::{Corpus, CorpusSettings, Entry, Input};
use tempfile::TempDir;

thread_local! {
    static FOLDER: RefCell<Option<TempDir>> = const { RefCell::new(None) };
}

/// A folder in memory where there is one, kept from one input to the next.
pub fn in_folder<T>(act: impl FnOnce(&Path) -> T) -> T {
    FOLDER.with_borrow_mut(|folder| {
        let make = || {
            let memory = Path::new("/dev/shm");
            let made = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
            made.expect("a folder can be made")
        };
        act(folder.get_or_insert_with(make).path())
    })
}

/// Reads bytes as a file of that name, to the end, and asserts what holds of every corpus: each place is
/// met once, no id twice, and a second reading gives the same.
pub fn read_as(name: &str, data: &[u8], settings: &CorpusSettings) {
    in_folder(|folder| {
        let path = folder.join(name);
        fs::write(&path, data).expect("the file can be written");
        read(&path, settings);
    });
}

fn read(path: &Path, settings: &CorpusSettings) {
    let corpus = match Corpus::open(&[Input::Path(path.to_owned())], settings) {
        Ok(corpus) => corpus,
        Err(error) => {
            assert!(!error.remedy().is_empty() && !error.place().is_empty());
            return;
        }
    };
    let mut ids = HashSet::new();
    let mut seen = Vec::new();
    let Ok(entries) = corpus.entries() else { return };
    for entry in entries {
        match entry {
            Ok(Entry::Case(document)) => {
                assert_eq!(document.values.len(), corpus.schema().columns.len());
                assert!(ids.insert(document.id.clone()), "the id {} twice", document.id);
                assert!(document.fields(corpus.schema()).all(|field| field.len() <= 1 << 30));
                seen.push(document.place.position);
            }
            Ok(Entry::Reject(reject)) => seen.push(reject.place.position),
            Err(error) => {
                assert!(!error.remedy().is_empty());
                return;
            }
        }
    }
    assert!(seen.is_sorted(), "in the order of the file");
    let again = corpus.entries().expect("it was read before");
    assert_eq!(again.filter_map(Result::ok).count(), seen.len());
}
