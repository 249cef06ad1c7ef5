//! Panels of clusters, and the map with its key.

use maud::{Markup, html};

use super::super::chart;
use super::super::outline::block::{Map, Profile};
use super::super::outline::tree::Tree;
use super::prose;

/// One panel for each cluster.
pub(crate) fn profiles(profiles: &[Profile]) -> Markup {
    html! { @for one in profiles { (profile(one)) } }
}

fn profile(profile: &Profile) -> Markup {
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
                @if !profile.terms.is_empty() { (terms(&profile.terms)) }
            }
            @if !profile.representatives.is_empty() { (representatives(profile)) }
        }
    }
}

fn terms(terms: &[(String, f64)]) -> Markup {
    html! {
        div class="terms" {
            h4 { "Its words" }
            ol {
                @for (surface, weight) in terms {
                    li { bdi { (surface) } (chart::plain_bar(*weight, "term")) }
                }
            }
        }
    }
}

fn representatives(profile: &Profile) -> Markup {
    html! {
        div class="nearest" {
            h4 { "Near its middle" }
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
pub(crate) fn tree(tree: &Tree, id: &str) -> Markup {
    html! {
        figure class="forks" id=(id) data-figure {
            (chart::tree(&tree.root, &tree.summary))
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
