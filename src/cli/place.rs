//! Places that a result may not take.

use std::path::Path;

use caselens::corpus::Corpus;
use caselens::{Error, Result};

/// Refuses the name of a file where a folder is made.
pub(super) fn must_be_a_folder(place: &Path) -> Result<()> {
    const FILES: [&str; 12] = [
        "csv", "tsv", "json", "jsonl", "ndjson", "parquet", "arrow", "npz", "html", "md", "xlsx",
        "txt",
    ];
    let extension = place.extension().map(|extension| extension.to_ascii_lowercase());
    let names_a_file =
        extension.is_some_and(|extension| FILES.iter().any(|file| extension == *file));
    if names_a_file || place.as_os_str() == "-" {
        return Err(Error::usage(
            place.display(),
            "this names a file, and a folder is to be made",
            "name a folder with `--output`; `tag` and `cluster` write one table as .csv, .jsonl or \
             .parquet",
        ));
    }
    Ok(())
}

/// Refuses to replace an input with the result.
pub(super) fn must_not_be_an_input(place: &Path, corpus: &Corpus) -> Result<()> {
    let Ok(place) = place.canonicalize() else { return Ok(()) };
    let is_input = |name: &str| Path::new(name).canonicalize().is_ok_and(|input| input == place);
    if corpus.sources().iter().any(|source| is_input(&source.name)) {
        return Err(Error::usage(
            place.display(),
            "this is the input itself",
            "name another file with `--output`",
        ));
    }
    Ok(())
}

/// Refuses a file that `flag` names where it is the one of the result.
pub(super) fn must_differ(file: &Path, flag: &str, result: &Path) -> Result<()> {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let is_result = whole(file) == whole(result)
        || file.canonicalize().is_ok_and(|file| result.canonicalize().is_ok_and(|it| it == file));
    if is_result {
        let cause = format!("{} is the file of the result", file.display());
        return Err(Error::usage(flag, cause, "name two files"));
    }
    Ok(())
}
