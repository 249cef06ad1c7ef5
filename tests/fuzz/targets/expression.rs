//! An expression of the match language and a text: what is read is written so that it reads back the same.
#![no_main]

use caselens::themes::Query;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Query::parse(text) {
        Ok(query) => {
            let written = query.expression.to_string();
            let again = Query::parse(&written).unwrap_or_else(|error| {
                panic!("{text:?} is written as {written:?}, which cannot be read: {error}")
            });
            assert!(query.expression == again.expression, "{text:?} {written:?}");
            assert_eq!(again.expression.to_string(), written);
            assert!(query.expression.folded() == query.expression.folded().folded(), "{text:?}");
        }
        Err(error) => assert!(!error.remedy().is_empty() && !error.cause().is_empty()),
    }
});
