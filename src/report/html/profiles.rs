//! Panels of clusters, and the map with its key.

use maud::{Markup, html};

use super::super::chart;
use super::super::outline::block::{Map, Profile, Term};
use super::super::outline::tree::Tree;
use super::super::words::Words;
use super::prose;

/// One panel for each cluster.
pub(crate) fn profiles(profiles: &[Profile], words: &Words) -> Markup {
    html! { @for one in profiles { (profile(one, words)) } }
}

fn profile(profile: &Profile, words: &Words) -> Markup {
    let number = profile.cluster.number;
    let title = format!("cluster-{number}-title");
    html! {
        article class="profile" id=(format!("cluster-{number}")) aria-labelledby=(title) {
            h3 id=(title) {
                (chart::swatch(number)) " "
                span class="ordinal" { (number) } " " bdi { (profile.cluster.label) }
            }
            div class="measures" {
                p class="size" { (prose(&profile.size)) }
                (chart::plain_bar(profile.share, "size"))
                p class="quality" { (prose(&profile.quality)) }
                @if !profile.neighbours.0.is_empty() {
                    p class="quality" { (prose(&profile.neighbours)) }
                }
                @if !profile.terms.is_empty() { (terms(&profile.terms, words)) }
            }
            @if !profile.representatives.is_empty() { (representatives(profile, words)) }
        }
    }
}

/// The words with two bars each, and the shares that they show.
fn terms(terms: &[Term], words: &Words) -> Markup {
    let told = terms.iter().any(|term| term.shares.is_some());
    html! {
        table class="terms" {
            thead {
                tr {
                    th scope="col" { (words.clusters.words) }
                    @if told {
                        td class="plot" aria-hidden="true" {}
                        th scope="col" class="number" { i class="tone in" {} (words.clusters.inside) }
                        th scope="col" class="number" { i class="tone out" {} (words.clusters.outside) }
                    } @else {
                        td class="plot" aria-hidden="true" {}
                    }
                }
            }
            tbody {
                @for term in terms {
                    tr {
                        th scope="row" { bdi { (term.surface) } }
                        td class="plot" { (chart::two_tones(term.bars)) }
                        @if let Some((inside, outside)) = &term.shares {
                            td class="number" { (inside) } td class="number" { (outside) }
                        }
                    }
                }
            }
        }
    }
}

fn representatives(profile: &Profile, words: &Words) -> Markup {
    html! {
        div class="nearest" {
            h4 { (words.clusters.middle) }
            ul {
                @for one in &profile.representatives {
                    li {
                        (prose(&one.name))
                        @if !one.beginning.is_empty() { p dir="auto" { (one.beginning) } }
                    }
                }
            }
        }
    }
}

/// The tree, with the clusters' names beside its ends.
pub(crate) fn tree(tree: &Tree, id: &str, words: &Words) -> Markup {
    html! {
        figure class="forks" id=(id) data-figure {
            (chart::tree(&tree.root, &tree.summary, words))
            ol {
                @for one in tree.root.leaves() {
                    li {
                        (chart::swatch(one.number)) " "
                        a href=(format!("#cluster-{}", one.number)) {
                            b { (one.number) } " " bdi { (one.label) }
                        }
                        " " small { (one.size) }
                    }
                }
            }
        }
    }
}

/// The map, and the names of its marks.
pub(crate) fn map(map: &Map, id: &str) -> Markup {
    html! {
        figure id=(id) data-figure {
            (chart::map(map))
            figcaption {
                ul class="key" {
                    @for one in &map.clusters {
                        li {
                            (chart::swatch(one.number)) " "
                            a href=(format!("#cluster-{}", one.number)) {
                                b { (one.number) } " " bdi { (one.label) }
                            }
                            " " small { (one.size) }
                        }
                    }
                }
            }
        }
    }
}
