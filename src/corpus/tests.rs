//! Corpora as their readers see them: what comes out of the files that went in.

use std::fs;
use std::path::{Path, PathBuf};

use polars::prelude::{
    DataFrame, IpcWriter, NamedFrom as _, ParquetWriter, SerWriter as _, Series,
};
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::error::{Error, ErrorKind};
use crate::progress::{Progress, Step};

/// A folder of files, deleted at the end of the test.
struct Shelf(TempDir);

impl Shelf {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        fs::write(self.path(name), content).unwrap();
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn inputs(&self, names: &[&str]) -> Vec<Input> {
        names.iter().map(|name| Input::Path(self.path(name))).collect()
    }

    fn try_open(&self, names: &[&str], settings: &CorpusSettings) -> crate::Result<Corpus> {
        Corpus::open(&self.inputs(names), settings)
    }

    fn open(&self, names: &[&str]) -> Corpus {
        self.try_open(names, &CorpusSettings::default()).unwrap()
    }

    fn error(&self, name: &str) -> Error {
        self.try_open(&[name], &CorpusSettings::default()).unwrap_err()
    }
}

fn read(corpus: &Corpus) -> (Vec<Document>, Vec<Reject>) {
    let (mut cases, mut rejects) = (Vec::new(), Vec::new());
    for entry in corpus.entries().unwrap() {
        match entry.unwrap() {
            Entry::Case(document) => cases.push(document),
            Entry::Reject(reject) => rejects.push(reject),
        }
    }
    (cases, rejects)
}

fn values(document: &Document) -> Vec<Option<&str>> {
    document.values.iter().collect()
}

fn ids(documents: &[Document]) -> Vec<&str> {
    documents.iter().map(|document| document.id.as_str()).collect()
}

/// A text of `words` words that no other `seed` gives.
fn prose(seed: &str, words: usize) -> String {
    (0..words).map(|n| format!("{seed}{n}")).collect::<Vec<_>>().join(" ")
}

const TABLE: [(&str, &str); 2] = [
    ("m1", "The town of Lower Meadow asked its people what the mill should become"),
    ("m2", "A night bus with a nurse on board visits the villages of the valley"),
];

/// The table in every format that holds tables.
fn tables() -> Shelf {
    let rows = |show: &dyn Fn(&str, &str) -> String, divider: &str| {
        TABLE.map(|(id, text)| show(id, text)).join(divider)
    };
    let json = |id: &str, text: &str| format!(r#"{{"id": "{id}", "summary": "{text}"}}"#);
    let shelf = Shelf::new()
        .with("t.csv", format!("id,summary\n{}\n", rows(&|id, text| format!("{id},{text}"), "\n")))
        .with("t.tsv", format!("id\tsummary\n{}", rows(&|id, text| format!("{id}\t{text}"), "\n")))
        .with("t.jsonl", rows(&json, "\n"))
        .with("t.json", format!("[{}]", rows(&json, ",")));
    let column = |name: &str, values: [&str; 2]| Series::new(name.into(), values).into();
    let mut frame = DataFrame::new_infer_height(vec![
        column("id", TABLE.map(|row| row.0)),
        column("summary", TABLE.map(|row| row.1)),
    ])
    .unwrap();
    let create = |name| fs::File::create(shelf.path(name)).unwrap();
    ParquetWriter::new(create("t.parquet")).finish(&mut frame).unwrap();
    IpcWriter::new(create("t.arrow")).finish(&mut frame).unwrap();
    shelf
}

#[test]
fn a_table_is_the_same_corpus_in_every_format() {
    let shelf = tables();
    for (name, format) in [
        ("t.csv", Format::Csv),
        ("t.tsv", Format::Tsv),
        ("t.jsonl", Format::Jsonl),
        ("t.json", Format::Json),
        ("t.parquet", Format::Parquet),
        ("t.arrow", Format::Arrow),
    ] {
        let corpus = shelf.open(&[name]);
        let (cases, rejects) = read(&corpus);
        assert_eq!(corpus.sources()[0].format, format);
        assert_eq!(corpus.schema().columns, ["id", "summary"], "{name}");
        assert_eq!(corpus.schema().text, [1]);
        assert_eq!(corpus.name(), "t");
        let read: Vec<_> = cases.iter().map(values).collect();
        assert_eq!(read, TABLE.map(|(id, text)| vec![Some(id), Some(text)]), "{name}");
        assert_eq!(ids(&cases), ["m1", "m2"]);
        assert_eq!(cases[1].place.position, 2);
        assert!(rejects.is_empty());
        assert_eq!(
            corpus.guess().to_string(),
            "text column `summary` (guessed), id column `id` (guessed)"
        );
    }
}

#[test]
fn a_wrong_or_missing_extension_does_no_harm() {
    let shelf = tables();
    for name in ["t.csv", "t.jsonl", "t.json", "t.parquet", "t.arrow"] {
        let content = fs::read(shelf.path(name)).unwrap();
        let expected = read(&shelf.open(&[name])).0;
        for other in ["t", "t.dat", "t.parquet", "t.csv"] {
            let shelf = Shelf::new().with(other, &content);
            let cases = read(&shelf.open(&[other])).0;
            assert_eq!(ids(&cases), ids(&expected), "{name} as {other}");
        }
    }
}

#[test]
fn entries_are_the_same_every_time() {
    let shelf = Shelf::new().with("a.csv", "text\nx y z\nx y z\n\"open\n");
    let corpus = shelf.open(&["a.csv"]);
    assert_eq!(read(&corpus), read(&corpus));
    assert_eq!(read(&corpus).0.len(), 2);
    assert_eq!(read(&corpus).1.len(), 1);
}

#[test]
fn columns_are_united_and_the_source_is_told() {
    let shelf = Shelf::new()
        .with("a.csv", format!("id,text\na,{}\n", prose("a", 8)))
        .with("b.jsonl", format!(r#"{{"country": "XX", "text": "{}"}}"#, prose("b", 8)));
    let corpus = shelf.open(&["a.csv", "b.jsonl"]);
    assert_eq!(corpus.schema().columns, ["id", "text", "country", "source"]);
    let (cases, _) = read(&corpus);
    let (a, b) = (prose("a", 8), prose("b", 8));
    assert_eq!(values(&cases[0]), [Some("a"), Some(a.as_str()), None, Some("a.csv")]);
    assert_eq!(values(&cases[1]), [None, Some(b.as_str()), Some("XX"), Some("b.jsonl")]);
}

#[test]
fn a_source_column_of_the_inputs_is_kept() {
    let row = |source: &str| format!("source,text\n{source},{}\n", prose(source, 8));
    let shelf = Shelf::new().with("a.csv", row("letter")).with("b.csv", row("call"));
    let corpus = shelf.open(&["a.csv", "b.csv"]);
    assert_eq!(corpus.schema().columns, ["source", "text"]);
    assert_eq!(values(&read(&corpus).0[1])[0], Some("call"));
}

#[test]
fn files_of_one_name_are_told_apart() {
    let shelf = Shelf::new();
    for folder in ["one", "two"] {
        fs::create_dir(shelf.path(folder)).unwrap();
    }
    let shelf = shelf
        .with("one/a.csv", format!("text\n{}\n", prose("a", 8)))
        .with("two/a.csv", format!("text\n{}\n", prose("b", 8)));
    let cases = read(&shelf.open(&["one/a.csv", "two/a.csv"])).0;
    assert_ne!(cases[0].values.get(1), cases[1].values.get(1));
    let cases = read(&shelf.open(&["."])).0;
    assert_eq!(values(&cases[0])[1], Some("one/a.csv"));
}

#[test]
fn a_row_whose_id_was_already_read_is_rejected() {
    let rows: String = (0..20).map(|n| format!("{n},{}\n", prose("x", 6))).collect();
    let shelf = Shelf::new().with("a.csv", format!("id,text\n{rows}3,another text\n"));
    let (cases, rejects) = read(&shelf.open(&["a.csv"]));
    assert_eq!((cases.len(), rejects.len()), (20, 1));
    assert_eq!(rejects[0].reason, Reason::RepeatedId);
    assert_eq!(rejects[0].place.position, 21);
    assert_eq!(rejects[0].detail, "id 3");
    assert_eq!(rejects[0].excerpt, "another text");
}

#[test]
fn a_blank_id_is_made_from_the_text_and_does_not_depend_on_the_row() {
    let (a, b) = (prose("a", 6), prose("b", 6));
    let shelf = Shelf::new()
        .with("a.csv", format!("text\n{a}\n{b}\n{a}\n"))
        .with("b.csv", format!("text\n{b}\n{a}\n{a}\n"));
    let settings = CorpusSettings { id: Some("text".into()), ..CorpusSettings::default() };
    let (first, second) = (read(&shelf.open(&["a.csv"])).0, read(&shelf.open(&["b.csv"])).0);
    let (mut first, mut second) = (ids(&first), ids(&second));
    assert_eq!(first[2], format!("{}-2", first[0]));
    first.sort_unstable();
    second.sort_unstable();
    assert_eq!(first, second);
    let named = shelf.try_open(&["a.csv"], &settings).unwrap();
    assert_eq!(read(&named).0[0].id, a);
}

#[test]
fn several_text_columns_make_one_document_of_several_fields() {
    let shelf = Shelf::new().with("a.csv", "q,id,a\nwhy,1,because\n");
    let text = vec!["a".to_owned(), "q".to_owned()];
    let settings = CorpusSettings { text, ..CorpusSettings::default() };
    let corpus = shelf.try_open(&["a.csv"], &settings).unwrap();
    let case = read(&corpus).0.remove(0);
    assert_eq!(case.fields(corpus.schema()).collect::<Vec<_>>(), ["because", "why"]);
    assert_eq!(corpus.schema().field_name(0), "a");
}

#[test]
fn an_empty_cell_stays_an_empty_value() {
    let shelf = Shelf::new().with("a.csv", format!("text,note\n{},\n", prose("a", 6)));
    assert_eq!(values(&read(&shelf.open(&["a.csv"])).0[0])[1], Some(""));
}

#[test]
fn sources_carry_length_and_hash_and_the_survey_counts_bytes() {
    #[derive(Default)]
    struct Bytes(std::sync::Mutex<(Option<u64>, u64)>);
    impl Progress for Bytes {
        fn begin(&self, step: Step, total: Option<u64>) {
            assert_eq!(step, Step::Survey);
            self.0.lock().unwrap().0 = total;
        }
        fn advance(&self, units: u64) {
            self.0.lock().unwrap().1 += units;
        }
    }
    let shelf = tables();
    let progress = Bytes::default();
    let inputs = shelf.inputs(&["t.csv", "t.json"]);
    let corpus = Corpus::open(&inputs, &CorpusSettings::default()).unwrap();
    let hashes = corpus.hashes(&progress).unwrap();
    let bytes: u64 = corpus.sources().iter().map(|source| source.bytes).sum();
    assert_eq!(*progress.0.lock().unwrap(), (Some(bytes), bytes));
    assert!(hashes.len() == 2 && hashes.iter().all(|hash| hash.len() == 64));
}

#[test]
fn a_page_is_told_into_cases_and_chrome() {
    let (a, b) = (prose("a", 40), prose("b", 30));
    let shelf = Shelf::new().with("page.txt", format!("Skip to main\nMenu\n\n{a}\n{b}\n"));
    let corpus = shelf.open(&["page.txt"]);
    let (cases, rejects) = read(&corpus);
    assert_eq!(corpus.guess().to_string(), "text column `text`, ids made from the text");
    assert_eq!([values(&cases[0])[0], values(&cases[1])[0]], [Some(&a[..]), Some(&b[..])]);
    let lines: Vec<_> = rejects.iter().map(|reject| reject.place.position).collect();
    assert_eq!(lines, [1, 2]);
    assert_eq!(rejects[0].reason, Reason::ShortLine);
    assert_eq!((cases[0].place.position, cases[0].place.unit), (4, Unit::Line));
}

#[test]
fn a_paragraph_on_several_pages_is_chrome_in_text_and_html_alike() {
    let notice = prose("notice", 30);
    let shelf = Shelf::new()
        .with("a.txt", format!("{}\n\n{notice}\n", prose("a", 30)))
        .with("b.html", format!("<main><p>{}</p><p>{notice}</p></main>", prose("b", 30)))
        .with("c.htm", format!("<p>{notice}</p><p>{}", prose("c", 30)));
    let (cases, rejects) = read(&shelf.open(&["."]));
    assert_eq!(cases.len(), 3);
    assert_eq!(rejects.len(), 3);
    assert!(rejects.iter().all(|reject| reject.reason == Reason::RepeatedParagraph));
}

#[test]
fn a_web_page_gives_its_main_text_and_lists_the_rest() {
    let case = prose("case", 30);
    let html = format!("<!doctype html><nav>Home</nav><main><h1>All</h1><p>{case}</main>");
    let (cases, rejects) = read(&Shelf::new().with("a.html", html).open(&["a.html"]));
    assert_eq!(values(&cases[0]), [Some(&case[..])]);
    assert_eq!((cases[0].place.position, cases[0].place.unit), (3, Unit::Block));
    let reasons: Vec<_> = rejects.iter().map(|reject| reject.reason).collect();
    assert_eq!(reasons, [Reason::Navigation, Reason::ShortLine]);
}

#[test]
fn a_page_without_a_case_is_an_error_whose_remedy_works() {
    let shelf = Shelf::new().with("a.txt", "One line\nAnother line\n").with("b.html", "<p>Word");
    for name in ["a.txt", "b.html"] {
        let error = shelf.error(name);
        assert!(error.remedy().contains("--layout line"), "{error}");
        for layout in [Layout::Line, Layout::Paragraph] {
            let settings = CorpusSettings { layout, ..CorpusSettings::default() };
            let corpus = shelf.try_open(&[name], &settings).unwrap();
            assert!(!read(&corpus).0.is_empty());
        }
    }
}

#[test]
fn pages_and_tables_are_read_together() {
    let shelf = Shelf::new()
        .with("a.csv", format!("id,summary\nx,{}\n", prose("a", 8)))
        .with("b.txt", prose("b", 30));
    let corpus = shelf.open(&["a.csv", "b.txt"]);
    let text = |guess: &FileGuess| guess.text.clone();
    assert_eq!(corpus.guess().files.iter().map(text).collect::<Vec<_>>(), [["summary"], ["text"]]);
    assert_eq!(corpus.schema().text, [1, 2]);
    let (cases, _) = read(&corpus);
    assert_eq!(cases[0].id, "x");
    assert_eq!(cases[1].id.len(), 12);
}

#[test]
fn what_cannot_be_read_is_an_error_with_place_cause_and_remedy() {
    let shelf = Shelf::new()
        .with("empty.csv", "")
        .with("header.csv", "id,text\n")
        .with("binary.txt", b"\x00\x01\x02\x03 au lait")
        .with("numbers.csv", "id,year\n1,2020\n")
        .with("twice.csv", "id,id\n1,2\n")
        .with("book.xlsx", b"PK\x03\x04....")
        .with("broken.json", "[{\"a\": ")
        .with("none.json", "[]")
        .with("cut.parquet", "PAR1");
    for (name, cause) in [
        ("nowhere.csv", "no such file"),
        ("empty.csv", "empty"),
        ("header.csv", "no rows"),
        ("binary.txt", "not text"),
        ("numbers.csv", "no column reads like text"),
        ("twice.csv", "two columns"),
        ("book.xlsx", "office document"),
        ("broken.json", "not valid JSON"),
        ("none.json", "no rows"),
        ("cut.parquet", "cannot be read as Parquet"),
    ] {
        let error = shelf.error(name);
        assert_eq!(error.kind(), ErrorKind::Input, "{name}");
        assert!(error.cause().contains(cause), "{name}: {error}");
        assert!(!error.remedy().is_empty());
    }
}

#[test]
fn an_unknown_column_named_by_the_user_is_a_usage_error() {
    let shelf = tables();
    let named = |text: &[&str], id: Option<&str>| CorpusSettings {
        text: text.iter().map(|&name| name.to_owned()).collect(),
        id: id.map(str::to_owned),
        ..CorpusSettings::default()
    };
    let error = shelf.try_open(&["t.csv"], &named(&["sumary"], None)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Usage);
    assert!(error.remedy().contains("`summary`"));
    let error = shelf.try_open(&["t.csv"], &named(&[], Some("ident"))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Usage);
}

#[test]
fn a_corpus_in_memory_gives_its_documents_and_rejects_repeated_ids() {
    let schema = Schema { columns: vec!["text".into()], text: vec![0], id: None };
    let document = |id: &str, position| Document {
        id: id.to_owned(),
        values: [Some("a text")].into_iter().collect(),
        place: Place { source: "memory".into(), position, unit: Unit::Row },
    };
    let documents = vec![document("a", 1), document("b", 2), document("a", 3)];
    let corpus = Corpus::from_documents(schema, documents.clone());
    let (cases, rejects) = read(&corpus);
    assert_eq!(cases, documents[..2]);
    assert_eq!(rejects[0].place.position, 3);
    assert!(corpus.sources().is_empty());
}

#[test]
fn entries_can_be_read_on_another_thread() {
    fn check<T: Send>(_: &T) {}
    fn share<T: Sync>(_: &T) {}
    let corpus = tables().open(&["t.csv"]);
    share(&corpus);
    check(&corpus.entries());
}

/// The folder beside the project with real pages, where it is present.
fn shared() -> Option<PathBuf> {
    let named = std::env::var_os("CASELENS_SHARED").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    named.into_iter().chain([beside]).find(|folder| folder.join("seed").is_dir())
}

#[test]
fn the_seed_page_has_ten_cases_and_six_lines_of_chrome() {
    let Some(shared) = shared() else {
        println!("skipped: ../shared is not here; name it with CASELENS_SHARED");
        return;
    };
    let page = Input::Path(shared.join("seed/000_d2f19fdc44ec6e31.txt"));
    let corpus = Corpus::open(&[page], &CorpusSettings::default()).unwrap();
    let (cases, rejects) = read(&corpus);
    assert_eq!((cases.len(), rejects.len()), (10, 6));
    assert!(rejects.iter().all(|reject| reject.reason == Reason::ShortLine));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rows_read_are_cases_and_rejects(
        rows in proptest::collection::vec(proptest::collection::vec("[a-c \"é]{1,6}", 1..4), 1..30)
    ) {
        let mut content = b"id,text\nfirst,a row that is well\n".to_vec();
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        content.extend(writer.into_inner().unwrap());
        let shelf = Shelf::new().with("a.csv", content);
        let text = vec!["text".to_owned()];
        let settings = CorpusSettings { text, id: Some("id".into()), ..CorpusSettings::default() };
        let corpus = shelf.try_open(&["a.csv"], &settings).unwrap();
        let (cases, rejects) = read(&corpus);
        prop_assert_eq!(cases.len() + rejects.len(), rows.len() + 1);
        let mut ids = ids(&cases);
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), cases.len());
    }
}
