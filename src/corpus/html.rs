//! A saved web page to its text blocks, navigation told from the main text.

use std::collections::HashSet;
use std::path::Path;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::node::Element;
use scraper::{Html, Node};

use crate::error::{Error, Result};

use super::chrome::Paragraph;
use super::lines::unreadable;
use super::stream::{Coding, Stream};

/// Elements whose words are no text of the page.
const SILENT: &[&str] = &[
    "head", "script", "style", "noscript", "template", "svg", "math", "button", "select",
    "textarea", "datalist", "iframe", "object", "canvas", "audio", "video",
];

/// Elements that lead elsewhere. A `header` only counts outside the sections of a page, a `form`
/// only where it is no wrapper of the whole page.
const NAVIGATION: &[&str] = &["nav", "footer", "aside", "header", "form"];

/// Roles that lead elsewhere.
const NAVIGATION_ROLES: &[&str] =
    &["navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"];

/// Elements that have a header of their own.
const SECTIONS: &[&str] = &["main", "article", "section"];

/// Elements that stand in the line of the text; all others begin a block.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "input", "ins", "kbd", "label", "map", "mark", "nobr", "output", "picture",
    "q", "ruby", "rb", "rp", "rt", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr", "br", "source", "button", "svg", "script", "style",
    "template", "noscript", "select", "math",
];

/// Reads a page.
///
/// # Errors
/// If the file cannot be read or is not UTF-8.
pub(super) fn read(
    name: &str,
    (path, coding): (&Path, Coding),
    max_link_share: f64,
) -> Result<Vec<Paragraph>> {
    let bytes = Stream::whole(path, coding).map_err(|error| unreadable(name, error))?;
    let html = String::from_utf8(bytes).map_err(|error| {
        let remedy = "save it again as UTF-8, or name its encoding with --encoding";
        Error::input(name, "the page is not in UTF-8", remedy).caused_by(error)
    })?;
    Ok(paragraphs(&html, max_link_share))
}

/// All blocks of a page that have words, numbered from 1 in document order.
pub(super) fn paragraphs(html: &str, max_link_share: f64) -> Vec<Paragraph> {
    let html = Html::parse_document(html);
    let mut blocks = Blocks::new(main_text(&html), max_link_share);
    // Walked by edges, not by recursion: pages may nest deeper than a stack.
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => blocks.open(node),
            Edge::Close(node) => blocks.close(node),
        }
    }
    blocks.finish()
}

/// The elements that hold the main text: `main`, else the articles; none: the whole body does.
fn main_text(html: &Html) -> HashSet<NodeId> {
    let of = |wanted: &dyn Fn(&Element) -> bool| -> HashSet<NodeId> {
        let nodes = html.tree.root().descendants();
        let found = nodes.filter(|node| node.value().as_element().is_some_and(wanted));
        found.map(|node| node.id()).collect()
    };
    let mains = of(&|element| element.name() == "main" || element.attr("role") == Some("main"));
    if mains.is_empty() { of(&|element| element.name() == "article") } else { mains }
}

/// Whether an element and all in it is not shown as text.
fn is_silent(element: &Element) -> bool {
    SILENT.contains(&element.name())
        || element.attr("hidden").is_some()
        || element.attr("style").is_some_and(hides)
}

fn hides(style: &str) -> bool {
    let style = style.to_ascii_lowercase().replace(' ', "");
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// The name by which an element is navigation, if it is.
fn navigation<'a>(
    node: NodeRef<'a, Node>,
    element: &'a Element,
    sections: usize,
) -> Option<&'a str> {
    let name = element.name();
    let role = element.attr("role").filter(|role| NAVIGATION_ROLES.contains(role));
    let by_name = NAVIGATION.contains(&name)
        && match name {
            "header" => sections == 0,
            "form" => !wraps_text(node),
            _ => true,
        };
    role.or(by_name.then_some(name))
}

/// Whether a form holds the text of the page, as some content systems do.
fn wraps_text(form: NodeRef<'_, Node>) -> bool {
    let is_text = |element: &Element| matches!(element.name(), "main" | "article" | "h1" | "p");
    form.descendants().any(|node| node.value().as_element().is_some_and(is_text))
}

/// Gathers text into blocks while the tree is walked.
#[derive(Debug)]
struct Blocks {
    main: HashSet<NodeId>,
    max_link_share: f64,
    /// How many elements of each kind are open.
    silent: usize,
    links: usize,
    sections: usize,
    mains: usize,
    /// The navigation elements that are open, by what they are called.
    navigation: Vec<(NodeId, String)>,
    text: String,
    linked: String,
    /// Line breaks since the last word.
    breaks: usize,
    done: Vec<Paragraph>,
}

impl Blocks {
    fn new(main: HashSet<NodeId>, max_link_share: f64) -> Self {
        Self {
            main,
            max_link_share,
            silent: 0,
            links: 0,
            sections: 0,
            mains: 0,
            navigation: Vec::new(),
            text: String::new(),
            linked: String::new(),
            breaks: 0,
            done: Vec::new(),
        }
    }

    fn open(&mut self, node: NodeRef<'_, Node>) {
        match node.value() {
            Node::Text(text) => self.add(text),
            Node::Element(element) => {
                self.divide(element);
                self.silent += usize::from(is_silent(element));
                if let Some(name) = navigation(node, element, self.sections) {
                    self.navigation.push((node.id(), name.to_owned()));
                }
                self.links += usize::from(element.name() == "a");
                self.sections += usize::from(SECTIONS.contains(&element.name()));
                self.mains += usize::from(self.main.contains(&node.id()));
            }
            _ => {}
        }
    }

    fn close(&mut self, node: NodeRef<'_, Node>) {
        let Some(element) = node.value().as_element() else { return };
        if element.name() != "br" {
            self.divide(element);
        }
        self.silent -= usize::from(is_silent(element));
        self.navigation.pop_if(|(id, _)| *id == node.id());
        self.links -= usize::from(element.name() == "a");
        self.sections -= usize::from(SECTIONS.contains(&element.name()));
        self.mains -= usize::from(self.main.contains(&node.id()));
    }

    fn add(&mut self, text: &str) {
        if self.silent > 0 {
            return;
        }
        if !text.trim().is_empty() {
            self.breaks = 0;
        }
        self.text.push_str(text);
        if self.links > 0 {
            self.linked.push_str(text);
            self.linked.push(' ');
        }
    }

    /// Ends the block where an element begins or ends one, and at the second of two line breaks.
    fn divide(&mut self, element: &Element) {
        if element.name() == "br" {
            self.breaks += 1;
            self.text.push(' ');
        }
        if self.breaks >= 2 || !INLINE.contains(&element.name()) {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let linked = std::mem::take(&mut self.linked);
        self.breaks = 0;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().any(char::is_alphanumeric) {
            let position = self.done.len() as u64 + 1;
            let navigation = self.fault(words(&linked), words(&text));
            self.done.push(Paragraph { position, text, navigation });
        }
    }

    /// Why the block that ends here is navigation, if it is.
    fn fault(&self, linked: usize, words: usize) -> Option<String> {
        if let Some((_, name)) = self.navigation.last() {
            return Some(format!("in {name}"));
        }
        if !self.main.is_empty() && self.mains == 0 {
            return Some("outside the main text".to_owned());
        }
        let share = linked as f64 / words.max(1) as f64;
        (share > self.max_link_share).then(|| format!("{linked} of {words} words are links"))
    }

    fn finish(mut self) -> Vec<Paragraph> {
        self.flush();
        self.done
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks of a body: main text as it is, navigation behind `~`.
    fn blocks(body: &str) -> Vec<String> {
        let show = |block: Paragraph| match block.navigation {
            None => block.text,
            Some(_) => format!("~{}", block.text),
        };
        paragraphs(body, 0.5).into_iter().map(show).collect()
    }

    #[test]
    fn block_elements_divide_and_inline_elements_do_not() {
        let html = "<h1>The <em>old</em> mill</h1>loose <b>words</b><div>in a div<p>A p</p>after\
                    </div><ul><li>one<li>two</ul><table><tr><td>cell<td>next</table>";
        let expected = ["The old mill", "loose words", "in a div", "A p", "after"];
        assert_eq!(blocks(html)[..5], expected);
        assert_eq!(blocks(html)[5..], ["one", "two", "cell", "next"]);
    }

    #[test]
    fn white_space_is_collapsed_and_entities_are_decoded() {
        assert_eq!(blocks("<p> caf&eacute;\n &amp;&nbsp;tea <!-- x --> </p>"), ["café & tea"]);
    }

    #[test]
    fn two_line_breaks_divide_and_one_is_a_space() {
        assert_eq!(blocks("<p>a<br>b<br> <br/>c<br></p>"), ["a b", "c"]);
    }

    #[test]
    fn what_is_not_shown_is_left_out() {
        let html = "<head><title>t</title></head><script>x</script><style>y</style><p>kept\
                    <button>Press</button></p><p hidden>z</p><p style='display: none'>w</p>\
                    <noscript>n</noscript><select><option>o</select><template>q</template>";
        assert_eq!(blocks(html), ["kept"]);
    }

    #[test]
    fn navigation_is_listed_as_such() {
        let html = "<header>top</header><nav><ul><li>a</ul></nav><p>text</p><aside>side</aside>\
                    <form>search</form><div role=search>find</div><footer>end</footer>";
        assert_eq!(blocks(html), ["~top", "~a", "text", "~side", "~search", "~find", "~end"]);
    }

    #[test]
    fn the_header_of_an_article_is_part_of_it() {
        let html = "<header>site</header><article><header>title</header><p>x</p></article>";
        assert_eq!(blocks(html), ["~site", "title", "x"]);
    }

    #[test]
    fn a_form_around_the_whole_page_is_no_navigation() {
        assert_eq!(blocks("<form><p>text</p><nav>menu</nav></form>"), ["text", "~menu"]);
    }

    #[test]
    fn with_a_main_element_all_else_is_navigation() {
        assert_eq!(blocks("<p>a</p><main><p>b</p></main><article>c</article>"), ["~a", "b", "~c"]);
        assert_eq!(blocks("<p>a</p><div role=main>b</div>"), ["~a", "b"]);
        assert_eq!(blocks("<p>a</p><article>b</article><article>c</article>"), ["~a", "b", "c"]);
    }

    #[test]
    fn a_block_of_links_is_navigation() {
        let html = "<p><a>read on</a> here</p><p><a>link</a> with some more words</p>";
        assert_eq!(blocks(html), ["~read on here", "link with some more words"]);
    }

    #[test]
    fn blocks_are_numbered_from_one() {
        let numbers: Vec<_> =
            paragraphs("<nav>a</nav><p>b<p>c", 0.5).iter().map(|block| block.position).collect();
        assert_eq!(numbers, [1, 2, 3]);
    }

    #[test]
    fn deep_nesting_does_not_overflow_the_stack() {
        let html = format!("{}deep{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
        assert_eq!(blocks(&html), ["deep"]);
    }
}
