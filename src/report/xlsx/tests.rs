//! What holds for every spreadsheet, whatever was in the input.

use std::fs;
use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use tempfile::TempDir;

use super::super::fixture::{HOSTILE, write, write_bare};
use super::super::{ReportSettings, Run};
use super::*;

fn bytes(folder: &Path, settings: &ReportSettings) -> Vec<u8> {
    let run = Run::read(folder).unwrap();
    let mut bytes = Vec::new();
    write_workbook(&run, folder, settings, &mut bytes).unwrap();
    bytes
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn texts(range: &Range<Data>) -> Vec<Vec<String>> {
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

/// The parts of the file, by name.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut text = String::new();
            std::io::Read::read_to_string(&mut file, &mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

#[test]
fn every_table_comes_back_from_its_sheet_as_it_stands_in_the_run() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), true);
    let bytes = bytes(folder.path(), &ReportSettings::default());
    let mut book = open(&bytes);
    let sheets = book.sheet_names();
    for entry in fs::read_dir(folder.path()).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        let Some(sheet) = name.strip_suffix(".csv") else { continue };
        assert!(sheets.contains(&sheet.to_owned()), "{sheet}");
        let cells = texts(&book.worksheet_range(sheet).unwrap());
        let mut table =
            csv::ReaderBuilder::new().has_headers(false).from_path(entry.path()).unwrap();
        let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
        assert_eq!(cells.len(), rows.len(), "{sheet}");
        for (cells, row) in cells.iter().zip(&rows) {
            for (place, value) in row.iter().enumerate() {
                let cell = cells.get(place).map_or("", String::as_str);
                // A line break is one sign in XML.
                let value = crate::tables::restored(value).replace("\r\n", "\n");
                let cell = cell.replace("\r\n", "\n");
                let same = cell == value
                    || cell.parse::<f64>().is_ok_and(|cell| value.parse() == Ok(cell));
                assert!(same, "{sheet}: {cell:?} is not {value:?}");
            }
        }
    }
}

#[test]
fn nothing_is_a_formula_or_leads_out_of_the_file_whatever_the_input_says() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), true);
    let path = folder.path().join("documents.csv");
    let formulas = "'=1+1,\"'=HYPERLINK(\"\"http://x\"\")\",@SUM(A1),http://x.example,file:///etc,en,1,,,,,ok,,,,\n";
    fs::write(&path, fs::read_to_string(&path).unwrap() + formulas).unwrap();
    let bytes = bytes(folder.path(), &ReportSettings::default());
    let mut book = open(&bytes);
    for sheet in book.sheet_names() {
        assert_eq!(book.worksheet_formula(&sheet).unwrap().used_cells().count(), 0, "{sheet}");
    }
    for (name, text) in parts(&bytes) {
        let of_sheets = name.starts_with("xl/worksheets");
        assert!(!text.contains("TargetMode=\"External\""), "{name}");
        assert!(!of_sheets || (!text.contains("<f>") && !text.contains("<script")), "{name}");
    }
    let documents = texts(&book.worksheet_range("documents").unwrap());
    assert!(documents.iter().flatten().any(|cell| cell == "=HYPERLINK(\"http://x\")"));
    assert!(documents.iter().flatten().any(|cell| cell == HOSTILE[1]));
}

#[test]
fn a_case_leads_to_its_evidence_and_back() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), false);
    let bytes = bytes(folder.path(), &ReportSettings::default());
    let mut book = open(&bytes);
    let ids = |book: &mut Xlsx<_>, sheet: &str| -> Vec<String> {
        texts(&book.worksheet_range(sheet).unwrap()).into_iter().map(|row| row[0].clone()).collect()
    };
    let (documents, evidence) = (ids(&mut book, "documents"), ids(&mut book, "evidence"));
    let mut links = 0;
    for (_, text) in parts(&bytes).iter().filter(|(name, _)| name.starts_with("xl/worksheets/s")) {
        for link in text.split("<hyperlink ").skip(1) {
            let attribute = |name: &str| {
                let from = link.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
                link[from..].split('"').next().unwrap().to_owned()
            };
            let row = |cell: &str| cell.rsplit('A').next().unwrap().parse::<usize>().unwrap() - 1;
            let (from, to) = (row(&attribute("ref")), attribute("location"));
            let (sheet, there) = match to.split_once('!').unwrap().0 {
                "'evidence'" => (&documents, &evidence),
                "'documents'" => (&evidence, &documents),
                _ => continue,
            };
            // Tags and the map lead to documents as well; only pairs of the two are compared here.
            if text.contains(&format!(
                "<dimension ref=\"A1:{}",
                if sheet == &documents { 'Q' } else { 'G' }
            )) {
                assert_eq!(sheet[from], there[row(&to)]);
                links += 1;
            }
        }
    }
    assert!(links > 60, "{links}");
}

#[test]
fn numbers_are_numbers_with_filters_and_charts_beside_the_tables_that_have_shares() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), false);
    let bytes = bytes(folder.path(), &ReportSettings::default());
    let mut book = open(&bytes);
    let themes = book.worksheet_range("themes").unwrap();
    assert!(matches!(themes.get((1, 3)), Some(Data::Float(share)) if *share > 0.0));
    let documents = book.worksheet_range("documents").unwrap();
    assert!(matches!(documents.get((1, 4)), Some(Data::Float(year)) if *year > 1900.0));
    let parts = parts(&bytes);
    let charts = parts.iter().filter(|(name, _)| name.starts_with("xl/charts/chart")).count();
    assert_eq!(charts, 2);
    let filters = parts.iter().filter(|(_, text)| text.contains("<autoFilter")).count();
    let panes = parts.iter().filter(|(_, text)| text.contains("state=\"frozen\"")).count();
    assert!(filters >= 12 && panes >= filters, "{filters} {panes}");
}

#[test]
fn the_same_run_gives_the_same_bytes_and_a_bare_one_gives_some() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), true);
    let settings = ReportSettings { title: Some("T".into()), ..ReportSettings::default() };
    assert!(bytes(folder.path(), &settings) == bytes(folder.path(), &settings));
    let bare = TempDir::new().unwrap();
    write_bare(bare.path());
    assert!(open(&bytes(bare.path(), &settings)).sheet_names().contains(&"documents".to_owned()));
}

#[test]
fn what_does_not_fit_into_a_cell_is_cut_and_told() {
    let folder = TempDir::new().unwrap();
    write_bare(folder.path());
    let path = folder.path().join("documents.csv");
    let long = fs::read_to_string(&path).unwrap().replace("...", &"long ".repeat(9_000));
    fs::write(&path, long).unwrap();
    let bytes = bytes(folder.path(), &ReportSettings::default());
    let mut book = open(&bytes);
    let text = texts(&book.worksheet_range("documents").unwrap())[1][1].clone();
    assert!(text.ends_with("(cut here)") && text.len() < 32_800, "{}", text.len());
    let about = texts(&book.worksheet_range("about").unwrap());
    assert!(
        about.iter().flatten().any(|cell| cell.contains("1 texts are longer")
            || cell.contains("documents.csv has them whole"))
    );
}

#[test]
fn without_texts_no_sentence_of_the_input_stands_in_it() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), false);
    let settings = ReportSettings { no_text: true, ..ReportSettings::default() };
    let bytes = bytes(folder.path(), &settings);
    let run = Run::read(folder.path()).unwrap();
    let all: String = parts(&bytes).into_iter().map(|(_, text)| text).collect();
    for case in &run.documents.cases {
        for value in case.values[..2].iter().filter(|value| value.chars().count() > 24) {
            let begins: String = value.chars().take(24).collect();
            assert!(!all.contains(&begins), "{begins}");
        }
    }
    assert!(all.contains("Vestria"), "a short column of the input stays");
}
