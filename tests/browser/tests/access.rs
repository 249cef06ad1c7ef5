//! Rules of accessibility, as axe-core checks them: `npm install --prefix target/axe axe-core`.

#![allow(clippy::print_stdout, reason = "tests tell what they skip")]

use std::path::PathBuf;
use std::time::Duration;

use caselens_browser::{Browser, caselens, example, in_browser, project};
use fantoccini::wd::TimeoutConfiguration;
use serde_json::Value;

/// The checker; says aloud where it is not installed.
fn axe() -> Option<String> {
    let place = std::env::var_os("AXE")
        .map_or_else(|| project("target/axe/node_modules/axe-core/axe.min.js"), PathBuf::from);
    let found = std::fs::read_to_string(&place).ok();
    if found.is_none() {
        println!("skipped: {} is not here", place.display());
    }
    found
}

/// Rules are many and pages long.
async fn wait_long(browser: &Browser) {
    let longer = TimeoutConfiguration::new(Some(Duration::from_secs(120)), None, None);
    browser.client.update_timeouts(longer).await.unwrap();
}

/// Asserts that no rule is broken in light and dark, at two widths.
async fn keeps_every_rule(browser: &Browser, axe: &str, page: &str) {
    for (scheme, width) in [("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)] {
        browser.screen(width, 900).await;
        browser.scheme(scheme).await;
        browser.run("document.querySelectorAll('details').forEach(d => { d.open = true; })").await;
        browser.run(axe).await;
        let broken = browser
            .run_async(
                "const done = arguments[0]; axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }) \
                 .then(found => done(found.violations.map(one => [one.id, one.help, one.nodes.slice(0, 4).map(node => node.html.slice(0, 160) + ' :: ' + (node.failureSummary || '').slice(0, 240))])), error => done([String(error)]))",
            )
            .await;
        assert_eq!(broken, Value::Array(Vec::new()), "{page} {scheme} {width}: {broken:#}");
    }
}

#[test]
fn a_report_breaks_no_rule_in_light_or_dark() {
    in_browser(async |browser| {
        let Some(axe) = axe() else { return };
        wait_long(&browser).await;
        browser.show(&example(browser.folder())).await;
        keeps_every_rule(&browser, &axe, "report").await;
    });
}

#[test]
fn an_evaluation_breaks_no_rule_in_light_or_dark() {
    in_browser(async |browser| {
        let Some(axe) = axe() else { return };
        wait_long(&browser).await;
        let cases = project("data/example/cases.csv").display().to_string();
        let asked = [
            "evaluate",
            &cases,
            "--labels",
            "themes",
            "--bootstrap",
            "100",
            "-o",
            "evaluation",
            "-q",
        ];
        caselens(browser.folder(), &asked);
        browser.show(&browser.folder().join("evaluation/evaluation.html")).await;
        keeps_every_rule(&browser, &axe, "evaluation").await;
    });
}
