//! What a reader does with a report.

use caselens_browser::{Browser, HOSTILE, caselens, example, hostile, in_browser, many, report_of};
use serde_json::json;

/// Types into the search as a reader does.
async fn search(browser: &Browser, words: &str) {
    let script = format!(
        "const q = document.querySelector('.find [type=search]'); q.value = {}; \
         q.dispatchEvent(new Event('input', {{ bubbles: true }}))",
        json!(words)
    );
    browser.run(&script).await;
}

/// Chooses in a control.
async fn choose(browser: &Browser, name: &str, value: &str) {
    let script = format!(
        "const s = document.querySelector('.find [name=\"{name}\"]'); s.value = {}; \
         s.dispatchEvent(new Event('input', {{ bubbles: true }}))",
        json!(value)
    );
    browser.run(&script).await;
}

async fn found(browser: &Browser) -> String {
    browser.text("return document.querySelector('.found').textContent").await
}

async fn ids(browser: &Browser) -> Vec<String> {
    let ids = browser
        .run("return [...document.querySelectorAll('#cards .card .id')].map(id => id.textContent)");
    ids.await.as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

#[test]
fn cases_are_found_filtered_sorted_and_turned_by_pages() {
    in_browser(async |browser| {
        browser.show(&example(browser.folder())).await;
        assert_eq!(found(&browser).await, "168 cases");
        assert_eq!(ids(&browser).await.len(), 20);
        search(&browser, "ETUDIANTS").await;
        assert_ne!(found(&browser).await, "168 cases");
        // Without accents and in any case: the French text has `étudiants`.
        let texts = browser.text("return document.querySelector('#cards').textContent").await;
        assert!(texts.to_lowercase().contains("étudiants"), "{texts}");
        search(&browser, "nothing-has-this-word").await;
        assert_eq!(
            (found(&browser).await.as_str(), ids(&browser).await.len()),
            ("0 of 168 cases", 0)
        );
        browser.run("document.querySelector('.find [type=reset]').click()").await;
        assert_eq!(found(&browser).await, "168 cases");

        let option = "return [...document.querySelector('.find [name=theme]').options].find(o => o.textContent.startsWith('Environment'))";
        let theme = browser.text(&format!("{option}.value")).await;
        choose(&browser, "theme", &theme).await;
        assert_eq!(found(&browser).await, "24 of 168 cases");
        let chips = "return [...document.querySelectorAll('#cards .card')].every(c => [...c.querySelectorAll('.chips bdi')].some(b => b.textContent === 'Environment'))";
        assert_eq!(browser.run(chips).await, json!(true));
        choose(&browser, "order", "name").await;
        let names = "return [...document.querySelectorAll('#cards h3')].map(h => h.textContent)";
        let forwards = browser.run(names).await;
        let sorted = browser.run("return [...document.querySelectorAll('#cards h3')].map(h => h.textContent).sort(new Intl.Collator('en', {numeric: true}).compare)").await;
        assert_eq!(forwards, sorted);
        browser.run("document.querySelector('.find [name=backwards]').click()").await;
        assert_ne!(browser.run(names).await, forwards);

        browser.run("document.querySelector('.find [type=reset]').click()").await;
        let first = ids(&browser).await;
        browser.run("document.querySelector('.pager button:last-child').click()").await;
        let second = ids(&browser).await;
        assert!(first.iter().all(|id| !second.contains(id)), "{first:?} {second:?}");
        assert_eq!(
            browser.text("return document.querySelector('.pager span').textContent").await,
            "Page 2 of 9"
        );
    });
}

#[test]
fn a_link_leads_to_every_case_and_every_figure() {
    in_browser(async |browser| {
        let page = example(browser.folder());
        browser.show(&page).await;
        browser.run("location.hash = '#case-150'").await;
        browser.run_async("setTimeout(arguments[0], 100)").await;
        let here = "const box = document.getElementById('case-150').getBoundingClientRect(); \
                    return document.activeElement.id + (box.top >= -2 && box.top < innerHeight)";
        assert_eq!(browser.text(here).await, "case-150true");
        let address = format!("file://{}#case-3", page.canonicalize().unwrap().display());
        browser.client.goto("about:blank").await.unwrap();
        browser.client.goto(&address).await.unwrap();
        browser.run_async("setTimeout(arguments[0], 100)").await;
        assert_eq!(browser.text("return document.activeElement.id").await, "case-3");
        let lost = "return [...document.querySelectorAll('.tools a')].filter(a => !document.getElementById(a.hash.slice(1))).length";
        assert_eq!(browser.number(lost).await, 0.0);
        assert!(browser.number("return document.querySelectorAll('.tools a').length").await > 8.0);
    });
}

#[test]
fn tables_are_copied_as_csv_and_charts_saved_as_svg() {
    in_browser(async |browser| {
        browser.show(&example(browser.folder())).await;
        browser.run("window.copied = []; navigator.clipboard.writeText = async text => { window.copied.push(text); }").await;
        browser.run("document.querySelectorAll('.tools button').forEach(b => b.textContent === 'Copy as CSV' && b.click())").await;
        let copied = browser.run("return window.copied").await;
        let copied: Vec<&str> =
            copied.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
        assert!(copied.len() > 6);
        let themes = copied.iter().find(|text| text.contains("Employment")).unwrap();
        assert!(themes.lines().count() > 5 && themes.contains("\r\n"), "{themes}");
        assert!(
            copied.iter().flat_map(|text| text.lines()).all(|line| !line.starts_with(['=', '@']))
        );

        let folder = browser.folder().join("saved");
        std::fs::create_dir(&folder).unwrap();
        let allowed = json!({ "behavior": "allow", "downloadPath": folder });
        browser.command("Browser.setDownloadBehavior", allowed).await;
        browser.run("document.querySelectorAll('.tools button').forEach((b, n) => b.textContent === 'Save as SVG' && setTimeout(() => b.click(), n * 60))").await;
        let mut saved = Vec::new();
        for _ in 0..60 {
            browser.run_async("setTimeout(arguments[0], 100)").await;
            let names = std::fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path());
            saved = names.filter(|path| path.extension().is_some_and(|it| it == "svg")).collect();
            if saved.len() >= 4 {
                break;
            }
        }
        assert!(saved.len() >= 4, "{saved:?}");
        browser.run_async("setTimeout(arguments[0], 500)").await;
        for file in saved {
            let text = std::fs::read_to_string(&file).unwrap();
            assert!(!text.contains("var(--") && !text.contains("http://127"), "{}", file.display());
            browser.show(&file).await;
            assert_eq!(
                browser.text("return document.documentElement.localName").await,
                "svg",
                "{}",
                file.display()
            );
            let marks = "return document.querySelectorAll('text').length * document.querySelectorAll('rect, circle, use, line').length";
            assert!(browser.number(marks).await > 20.0, "{}", file.display());
        }
    });
}

#[test]
fn a_page_is_light_or_dark_as_the_reader_likes() {
    in_browser(async |browser| {
        browser.show(&example(browser.folder())).await;
        let colours = "const look = getComputedStyle(document.body); return look.backgroundColor + look.color";
        browser.scheme("light").await;
        let light = browser.text(colours).await;
        browser.scheme("dark").await;
        let dark = browser.text(colours).await;
        let brightness = |text: &str| text[4..].split(',').next().unwrap().parse::<u32>().unwrap();
        assert!(brightness(&light) > 200 && brightness(&dark) < 60, "{light} {dark}");
    });
}

#[test]
fn everything_can_be_done_from_the_keyboard() {
    in_browser(async |browser| {
        browser.show(&example(browser.folder())).await;
        let key = async |key: &str, code: u32| {
            for kind in ["keyDown", "keyUp"] {
                let text = if key == "Enter" { "\r" } else { "" };
                let event = json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code, "text": text });
                browser.command("Input.dispatchKeyEvent", event).await;
            }
        };
        let focused = "const e = document.activeElement; return e.localName + ' ' + (e.getAttribute('href') || e.name || e.type || '')";
        key("Tab", 9).await;
        assert_eq!(browser.text(focused).await, "a #glance");
        let seen = "const box = document.activeElement.getBoundingClientRect(); return box.left >= 0 && box.width > 20";
        assert_eq!(
            browser.run(seen).await,
            json!(true),
            "the way past the contents is seen when reached"
        );
        key("Enter", 13).await;
        assert_eq!(browser.text("return location.hash").await, "#glance");
        // Every stop on the way shows where it is.
        let mut stops = Vec::new();
        for _ in 0..400 {
            key("Tab", 9).await;
            let stop = browser.text(focused).await;
            let ring = "return getComputedStyle(document.activeElement).outlineStyle";
            if stop != "body " {
                assert_ne!(browser.text(ring).await, "none", "{stop} shows no focus");
            }
            stops.push(stop);
            if stops.last().unwrap() == "input q" {
                break;
            }
        }
        assert_eq!(stops.last().unwrap(), "input q", "{stops:?}");
        browser.command("Input.insertText", json!({ "text": "nurse" })).await;
        assert_ne!(found(&browser).await, "168 cases");
        key("Tab", 9).await;
        assert_eq!(browser.text(focused).await, "select theme");
    });
}

#[test]
fn a_page_prints_whole_and_without_controls() {
    in_browser(async |browser| {
        browser.show(&example(browser.folder())).await;
        browser.command("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
        browser.run("dispatchEvent(new Event('beforeprint'))").await;
        assert_eq!(
            browser.number("return document.querySelectorAll('#cards .card').length").await,
            168.0
        );
        let shown = "return [...document.querySelectorAll('.find, .tools, .pager, nav')].filter(e => e.getClientRects().length).length";
        assert_eq!(browser.number(shown).await, 0.0);
        browser.run("dispatchEvent(new Event('afterprint'))").await;
        assert_eq!(ids(&browser).await.len(), 20);
        let pdf = browser.command("Page.printToPDF", json!({ "preferCSSPageSize": true })).await;
        let pdf = pdf["data"].as_str().unwrap();
        assert!(pdf.starts_with("JVBERi0") && pdf.len() > 200_000, "{}", pdf.len());
    });
}

#[test]
fn on_a_narrow_screen_nothing_has_to_be_pushed_aside() {
    in_browser(async |browser| {
        browser.screen(360, 740).await;
        browser.show(&example(browser.folder())).await;
        let wide = "return document.documentElement.scrollWidth";
        assert!(browser.number(wide).await <= 360.0, "the page is wider than its screen");
        let beyond = "return [...document.querySelectorAll('main *')].filter(e => e.checkVisibility({ contentVisibilityAuto: true }) && !e.closest('.scroll, svg, .unseen, details:not([open])') && e.getBoundingClientRect().right > 361 && getComputedStyle(e).position !== 'absolute').map(e => e.localName + '.' + e.className).slice(0, 5)";
        assert_eq!(browser.run(beyond).await, json!([]));
    });
}

#[test]
fn without_scripts_all_is_there_to_read() {
    in_browser(async |browser| {
        browser.command("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
        browser.show(&example(browser.folder())).await;
        browser.command("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await;
        assert_eq!(
            browser.number("return document.querySelectorAll('#cards .card').length").await,
            168.0
        );
        assert_eq!(
            browser
                .number("return document.querySelectorAll('.find, .tools, .pager').length")
                .await,
            0.0
        );
        let lost = "return [...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.getElementById(a.getAttribute('href').slice(1))).length";
        assert_eq!(browser.number(lost).await, 0.0);
    });
}

#[test]
fn no_address_is_asked_for_and_nothing_is_refused() {
    in_browser(async |browser| {
        browser.log("performance").await;
        browser.show(&example(browser.folder())).await;
        search(&browser, "health").await;
        browser.run_async("setTimeout(arguments[0], 300)").await;
        assert_eq!(browser.requests().await, Vec::<String>::new());
        let complaints = browser.log("browser").await;
        assert!(complaints.is_empty(), "{complaints:?}");
    });
}

#[test]
fn text_of_the_input_stays_text_whatever_it_says() {
    in_browser(async |browser| {
        let page = report_of(browser.folder(), &hostile());
        caselens(browser.folder(), &["report", "run", "--title", HOSTILE[1], "--force"]);
        browser.log("performance").await;
        browser.show(&page).await;
        let alien = "return [...document.querySelectorAll('img, iframe, math, object, embed, base, form[action], meta[http-equiv=refresh]')].length";
        let marked = "return [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on') || /^\\s*javascript:/i.test(a.value))).length";
        let styled = "return document.querySelectorAll('script').length * 10 + document.querySelectorAll('style').length";
        for words in ["", "number559", "window.hit", "\"<script>window\"", "desrever"] {
            search(&browser, words).await;
            for _ in 0..3 {
                assert_eq!(browser.number(alien).await, 0.0, "{words}");
                assert_eq!(browser.number(marked).await, 0.0, "{words}");
                assert_eq!(browser.number(styled).await, 21.0, "{words}");
                browser.run("document.querySelector('.pager button:last-child').click()").await;
            }
        }
        // All cards are made once, those that are only carried too.
        search(&browser, "").await;
        for _ in 0..28 {
            browser.run("document.querySelector('.pager button:last-child').click()").await;
            assert_eq!(browser.number(alien).await + browser.number(marked).await, 0.0);
        }
        browser.run("document.querySelectorAll('#cards *, .chips *').forEach(e => { e.dispatchEvent(new Event('mouseover')); e.dispatchEvent(new Event('focus')); })").await;
        browser.run_async("setTimeout(arguments[0], 200)").await;
        assert_eq!(browser.run("return window.hit === undefined").await, json!(true));
        assert_eq!(browser.requests().await, Vec::<String>::new());
        assert!(browser.client.get_alert_text().await.is_err(), "a dialog stands open");
        let text = browser.text("return document.querySelector('#cards').textContent").await;
        assert!(text.contains("window.hit=1"), "the text itself is shown");
    });
}

#[test]
fn ten_thousand_cases_open_and_filter_at_once() {
    // Wide bounds: they tell a page that hangs, on any machine. `examples/timings.rs` measures.
    const OPEN: f64 = 10_000.0;
    const FILTER: f64 = 1_000.0;
    in_browser(async |browser| {
        let page = report_of(browser.folder(), &many(10_000));
        let bytes = std::fs::metadata(&page).unwrap().len();
        assert!(bytes < 15_000_000, "{bytes} bytes");
        browser.show(&page).await;
        let open = "return performance.getEntriesByType('navigation')[0].loadEventEnd";
        assert!(browser.number(open).await < OPEN);
        assert_eq!(found(&browser).await, "10,000 cases");
        let filter = "const q = document.querySelector('.find [type=search]'); q.value = 'mental health cheese'; const begun = performance.now(); \
                      q.dispatchEvent(new Event('input', { bubbles: true })); document.body.offsetHeight; return performance.now() - begun";
        assert!(browser.number(filter).await < FILTER);
        assert_ne!(found(&browser).await, "10,000 cases");
    });
}
