//! One Chromium with one page.

use std::future::Future;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use url::{ParseError, Url};

/// A browser with a profile of its own.
#[derive(Clone)]
pub struct Browser {
    /// The session.
    pub client: Client,
    folder: PathBuf,
}

/// What must end when the browser has ended.
struct Driver {
    process: Child,
    folder: TempDir,
}

/// Runs a test in a browser; says aloud where there is none. The browser ends with the test, however it ends.
///
/// # Panics
/// If the test does.
pub fn in_browser<F: Future<Output = ()> + 'static>(test: impl FnOnce(Browser) -> F) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let Some((browser, driver)) = Browser::open().await else { return };
        let client = browser.client.clone();
        let tasks = tokio::task::LocalSet::new();
        let outcome =
            tasks.run_until(async { tokio::task::spawn_local(test(browser)).await }).await;
        // A browser that is gone already is what is wanted.
        let _ = client.close().await;
        drop(driver);
        if let Err(error) = outcome {
            std::panic::resume_unwind(error.into_panic());
        }
    });
}

impl Browser {
    /// Starts a browser; none where Chromium or its driver is not installed.
    ///
    /// # Panics
    /// If they are installed and do not start.
    async fn open() -> Option<(Self, Driver)> {
        let found = |program: &str| {
            let output = Command::new(program).arg("--version").output();
            output.is_ok_and(|output| output.status.success())
        };
        if !found("chromedriver") || !found("chromium") {
            println!(
                "skipped: chromium and chromedriver are not both here (apt install chromium chromium-driver)"
            );
            return None;
        }
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|free| free.local_addr())
            .expect("a port")
            .port();
        let process = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let folder = tempfile::tempdir().expect("a folder");
        let driver = Driver { process, folder };
        let folder = driver.folder.path().to_owned();
        let profile = format!("--user-data-dir={}", folder.join("profile").display());
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--window-size=1280,900",
            "--disable-dev-shm-usage",
            &profile,
        ];
        let capabilities = json!({
            "goog:chromeOptions": { "args": arguments, "binary": binary() },
            "goog:loggingPrefs": { "performance": "ALL", "browser": "ALL" },
            "unhandledPromptBehavior": "ignore",
        });
        let Value::Object(capabilities) = capabilities else { unreachable!("an object is one") };
        let address = format!("http://127.0.0.1:{port}");
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&address)
            .await
            .expect("a session");
        Some((Self { client, folder }, driver))
    }

    /// A folder that ends with the browser.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens a file.
    ///
    /// # Panics
    /// If it cannot be opened.
    pub async fn show(&self, file: &Path) {
        let file =
            file.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        self.client.goto(&format!("file://{}", file.display())).await.expect("the page opens");
    }

    /// What a script gives; it is told what `return` gives.
    ///
    /// # Panics
    /// If it throws.
    pub async fn run(&self, script: &str) -> Value {
        let answer = self.client.execute(script, Vec::new()).await;
        answer.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// What an asynchronous script gives to its last argument.
    ///
    /// # Panics
    /// If it throws.
    pub async fn run_async(&self, script: &str) -> Value {
        let answer = self.client.execute_async(script, Vec::new()).await;
        answer.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// A number that a script gives.
    ///
    /// # Panics
    /// If it gives none.
    pub async fn number(&self, script: &str) -> f64 {
        let value = self.run(script).await;
        value.as_f64().unwrap_or_else(|| panic!("{script}: {value}"))
    }

    /// A text that a script gives.
    ///
    /// # Panics
    /// If it gives none.
    pub async fn text(&self, script: &str) -> String {
        let value = self.run(script).await;
        value.as_str().unwrap_or_else(|| panic!("{script}: {value}")).to_owned()
    }

    /// A command of the browser's own protocol.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn command(&self, name: &str, parameters: Value) -> Value {
        let command =
            Vendor { path: "goog/cdp/execute", body: json!({ "cmd": name, "params": parameters }) };
        self.client.issue_cmd(command).await.unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// What was logged since it was asked last: `performance` or `browser`.
    ///
    /// # Panics
    /// If there is no such log.
    pub async fn log(&self, kind: &str) -> Vec<Value> {
        let command = Vendor { path: "se/log", body: json!({ "type": kind }) };
        let log = self.client.issue_cmd(command).await.expect("a log");
        log.as_array().cloned().unwrap_or_default()
    }

    /// Every address that the page asked for, save files and data.
    ///
    /// # Panics
    /// If the log is not one of events.
    pub async fn requests(&self) -> Vec<String> {
        let mut found = Vec::new();
        for entry in self.log("performance").await {
            let event: Value =
                serde_json::from_str(entry["message"].as_str().expect("a text")).expect("JSON");
            let address = &event["message"]["params"]["request"]["url"];
            if let (Some("Network.requestWillBeSent"), Some(address)) =
                (event["message"]["method"].as_str(), address.as_str())
            {
                let harmless = ["file:", "data:", "blob:", "about:", "chrome"];
                if !harmless.iter().any(|scheme| address.starts_with(scheme)) {
                    found.push(address.to_owned());
                }
            }
        }
        found
    }

    /// Pretends a colour scheme: `light` or `dark`.
    pub async fn scheme(&self, scheme: &str) {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.command("Emulation.setEmulatedMedia", features).await;
    }

    /// Pretends a screen.
    pub async fn screen(&self, width: u32, height: u32) {
        let screen =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.command("Emulation.setDeviceMetricsOverride", screen).await;
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where Chromium is.
fn binary() -> String {
    std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned())
}

/// A command that no standard knows.
#[derive(Debug)]
struct Vendor {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Vendor {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
