//! What the user named to the files that are read: folders expanded, streams spooled.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

use super::format::Format;
use super::lines::unreadable;
use super::spooled::Spooled;

/// One input as the user named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file or a folder.
    Path(PathBuf),
    /// Standard input.
    Stdin,
}

impl From<&str> for Input {
    /// `-` is standard input, all else a path.
    fn from(name: &str) -> Self {
        match name {
            "-" => Self::Stdin,
            path => Self::Path(path.into()),
        }
    }
}

impl From<PathBuf> for Input {
    fn from(path: PathBuf) -> Self {
        if path.as_os_str() == "-" { Self::Stdin } else { Self::Path(path) }
    }
}

/// A file of a folder that was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The path, from the folder as it was named.
    pub name: String,
    /// Why it is no input.
    pub reason: &'static str,
}

/// A file that is read.
#[derive(Debug)]
pub(super) struct Named {
    /// As it was named, or `stdin`.
    pub(super) name: String,
    /// The file's name, or its path inside the folder that was named.
    pub(super) label: String,
    /// Where the bytes are.
    pub(super) bytes: Bytes,
}

/// Where the bytes of an input are.
#[derive(Debug)]
pub(super) enum Bytes {
    /// In the file that was named.
    File(PathBuf),
    /// In a copy of a stream, deleted when the corpus goes.
    Spooled(Spooled),
}

impl Named {
    /// The file to open.
    pub(super) fn path(&self) -> &Path {
        match &self.bytes {
            Bytes::File(path) => path,
            Bytes::Spooled(file) => file.path(),
        }
    }
}

/// The files behind the inputs, and what was skipped in folders.
#[derive(Debug, Default)]
pub(super) struct Expansion {
    pub(super) files: Vec<Named>,
    pub(super) skipped: Vec<Skipped>,
    /// Files already taken, so that none is read twice.
    taken: HashSet<PathBuf>,
}

/// Expands the inputs in their order, folders sorted by path.
///
/// # Errors
/// If there is no input, standard input is named twice, a path does not exist or cannot be read, a
/// named file is empty, or a folder holds nothing to read.
pub(super) fn expand(inputs: &[Input]) -> Result<Expansion> {
    if inputs.is_empty() {
        let remedy = "name a file, a folder, or - for standard input";
        return Err(Error::usage("INPUT", "no input was named", remedy));
    }
    if inputs.iter().filter(|input| **input == Input::Stdin).count() > 1 {
        let cause = "standard input can be read only once";
        return Err(Error::usage("INPUT", cause, "name - only once"));
    }
    let mut expansion = Expansion::default();
    for input in inputs {
        match input {
            Input::Stdin => expansion.add_stream("stdin", io::stdin().lock())?,
            Input::Path(path) => expansion.add_path(path)?,
        }
    }
    Ok(expansion)
}

impl Expansion {
    fn add_path(&mut self, path: &Path) -> Result<()> {
        let name = path.display().to_string();
        let metadata = fs::metadata(path).map_err(|error| missing(&name, error))?;
        if metadata.is_dir() {
            return self.add_folder(path);
        }
        if !metadata.is_file() {
            // A pipe, as of a shell's <(...), can be read only once.
            let stream = fs::File::open(path).map_err(|error| unreadable(&name, error))?;
            return self.add_stream(&name, stream);
        }
        if metadata.len() == 0 {
            return Err(empty(&name));
        }
        let label = path.file_name().map_or(name.clone(), |file| file.display().to_string());
        self.add_file(path, label);
        Ok(())
    }

    fn add_file(&mut self, path: &Path, label: String) {
        let name = path.display().to_string();
        let same = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if self.taken.insert(same) {
            self.files.push(Named { name, label, bytes: Bytes::File(path.to_owned()) });
        } else {
            self.skipped.push(Skipped { name, reason: "was already read" });
        }
    }

    /// Copies a stream to a temporary file, since it is read more than once.
    fn add_stream(&mut self, name: &str, mut stream: impl Read) -> Result<()> {
        let spooled = Spooled::create().and_then(|(mut writer, file)| {
            let bytes = io::copy(&mut stream, &mut writer)?;
            Ok((file, bytes))
        });
        let (file, bytes) = spooled.map_err(|error| {
            Error::failed(name, format!("cannot be spooled: {error}"), "make room in TMPDIR")
                .caused_by(error)
        })?;
        if bytes == 0 {
            return Err(empty(name));
        }
        let (name, label) = (name.to_owned(), name.to_owned());
        self.files.push(Named { name, label, bytes: Bytes::Spooled(file) });
        Ok(())
    }

    fn add_folder(&mut self, folder: &Path) -> Result<()> {
        let before = self.files.len() + self.skipped.len();
        let mut found = 0;
        let mut folders = vec![folder.to_owned()];
        let mut paths = Vec::new();
        while let Some(folder) = folders.pop() {
            for path in children(&folder)? {
                match fs::symlink_metadata(&path) {
                    Ok(metadata) if metadata.is_dir() && !is_hidden(&path) => folders.push(path),
                    _ => paths.push(path),
                }
            }
        }
        paths.sort();
        for path in paths {
            match fault(&path) {
                Some(reason) => {
                    self.skipped.push(Skipped { name: path.display().to_string(), reason });
                }
                None => {
                    let label = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
                    self.add_file(&path, label);
                    found += 1;
                }
            }
        }
        let seen = self.files.len() + self.skipped.len() - before;
        if found == 0 { Err(barren(folder, seen)) } else { Ok(()) }
    }
}

fn children(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = || -> io::Result<Vec<PathBuf>> {
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
    };
    read().map_err(|error| unreadable(&folder.display().to_string(), error))
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Why a file of a folder is no input.
fn fault(path: &Path) -> Option<&'static str> {
    let Ok(metadata) = fs::metadata(path) else { return Some("cannot be read") };
    if is_hidden(path) {
        Some("is hidden")
    } else if metadata.is_dir() {
        Some("is a link to a folder")
    } else if !metadata.is_file() {
        Some("is no regular file")
    } else if Format::of_path(path).is_none() {
        Some("is of an unknown kind")
    } else {
        (metadata.len() == 0).then_some("is empty")
    }
}

fn missing(name: &str, error: io::Error) -> Error {
    if error.kind() != io::ErrorKind::NotFound {
        return unreadable(name, error);
    }
    let remedy = "check the path; relative paths start at the current folder";
    Error::input(name, "there is no such file or folder", remedy).caused_by(error)
}

fn empty(name: &str) -> Error {
    Error::input(name, "it is empty", "name a file with cases in it")
}

fn barren(folder: &Path, seen: usize) -> Error {
    let cause = match seen {
        0 => "the folder is empty".to_owned(),
        seen => format!("none of the {seen} files in the folder can be read as cases"),
    };
    let remedy = "put CSV, TSV, JSON, JSONL, Parquet, Arrow, XLSX, ODS, text or HTML files there, or \
                  name a file of another kind directly";
    Error::input(folder.display(), cause, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    fn open(path: &Path) -> Result<Expansion> {
        expand(&[Input::Path(path.to_owned())])
    }

    #[test]
    fn a_dash_is_standard_input() {
        assert_eq!(Input::from("-"), Input::Stdin);
        assert_eq!(Input::from("a.csv"), Input::Path("a.csv".into()));
    }

    #[test]
    fn a_folder_is_read_in_the_order_of_its_paths_and_nothing_is_skipped_unsaid() {
        let folder = folder(&[
            ("b.txt", "x"),
            ("a/z.csv", "x"),
            ("a/logo.png", "x"),
            (".hidden.txt", "x"),
            (".git/config.txt", "x"),
            ("empty.txt", ""),
        ]);
        let expansion = open(folder.path()).unwrap();
        let labels: Vec<_> = expansion.files.iter().map(|file| &file.label[..]).collect();
        assert_eq!(labels, ["a/z.csv", "b.txt"]);
        let reasons: Vec<_> = expansion.skipped.iter().map(|skipped| skipped.reason).collect();
        assert_eq!(reasons, ["is hidden", "is hidden", "is of an unknown kind", "is empty"]);
    }

    #[test]
    fn a_file_named_twice_is_read_once() {
        let folder = folder(&[("a.txt", "x")]);
        let file = Input::Path(folder.path().join("a.txt"));
        let expansion = expand(&[file.clone(), Input::Path(folder.path().to_owned())]).unwrap();
        assert_eq!(expansion.files.len(), 1);
        assert_eq!(expansion.skipped[0].reason, "was already read");
    }

    #[test]
    fn what_is_missing_empty_or_barren_is_an_error_with_a_remedy() {
        let folder = folder(&[("a/only.png", "x"), ("b/empty.csv", ""), ("b/c/x.txt", "x")]);
        let path = folder.path();
        for (name, cause) in [
            ("nowhere.csv", "no such file"),
            ("b/empty.csv", "it is empty"),
            ("a", "none of the 1 files"),
        ] {
            let error = open(&path.join(name)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Input);
            assert!(error.cause().contains(cause), "{error}");
            assert!(!error.remedy().is_empty());
        }
        assert_eq!(expand(&[]).unwrap_err().kind(), ErrorKind::Usage);
        let twice = expand(&[Input::Stdin, Input::Stdin]).unwrap_err();
        assert_eq!(twice.kind(), ErrorKind::Usage);
    }

    #[test]
    fn a_stream_is_spooled_and_named() {
        let mut expansion = Expansion::default();
        expansion.add_stream("stdin", "id,text\n1,a\n".as_bytes()).unwrap();
        let file = &expansion.files[0];
        assert_eq!(fs::read_to_string(file.path()).unwrap(), "id,text\n1,a\n");
        assert_eq!(file.name, "stdin");
        assert!(Expansion::default().add_stream("stdin", io::empty()).is_err());
    }
}
