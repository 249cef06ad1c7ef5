//! Small drawings side by side.

use maud::{Markup, html};

use super::super::chart;
use super::super::outline::block::Panel;
use super::prose;

/// The drawings, each with its name, its figure and what it shows in words.
pub(crate) fn panels(panels: &[Panel], id: &str) -> Markup {
    html! {
        div class="panels" id=(id) data-figure {
            @for one in panels {
                figure {
                    figcaption { (prose(&one.title)) " " small { (one.figure) } }
                    (chart::panel(one))
                }
            }
        }
    }
}
