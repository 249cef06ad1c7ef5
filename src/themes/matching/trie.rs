//! Rows of words to what ends there: all phrases of a language in one tree.

/// Number of what a lexicon looks for in one word (a stem or a beginning), from 0.
pub(super) type WordId = u32;

/// Number of a place in a [`Trie`].
pub(super) type NodeId = u32;

/// No place.
const NONE: NodeId = NodeId::MAX;

/// A tree whose paths are rows of words. Following a text through it from one word on costs no more
/// for many rows than for few, as long as they do not match.
#[derive(Debug, Clone)]
pub(super) struct Trie<T> {
    /// The node of each word as the first of a row, by the number of the word.
    first: Vec<NodeId>,
    nodes: Vec<Node<T>>,
}

#[derive(Debug, Clone)]
struct Node<T> {
    /// In rising order of the word.
    next: Vec<(WordId, NodeId)>,
    /// Where rows go on that take any word here.
    any: NodeId,
    ends: Vec<T>,
}

/// What a row wants of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Word(WordId),
    Any,
}

impl<T> Trie<T> {
    /// A tree without a path.
    pub(super) fn new() -> Self {
        Self { first: Vec::new(), nodes: Vec::new() }
    }

    /// Lets `end` stand at the end of the row `edges`; does nothing for a row that is empty or begins
    /// with any word.
    pub(super) fn insert(&mut self, edges: &[Edge], end: T) {
        let Some((&Edge::Word(first), rest)) = edges.split_first() else { return };
        let mut node = self.first_or_new(first);
        for &edge in rest {
            node = self.next_or_new(node, edge);
        }
        self.nodes[node as usize].ends.push(end);
    }

    /// Where rows that begin with `word` go on; `None` if there is none.
    #[inline]
    pub(super) fn first(&self, word: WordId) -> Option<NodeId> {
        self.first.get(word as usize).copied().filter(|&node| node != NONE)
    }

    /// Where rows that have come to `node` go on with `word`; `None` if there is none.
    pub(super) fn next(&self, node: NodeId, word: WordId) -> Option<NodeId> {
        let next = &self.nodes[node as usize].next;
        next.binary_search_by_key(&word, |&(word, _)| word).ok().map(|at| next[at].1)
    }

    /// Where rows that have come to `node` go on with any word; `None` if there is none.
    pub(super) fn any(&self, node: NodeId) -> Option<NodeId> {
        Some(self.nodes[node as usize].any).filter(|&node| node != NONE)
    }

    /// Whether no row goes on from `node`.
    pub(super) fn is_leaf(&self, node: NodeId) -> bool {
        let node = &self.nodes[node as usize];
        node.next.is_empty() && node.any == NONE
    }

    /// What ends at `node`, in the order of insertion.
    pub(super) fn ends(&self, node: NodeId) -> &[T] {
        &self.nodes[node as usize].ends
    }

    fn first_or_new(&mut self, word: WordId) -> NodeId {
        if self.first.len() <= word as usize {
            self.first.resize(word as usize + 1, NONE);
        }
        if self.first[word as usize] == NONE {
            self.first[word as usize] = self.add();
        }
        self.first[word as usize]
    }

    fn next_or_new(&mut self, from: NodeId, edge: Edge) -> NodeId {
        let Edge::Word(word) = edge else {
            if self.nodes[from as usize].any == NONE {
                self.nodes[from as usize].any = self.add();
            }
            return self.nodes[from as usize].any;
        };
        let found = self.nodes[from as usize].next.binary_search_by_key(&word, |&(word, _)| word);
        match found {
            Ok(at) => self.nodes[from as usize].next[at].1,
            Err(at) => {
                let node = self.add();
                self.nodes[from as usize].next.insert(at, (word, node));
                node
            }
        }
    }

    fn add(&mut self) -> NodeId {
        self.nodes.push(Node { next: Vec::new(), any: NONE, ends: Vec::new() });
        (self.nodes.len() - 1) as NodeId
    }
}

#[cfg(test)]
mod tests {
    use super::Edge::{Any, Word};
    use super::*;

    #[test]
    fn rows_that_share_a_beginning_share_a_path() {
        let mut trie = Trie::new();
        trie.insert(&[Word(3)], 'a');
        trie.insert(&[Word(3), Word(1)], 'b');
        trie.insert(&[Word(3), Word(0)], 'c');
        trie.insert(&[Word(3), Word(1)], 'd');
        trie.insert(&[Word(3), Any, Word(1)], 'e');
        let start = trie.first(3).unwrap();
        assert_eq!(trie.ends(start), ['a']);
        assert_eq!(trie.ends(trie.next(start, 1).unwrap()), ['b', 'd']);
        assert_eq!(trie.ends(trie.next(start, 0).unwrap()), ['c']);
        assert_eq!(trie.next(start, 3), None);
        let gap = trie.any(start).unwrap();
        assert_eq!(trie.ends(trie.next(gap, 1).unwrap()), ['e']);
        assert!(trie.is_leaf(trie.next(gap, 1).unwrap()) && !trie.is_leaf(gap));
    }

    #[test]
    fn a_word_that_begins_no_row_leads_nowhere() {
        let mut trie = Trie::new();
        trie.insert(&[], 'x');
        trie.insert(&[Word(1), Word(2)], 'y');
        assert_eq!(trie.first(0), None);
        assert_eq!(trie.first(2), None);
        assert_eq!(trie.first(99), None);
    }
}
