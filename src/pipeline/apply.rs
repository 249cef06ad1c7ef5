//! One document and a model to what is found in it.

use hashbrown::HashMap;

use super::LabelTag;
use super::batches::{AppliedBatch, Batch, Execution, Workspaces, each_batch};
use super::identity::{TextHash, text_hash};
use super::labels::classify;
use crate::classify::Classifier;
use crate::cluster::Assignment;
use crate::corpus::{Corpus, Document, Schema};
use crate::error::Result;
use crate::model::{ConceptSpace, Model};
use crate::progress::{Progress, Step};
use crate::text::{Analyzer, Language, TermTable, Token};
use crate::themes::{Examination, Lexicon, Matcher, ReadText, Tag};
use crate::vectorize::{Coverage, RowCounter, TermCount};

/// How far the analysis of a document came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It has words that are known.
    Ok,
    /// It has no word at all.
    NoText,
    /// None of its words is in the vocabulary, so it belongs to no cluster.
    NoKnownTerm,
}

impl Status {
    /// That of a document of so many words, by a model that knows terms or not, which the document has or
    /// has not.
    pub(super) fn of(tokens: usize, terms: bool, known: bool) -> Self {
        match (tokens, terms, known) {
            (0, ..) => Self::NoText,
            (_, true, false) => Self::NoKnownTerm,
            _ => Self::Ok,
        }
    }

    /// The status as it stands in `documents.csv`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::NoText => "no text",
            Self::NoKnownTerm => "no known term",
        }
    }
}

/// What was found in one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Findings {
    /// The language it was read in.
    pub language: Option<Language>,
    /// Number of its words, stop words included.
    pub tokens: u32,
    /// Its themes, in the order of the codebook.
    pub tags: Vec<Tag>,
    /// The labels a classifier gives it, in the order of the classifier's labels.
    pub labels: Vec<LabelTag>,
    /// Its cluster; `None` where the model has none or the document has no known term.
    pub assignment: Option<Assignment>,
    /// How many of its words are known terms; `None` where the model has no vocabulary.
    pub coverage: Option<Coverage>,
    /// How far the analysis came.
    pub status: Status,
}

/// All that a codebook finds in one document.
#[derive(Debug, Clone, PartialEq)]
pub struct ExaminedText {
    /// The language it was read in.
    pub language: Option<Language>,
    /// Number of its words, stop words included.
    pub tokens: usize,
    /// What was found.
    pub examination: Examination,
}

/// A model made ready to be applied.
pub struct Applier<'m> {
    analyzer: Analyzer,
    lexicon: Option<Lexicon>,
    space: Option<&'m ConceptSpace>,
    /// What is known to be found in some texts.
    findings: Option<&'m HashMap<TextHash, Findings>>,
    classifier: Option<&'m Classifier>,
    /// How the classifier's words are told, where that is in another way.
    label_analyzer: Option<Analyzer>,
}

/// What one thread needs to apply a model. Remembers words, never documents.
pub struct Workspace<'a> {
    table: TermTable<'a>,
    tokens: Vec<Token>,
    matcher: Option<Matcher<'a>>,
    counter: Option<RowCounter<'a>>,
    label_counter: Option<RowCounter<'a>>,
    /// The words as the classifier is to read them, where that is in another way.
    label_words: Option<(TermTable<'a>, Vec<Token>)>,
}

impl<'m> Applier<'m> {
    /// Compiles the parts of the model.
    ///
    /// # Errors
    /// If its settings or its codebook cannot be used.
    pub fn new(model: &'m Model) -> Result<Self> {
        let analyzer = Analyzer::new(&model.settings.text)?;
        let lexicon = match &model.codebook {
            Some(codebook) => Some(Lexicon::compile(codebook, &analyzer)?),
            None => None,
        };
        let (space, classifier) = (model.space.as_ref(), model.classifier.as_ref());
        let label_text = classifier.map(Classifier::text_settings).transpose()?;
        let label_text = label_text.filter(|text| *text != model.settings.text);
        let label_analyzer = label_text.map(|text| Analyzer::new(&text)).transpose()?;
        Ok(Self { analyzer, lexicon, space, findings: None, classifier, label_analyzer })
    }

    /// The same where it is known what the model finds in some texts, which need then not be read
    /// again. Nothing changes but the time it takes; themes and labels are always looked for.
    #[must_use]
    pub fn knowing(self, findings: &'m HashMap<TextHash, Findings>) -> Self {
        let only_clusters = self.lexicon.is_none() && self.classifier.is_none();
        let known = !findings.is_empty() && only_clusters;
        Self { findings: known.then_some(findings), ..self }
    }

    /// The compiled codebook.
    pub fn lexicon(&self) -> Option<&Lexicon> {
        self.lexicon.as_ref()
    }

    /// An empty workspace for documents of a schema.
    pub fn workspace(&self, schema: &Schema) -> Workspace<'_> {
        let names = || (0..schema.fields()).map(|field| schema.field_name(field));
        Workspace {
            table: TermTable::new(&self.analyzer),
            tokens: Vec::new(),
            matcher: self.lexicon.as_ref().map(|lexicon| Matcher::of_fields(lexicon, names())),
            counter: self.space.map(|space| RowCounter::new(&space.vocabulary)),
            label_counter: self.classifier.map(|it| RowCounter::new(it.vocabulary())),
            label_words: self.label_analyzer.as_ref().map(|it| (TermTable::new(it), Vec::new())),
        }
    }

    /// What the model finds in a document: a pure function of the two. The workspace is one for
    /// documents of this schema.
    pub fn apply(
        &self,
        workspace: &mut Workspace<'_>,
        document: &Document,
        schema: &Schema,
    ) -> Findings {
        let known = |findings: &HashMap<_, _>| findings.get(&text_hash(document, schema)).cloned();
        if let Some(findings) = self.findings.and_then(known) {
            return findings;
        }
        let Workspace { table, tokens, matcher, counter, label_counter, label_words } = workspace;
        let language = table.read_document(document.fields(schema), tokens);
        let fields: Vec<&str> = document.fields(schema).collect();
        let text = ReadText { table, tokens, fields: &fields, language };
        let tags = matcher.as_mut().map_or_else(Vec::new, |matcher| matcher.tag(text));
        let counts = counter.as_mut().map(|counter| counter.count(table, tokens));
        let coverage = counts.as_ref().map(|counts| Coverage::of(tokens, counts));
        let classified =
            self.classifier.zip(label_counter.as_mut()).map(|(classifier, counter)| {
                match label_words {
                    None => classify(classifier, counter, (table, tokens)),
                    Some((table, tokens)) => {
                        table.read_document(document.fields(schema), tokens);
                        classify(classifier, counter, (table, tokens))
                    }
                }
            });
        let known = coverage.and_then(Coverage::share).unwrap_or(1.0);
        let assignment = counts.as_ref().and_then(|counts| self.assign(counts, known));
        let (looked, found) = match (self.space, &classified) {
            (None, Some(classified)) => (true, classified.known),
            (space, _) => (space.is_some(), assignment.is_some()),
        };
        let status = Status::of(tokens.len(), looked, found);
        let tokens = tokens.len() as u32;
        let coverage = coverage.or(classified.as_ref().map(|it| it.coverage));
        let labels = classified.map_or_else(Vec::new, |classified| classified.labels);
        Findings { language, tokens, tags, labels, assignment, coverage, status }
    }

    /// All that the codebook finds in a document of the given text fields, which have these names, the
    /// things that do not count included. Nothing where the model has no codebook.
    pub fn examine(&self, fields: Vec<&str>, names: Vec<&str>) -> ExaminedText {
        let mut table = TermTable::new(&self.analyzer);
        let mut tokens = Vec::new();
        let language = table.read_document(fields.iter().copied(), &mut tokens);
        let text = ReadText { table: &table, tokens: &tokens, fields: &fields, language };
        let examination = self.lexicon.as_ref().map_or_else(Examination::default, |lexicon| {
            Matcher::of_fields(lexicon, names.into_iter()).examine(text)
        });
        ExaminedText { language, tokens: tokens.len(), examination }
    }

    fn assign(&self, counts: &[TermCount], known: f64) -> Option<Assignment> {
        let space = self.space?;
        let row = space.tfidf.row(counts);
        let row = row.into_iter().map(|(column, weight)| (column as usize, weight));
        space.clusters.assign(&space.projection.project(row)?, known)
    }
}

/// Applies a model to every document of a corpus and hands the findings to `take`, batch by batch,
/// in the order of the input.
///
/// # Errors
/// If the input cannot be read, or `take` fails.
pub fn apply(
    corpus: &Corpus,
    applier: &Applier<'_>,
    execution: Execution,
    total: Option<u64>,
    progress: &dyn Progress,
    mut take: impl FnMut(AppliedBatch) -> Result<()>,
) -> Result<()> {
    progress.begin(Step::Apply, total);
    let schema = corpus.schema();
    let most_words = execution.memory.words(TermTable::MANY_WORDS);
    let workspaces = Workspaces::new(|| applier.workspace(schema));
    each_batch(corpus, execution, |batch| {
        let findings = workspaces.map(&batch.documents, |workspace, document| {
            if workspace.table.words() >= most_words {
                *workspace = applier.workspace(schema);
            }
            applier.apply(workspace, document, schema)
        });
        let Batch { documents, rejects } = std::mem::take(batch);
        let count = documents.len() as u64;
        take(AppliedBatch { documents, findings, rejects })?;
        progress.advance(count);
        Ok(())
    })?;
    progress.end();
    Ok(())
}
