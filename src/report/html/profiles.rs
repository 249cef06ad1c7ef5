//! Panels of clusters, and the map with its key.

use maud::{Markup, html};

use super::super::chart;
use super::super::outline::block::{Map, Profile};
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
            h4 { "Nearest to its middle" }
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

/// The map, and the names of its marks.
pub(crate) fn map(map: &Map) -> Markup {
    html! {
        figure {
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
