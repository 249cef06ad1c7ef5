//! Codebooks for programs of qualitative analysis: the REFI-QDA exchange format (`.qdc`), version 1.0.
//!
//! It holds codes with a name and a description, nested in any depth, and no words to look for.

use std::collections::HashMap;

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer, XmlVersion};
use sha2::{Digest, Sha256};

use super::draft::{Draft, DraftTheme};
use super::losses::Losses;
use super::slug::slug;
use crate::error::{Error, Result};
use crate::hex::hex;

const NAMESPACE: &str = "urn:QDA-XML:codebook:1.0";

/// Writes a draft: a code for each theme, named by its label and described by its definition.
pub(super) fn write(draft: &Draft) -> Result<(Vec<u8>, Losses)> {
    let mut losses = Losses::default();
    losses.add_heading(draft);
    let mut children: HashMap<Option<&str>, Vec<&DraftTheme>> = HashMap::new();
    let mut ids: Vec<String> = Vec::new();
    for theme in &draft.themes {
        children.entry(theme.parent.as_deref()).or_default().push(theme);
        losses.add_rules(theme);
        losses.add("entries", theme.terms.values().map(Vec::len).sum());
    }
    let mut file = CodeWriter { children, writer: Writer::new_with_indent(Vec::new(), b' ', 2) };
    file.codebook(draft).map_err(|error| {
        Error::failed("REFI-QDA", "the codebook cannot be written", "report this as a fault")
            .caused_by(error)
    })?;
    for theme in file.in_order(None) {
        let id = slug(name(theme), |id| ids.iter().any(|taken| taken == id));
        losses.add("ids that their labels do not tell", usize::from(id != theme.id));
        ids.push(id);
    }
    let mut bytes = file.writer.into_inner();
    bytes.push(b'\n');
    Ok((bytes, losses))
}

fn name(theme: &DraftTheme) -> &str {
    if theme.label.is_empty() { &theme.id } else { &theme.label }
}

struct CodeWriter<'d> {
    /// The themes below each theme.
    children: HashMap<Option<&'d str>, Vec<&'d DraftTheme>>,
    writer: Writer<Vec<u8>>,
}

impl<'d> CodeWriter<'d> {
    fn codebook(&mut self, draft: &Draft) -> std::io::Result<()> {
        self.writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        let mut top = BytesStart::new("CodeBook");
        top.push_attribute(("xmlns", NAMESPACE));
        top.push_attribute(("origin", concat!("caselens ", env!("CARGO_PKG_VERSION"))));
        self.writer.write_event(Event::Start(top))?;
        self.writer.write_event(Event::Start(BytesStart::new("Codes")))?;
        for theme in self.below(None) {
            self.code(theme, &draft.name)?;
        }
        self.writer.write_event(Event::End(BytesEnd::new("Codes")))?;
        self.writer.write_event(Event::End(BytesEnd::new("CodeBook")))
    }

    fn below(&self, parent: Option<&str>) -> Vec<&'d DraftTheme> {
        self.children.get(&parent).cloned().unwrap_or_default()
    }

    /// The themes in the order of the file.
    fn in_order(&self, parent: Option<&str>) -> Vec<&'d DraftTheme> {
        let with_those_below = |theme: &'d DraftTheme| {
            std::iter::once(theme).chain(self.in_order(Some(&theme.id))).collect::<Vec<_>>()
        };
        self.below(parent).into_iter().flat_map(with_those_below).collect()
    }

    fn code(&mut self, theme: &'d DraftTheme, codebook: &str) -> std::io::Result<()> {
        let mut code = BytesStart::new("Code");
        code.push_attribute(("guid", guid(codebook, &theme.id).as_str()));
        code.push_attribute(("name", name(theme)));
        code.push_attribute(("isCodable", "true"));
        self.writer.write_event(Event::Start(code))?;
        if !theme.definition.is_empty() {
            self.writer.write_event(Event::Start(BytesStart::new("Description")))?;
            self.writer.write_event(Event::Text(BytesText::new(&theme.definition)))?;
            self.writer.write_event(Event::End(BytesEnd::new("Description")))?;
        }
        for below in self.below(Some(&theme.id)) {
            self.code(below, codebook)?;
        }
        self.writer.write_event(Event::End(BytesEnd::new("Code")))
    }
}

/// A GUID that a theme of a codebook always gets: the first 128 bits of a SHA-256, marked as a name-based
/// UUID of one's own making (version 8, RFC 9562).
fn guid(codebook: &str, theme: &str) -> String {
    let digest = Sha256::digest(format!("caselens codebook\n{codebook}\n{theme}"));
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes[6] = bytes[6] & 0x0F | 0x80;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex = hex(&bytes);
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// Reads a draft.
pub(super) fn read(bytes: &[u8], place: &str) -> Result<(Draft, Losses)> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Error::settings(place, "this is not valid UTF-8", "save it as UTF-8").caused_by(error)
    })?;
    let mut file = CodeReader::default();
    let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}'));
    loop {
        let event = reader.read_event().map_err(|error| {
            let at = usize::try_from(reader.error_position()).unwrap_or(0).min(text.len());
            let line = 1 + text.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count();
            let remedy = "export the codebook anew as REFI-QDA (.qdc)";
            Error::settings(format!("{place}, line {line}"), "this is not XML", remedy)
                .caused_by(error)
        })?;
        match event {
            Event::Start(tag) => file.open(&tag, false),
            Event::Empty(tag) => file.open(&tag, true),
            Event::End(tag) => file.close(tag.local_name().as_ref()),
            Event::Text(text) => file.text(&text.xml10_content()),
            Event::CData(text) => file.text(&text.xml10_content()),
            Event::GeneralRef(reference) => file.reference(&reference),
            Event::Eof => break,
            _ => {}
        }
    }
    if !file.is_codebook {
        return Err(Error::settings(
            place,
            "this is no REFI-QDA codebook: it has no `CodeBook`",
            "export the codebook, not the project, from the program it comes from",
        ));
    }
    Ok((file.draft, file.losses))
}

#[derive(Default)]
struct CodeReader {
    draft: Draft,
    losses: Losses,
    is_codebook: bool,
    /// The open codes, the innermost last, as places in the draft.
    open: Vec<usize>,
    in_description: bool,
}

impl CodeReader {
    fn open(&mut self, tag: &BytesStart<'_>, empty: bool) {
        match tag.local_name().as_ref() {
            "CodeBook" => self.is_codebook = true,
            "Code" => self.code(tag, empty),
            "Description" => self.in_description = !empty && !self.open.is_empty(),
            "Set" => self.losses.add("sets of codes", 1),
            _ => {}
        }
    }

    fn code(&mut self, tag: &BytesStart<'_>, empty: bool) {
        let attribute = |name: &str| {
            let found = tag.attributes().flatten().find(|found| found.key.as_ref() == name)?;
            found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
        };
        let name = attribute("name").unwrap_or_default();
        self.losses.add("colours", usize::from(attribute("color").is_some()));
        let id = slug(&name, |id| self.draft.themes.iter().any(|theme| theme.id == id));
        let parent = self.open.last().map(|&at| self.draft.themes[at].id.clone());
        let theme = self.draft.theme(&id);
        theme.label = name;
        theme.parent = parent;
        if !empty {
            self.open.push(self.draft.themes.len() - 1);
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "Code" => drop(self.open.pop()),
            "Description" => self.in_description = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(&at) = self.open.last().filter(|_| self.in_description) {
            self.draft.themes[at].definition.push_str(text);
        }
    }

    /// A character by its number, or one of the five that XML names; no others are defined.
    fn reference(&mut self, reference: &quick_xml::events::BytesRef<'_>) {
        let by_number = reference.resolve_char_ref().ok().flatten().map(String::from);
        let text = by_number.or_else(|| {
            quick_xml::escape::resolve_predefined_entity(&reference.xml10_content())
                .map(str::to_owned)
        });
        self.text(&text.unwrap_or_default());
    }
}
