//! The entries of a codebook to rules, and their leaves into trees.

use std::collections::BTreeSet;

use super::entry::{Bounds, EntryDetails};
use super::lexicon::{Ending, Lexicon};
use super::pattern::{Pattern, Wanted};
use super::regex_table::{RegexLeaf, RegexTable};
use super::rule::{Leaf, Role, Rule, Tree};
use super::trie::{Edge, Trie};
use crate::error::Result;
use crate::text::{Analyzer, Language, TermTable};
use crate::themes::codebook::{Codebook, CodebookEntry, Theme};
use crate::themes::expression::{Expression, Phrase, Query};

impl Lexicon {
    /// Compiles `codebook`. Its words become terms by the rules of `analyzer`, which must be the
    /// one that reads the documents.
    ///
    /// # Errors
    /// Of kind `Settings`, with line and column: an `unless` could never overlap an occurrence of
    /// its entry, so it would never cancel anything; or its regular expressions together would take
    /// too much memory.
    pub fn compile(codebook: &Codebook, analyzer: &Analyzer) -> Result<Self> {
        let mut compiler = Compiler::new(analyzer);
        for theme in &codebook.themes {
            let Theme { min_score, min_distinct, .. } = *theme;
            compiler.lexicon.themes.push(Bounds { min_score, min_distinct });
        }
        for entry in codebook.entries() {
            compiler.add_entry(codebook, entry)?;
        }
        for (index, theme) in codebook.themes.iter().enumerate() {
            compiler.add_theme(index, theme);
        }
        compiler.finish()
    }

    /// A lexicon of one expression, which is looked for in documents of every language and of none
    /// that is known. It is the only theme, and its entries have the weight 1.
    ///
    /// # Errors
    /// As [`Lexicon::compile`].
    pub fn of_query(query: &Query, analyzer: &Analyzer) -> Result<Self> {
        let mut compiler = Compiler::new(analyzer);
        compiler.lexicon.themes.push(Bounds { min_score: f64::MIN_POSITIVE, min_distinct: 1 });
        compiler.add_query(query);
        compiler.finish()
    }
}

/// A lexicon in the making.
struct Compiler<'a> {
    table: TermTable<'a>,
    lexicon: Lexicon,
    regexes: Vec<(Option<Language>, RegexLeaf)>,
}

impl<'a> Compiler<'a> {
    fn new(analyzer: &'a Analyzer) -> Self {
        let table = TermTable::new(analyzer);
        Self { table, lexicon: Lexicon::empty(), regexes: Vec::new() }
    }

    /// Adds an entry with its `unless`.
    fn add_entry(&mut self, codebook: &Codebook, of: CodebookEntry<'_>) -> Result<()> {
        let CodebookEntry { theme_index, language, entry, .. } = of;
        let expression = &entry.query.expression;
        let id = self.lexicon.add_details(EntryDetails {
            id: entry.id.as_str().into(),
            theme: theme_index,
            language,
            weight: entry.weight,
            once: expression.is_document_wide(),
        });
        for unless in &entry.unless {
            if !self.can_overlap(expression, &unless.expression, language) {
                return Err(codebook.error_at(
                    unless,
                    format!(
                        "`unless` `{unless}` can never overlap `{}`, so it would never cancel \
                         anything",
                        entry.query
                    ),
                    "write the phrase with the entry's own words in it, such as `medical \
                     consultation` for `consultation`",
                ));
            }
        }
        let known = [Some(language)];
        let languages: &[_] = if expression.is_exact() { &[Some(language), None] } else { &known };
        for &language in languages {
            for (number, unless) in (0..).zip(&entry.unless) {
                self.add_rule(&unless.expression, language, Role::Cancels(id, number));
            }
            self.add_rule(expression, language, Role::Speaks(id));
        }
        Ok(())
    }

    /// Adds what cancels a theme, in the languages in which it can be found.
    fn add_theme(&mut self, index: usize, theme: &Theme) {
        let entries = theme.terms.values().flatten();
        let unknown = entries.into_iter().any(|entry| entry.query.expression.is_exact());
        let languages = theme.terms.keys().map(|&language| Some(language));
        let languages: BTreeSet<_> = languages.chain(unknown.then_some(None)).collect();
        for language in languages {
            for (number, unless) in (0..).zip(&theme.unless) {
                let role = Role::CancelsTheme(index, number);
                self.add_rule(&unless.expression, language, role);
            }
        }
    }

    /// Adds an expression as the entry of every language.
    fn add_query(&mut self, query: &Query) {
        let mut first = None;
        for language in Language::ALL {
            let id = self.lexicon.add_details(EntryDetails {
                id: query.written.as_str().into(),
                theme: 0,
                language,
                weight: 1.0,
                once: query.expression.is_document_wide(),
            });
            first.get_or_insert(id);
            self.add_rule(&query.expression, Some(language), Role::Speaks(id));
        }
        if let Some(id) = first {
            self.add_rule(&query.expression, None, Role::Speaks(id));
        }
    }

    /// The lexicon, with its regular expressions.
    fn finish(mut self) -> Result<Lexicon> {
        let languages: BTreeSet<_> = self.regexes.iter().map(|(language, _)| *language).collect();
        for language in languages {
            let leaves = self.regexes.iter().filter(|(of, _)| *of == language);
            let leaves = leaves.map(|(_, leaf)| leaf.clone()).collect();
            self.lexicon.regexes.insert(language, RegexTable::new(leaves)?);
        }
        Ok(self.lexicon)
    }

    fn add_rule(&mut self, expression: &Expression, language: Option<Language>, role: Role) {
        let rule = self.lexicon.rules.len() as u32;
        let mut leaves = 0;
        let tree = self.tree(
            expression,
            language,
            &mut |field| {
                leaves += 1;
                Leaf { rule, number: leaves - 1, field }
            },
            None,
        );
        self.lexicon.rules.push(Rule { role, tree });
    }

    /// Numbers the leaves of an expression and lays them into the trees of `language`.
    fn tree(
        &mut self,
        expression: &Expression,
        language: Option<Language>,
        new_leaf: &mut dyn FnMut(Option<u16>) -> Leaf,
        field: Option<u16>,
    ) -> Tree {
        match expression {
            Expression::Phrase(phrase) => {
                let leaf = new_leaf(field);
                let pattern = Pattern::new(phrase, language, &mut self.table);
                self.insert(language, Ending { pattern, leaf });
                Tree::Leaf(leaf.number)
            }
            Expression::Regex(regex) => {
                let leaf = new_leaf(field);
                self.regexes.push((language, RegexLeaf { regex: regex.clone(), leaf }));
                Tree::Leaf(leaf.number)
            }
            Expression::Field { name, within } => {
                let field = Some(self.field(name));
                self.tree(within, language, new_leaf, field)
            }
            Expression::Near(near) => {
                let left = self.tree(&near.left, language, new_leaf, field);
                let right = self.tree(&near.right, language, new_leaf, field);
                Tree::Near(Box::new([left, right]), near.words)
            }
            Expression::All(operands) | Expression::Any(operands) => {
                let operands = operands.iter();
                let trees = operands.map(|it| self.tree(it, language, new_leaf, field)).collect();
                match expression {
                    Expression::All(_) => Tree::All(trees),
                    _ => Tree::Any(trees),
                }
            }
        }
    }

    fn field(&mut self, name: &str) -> u16 {
        let fields = &mut self.lexicon.fields;
        let known = fields.iter().position(|field| field == name);
        known.unwrap_or_else(|| {
            fields.push(name.to_owned());
            fields.len() - 1
        }) as u16
    }

    fn insert(&mut self, language: Option<Language>, ending: Ending) {
        let lexicon = &mut self.lexicon;
        let mut edge = |wanted: Wanted<'_>| match wanted {
            Wanted::Term(term) => Edge::Word(lexicon.number_of(term)),
            Wanted::Prefix { beginning, exact } => {
                let sign = if exact { "=" } else { "" };
                let id = lexicon.number_of(&format!("{sign}{beginning}*"));
                lexicon.prefixes.add((beginning, exact), language, id);
                Edge::Word(id)
            }
            Wanted::Any => Edge::Any,
        };
        let edges: Vec<_> = ending.pattern.wanted().map(&mut edge).collect();
        self.lexicon.tries.entry(language).or_insert_with(Trie::new).insert(&edges, ending);
    }

    /// Whether an occurrence of `unless` can share a word with one of `wanted`. Only phrases are
    /// compared: what stands within `NEAR`, and what a regular expression matches, can be any word.
    fn can_overlap(
        &mut self,
        wanted: &Expression,
        unless: &Expression,
        language: Language,
    ) -> bool {
        let (Some(wanted), Some(unless)) = (phrases_of(wanted), phrases_of(unless)) else {
            return true;
        };
        let mut pattern = |phrase| Pattern::new(phrase, Some(language), &mut self.table);
        let wanted: Vec<_> = wanted.into_iter().map(&mut pattern).collect();
        let unless: Vec<_> = unless.into_iter().map(&mut pattern).collect();
        unless.iter().any(|unless| wanted.iter().any(|wanted| unless.can_overlap(wanted)))
    }
}

/// The phrases that occurrences of `expression` are occurrences of; `None` if they can be anything.
fn phrases_of(expression: &Expression) -> Option<Vec<&Phrase>> {
    match expression {
        Expression::Near(_) | Expression::Regex(_) => None,
        Expression::Phrase(phrase) => Some(vec![phrase]),
        Expression::All(_) | Expression::Any(_) | Expression::Field { .. } => {
            let of = expression.operands().into_iter().map(phrases_of);
            of.collect::<Option<Vec<_>>>().map(|phrases| phrases.concat())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextSettings;

    #[test]
    fn every_bundled_codebook_parses_and_compiles() {
        let analyzer = Analyzer::new(&TextSettings::default()).unwrap();
        for name in Codebook::bundled_names() {
            let codebook = Codebook::bundled(name).unwrap().unwrap();
            assert_eq!(codebook.name, *name);
            assert!(!codebook.version.is_empty() && !codebook.description.is_empty());
            let lexicon = Lexicon::compile(&codebook, &analyzer).unwrap();
            assert!(lexicon.has_entries(Language::English));
            assert!(!lexicon.has_entries(Language::Tamil));
        }
    }
}
