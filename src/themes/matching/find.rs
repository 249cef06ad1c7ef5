//! The tokens of a document to the places where the leaves of a lexicon's expressions are.

use std::collections::HashMap;

use super::lexicon::{Ending, Lexicon};
use super::prefixes::Memory;
use super::read_text::ReadText;
use super::regex_table::RegexTable;
use super::rule::{Hit, Leaf, Span};
use super::trie::{NodeId, Trie, WordId};
use crate::text::{Language, TermTable, Token};

/// What a lexicon looks for in words of one term.
#[derive(Debug, Clone, Copy)]
struct KnownTerm {
    /// The number of the term itself.
    word: Option<WordId>,
    /// Whether a word of this term may have one of the beginnings that are looked for.
    begins: bool,
}

/// Finds leaves; remembers what it learnt of the terms of one table.
pub(super) struct Finder<'a> {
    lexicon: &'a Lexicon,
    /// The text field of each of the fields that the lexicon names.
    fields: Vec<Option<u16>>,
    /// By the term's number in the table: 0 where nothing is looked for in it, else one more than its
    /// place in `terms`. Most terms are not looked for, so that little memory is touched.
    known: Vec<u32>,
    terms: Vec<KnownTerm>,
    /// The beginnings of written words, by language.
    memory: HashMap<Option<Language>, Memory>,
    /// Places in the trie that are still to be followed, with the token that comes next.
    open: Vec<(NodeId, usize)>,
}

impl<'a> Finder<'a> {
    pub(super) fn new<'n>(lexicon: &'a Lexicon, names: impl Iterator<Item = &'n str>) -> Self {
        let names: Vec<&str> = names.collect();
        let number = |field: &String| {
            names.iter().position(|name| name == field).map(|number| number as u16)
        };
        Self {
            lexicon,
            fields: lexicon.fields.iter().map(number).collect(),
            known: Vec::new(),
            terms: Vec::new(),
            memory: HashMap::new(),
            open: Vec::new(),
        }
    }

    /// Replaces `hits` with all places, overlapping or not, in no particular order.
    pub(super) fn find(&mut self, text: ReadText<'_>, hits: &mut Vec<Hit>) {
        hits.clear();
        let lexicon = self.lexicon;
        if let Some(trie) = lexicon.tries.get(&text.language) {
            self.learn_terms(text.table);
            self.find_phrases(trie, text, hits);
        }
        if let Some(regexes) = lexicon.regexes.get(&text.language) {
            self.find_regexes(regexes, text, hits);
        }
    }

    /// Looks up the terms that are new in the table since the last call.
    fn learn_terms(&mut self, table: &TermTable<'_>) {
        for id in self.known.len()..table.len() {
            let term = table.term(id as u32);
            let word = self.lexicon.word(term);
            let begins = self.lexicon.prefixes.may_begin_words_of(term);
            let is_known = word.is_some() || begins;
            if is_known {
                self.terms.push(KnownTerm { word, begins });
            }
            self.known.push(if is_known { self.terms.len() as u32 } else { 0 });
        }
    }

    fn find_phrases(&mut self, trie: &Trie<Ending>, text: ReadText<'_>, hits: &mut Vec<Hit>) {
        let Self { lexicon, fields, known, terms, memory, open } = self;
        let memory = memory.entry(text.language).or_default();
        let mut numbers = Numbers { lexicon, known, terms, memory, text };
        for (start, token) in text.tokens.iter().enumerate() {
            numbers.each(token, |word| {
                open.extend(trie.first(word).map(|node| (node, start + 1)));
            });
            while let Some((node, end)) = open.pop() {
                for ending in trie.ends(node) {
                    let tokens = &text.tokens[start..end];
                    if ending.pattern.fits(tokens, text.fields)
                        && is_in_field(fields, ending.leaf, tokens[0].field)
                    {
                        hits.push(hit(ending.leaf, span(tokens, start)));
                    }
                }
                if trie.is_leaf(node) {
                    continue;
                }
                if let Some(token) = text.tokens.get(end) {
                    open.extend(trie.any(node).map(|next| (next, end + 1)));
                    numbers.each(token, |word| {
                        open.extend(trie.next(node, word).map(|next| (next, end + 1)));
                    });
                }
            }
        }
    }

    fn find_regexes(&self, regexes: &RegexTable, text: ReadText<'_>, hits: &mut Vec<Hit>) {
        for (field, written) in (0..).zip(text.fields) {
            let begin = text.tokens.partition_point(|token| token.field < field);
            let end = text.tokens.partition_point(|token| token.field <= field);
            let tokens = &text.tokens[begin..end];
            regexes.each_match(written, |leaf, from, to| {
                let first = tokens.partition_point(|token| token.end as usize <= from);
                let last = tokens.partition_point(|token| (token.start as usize) < to);
                // What has no word in it is no evidence.
                if first < last && is_in_field(&self.fields, leaf, field) {
                    let tokens = ((begin + first) as u32, (begin + last) as u32);
                    hits.push(hit(leaf, Span { tokens, bytes: (from as u32, to as u32), field }));
                }
            });
        }
    }
}

/// The numbers of what is looked for in each token of a document.
struct Numbers<'f, 't> {
    lexicon: &'f Lexicon,
    known: &'f [u32],
    terms: &'f [KnownTerm],
    memory: &'f mut Memory,
    text: ReadText<'t>,
}

impl Numbers<'_, '_> {
    #[inline]
    fn each(&mut self, token: &Token, mut take: impl FnMut(WordId)) {
        let place = self.known[token.term as usize];
        if place == 0 {
            return;
        }
        let KnownTerm { word, begins } = self.terms[place as usize - 1];
        if let Some(word) = word {
            take(word);
        }
        if begins {
            self.beginnings(token).iter().for_each(|&id| take(id));
        }
    }

    /// The numbers of the beginnings that the word has; they are found out once for each word.
    fn beginnings(&mut self, token: &Token) -> &[WordId] {
        let text = self.text;
        let written = token.written(text.fields[usize::from(token.field)]);
        if !self.memory.contains_key(written) {
            let analyzer = text.table.analyzer();
            let ids = self.lexicon.prefixes.of(written, text.language, analyzer);
            self.memory.insert(written.into(), ids);
        }
        &self.memory[written]
    }
}

fn is_in_field(fields: &[Option<u16>], leaf: Leaf, field: u16) -> bool {
    leaf.field.is_none_or(|wanted| fields[usize::from(wanted)] == Some(field))
}

fn hit(leaf: Leaf, span: Span) -> Hit {
    Hit { rule: leaf.rule, leaf: leaf.number, span }
}

/// The span of tokens, of which the first has the number `start`.
fn span(tokens: &[Token], start: usize) -> Span {
    let (first, last) = (&tokens[0], &tokens[tokens.len() - 1]);
    Span {
        tokens: (start as u32, (start + tokens.len()) as u32),
        bytes: (first.start, last.end),
        field: first.field,
    }
}
