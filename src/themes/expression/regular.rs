//! A regular expression of an entry to its compiled form, within bounds.

use regex::{Regex, RegexBuilder};

use super::RegexText;
use super::fault::Fault;

/// The most bytes a compiled regular expression may take.
const COMPILED_BYTES: usize = 1 << 20;
/// Groups may stand so deep within each other.
const NESTING: u32 = 50;

/// Compiles `regex`.
pub(in crate::themes) fn compile(regex: &RegexText) -> Result<Regex, regex::Error> {
    RegexBuilder::new(&regex.pattern)
        .case_insensitive(regex.ignore_case)
        .size_limit(COMPILED_BYTES)
        .nest_limit(NESTING)
        .build()
}

/// Whether `regex` compiles within bounds and does not match everything.
pub(super) fn check_regex(regex: &RegexText) -> Result<(), Fault> {
    let compiled = compile(regex).map_err(|error| refused(&error))?;
    let letters = ('a'..='z').chain('0'..='9').map(String::from);
    let everything = compiled.is_match("") || letters.into_iter().all(|c| compiled.is_match(&c));
    if everything {
        return Err(Fault::new(
            0,
            "this regular expression matches everything",
            "write the words that it is about, `\\b` where a word begins or ends, and `+` in place \
             of a `*` that lets nothing match",
        ));
    }
    Ok(())
}

fn refused(error: &regex::Error) -> Fault {
    match error {
        regex::Error::CompiledTooBig(_) => Fault::new(
            0,
            "this regular expression takes too much memory",
            "write `+` in place of a large counted repetition such as `{1,1000}`, or divide it into \
             several entries",
        ),
        // The crate draws the place over several lines; its last line says what is wrong.
        error => {
            let told = error.to_string();
            let cause = told.lines().last().unwrap_or_default().trim_start_matches("error: ");
            Fault::new(
                0,
                format!("this regular expression cannot be read: {cause}"),
                "correct it; the syntax is that of the crate `regex`, without look-around and \
                 back-references",
            )
        }
    }
}
