//! The pieces that a report is made of. A format gives each of them its marks.

use super::super::cards::Piece;
pub(crate) use super::drawing::{Curve, CurvePoint, Drawing, Map, Panel, Point};
pub(crate) use super::grid::{Ground, Heat, HeatCell, HeatHead};
use super::tree::Tree;

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Span {
    /// Words of ours.
    Ours(String),
    /// A number or a name that carries the sentence.
    Strong(String),
    /// Words from the input: any script, any direction.
    Given(String),
    /// Words from the input that lead to an anchor of this report.
    Link { anchor: String, text: String },
}

/// A sentence or several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Prose(pub(crate) Vec<Span>);

impl Prose {
    /// Begins with words of ours.
    pub(crate) fn ours(text: impl Into<String>) -> Self {
        Self::default().and(text)
    }

    /// Begins with words from the input.
    pub(crate) fn given(text: impl Into<String>) -> Self {
        Self::default().and_given(text)
    }

    /// Goes on with words of ours.
    pub(crate) fn and(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Ours(text.into()));
        self
    }

    /// Goes on with what carries the sentence.
    pub(crate) fn and_strong(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Strong(text.into()));
        self
    }

    /// Goes on with words from the input.
    pub(crate) fn and_given(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Given(text.into()));
        self
    }

    /// Goes on with words from the input that lead somewhere, if there is somewhere to go.
    pub(crate) fn and_link(mut self, anchor: Option<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        self.0.push(match anchor {
            Some(anchor) => Span::Link { anchor, text },
            None => Span::Given(text),
        });
        self
    }
}

/// A piece of a section.
#[derive(Debug, Clone)]
pub(crate) enum Block {
    /// A paragraph.
    Prose(Prose),
    /// The sentences of the first screen.
    Lead(Vec<Prose>),
    /// A caveat or an instruction for reading, set apart.
    Note(Prose),
    /// What must be seen before the numbers.
    Warnings(Vec<Prose>),
    /// A heading inside the section.
    Heading(String),
    /// The big numbers.
    Figures(Vec<Figure>),
    /// Shares as bars.
    Bars(Bars),
    /// Rows and columns.
    Table(Table),
    /// Shares in a grid.
    Heat(Heat),
    /// Cases as points.
    Map(Map),
    /// A line over k.
    Curve(Curve),
    /// The same small drawing for many things.
    Panels(Vec<Panel>),
    /// One panel for each cluster.
    Profiles(Vec<Profile>),
    /// Which clusters would be joined first.
    Tree(Tree),
    /// The cases themselves.
    Cards(Cases),
    /// References to cases, or whatever else makes a long list.
    List(Vec<Prose>),
    /// Blocks that a reader opens.
    Details { anchor: Option<String>, summary: Prose, blocks: Vec<Block> },
}

/// One big number.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) anchor: &'static str,
}

/// Shares 0 to 1 as bars from 0 to `scale`.
#[derive(Debug, Clone)]
pub(crate) struct Bars {
    pub(crate) caption: String,
    /// Headings of the label, number and share columns.
    pub(crate) heads: [&'static str; 3],
    /// The share at the right end of the axis.
    pub(crate) scale: f64,
    pub(crate) rows: Vec<Bar>,
}

/// One bar; an interval makes it a dot with whiskers.
#[derive(Debug, Clone)]
pub(crate) struct Bar {
    pub(crate) label: Prose,
    /// Where it begins; 0 save for what is lost on the way.
    pub(crate) start: f64,
    pub(crate) value: f64,
    pub(crate) interval: Option<(f64, f64)>,
    pub(crate) count: String,
    pub(crate) share: String,
    /// The interval in words.
    pub(crate) range: String,
    pub(crate) tone: Tone,
}

/// What a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// What is counted.
    Main,
    /// What was lost on the way.
    Lost,
    /// A part of the bar before it.
    Part,
}

/// A table; numeric columns are set flush right.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) caption: String,
    pub(crate) heads: Vec<Head>,
    pub(crate) rows: Vec<Vec<Prose>>,
}

/// The head of a column.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) text: &'static str,
    pub(crate) numeric: bool,
}

impl Head {
    /// A column of words.
    pub(crate) fn words(text: &'static str) -> Self {
        Self { text, numeric: false }
    }

    /// A column of numbers.
    pub(crate) fn numbers(text: &'static str) -> Self {
        Self { text, numeric: true }
    }
}

/// A cluster by number and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) number: u32,
    pub(crate) label: String,
    pub(crate) size: String,
}

/// A cluster, described.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    pub(crate) cluster: Mention,
    pub(crate) share: f64,
    /// Size, share, and what they rest on.
    pub(crate) size: Prose,
    /// How separate and how stable it is.
    pub(crate) quality: Prose,
    /// The nearest cluster, and cases on the border.
    pub(crate) neighbours: Prose,
    pub(crate) terms: Vec<Term>,
    pub(crate) representatives: Vec<Representative>,
}

/// A word that sets a cluster apart.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    pub(crate) surface: String,
    /// The lengths of its bars, 0 to 1: in the cluster and elsewhere, or its weight alone.
    pub(crate) bars: (f64, Option<f64>),
    /// Both shares as numbers; none where they are not known.
    pub(crate) shares: Option<(String, String)>,
}

/// A case near the middle of its cluster.
#[derive(Debug, Clone)]
pub(crate) struct Representative {
    pub(crate) name: Prose,
    pub(crate) beginning: String,
}

/// Cases with their evidence, in the order of the table.
#[derive(Debug, Clone)]
pub(crate) struct Cases {
    /// Which cases stand in the report.
    pub(crate) intro: Prose,
    /// The same where those of `more` are carried besides.
    pub(crate) carried: Prose,
    /// Those that stand in the report.
    pub(crate) shown: Vec<Card>,
    /// Those that a format may carry besides, for search and filters.
    pub(crate) more: Vec<Card>,
}

/// A case with its evidence.
#[derive(Debug, Clone)]
pub(crate) struct Card {
    /// Its place among the cases that were kept, from 1; its anchor has it.
    pub(crate) number: usize,
    pub(crate) anchor: String,
    pub(crate) id: String,
    /// A code for the `lang` attribute, or nothing.
    pub(crate) language: String,
    /// What the case is called; nothing where the input has no such column.
    pub(crate) heading: Vec<Piece>,
    pub(crate) fields: Vec<Field>,
    /// What stands there where there is no field.
    pub(crate) no_text: &'static str,
    /// Name and value of the input's other columns.
    pub(crate) facts: Vec<(String, String)>,
    /// The themes it carries; `None` where themes were not looked for.
    pub(crate) chips: Option<Vec<Chip>>,
    pub(crate) cluster: Option<Mention>,
    /// To the middle of its cluster.
    pub(crate) similarity: Option<f64>,
    /// The state of the case, its similarity to the cluster's middle.
    pub(crate) remarks: Vec<String>,
}

/// A text column of a case.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) pieces: Vec<Piece>,
}

/// A theme that a case carries.
#[derive(Debug, Clone)]
pub(crate) struct Chip {
    pub(crate) letter: String,
    pub(crate) label: String,
    pub(crate) anchor: Option<String>,
    pub(crate) score: String,
}
