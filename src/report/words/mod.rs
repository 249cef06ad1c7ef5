//! Every fixed word and sentence of a report, once for each language.
//!
//! [`Words`] has a field for each sentence, so a language that lacks one does not compile. A sentence is
//! a template: `{name}` is filled with a number, a name or words of the input, in whatever order the
//! language wants; the tests hold every language to the same names. What depends on a number is a
//! [`Plural`] and brings its own nouns, since they bend with the sentence.

mod controls;
mod de;
mod en;
mod es;
mod findings;
mod fr;
mod frame;
mod language;
mod notices;
mod numbers;
#[cfg(test)]
mod tests;

use super::outline::block::{Prose, Span};
pub(crate) use controls::{ControlWords, SheetWords, filled};
pub(crate) use en::ENGLISH;
pub(crate) use findings::{
    By, Choice, Clusters, Crossing, MapWords, Model, Themes, Together, Uncovered,
};
pub(crate) use frame::{Cards, Frame, Glance, Making, Reading};
pub(crate) use notices::Notices;
pub(crate) use numbers::{FEW, Locale, axis_end};

/// A sentence or a word; `{name}` is filled in.
pub(crate) type Phrase = &'static str;

/// A sentence for one and one for many; `{n}` is the number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plural {
    pub(crate) one: Phrase,
    pub(crate) many: Phrase,
}

/// Shorthand for the tables of words.
pub(crate) const fn plural(one: Phrase, many: Phrase) -> Plural {
    Plural { one, many }
}

/// What a field of the tables of words holds.
#[cfg(test)]
pub(crate) trait Templates {
    /// Its templates, of one and of many.
    fn templates(&self) -> Vec<Phrase>;
}

#[cfg(test)]
impl Templates for Phrase {
    fn templates(&self) -> Vec<Phrase> {
        vec![self]
    }
}

#[cfg(test)]
impl Templates for Plural {
    fn templates(&self) -> Vec<Phrase> {
        vec![self.one, self.many]
    }
}

/// Makes a part of the words of a report; a language has to fill every field.
macro_rules! part {
    ($(#[$doc:meta])* $part:ident { $($(#[$about:meta])* $name:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub(crate) struct $part { $($(#[$about])* pub(crate) $name: $kind,)* }

        #[cfg(test)]
        impl $part {
            /// Every field with its templates.
            pub(crate) fn all(&self) -> Vec<(&'static str, Vec<super::Phrase>)> {
                vec![$((stringify!($name), super::Templates::templates(&self.$name)),)*]
            }
        }
    };
}
use part;

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    pub(crate) locale: Locale,
    pub(crate) frame: Frame,
    pub(crate) glance: Glance,
    pub(crate) notices: Notices,
    pub(crate) reading: Reading,
    pub(crate) themes: Themes,
    pub(crate) by: By,
    pub(crate) together: Together,
    pub(crate) model: Model,
    pub(crate) clusters: Clusters,
    pub(crate) crossing: Crossing,
    pub(crate) map: MapWords,
    pub(crate) choice: Choice,
    pub(crate) cards: Cards,
    pub(crate) uncovered: Uncovered,
    pub(crate) making: Making,
    pub(crate) controls: ControlWords,
    pub(crate) sheets: SheetWords,
}

impl Words {
    /// The template for a number.
    pub(crate) fn pick(&self, of: &Plural, number: u64) -> Phrase {
        if (self.locale.is_one)(number) { of.one } else { of.many }
    }

    /// The sentence for a number, with `{n}` and what else it names.
    pub(crate) fn plural(&self, of: &Plural, number: u64, values: &[(&str, &str)]) -> String {
        let n = self.count(number);
        let all: Vec<(&str, &str)> =
            [("n", n.as_str())].into_iter().chain(values.iter().copied()).collect();
        fill(self.pick(of, number), &all)
    }

    /// A number of cases.
    pub(crate) fn cases(&self, number: u64) -> String {
        self.plural(&self.frame.cases, number, &[])
    }

    /// Names in a row: `a, b and c`.
    pub(crate) fn listed(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [many @ .., last] => format!("{}{}{last}", many.join(", "), self.frame.and),
        }
    }
}

/// Fills a template.
pub(crate) fn fill(template: Phrase, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for piece in pieces(template) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Name(name) => {
                out.push_str(values.iter().find(|(one, _)| *one == name).map_or("", |it| it.1));
            }
        }
    }
    out
}

/// Fills a template with parts of a sentence.
pub(crate) fn prose(template: Phrase, values: &[(&str, Span)]) -> Prose {
    let span = |piece: Piece| match piece {
        Piece::Text(text) => Some(Span::Ours(text.to_owned())),
        Piece::Name(name) => {
            values.iter().find(|(one, _)| *one == name).map(|(_, span)| span.clone())
        }
    };
    Prose(pieces(template).filter_map(span).collect())
}

/// A part of a template.
enum Piece {
    Text(&'static str),
    Name(&'static str),
}

fn pieces(template: Phrase) -> impl Iterator<Item = Piece> {
    template.split('{').enumerate().flat_map(|(place, part)| {
        let (name, text) = if place == 0 { (None, part) } else { split_name(part) };
        let name = name.map(Piece::Name);
        let text = (!text.is_empty()).then_some(Piece::Text(text));
        [name, text].into_iter().flatten()
    })
}

fn split_name(part: &'static str) -> (Option<&'static str>, &'static str) {
    part.split_once('}').map_or((None, part), |(name, text)| (Some(name), text))
}
