//! Spreadsheets as their readers see them.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format as Style, Workbook};

use super::*;

const PLACE: &str = "cases.xlsx";

fn rows(path: &Path, format: Format, sheet: Option<&str>) -> Result<(Sheet, Vec<Vec<String>>)> {
    let settings = CorpusSettings { sheet: sheet.map(str::to_owned), ..CorpusSettings::default() };
    let sheet = read(PLACE, path, format, &settings)?;
    let rows = sheet.rows(PLACE)?.map(|record| match record.unwrap() {
        Record::Row { position, values } => {
            let cells = values.iter().map(|value| value.unwrap_or("-").to_owned());
            std::iter::once(position.to_string()).chain(cells).collect()
        }
        Record::Reject { position, detail, .. } => vec![position.to_string(), detail],
    });
    let rows = rows.collect();
    Ok((sheet, rows))
}

fn saved(mut book: Workbook) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    book.save(folder.path().join("book")).unwrap();
    folder
}

#[test]
fn every_kind_of_cell_becomes_text() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(["text", "whole", "part", "yes", "day", "at", "none"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    let day = Style::new().set_num_format("yyyy-mm-dd");
    let at = Style::new().set_num_format("yyyy-mm-dd hh:mm");
    sheet.write_string(1, 0, "a garden\nfor \"all\", free").unwrap();
    sheet.write_number(1, 1, 12_345_678_901.0).unwrap();
    sheet.write_number(1, 2, -0.25).unwrap();
    sheet.write_boolean(1, 3, true).unwrap();
    let date = ExcelDateTime::from_ymd(2024, 5, 1).unwrap();
    sheet.write_datetime_with_format(1, 4, &date, &day).unwrap();
    let date = ExcelDateTime::from_ymd(2024, 5, 1).unwrap().and_hms(9, 30, 0).unwrap();
    sheet.write_datetime_with_format(1, 5, &date, &at).unwrap();
    let folder = saved(book);
    let (sheet, rows) = rows(&folder.path().join("book"), Format::Xlsx, None).unwrap();
    assert_eq!(sheet.columns, ["text", "whole", "part", "yes", "day", "at", "none"]);
    let expected = [
        "2",
        "a garden\nfor \"all\", free",
        "12345678901",
        "-0.25",
        "true",
        "2024-05-01",
        "2024-05-01 09:30:00",
        "-",
    ];
    assert_eq!(rows, [expected]);
}

#[test]
fn the_first_sheet_with_rows_is_read_and_the_header_is_found() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("cover").unwrap();
    let sheet = book.add_worksheet().set_name("cases").unwrap();
    sheet.write_string(0, 0, "Cases of the year").unwrap();
    for (row, cells) in [(2, ["id", "text"]), (3, ["a", "a garden"]), (7, ["b", "a bridge"])] {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    let folder = saved(book);
    let path = folder.path().join("book");
    let (sheet, found) = rows(&path, Format::Xlsx, None).unwrap();
    assert_eq!((sheet.name.as_str(), sheet.header), ("cases", 3));
    assert_eq!(found, [["4", "a", "a garden"], ["8", "b", "a bridge"]]);
    assert_eq!(sheet.remarks().len(), 2);
    let error = rows(&path, Format::Xlsx, Some("Cases")).unwrap_err();
    assert!(error.remedy().contains("did you mean `cases`"), "{}", error.remedy());
    let error = rows(&path, Format::Xlsx, Some("cover")).unwrap_err();
    assert!(error.place().ends_with("sheet cover"), "{error}");
}

#[test]
fn a_cell_over_several_rows_stands_in_each_and_a_stray_cell_is_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Style::new();
    for (column, name) in (0..).zip(["town", "text"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    sheet.merge_range(1, 0, 2, 0, "Lower Meadow", &plain).unwrap();
    sheet.write_string(1, 1, "a garden").unwrap();
    sheet.write_string(2, 1, "a bridge").unwrap();
    sheet.write_string(3, 1, "a mill").unwrap();
    sheet.write_string(4, 1, "a bus").unwrap();
    sheet.write_string(4, 700, "what is this").unwrap();
    sheet.write_string(5, 2, "beside").unwrap();
    let folder = saved(book);
    let (sheet, rows) = rows(&folder.path().join("book"), Format::Xlsx, None).unwrap();
    assert_eq!(sheet.columns, ["town", "text", "column_3"]);
    assert_eq!(rows[0], ["2", "Lower Meadow", "a garden", "-"]);
    assert_eq!(rows[1], ["3", "Lower Meadow", "a bridge", "-"]);
    assert_eq!(rows[2], ["4", "-", "a mill", "-"]);
    assert_eq!(rows[3], ["5", "a cell stands in column ZY, far beside the table"]);
    assert_eq!(rows[4], ["6", "-", "-", "beside"]);
}

/// An ODS file with this content in its sheets.
fn ods(tables: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut zip = zip::ZipWriter::new(fs::File::create(folder.path().join("book")).unwrap());
    let how = zip::write::SimpleFileOptions::default();
    zip.start_file("mimetype", how).unwrap();
    zip.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
    zip.start_file("content.xml", how).unwrap();
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>{tables}\
         </office:spreadsheet></office:body></office:document-content>"
    );
    zip.write_all(content.as_bytes()).unwrap();
    zip.finish().unwrap();
    folder
}

fn text_cell(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

#[test]
fn an_ods_sheet_is_read_with_its_repeats_and_spans() {
    let header = ["id", "text", "n", "day"].map(text_cell).concat();
    let tall = text_cell("tall")
        .replace("<table:table-cell", "<table:table-cell table:number-rows-spanned=\"2\"");
    let folder = ods(&format!(
        "<table:table table:name=\"empty\"><table:table-row table:number-rows-repeated=\"1048576\">\
         <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>\
         <table:table table:name=\"cases\"><table:table-row>{header}</table:table-row>\
         <table:table-row>{tall}{}<table:table-cell office:value-type=\"float\" office:value=\"1.5\"/>\
         <table:table-cell office:value-type=\"date\" office:date-value=\"2024-05-01T09:30:00\"/>\
         </table:table-row><table:table-row><table:covered-table-cell/>{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell/></table:table-row>\
         </table:table>",
        "<table:table-cell><office:annotation><text:p>note</text:p></office:annotation>\
         <text:p>a &amp; b<text:s text:c=\"2\"/>c</text:p><text:p>d</text:p></table:table-cell>",
        text_cell("a bridge"),
    ));
    let path = folder.path().join("book");
    assert_eq!(kind(&path), Some(Format::Ods));
    let (sheet, rows) = rows(&path, Format::Ods, None).unwrap();
    assert_eq!((sheet.name.as_str(), sheet.header), ("cases", 1));
    assert_eq!(sheet.columns, ["id", "text", "n", "day"]);
    assert_eq!(rows[0], ["2", "tall", "a & b  c\nd", "1.5", "2024-05-01 09:30:00"]);
    assert_eq!(rows[1], ["3", "tall", "a bridge", "-", "-"]);
    assert_eq!(rows.len(), 2);
}

#[test]
fn what_is_packed_too_well_is_refused_before_it_fills_the_memory() {
    let folder = ods(&" ".repeat(1 << 20));
    let settings = CorpusSettings { max_unpacked: Some(1000), ..CorpusSettings::default() };
    let error = read(PLACE, &folder.path().join("book"), Format::Ods, &settings).unwrap_err();
    assert!(error.remedy().contains("--max-unpacked"), "{error}");
}
