//! Rows of words to what ends there: all entries of a language in one tree.

/// Number of a distinct word of a lexicon, from 0.
pub(super) type WordId = u32;

/// Number of a place in a [`Trie`].
pub(super) type NodeId = u32;

/// A tree whose paths are rows of words. Following a text through it from one word on costs at most
/// as many steps as the longest row has words, however many rows there are.
#[derive(Debug, Clone)]
pub(super) struct Trie<T> {
    /// The node of each word as the first of a row, by the number of the word.
    first: Vec<Option<NodeId>>,
    nodes: Vec<Node<T>>,
}

#[derive(Debug, Clone)]
struct Node<T> {
    /// In rising order of the word.
    next: Vec<(WordId, NodeId)>,
    ends: Vec<T>,
}

impl<T> Trie<T> {
    /// A tree without a path.
    pub(super) fn new() -> Self {
        Self { first: Vec::new(), nodes: Vec::new() }
    }

    /// Lets `end` stand at the end of the row `words`; does nothing for a row without words.
    pub(super) fn insert(&mut self, words: &[WordId], end: T) {
        let Some((&first, rest)) = words.split_first() else { return };
        let mut node = self.first_or_new(first);
        for &word in rest {
            node = self.next_or_new(node, word);
        }
        self.nodes[node as usize].ends.push(end);
    }

    /// Where rows that begin with `word` go on; `None` if there is none.
    pub(super) fn first(&self, word: WordId) -> Option<NodeId> {
        self.first.get(word as usize).copied().flatten()
    }

    /// Where rows that have come to `node` go on with `word`; `None` if there is none.
    pub(super) fn next(&self, node: NodeId, word: WordId) -> Option<NodeId> {
        let next = &self.nodes[node as usize].next;
        next.binary_search_by_key(&word, |&(word, _)| word).ok().map(|at| next[at].1)
    }

    /// What ends at `node`, in the order of insertion.
    pub(super) fn ends(&self, node: NodeId) -> &[T] {
        &self.nodes[node as usize].ends
    }

    fn first_or_new(&mut self, word: WordId) -> NodeId {
        if self.first.len() <= word as usize {
            self.first.resize(word as usize + 1, None);
        }
        match self.first[word as usize] {
            Some(node) => node,
            None => {
                let node = self.add();
                self.first[word as usize] = Some(node);
                node
            }
        }
    }

    fn next_or_new(&mut self, from: NodeId, word: WordId) -> NodeId {
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
        self.nodes.push(Node { next: Vec::new(), ends: Vec::new() });
        (self.nodes.len() - 1) as NodeId
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_share_a_beginning_share_a_path() {
        let mut trie = Trie::new();
        trie.insert(&[3], 'a');
        trie.insert(&[3, 1], 'b');
        trie.insert(&[3, 0], 'c');
        trie.insert(&[3, 1], 'd');
        let start = trie.first(3).unwrap();
        assert_eq!(trie.ends(start), ['a']);
        assert_eq!(trie.ends(trie.next(start, 1).unwrap()), ['b', 'd']);
        assert_eq!(trie.ends(trie.next(start, 0).unwrap()), ['c']);
        assert_eq!(trie.next(start, 3), None);
    }

    #[test]
    fn a_word_that_begins_no_row_leads_nowhere() {
        let mut trie = Trie::new();
        trie.insert(&[], 'x');
        trie.insert(&[1, 2], 'y');
        assert_eq!(trie.first(0), None);
        assert_eq!(trie.first(2), None);
        assert_eq!(trie.first(99), None);
    }
}
