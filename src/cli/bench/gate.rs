//! A comparison to an exit code: whether anything got slower by more than the user allows.

use std::str::FromStr;

use caselens::{Error, ErrorKind, Result};

use super::result::{BenchResult, Figures};

/// How much slower a stage may have become, as a share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bound(f64);

impl FromStr for Bound {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let percent = text.strip_suffix('%').and_then(|number| number.trim().parse::<f64>().ok());
        let percent = percent.filter(|percent| percent.is_finite() && *percent >= 0.0);
        percent.map(|percent| Self(percent / 100.0)).ok_or_else(|| {
            let cause = "this is no bound";
            Error::usage(text, cause, "write a percentage of 0 or more, such as `10%`")
        })
    }
}

impl Bound {
    /// Whether no stage, the whole included, got slower by more than that.
    ///
    /// # Errors
    /// Names those that did; of kind [`ErrorKind::Gate`].
    pub(super) fn hold(self, compared: &BenchResult) -> Result<()> {
        let too_slow = |figures: &&Figures| figures.ratio.is_some_and(|it| it > 1.0 + self.0);
        let slower: Vec<String> = compared
            .stages
            .iter()
            .filter(too_slow)
            .map(|it| format!("{} {:.2}×", it.name(), it.ratio.unwrap_or_default()))
            .collect();
        if slower.is_empty() {
            return Ok(());
        }
        let name = compared.against.as_ref().map_or("", |against| against.name.as_str());
        Err(Error::new(
            ErrorKind::Gate,
            format!("--fail-if-slower {}%", self.0 * 100.0),
            format!("slower than `{name}`: {}", slower.join(", ")),
            "measure again while nothing else runs, with more `--rounds`; if it stays, see what \
             changed in these stages",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::super::baseline::Saved;
    use super::super::result::tests::example;
    use super::*;

    fn compared(before: &BenchResult) -> BenchResult {
        let mut now = example();
        "before".parse::<Saved>().unwrap().compare(&mut now, before);
        now
    }

    #[test]
    fn nothing_is_slower_than_itself() {
        assert!(Bound(0.0).hold(&compared(&example())).is_ok());
    }

    #[test]
    fn what_got_slower_beyond_the_bound_is_named() {
        let mut before = example();
        before.stages[4].seconds.median /= 1.3;
        before.stages[13].seconds.median /= 1.05;
        let now = compared(&before);
        let error = "10%".parse::<Bound>().unwrap().hold(&now).unwrap_err();
        assert_eq!(error.kind().exit_code(), 5);
        assert_eq!(error.cause(), "slower than `before`: count on 1 thread 1.30×");
        let error = "4 %".parse::<Bound>().unwrap().hold(&now).unwrap_err();
        assert!(error.cause().ends_with("1.30×, whole on 2 threads 1.05×"), "{error}");
        assert!("31%".parse::<Bound>().unwrap().hold(&now).is_ok());
    }

    #[test]
    fn a_bound_is_a_percentage() {
        assert_eq!("12.5%".parse::<Bound>().unwrap(), Bound(0.125));
        for text in ["10", "-1%", "%", "nan%", "inf%"] {
            assert!(text.parse::<Bound>().is_err(), "{text}");
        }
    }
}
