//! What holds for every report, whatever was in the input.

use std::path::Path;

use tempfile::TempDir;

use super::fixture::{HOSTILE, write, write_bare};
use super::{ReportFormat, ReportLanguage, ReportSettings, Run, render};

fn run(hostile: bool) -> Run {
    let folder = TempDir::new().unwrap();
    write(folder.path(), hostile);
    Run::read(folder.path()).unwrap()
}

fn html(run: &Run) -> String {
    render(run, ReportFormat::Html, &ReportSettings::default())
}

fn markdown(run: &Run) -> String {
    render(run, ReportFormat::Markdown, &ReportSettings::default())
}

/// Where the data of the page's script begin.
const DATA: &str = "<script type=\"application/json\" id=\"data\">";

/// The page without its style sheet and its script.
fn body(page: &str) -> &str {
    &page[page.find("</style>").unwrap() + 8..page.find(DATA).unwrap()]
}

/// The data and the script.
fn scripts(page: &str) -> (&str, &str) {
    let after = &page[page.find(DATA).unwrap() + DATA.len()..];
    let (data, rest) = after.split_once("</script><script>").unwrap();
    (data, rest.strip_suffix("</script></body></html>").unwrap())
}

#[test]
fn no_text_of_the_input_becomes_markup_in_html() {
    let page = html(&run(true));
    let body = body(&page);
    for bad in
        ["<script", "<img", "<textarea", "<b>bold", "onload=alert(1)>", "<svg onload", "x='\""]
    {
        assert!(!body.contains(bad), "{bad}");
    }
    assert_eq!(page.matches("</style>").count(), 1);
    assert_eq!(page.matches("</title>").count(), 1 + page.matches("<title>").count() - 1);
    assert!(!body.contains("\" onmouseover=\""));
    assert!(!body.contains("href=\"javascript"));
    assert!(body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "the text itself is shown");
}

#[test]
fn the_script_is_the_same_whatever_the_input_says_and_nothing_ends_its_data() {
    let cases = |settings: &ReportSettings| {
        let page = render(&run(true), ReportFormat::Html, settings);
        let (data, script) = scripts(&page);
        assert!(!data.contains('<') && !script.contains("</"));
        assert_eq!(page.matches("<script").count(), 2);
        let data: serde_json::Value = serde_json::from_str(data).unwrap();
        (data, script.to_owned(), page)
    };
    let (data, script, page) = cases(&ReportSettings::default());
    assert_eq!(script, scripts(&html(&run(false))).1);
    assert_eq!(data["cases"].as_array().unwrap().len(), 41);
    let policy = page.split("script-src 'sha256-").nth(1).unwrap();
    assert!(policy.contains("form-action 'none'") && !policy[..200].contains("unsafe"));
}

#[test]
fn cases_beyond_the_cards_are_carried_whole_for_the_script() {
    let folder = TempDir::new().unwrap();
    write_bare(folder.path());
    let ours = "language,tokens,themes,cluster,cluster_label,similarity,status";
    let rows: String =
        (0..700).map(|n| format!("d{n},</script><b>text {n} é🏫,en,1,,,,,ok\n")).collect();
    let table = format!("id,text,{ours}\n{rows}");
    std::fs::write(folder.path().join("documents.csv"), table).unwrap();
    let run = Run::read(folder.path()).unwrap();
    let page = html(&run);
    assert_eq!(page.matches("class=\"card\"").count(), 500);
    assert!(page.contains("All 700 cases analysed can be found here. 500 stand on the page"));
    let data: serde_json::Value = serde_json::from_str(scripts(&page).0).unwrap();
    let whole = data["cases"].as_array().unwrap().iter().filter(|case| case.get(6).is_some());
    let texts: Vec<&str> = whole.map(|case| case[6][2][0][1][0].as_str().unwrap()).collect();
    assert_eq!(texts.len(), 200);
    assert!(texts.iter().all(|text| text.starts_with("</script><b>text ")));
    assert!(markdown(&run).contains("500 of 700 cases are shown, 200 are left out"));
}

#[test]
fn every_link_stays_within_the_page_and_has_a_target() {
    let page = html(&run(true));
    for part in page.split("href=\"").skip(1) {
        let target = part.split('"').next().unwrap();
        let Some(anchor) = target.strip_prefix('#') else {
            assert_eq!(target, "data:,");
            continue;
        };
        assert!(page.contains(&format!("id=\"{anchor}\"")), "{anchor}");
    }
}

/// maud lets any element go unclosed, and inside SVG a browser would nest all that follows.
#[test]
fn every_element_of_a_drawing_is_closed() {
    let page = html(&run(true));
    for name in ["svg", "g", "line", "rect", "circle", "path", "use", "text"] {
        let opened =
            page.matches(&format!("<{name} ")).count() + page.matches(&format!("<{name}>")).count();
        assert_eq!(opened, page.matches(&format!("</{name}>")).count(), "{name}");
    }
}

#[test]
fn every_id_is_used_once() {
    let page = html(&run(true));
    let mut ids: Vec<&str> =
        page.split(" id=\"").skip(1).map(|part| part.split('"').next().unwrap()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn a_report_names_no_network_and_no_host() {
    let page = html(&run(false));
    // The hashes in the policy are of any letters.
    let (head, rest) = page.split_once("default-src 'none'").unwrap();
    let page = format!("{head}{}", rest.split_once("base-uri 'none'").unwrap().1);
    for page in [page, markdown(&run(false))] {
        for bad in ["http:", "https:", "//", "@import", "url(", "secret-host", "2001-01-01"] {
            assert!(!page.contains(bad), "{bad}");
        }
    }
}

#[test]
fn no_text_of_the_input_becomes_markup_in_markdown() {
    let page = markdown(&run(true));
    for line in page.lines() {
        let bare =
            line.replace("\\\\", "").replace("\\<", "").replace("\\[", "").replace("\\`", "");
        assert!(!bare.contains('<'), "{line}");
        assert!(!bare.contains("[x]"), "{line}");
        assert!(!bare.contains("`code"), "{line}");
        assert!(!line.starts_with("# no heading") && !line.starts_with("- no item"), "{line}");
    }
}

#[test]
fn rows_of_markdown_tables_have_as_many_cells_as_their_heads() {
    let page = markdown(&run(true));
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    for pair in page.lines().collect::<Vec<_>>().windows(2) {
        if pair.iter().all(|line| line.starts_with('|')) {
            assert_eq!(cells(pair[0]), cells(pair[1]), "{pair:?}");
        }
    }
}

#[test]
fn the_marks_of_html_are_the_evidence() {
    let run = run(false);
    let page = html(&run);
    for words in ["machine learning", "santé mentale", "مجلس المواطنين"] {
        assert!(page.contains(&format!("<mark>{words}</mark>")), "{words}");
    }
    assert!(page.contains("<mark class=\"more\">"), "overlapping evidence is told apart");
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let (one, two) = (run(true), run(true));
    assert_eq!(html(&one), html(&two));
    assert_eq!(markdown(&one), markdown(&two));
}

#[test]
fn a_run_of_one_empty_document_has_a_report() {
    let folder = TempDir::new().unwrap();
    write_bare(folder.path());
    let run = Run::read(folder.path()).unwrap();
    for page in [html(&run), markdown(&run)] {
        assert!(page.contains("What 1 case is about"));
        assert!(page.contains("There are no clusters"));
        assert!(!page.contains("NaN") && !page.contains("inf%"));
    }
}

#[test]
fn a_run_without_themes_has_a_report_of_clusters_alone() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), false);
    let without = |column: &str| column != "themes";
    without_columns(folder.path(), without);
    for table in ["tags", "evidence", "themes", "cooccurrence", "theme_by_cluster", "themes_by"] {
        std::fs::remove_file(folder.path().join(format!("{table}.csv"))).unwrap();
    }
    let run = Run::read(folder.path()).unwrap();
    assert!(html(&run).contains("Clusters of alike cases"));
    assert!(!html(&run).contains("id=\"themes\"") && !markdown(&run).contains("## Themes"));
}

#[test]
fn a_run_without_clusters_has_a_report_of_themes_alone() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), false);
    let ours =
        ["cluster", "cluster_label", "similarity", "second_cluster", "margin", "fit", "known"];
    without_columns(folder.path(), |column| !ours.contains(&column));
    for table in ["clusters", "cluster_terms", "theme_by_cluster", "cluster_choice", "map"] {
        std::fs::remove_file(folder.path().join(format!("{table}.csv"))).unwrap();
    }
    let run = Run::read(folder.path()).unwrap();
    assert!(html(&run).contains("id=\"themes\""));
    assert!(!html(&run).contains("id=\"clusters\"") && !html(&run).contains("href=\"#clusters"));
}

fn without_columns(folder: &Path, keep: impl Fn(&str) -> bool) {
    let path = folder.join("documents.csv");
    let mut reader = csv::Reader::from_path(&path).unwrap();
    let header = reader.headers().unwrap().clone();
    let kept = |row: &csv::StringRecord| {
        let cells = header.iter().zip(row).filter(|(name, _)| keep(name));
        cells.map(|(_, cell)| cell.to_owned()).collect::<Vec<_>>()
    };
    let rows: Vec<_> = reader.records().map(|row| kept(&row.unwrap())).collect();
    let mut writer = csv::Writer::from_path(&path).unwrap();
    writer.write_record(kept(&header)).unwrap();
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.flush().unwrap();
}

#[test]
fn cards_beyond_the_limit_are_counted_and_links_to_them_are_plain() {
    let settings = ReportSettings { max_cases: 14, ..ReportSettings::default() };
    let page = render(&run(true), ReportFormat::Html, &settings);
    assert_eq!(page.matches("class=\"card\"").count(), 14);
    assert!(page.contains("14 of 41 cases are shown, 27 are left out"));
    let none = ReportSettings { max_cases: 0, ..ReportSettings::default() };
    assert!(!render(&run(true), ReportFormat::Html, &none).contains("#case-"));
}

#[test]
fn a_title_that_is_given_is_taken() {
    let settings = ReportSettings { title: Some(HOSTILE[0].to_owned()), ..Default::default() };
    let page = render(&run(false), ReportFormat::Html, &settings);
    assert!(page.contains("<h1 dir=\"auto\">&lt;script&gt;"));
}

#[test]
fn a_missing_table_is_named_with_a_remedy() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), false);
    std::fs::remove_file(folder.path().join("themes.csv")).unwrap();
    let error = Run::read(folder.path()).unwrap_err();
    assert!(error.place().ends_with("themes.csv"));
    assert!(error.remedy().contains("caselens run"));
    assert_eq!(error.kind().exit_code(), 3);
}

#[test]
fn a_broken_row_is_named_with_its_line() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), false);
    let path = folder.path().join("themes.csv");
    std::fs::write(&path, "theme,label,documents,share,ci_low,ci_high\nai,AI,many,0,0,0\n")
        .unwrap();
    assert!(Run::read(folder.path()).unwrap_err().place().ends_with("themes.csv, line 2"));
}

#[test]
fn evidence_that_does_not_stand_in_the_text_is_an_error() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), false);
    let path = folder.path().join("evidence.csv");
    std::fs::write(&path, "id,theme,entry,field,start,end,text\nc10,ai,x,title,0,3,abc\n").unwrap();
    let error = Run::read(folder.path()).unwrap_err();
    assert!(error.cause().contains("does not stand at characters 0 to 3"));
}

#[test]
fn a_big_map_is_thinned_evenly() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), false);
    let rows: String = (0..25_000).map(|n| format!("n{n},0.5,0.5,1\n")).collect();
    std::fs::write(folder.path().join("map.csv"), format!("id,x,y,cluster\n{rows}")).unwrap();
    let points = Run::read(folder.path()).unwrap().points;
    assert_eq!(points.stride, 8);
    let kept: Vec<String> = (0..25_000).step_by(8).map(|n| format!("n{n}")).collect();
    assert_eq!(points.rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>(), kept);
}

/// What stands between the tags of a page, each once.
fn texts(page: &str) -> std::collections::BTreeSet<String> {
    let pieces = body(page).split('<').filter_map(|part| part.split_once('>'));
    pieces.map(|(_, text)| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

/// A page in another language has no text of the English page but that of the run's files and of names
/// that are the same in both.
#[test]
fn every_language_has_a_report_in_which_no_english_is_left() {
    const NAMES: [&str; 3] = ["SHA-256", "Format", "version"];
    let folder = TempDir::new().unwrap();
    write(folder.path(), false);
    let files = std::fs::read_dir(folder.path()).unwrap();
    let data: String =
        files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    let run = Run::read(folder.path()).unwrap();
    let page = |lang| {
        let settings = ReportSettings { lang: Some(lang), ..ReportSettings::default() };
        (
            render(&run, ReportFormat::Html, &settings),
            render(&run, ReportFormat::Markdown, &settings),
        )
    };
    let english = texts(&page(ReportLanguage::En).0);
    let data = data.replace('\n', " ");
    for lang in ReportLanguage::ALL.into_iter().skip(1) {
        let (html, markdown) = page(lang);
        assert!(html.contains(&format!("<html lang=\"{}\">", lang.code())), "{lang:?}");
        let words = lang.words();
        assert!(markdown.contains(&format!("## {}", words.themes.title)), "{lang:?}");
        let shared = texts(&html);
        let left: Vec<&String> = shared
            .intersection(&english)
            .filter(|text| text.chars().filter(|letter| letter.is_alphabetic()).count() > 2)
            .filter(|text| !NAMES.contains(&text.as_str()))
            .filter(|text| !data.contains(&text.replace("&amp;", "&").replace("&quot;", "\"")))
            .filter(|text| {
                // Values of the data with numbers or in a row, and the names of settings, `section.key`.
                let mut parts = text.split([',', '·', '(', ')', ':', '…', '.', ' ']).map(str::trim);
                !parts.all(|part| data.contains(part) || NAMES.contains(&part))
            })
            .collect();
        assert!(left.is_empty(), "{lang:?}: {left:#?}");
        assert!(!html.contains("{n}") && !html.contains("{cases}"));
    }
}

#[test]
fn cells_below_the_limit_are_hidden_and_arrows_say_what_colours_do() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), false);
    let header = "attribute,value,kind,values,span,base,theme,documents,share,expected,residual\n";
    let rows = "country,,all,2,1,90,ai,30,0.333,,\n\
                country,Vestria,value,1,1,40,ai,22,0.55,13.333,4.1\n\
                country,Ostria,value,1,1,50,ai,,,,\n";
    std::fs::write(folder.path().join("themes_by.csv"), format!("{header}{rows}")).unwrap();
    let run = Run::read(folder.path()).unwrap();
    let page = html(&run);
    let cell = |value: &str| page.contains(value);
    assert!(cell(
        "<td class=\"a2\"><span>55%</span><span class=\"sign\" aria-hidden=\"true\">▲▲</span>"
    ));
    assert!(cell("far more often"));
    assert!(cell("&lt;2"), "what is hidden is said");
    assert!(cell("stands out in <strong><bdi>Vestria</bdi></strong>"));
}

#[test]
fn themes_by_attribute_come_from_the_table_of_documents_alone() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), false);
    let by = |columns: &[&str], limit| {
        let columns: Vec<String> = columns.iter().map(|one| (*one).to_owned()).collect();
        Run::read(folder.path()).unwrap().by(folder.path(), &columns, limit)
    };
    // The fixture's own table was counted from the cases themselves.
    let kept = Run::read(folder.path()).unwrap().by;
    let mut counted = by(&["country"], None).unwrap().by;
    counted.sort_by(|a, b| (&a.value, &a.theme).cmp(&(&b.value, &b.theme)));
    let mut kept = kept;
    kept.sort_by(|a, b| (&a.value, &a.theme).cmp(&(&b.value, &b.theme)));
    assert_eq!(counted, kept);
    let error = by(&["contry"], None).unwrap_err();
    assert!(error.remedy().contains("`country`"), "{error}");
    assert_eq!(error.kind().exit_code(), 2);
    let years = by(&["year"], Some(1)).unwrap();
    assert!(years.by.iter().all(|row| row.documents.is_some()), "1 hides nothing");
}

#[test]
fn shares_that_people_corrected_stand_beside_the_raw_ones() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), false);
    let path = folder.path().join("themes.csv");
    let table = std::fs::read_to_string(&path).unwrap();
    let more = |(place, line): (usize, &str)| match place {
        0 => format!("{line},corrected_share,corrected_low,corrected_high\n"),
        1 => format!("{line},0.91,0.85,0.96\n"),
        _ => format!("{line},,,\n"),
    };
    std::fs::write(&path, table.lines().enumerate().map(more).collect::<String>()).unwrap();
    let page = markdown(&Run::read(folder.path()).unwrap());
    assert!(page.contains("91% (85–96%)"), "the share with its interval");
    assert!(!markdown(&run(false)).contains("Corrected for errors"));
}

#[test]
fn the_markdown_of_the_gentle_run_is_as_approved() {
    insta::assert_snapshot!(markdown(&run(false)));
}

#[test]
fn without_texts_no_sentence_of_the_input_stands_on_a_page() {
    let run = run(false);
    let settings = ReportSettings { no_text: true, ..ReportSettings::default() };
    for format in [ReportFormat::Html, ReportFormat::Markdown] {
        let page = render(&run, format, &settings);
        let text = |case: &super::documents::Case| [case.values[0].clone(), case.values[1].clone()];
        let texts = run.documents.cases.iter().flat_map(text);
        for value in texts.filter(|value| value.chars().count() > 12) {
            for words in value.split_inclusive(['.', ',', ';']).map(str::trim) {
                assert!(words.chars().count() < 13 || !page.contains(words), "{words}");
            }
        }
        for row in run.documents.cases.iter().flat_map(|case| &case.evidence) {
            assert!(!page.contains(&format!("<mark>{}</mark>", row.text)));
        }
        assert!(page.contains("Vestria"), "a short column of the input stays");
        assert!(page.contains("left out"), "and the page says what is missing");
    }
}

#[test]
fn of_more_cases_than_are_kept_a_sample_stands_for_all_whatever_their_order() {
    let ids = |rows: &mut dyn Iterator<Item = usize>| {
        let folder = TempDir::new().unwrap();
        write_bare(folder.path());
        let ours = "language,tokens,themes,cluster,cluster_label,similarity,status";
        let rows: String = rows.map(|n| format!("d{n},text,en,1,,,,,ok\n")).collect();
        std::fs::write(folder.path().join("documents.csv"), format!("id,text,{ours}\n{rows}"))
            .unwrap();
        let documents = Run::read(folder.path()).unwrap().documents;
        assert_eq!((documents.rows, documents.cases.len()), (15_000, 10_000));
        documents.cases.into_iter().map(|case| case.id).collect::<Vec<_>>()
    };
    let forwards = ids(&mut (0..15_000));
    let mut backwards = ids(&mut (0..15_000).rev());
    backwards.reverse();
    assert!(forwards == backwards);
    let late = forwards.iter().filter(|id| id[1..].parse::<usize>().unwrap() >= 10_000).count();
    assert!((3_000..3_700).contains(&late), "{late} of the last third");
}
