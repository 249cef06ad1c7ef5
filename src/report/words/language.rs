//! From a language to its words.

use super::{Words, de::GERMAN, en::ENGLISH, es::SPANISH, fr::FRENCH};
use crate::settings::ReportLanguage;

impl ReportLanguage {
    pub(crate) fn words(self) -> &'static Words {
        match self {
            Self::En => &ENGLISH,
            Self::Fr => &FRENCH,
            Self::Es => &SPANISH,
            Self::De => &GERMAN,
        }
    }
}
