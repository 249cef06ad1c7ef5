//! How long a report takes to open and to filter: medians of several rounds.
//!
//! ```sh
//! cargo run --manifest-path tests/browser/Cargo.toml --example timings -- reports/mine/report.html
//! ```
//!
//! Without a file, of 10,000 invented cases.

#![allow(clippy::print_stdout, reason = "it prints what it measured")]

use caselens_browser::{in_browser, many, report_of};

const ROUNDS: usize = 7;

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    in_browser(async |browser| {
        let given = std::env::args().nth(1);
        let page = given.map_or_else(|| report_of(browser.folder(), &many(10_000)), Into::into);
        println!("size: {:.1} MB", std::fs::metadata(&page).expect("a file").len() as f64 / 1e6);
        let mut open = Vec::new();
        for _ in 0..ROUNDS {
            browser.client.goto("about:blank").await.expect("a page");
            browser.show(&page).await;
            open.push(
                browser
                    .number("return performance.getEntriesByType('navigation')[0].loadEventEnd")
                    .await,
            );
        }
        println!("open: {:.0} ms", median(open));
        browser.run_async("setTimeout(arguments[0], 3000)").await;
        let filter = |what: &str| {
            format!(
                "const f = document.querySelector('.find [name=\"{what}\"]'), times = []; \
                 const values = f.options ? [...f.options].slice(0, 7).map(o => o.value) : ['a', 'me', 'mental', 'mental h', 'school bus', 'forest', '']; \
                 for (const value of values) {{ f.value = value; const begun = performance.now(); f.dispatchEvent(new Event('input', {{ bubbles: true }})); \
                 document.body.offsetHeight; times.push(performance.now() - begun); }} \
                 f.value = ''; f.dispatchEvent(new Event('input', {{ bubbles: true }})); return times.sort((a, b) => a - b)"
            )
        };
        for what in ["q", "theme", "cluster", "order"] {
            let times = browser.run(&filter(what)).await;
            let times: Vec<f64> = times
                .as_array()
                .expect("times")
                .iter()
                .filter_map(serde_json::Value::as_f64)
                .collect();
            println!(
                "{what}: median {:.1} ms, longest {:.1} ms",
                times[times.len() / 2],
                times[times.len() - 1]
            );
        }
    });
}
