//! Two folders of one run, compared byte by byte, and the first place where a file differs.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::folder::OWN_FILES;
use crate::error::{Error, Result};

/// Characters of a value that are shown.
const SHOWN: usize = 60;

/// A file that is not the same in both folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its name.
    pub file: String,
    /// Where it differs first, and how.
    pub detail: String,
}

/// What a comparison found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Names of the files that were compared, sorted.
    pub files: Vec<String>,
    /// Those that differ, sorted by name.
    pub differences: Vec<Difference>,
}

impl Comparison {
    /// Compares the files of a run that stand in `run`, or in `again`, of those that the program writes.
    /// What `run.json` says of when and where the run was made is left aside.
    ///
    /// # Errors
    /// If a folder or a file cannot be read.
    pub fn of(run: &Path, again: &Path) -> Result<Self> {
        let mut names = own_files(run)?;
        names.extend(own_files(again)?);
        let mut differences = Vec::new();
        for name in &names {
            let detail = match (run.join(name), again.join(name)) {
                (run, _) if !run.is_file() => Some("it is missing in the run".to_owned()),
                (_, again) if !again.is_file() => Some("it was not made again".to_owned()),
                (run, again) => first_difference(name, &read(&run)?, &read(&again)?),
            };
            differences.extend(detail.map(|detail| Difference { file: name.clone(), detail }));
        }
        Ok(Self { files: names.into_iter().collect(), differences })
    }
}

fn own_files(folder: &Path) -> Result<BTreeSet<String>> {
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
    let mut names = BTreeSet::new();
    for entry in entries {
        let entry = entry.map_err(|error| unreadable(folder, error))?;
        names.extend(entry.file_name().into_string().ok());
    }
    names.retain(|name| OWN_FILES.contains(&name.as_str()));
    Ok(names)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| unreadable(path, error))
}

fn unreadable(path: &Path, error: std::io::Error) -> Error {
    Error::failed(path.display(), "it cannot be read", "see that it is there and may be read")
        .caused_by(error)
}

/// Where two versions of a file differ first; none if they do not.
fn first_difference(name: &str, run: &[u8], again: &[u8]) -> Option<String> {
    if name == "run.json" {
        return match (manifest(run), manifest(again)) {
            (Some(run), Some(again)) => in_values("", &run, &again),
            _ => in_bytes(run, again),
        };
    }
    let by_bytes = in_bytes(run, again)?;
    let by_cells = || in_cells(run, again).unwrap_or_default();
    Some(name.ends_with(".csv").then(by_cells).flatten().unwrap_or(by_bytes))
}

/// The manifest without when and where.
fn manifest(bytes: &[u8]) -> Option<Value> {
    let mut manifest: Value = serde_json::from_slice(bytes).ok()?;
    manifest.as_object_mut()?.shift_remove("made");
    Some(manifest)
}

fn in_values(path: &str, run: &Value, again: &Value) -> Option<String> {
    match (run, again) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            keys.into_iter().find_map(|key| {
                let value = |of: &serde_json::Map<String, Value>| of.get(key).cloned();
                let (a, b) = (value(a).unwrap_or_default(), value(b).unwrap_or_default());
                let dot = if path.is_empty() { "" } else { "." };
                in_values(&format!("{path}{dot}{key}"), &a, &b)
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let pairs = a.iter().zip(b).enumerate();
            pairs.into_iter().find_map(|(at, (a, b))| in_values(&format!("{path}[{at}]"), a, b))
        }
        _ => {
            let (a, b) = (run.to_string(), again.to_string());
            (run != again).then(|| format!("`{path}`: {}, again {}", shown(&a), shown(&b)))
        }
    }
}

fn in_bytes(run: &[u8], again: &[u8]) -> Option<String> {
    if run == again {
        return None;
    }
    let at = run.iter().zip(again).position(|(a, b)| a != b);
    let at = at.unwrap_or_else(|| run.len().min(again.len()));
    let lines = run[..at].iter().filter(|&&byte| byte == b'\n').count();
    let text = !run.contains(&0);
    let line = if text { format!(", line {}", lines + 1) } else { String::new() };
    Some(format!("byte {}{line} ({} bytes, again {})", at + 1, run.len(), again.len()))
}

/// The first row and column that differ; none where the values are the same.
fn in_cells(run: &[u8], again: &[u8]) -> csv::Result<Option<String>> {
    let reader =
        |bytes| csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let (mut run, mut again) = (reader(run), reader(again));
    let (mut a, mut b) = (csv::ByteRecord::new(), csv::ByteRecord::new());
    let mut header = Vec::new();
    for row in 0_u64.. {
        let more = (run.read_byte_record(&mut a)?, again.read_byte_record(&mut b)?);
        match more {
            (false, false) => break,
            (true, false) => return Ok(Some(format!("row {row} was not made again"))),
            (false, true) => return Ok(Some(format!("row {row} is missing in the run"))),
            (true, true) => {}
        }
        if row == 0 {
            header = a.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        }
        for column in 0..a.len().max(b.len()) {
            let (a, b) = (a.get(column), b.get(column));
            if a != b {
                let number = (column + 1).to_string();
                let name = header.get(column).unwrap_or(&number);
                let value = |cell: Option<&[u8]>| {
                    cell.map_or("nothing".to_owned(), |it| {
                        format!("`{}`", shown(&String::from_utf8_lossy(it)))
                    })
                };
                let place = if row == 0 { "header".to_owned() } else { format!("row {row}") };
                return Ok(Some(format!(
                    "{place}, column `{name}`: {}, again {}",
                    value(a),
                    value(b)
                )));
            }
        }
    }
    Ok(None)
}

fn shown(value: &str) -> String {
    match value.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(name: &str, run: &str, again: &str) -> Option<String> {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        for (folder, content) in folders.iter().zip([run, again]) {
            fs::write(folder.path().join(name), content).unwrap();
            fs::write(folder.path().join("notes.txt"), content).unwrap();
        }
        let found = Comparison::of(folders[0].path(), folders[1].path()).unwrap();
        assert_eq!(found.files, [name], "files of others are not compared");
        found.differences.into_iter().map(|it| it.detail).next()
    }

    #[test]
    fn the_first_cell_that_differs_is_named() {
        let table = "id,theme\n1,ai\n2,\"a,b\"\n";
        assert_eq!(compared("tags.csv", table, table), None);
        let other = compared("tags.csv", table, "id,theme\n1,ai\n2,health\n3,x\n");
        assert_eq!(other.unwrap(), "row 2, column `theme`: `a,b`, again `health`");
        let longer = compared("tags.csv", table, "id,theme\n1,ai\n2,\"a,b\"\n3,x\n");
        assert_eq!(longer.unwrap(), "row 3 is missing in the run");
        let header = compared("tags.csv", table, "id,topic\n1,ai\n").unwrap();
        assert_eq!(header, "header, column `theme`: `theme`, again `topic`");
        let quoted = compared("tags.csv", table, "id,theme\n1,ai\n\"2\",\"a,b\"\n").unwrap();
        assert!(quoted.starts_with("byte 15, line 3"), "{quoted}");
    }

    #[test]
    fn when_a_run_was_made_is_left_aside_and_nothing_else() {
        let of =
            |made, hash| format!("{{\"made\": {made}, \"counts\": {{\"rows\": [1, {hash}]}}}}");
        assert_eq!(compared("run.json", &of(1, 2), &of(5, 2)), None);
        let differs = compared("run.json", &of(1, 2), &of(1, 3)).unwrap();
        assert_eq!(differs, "`counts.rows[1]`: 2, again 3");
    }

    #[test]
    fn a_file_in_one_folder_only_is_a_difference() {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        fs::write(folders[0].path().join("tags.csv"), "id\n").unwrap();
        fs::write(folders[1].path().join("gaps.csv"), "id\n").unwrap();
        let found = Comparison::of(folders[0].path(), folders[1].path()).unwrap();
        let details: Vec<_> = found.differences.iter().map(|it| it.detail.as_str()).collect();
        assert_eq!(details, ["it is missing in the run", "it was not made again"]);
    }
}
