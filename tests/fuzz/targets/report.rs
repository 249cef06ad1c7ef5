//! A text in every cell of a run's tables: no sign of it becomes a mark in the report, and cells of CSV come
//! back as they were.
#![no_main]

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use caselens::report::{ReportFormat, ReportSettings, Run, render};
use caselens::tables::{guarded, restored};
use caselens_fuzz::in_folder;
use libfuzzer_sys::fuzz_target;

/// The word of the tables in whose place the text is put.
const WORD: &str = "PLACEHOLDER";

/// The tables of a small run: name, and records.
static TABLES: OnceLock<Vec<(String, Vec<csv::StringRecord>)>> = OnceLock::new();

fn tables() -> Vec<(String, Vec<csv::StringRecord>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("run");
    let files = fs::read_dir(folder).expect("the run is here").map(|file| file.expect("a file").path());
    let tables = files.filter(|file| file.extension().is_some_and(|it| it == "csv")).map(|file| {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(&file).expect("CSV");
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        (name, reader.records().map(|record| record.expect("a record")).collect())
    });
    tables.collect()
}

fuzz_target!(|text: &str| {
    assert_eq!(restored(&guarded(text)), text);
    // What an attack begins with stands behind the text, so that the text may open the way for it.
    let text = format!("{text}<zq a=\"b\">'\"[zq](zq)<zq");
    let tables = TABLES.get_or_init(tables);
    in_folder(|folder| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("run/run.json");
        let mut manifest = fs::read_to_string(source).expect("a manifest");
        let cell = csv_free(&text);
        manifest = manifest.replace(WORD, &cell);
        fs::write(folder.join("run.json"), manifest).expect("written");
        for (name, records) in tables {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_path(folder.join(name)).expect("made");
            for record in records {
                let cells = record.iter().map(|it| it.replace(WORD, &text));
                writer.write_record(cells).expect("written");
            }
            writer.flush().expect("written");
        }
        let Ok(run) = Run::read(folder) else { return };
        let html = render(&run, ReportFormat::Html, &ReportSettings::default());
        assert!(!html.contains("<zq"), "a mark in HTML");
        assert!(!html.contains("a=\"b\""), "a quotation mark in HTML");
        let markdown = render(&run, ReportFormat::Markdown, &ReportSettings::default());
        let outside = markdown.replace("\\<", "").replace("\\[", "");
        assert!(!outside.contains("<zq") && !outside.contains("[zq]"), "a mark in Markdown");
    });
});

/// The text as it stands within a string of JSON.
fn csv_free(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        match sign {
            '"' | '\\' => out.extend(['\\', sign]),
            sign if sign < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(sign))),
            sign => out.push(sign),
        }
    }
    out
}
