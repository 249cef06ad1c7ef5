//! Rows read are analysed or rejected, to the row, in every format and by every verb.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::fs;
use std::io::Write as _;
use std::path::Path;

use common::{caselens, rows};
use polars::prelude::{
    DataFrame, IpcWriter, NamedFrom as _, ParquetWriter, SerWriter as _, Series,
};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

/// One row of an input, well or with a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Well,
    NoText,
    /// A formula to a spreadsheet program.
    Formula,
    Quoted,
    /// One field too many, or none that can be told.
    Broken,
    /// Bytes that are no UTF-8.
    Undecodable,
    /// An id that another row has.
    Repeated,
    NoId,
}

const ROWS: [Row; 8] = [
    Row::Well,
    Row::NoText,
    Row::Formula,
    Row::Quoted,
    Row::Broken,
    Row::Undecodable,
    Row::Repeated,
    Row::NoId,
];

/// Id and text of a row.
fn cells(number: usize, row: Row) -> (String, String) {
    let id = match row {
        Row::Repeated => "case-0".to_owned(),
        Row::NoId => String::new(),
        _ => format!("case-{number}"),
    };
    let text = match row {
        Row::NoText => String::new(),
        Row::Formula => format!("=the mill {number} was built by citizens"),
        Row::Quoted => format!("the \"mill\", number {number};\nthe bus and the people"),
        _ => format!("citizens voted on the mill {number} and the night bus of the valley"),
    };
    (id, text)
}

/// The rows as a table whose fields `divider` divides.
fn delimited(table: &[Row], divider: char) -> Vec<u8> {
    let mut bytes = format!("id{divider}text\n").into_bytes();
    for (number, &row) in table.iter().enumerate() {
        let (id, text) = cells(number, row);
        let text = format!("\"{}\"", text.replace('"', "\"\""));
        bytes.extend(format!("{id}{divider}").into_bytes());
        match row {
            Row::Undecodable => bytes.extend(b"caf\xff\xfe"),
            Row::Broken => bytes.extend(format!("{text}{divider}more").into_bytes()),
            _ => bytes.extend(text.into_bytes()),
        }
        bytes.push(b'\n');
    }
    bytes
}

fn object(number: usize, row: Row) -> Vec<u8> {
    let (id, text) = cells(number, row);
    let json = serde_json::json!({ "id": id, "text": text }).to_string();
    match row {
        Row::Broken => json.replace('}', ",,}").into_bytes(),
        Row::Undecodable => json
            .replace("valley", "va@@ey")
            .into_bytes()
            .iter()
            .map(|&byte| if byte == b'@' { 0xFF } else { byte })
            .collect(),
        _ => json.into_bytes(),
    }
}

fn json_lines(table: &[Row]) -> Vec<u8> {
    let lines = table.iter().enumerate().map(|(number, &row)| object(number, row));
    lines.collect::<Vec<_>>().join(&b"\n\n"[..])
}

/// What breaks a line would break the whole file, so that a number stands in its place.
fn json(table: &[Row]) -> Vec<u8> {
    let rows = table.iter().enumerate().map(|(number, &row)| match row {
        Row::Broken | Row::Undecodable => b"7".to_vec(),
        row => object(number, row),
    });
    [b"[", rows.collect::<Vec<_>>().join(&b","[..]).as_slice(), b"]"].concat()
}

fn frame(table: &[Row]) -> DataFrame {
    let (ids, texts): (Vec<String>, Vec<String>) =
        table.iter().enumerate().map(|(number, &row)| cells(number, row)).unzip();
    let column = |name: &str, cells: &[String]| Series::new(name.into(), cells).into();
    DataFrame::new_infer_height(vec![column("id", &ids), column("text", &texts)]).unwrap()
}

/// A cell far beside the table is the only fault that a row of a sheet can have.
fn xlsx(table: &[Row]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "id").unwrap();
    sheet.write_string(0, 1, "text").unwrap();
    for (at, (number, &row)) in (1_u32..).zip(table.iter().enumerate()) {
        let (id, text) = cells(number, row);
        // A sheet has no row where all cells are empty.
        sheet
            .write_string(at, 0, if id.is_empty() && text.is_empty() { "-" } else { &id })
            .unwrap();
        sheet.write_string(at, 1, text).unwrap();
        if row == Row::Broken {
            sheet.write_string(at, 900, "beside").unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn ods(table: &[Row]) -> Vec<u8> {
    let cell = |text: &str| {
        let text = text.replace('&', "&amp;").replace('\n', "</text:p><text:p>");
        format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>")
    };
    let mut body = format!("<table:table-row>{}{}</table:table-row>", cell("id"), cell("text"));
    for (number, &row) in table.iter().enumerate() {
        let (id, text) = cells(number, row);
        let stray = "<table:table-cell table:number-columns-repeated=\"900\"/>";
        let stray =
            if row == Row::Broken { format!("{stray}{}", cell("beside")) } else { String::new() };
        body += &format!("<table:table-row>{}{}{stray}</table:table-row>", cell(&id), cell(&text));
    }
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let how = zip::write::SimpleFileOptions::default();
    zip.start_file("mimetype", how).unwrap();
    zip.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
    zip.start_file("content.xml", how).unwrap();
    let content = format!("<d><b><table:table table:name=\"a\">{body}</table:table></b></d>");
    zip.write_all(content.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// A file in UTF-16; what is no UTF-8 becomes half a character there.
fn utf16(bytes: &[u8]) -> Vec<u8> {
    let text: String = bytes
        .utf8_chunks()
        .map(|chunk| {
            let broken = if chunk.invalid().is_empty() { "" } else { "\u{E000}" };
            format!("{}{broken}", chunk.valid())
        })
        .collect();
    let units = text.encode_utf16().map(|unit| if unit == 0xE000 { 0xD800 } else { unit });
    [0xFEFF].into_iter().chain(units).flat_map(u16::to_le_bytes).collect()
}

fn lines(table: &[Row]) -> Vec<u8> {
    let line = |(number, &row): (usize, &Row)| match row {
        Row::Undecodable => b"caf\xff\xfe".to_vec(),
        Row::NoText => b"-".to_vec(),
        row => cells(number, row).1.replace('\n', " ").into_bytes(),
    };
    table.iter().enumerate().map(line).collect::<Vec<_>>().join(&b"\n"[..])
}

fn page(table: &[Row]) -> Vec<u8> {
    let blocks: String = table
        .iter()
        .enumerate()
        .map(|(number, &row)| match row {
            Row::NoText => format!("<nav>Menu {number}</nav>"),
            row => format!("<p>{}</p>", cells(number, row).1),
        })
        .collect();
    format!("<!doctype html><body>{blocks}</body>").into_bytes()
}

/// Writes the table in every format and gives what the files hold.
fn write(folder: &Path, table: &[Row]) -> Vec<(&'static str, Vec<&'static str>)> {
    let put = |name: &str, bytes: Vec<u8>| fs::write(folder.join(name), bytes).unwrap();
    put("a.csv", delimited(table, ','));
    put("a.tsv", delimited(table, '\t'));
    put("semicolon.csv", delimited(table, ';'));
    put("a.jsonl", json_lines(table));
    put("a.json", json(table));
    put("a.xlsx", xlsx(table));
    put("a.ods", ods(table));
    put("a.csv.gz", gzip(&delimited(table, ',')));
    put("a.jsonl.zst", zstd::encode_all(&json_lines(table)[..], 1).unwrap());
    put("wide.csv", utf16(&delimited(table, ',')));
    put("a.txt", lines(table));
    put("a.html", page(table));
    let create = |name| fs::File::create(folder.join(name)).unwrap();
    ParquetWriter::new(create("a.parquet")).finish(&mut frame(table)).unwrap();
    IpcWriter::new(create("a.arrow")).finish(&mut frame(table)).unwrap();
    let (text, line) = (vec!["--text", "text", "--id", "id"], vec!["--layout", "line"]);
    [
        "a.csv",
        "a.tsv",
        "semicolon.csv",
        "a.jsonl",
        "a.json",
        "a.xlsx",
        "a.ods",
        "a.csv.gz",
        "a.jsonl.zst",
        "wide.csv",
        "a.parquet",
        "a.arrow",
    ]
    .map(|name| (name, text.clone()))
    .into_iter()
    .chain([("a.txt", line.clone()), ("a.html", line)])
    .collect()
}

fn counts(path: &Path) -> (usize, usize, usize) {
    let ledger = rows(&path.join("ledger.csv"));
    let outcome = |name: &str| {
        let row = ledger.iter().find(|row| row["outcome"] == name).unwrap();
        row["documents"].parse().unwrap()
    };
    let rejected = rows(&path.join("rejects.csv")).len();
    assert_eq!(outcome("analysed"), rows(&path.join("documents.csv")).len());
    (outcome("rows read"), outcome("analysed"), rejected)
}

fn balances(folder: &Path, name: &str, more: &[&str], expected: usize) {
    for verb in ["run", "tag", "cluster", "vectorize"] {
        let arguments =
            [&[verb, name, "-q", "--force", "--threads", "1", "-o", "out"], more].concat();
        let output = caselens(folder).args(&arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        let out = folder.join("out");
        let (read, analysed, rejected) = match verb {
            "vectorize" => {
                let analysed = rows(&out.join("ids.csv")).len();
                let rejected = rows(&out.join("rejects.csv")).len();
                (analysed + rejected, analysed, rejected)
            }
            _ => counts(&out),
        };
        assert_eq!((read, analysed + rejected), (expected, expected), "{verb} {name}");
    }
    let arguments = [&["check", name, "-q", "--format", "json"], more].concat();
    let output = caselens(folder).args(&arguments).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let total = |name: &str| report["totals"][name].as_u64().unwrap() as usize;
    assert_eq!(
        (total("rows_read"), total("cases") + total("rejected")),
        (expected, expected),
        "{name}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 3,
        max_shrink_iters: 20,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    })]

    #[test]
    fn rows_read_are_analysed_or_rejected_in_every_format(
        more in prop::collection::vec(prop::sample::select(ROWS.to_vec()), 8..30)
    ) {
        let folder = tempfile::tempdir().unwrap();
        // The header's encoding and at least one case.
        let table = [&[Row::Well, Row::Well][..], &more].concat();
        for (name, arguments) in write(folder.path(), &table) {
            balances(folder.path(), name, &arguments, table.len());
        }
    }
}

/// Texts of spreadsheets' formulas in the input come out as texts, and come back.
#[test]
fn no_cell_of_a_csv_is_a_formula_and_every_text_can_be_had_back() {
    let folder = tempfile::tempdir().unwrap();
    let table = [Row::Well, Row::Formula, Row::Formula];
    fs::write(folder.path().join("a.csv"), delimited(&table, ',')).unwrap();
    let texts = |more: &[&str]| {
        let arguments = [&["tag", "a.csv", "-q", "--force", "-o", "out.csv"], more].concat();
        assert!(caselens(folder.path()).args(arguments).output().unwrap().status.success());
        let rows = rows(&folder.path().join("out.csv"));
        rows.into_iter().map(|row| row["text"].clone()).collect::<Vec<_>>()
    };
    let expected: Vec<String> =
        table.iter().enumerate().map(|(number, &row)| cells(number, row).1).collect();
    assert_eq!(texts(&["--raw-csv"]), expected);
    let safe = texts(&[]);
    assert!(safe.iter().all(|text| !text.starts_with('=')), "{safe:?}");
    let back: Vec<&str> = safe.iter().map(|text| caselens::tables::restored(text)).collect();
    assert_eq!(back, expected);
}
