//! Which clusters are near each other: the tree that they form when the nearest are joined first.

use super::Refer;
use super::block::{Block, Mention, Prose};

/// Clusters joined two by two.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    /// What the picture shows, for those who do not see it.
    pub(crate) summary: String,
    pub(crate) root: Node,
}

/// A cluster, or two that are joined.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    /// A cluster.
    Leaf(Mention),
    /// Two groups of clusters with their mean similarity, −1 to 1, and the number of cases.
    Fork { similarity: f64, size: String, parts: Box<[Node; 2]> },
}

impl Node {
    /// The clusters below it, in the order in which they are drawn.
    pub(crate) fn leaves(&self) -> Vec<&Mention> {
        match self {
            Self::Leaf(mention) => vec![mention],
            Self::Fork { parts, .. } => parts.iter().flat_map(Self::leaves).collect(),
        }
    }
}

/// The heading, the reading and the tree; nothing where there are fewer than three clusters.
pub(crate) fn blocks(refer: &Refer) -> Vec<Block> {
    let leaves = refer.run.clusters.len();
    let Some(last) = refer.run.merges.last().filter(|_| leaves > 2) else { return Vec::new() };
    let Some(root) = node(refer, last.merged) else { return Vec::new() };
    let words = refer.words;
    let summary = words.plural(&words.clusters.tree_summary, leaves as u64, &[]);
    vec![
        Block::Heading(words.clusters.tree.to_owned()),
        Block::Prose(Prose::ours(words.clusters.tree_intro)),
        Block::Tree(Tree { summary, root }),
    ]
}

/// A cluster or a group of them by its number; the larger part stands first.
fn node(refer: &Refer, number: u32) -> Option<Node> {
    if let Some(row) = refer.run.cluster(number) {
        return Some(Node::Leaf(refer.mention(row)));
    }
    // Parts have smaller numbers than what is made of them, so that this ends.
    let merge = refer.run.merges.iter().find(|merge| merge.merged == number)?;
    if merge.a >= number || merge.b >= number {
        return None;
    }
    let size = |part: u32| {
        let merged = refer.run.merges.iter().find(|merge| merge.merged == part);
        merged.map_or_else(|| refer.run.cluster(part).map_or(0, |row| row.size), |it| it.size)
    };
    let (first, second) =
        if size(merge.b) > size(merge.a) { (merge.b, merge.a) } else { (merge.a, merge.b) };
    Some(Node::Fork {
        similarity: merge.similarity,
        size: refer.words.cases(merge.size),
        parts: Box::new([node(refer, first)?, node(refer, second)?]),
    })
}
