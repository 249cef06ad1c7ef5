//! The picture of README: the first screen of the example report.
//!
//! ```sh
//! cargo run --manifest-path tests/browser/Cargo.toml --example screenshot
//! ```

use caselens_browser::{in_browser, project};

fn main() {
    in_browser(async |browser| {
        browser.screen(1240, 1000).await;
        browser.show(&project("reports/example/report.html")).await;
        let picture = browser.client.screenshot().await.expect("a picture");
        std::fs::write(project("reports/example.png"), picture).expect("a file");
    });
}
