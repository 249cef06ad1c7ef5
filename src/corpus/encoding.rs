//! Bytes to UTF-8: the encoding of a text found out, and a stream decoded.

use std::fmt;
use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::error::{Error, Result};

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;

/// Bytes from the first that is not ASCII on by which the encoding is judged.
const WINDOW: usize = 1 << 20;

/// Odd bytes from which on an encoding is guessed that is not Western; fewer are damage.
const LEAST_TO_GUESS_BY: usize = 8;

/// A byte that no text in UTF-8 has. It stands in place of what the encoding does not allow, so that the
/// row it is in is rejected as any that cannot be decoded.
const UNDECODABLE: u8 = 0xFF;

/// How the characters of a text are written as bytes, and how that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    codec: &'static encoding_rs::Encoding,
    name: &'static str,
    known_by: KnownBy,
}

/// How an encoding is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownBy {
    /// The user named it.
    Named,
    /// The text begins with the mark of its encoding.
    Mark,
    /// All that was looked at is valid in UTF-8, or nearly so.
    Valid,
    /// The page says so.
    Declared,
    /// By what the bytes are likely to mean.
    Guessed,
}

impl Encoding {
    /// UTF-8, what a text is in unless it shows otherwise.
    pub const UTF8: Self = Self { codec: UTF_8, name: "UTF-8", known_by: KnownBy::Valid };

    /// Its name.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// How it is known.
    pub fn known_by(self) -> KnownBy {
        self.known_by
    }

    /// Whether the bytes are UTF-8 as they are.
    pub fn is_utf8(self) -> bool {
        self.codec == UTF_8
    }

    /// Whether the user should hear of it: everything but plain UTF-8.
    pub fn is_remarkable(self) -> bool {
        !self.is_utf8()
    }

    /// The encoding of that name, also under its other names (`latin1`, `cp1252`, `utf-16`).
    ///
    /// # Errors
    /// If there is none.
    pub fn named(name: &str) -> Result<Self> {
        let label = match name.to_ascii_lowercase().as_str() {
            "latin-1" | "latin_1" => "latin1".to_owned(),
            "utf16" | "utf-16" => "utf-16le".to_owned(),
            "utf8" => "utf-8".to_owned(),
            other => other.replace("windows1", "windows-1"),
        };
        let codec = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes());
        let codec = codec.ok_or_else(|| {
            Error::usage(
                format!("--encoding {name}"),
                "there is no encoding of this name",
                "name one such as utf-8, utf-16le, utf-16be, windows-1252, latin1, windows-1251 or \
                 shift_jis",
            )
        })?;
        Ok(Self { codec, name: shown(codec), known_by: KnownBy::Named })
    }

    /// Finds out the encoding of a text from its bytes. What begins with a mark is known by that; what
    /// is valid UTF-8 from its first character beyond ASCII on, or has more valid than invalid ones, is
    /// UTF-8; a page may say what it is in; all else is guessed.
    pub(super) fn find(mut bytes: impl Read) -> io::Result<Self> {
        let mut chunk = Vec::with_capacity(CHUNK);
        read_chunk(&mut bytes, &mut chunk)?;
        if let Some(found) = by_mark(&chunk).or_else(|| wide(&chunk)) {
            return Ok(found);
        }
        let declared = declared(&chunk);
        while chunk.is_ascii() {
            chunk.clear();
            if read_chunk(&mut bytes, &mut chunk)? == 0 {
                return Ok(Self::UTF8);
            }
        }
        let ascii = chunk.iter().take_while(|byte| byte.is_ascii()).count();
        let mut window = chunk.split_off(ascii);
        let whole =
            bytes.take((WINDOW - window.len().min(WINDOW)) as u64).read_to_end(&mut window)?;
        Ok(judge(&window, whole == 0, declared))
    }

    /// Decodes a stream to UTF-8, a byte order mark left out.
    pub(super) fn decode<R: Read>(self, input: R) -> Decoded<R> {
        Decoded {
            input,
            decoder: self.codec.new_decoder_with_bom_removal(),
            raw: vec![0; CHUNK],
            ready: Vec::new(),
            given: 0,
            over: false,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = match self.known_by {
            KnownBy::Named => "as named",
            KnownBy::Mark => "by its byte order mark",
            KnownBy::Valid => "valid",
            KnownBy::Declared => "as the page says",
            KnownBy::Guessed => "guessed; another can be named with --encoding",
        };
        write!(f, "{} ({how})", self.name)
    }
}

/// The names that people know the commonest by.
fn shown(codec: &'static encoding_rs::Encoding) -> &'static str {
    match codec.name() {
        "windows-1252" => "Windows-1252",
        "windows-1251" => "Windows-1251",
        "windows-1250" => "Windows-1250",
        name => name,
    }
}

fn read_chunk(bytes: &mut impl Read, chunk: &mut Vec<u8>) -> io::Result<usize> {
    bytes.by_ref().take(CHUNK as u64).read_to_end(chunk)
}

fn by_mark(head: &[u8]) -> Option<Encoding> {
    let (codec, _) = encoding_rs::Encoding::for_bom(head)?;
    Some(Encoding { codec, name: shown(codec), known_by: KnownBy::Mark })
}

/// UTF-16 without a mark: of letters of Latin script every other byte is zero.
fn wide(head: &[u8]) -> Option<Encoding> {
    let zeros =
        |first: usize| head.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    let pairs = head.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    let mostly = |many: usize, few: usize| pairs >= 4 && 5 * many >= 2 * pairs && 20 * few < pairs;
    let found = if mostly(odd, even) {
        UTF_16LE
    } else if mostly(even, odd) {
        UTF_16BE
    } else {
        return None;
    };
    Some(Encoding { codec: found, name: shown(found), known_by: KnownBy::Guessed })
}

/// What a page or XML file says at its beginning.
fn declared(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = String::from_utf8_lossy(&head[..head.len().min(1024)]).to_ascii_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let after = head.split("charset=").nth(1).or_else(|| head.split("encoding=").nth(1))?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(['"', '\'', ' ', '>', ';', '/', '?']).unwrap_or(label.len());
    encoding_rs::Encoding::for_label_no_replacement(&label.as_bytes()[..end])
}

/// Judges text that has characters beyond ASCII.
fn judge(window: &[u8], whole: bool, declared: Option<&'static encoding_rs::Encoding>) -> Encoding {
    // The common case, and the fast one.
    if simdutf8::basic::from_utf8(window).is_ok() {
        return Encoding::UTF8;
    }
    let (mut valid, mut invalid) = (0_usize, 0_usize);
    let mut at = 0;
    for chunk in window.utf8_chunks() {
        valid += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        at += chunk.valid().len() + chunk.invalid().len();
        // A character that the end of the window cuts in two is no fault.
        let cut = !whole && at == window.len();
        invalid += usize::from(!chunk.invalid().is_empty() && !cut);
    }
    if invalid <= valid {
        return Encoding::UTF8;
    }
    if let Some(codec) = declared.filter(|codec| *codec != UTF_8 && codec.is_ascii_compatible()) {
        return Encoding { codec, name: shown(codec), known_by: KnownBy::Declared };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(window, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let is_western = is_western(window);
    // So few odd bytes are damage, and the rows that have them are rejected.
    if !is_western && invalid < LEAST_TO_GUESS_BY {
        return Encoding::UTF8;
    }
    let codec = if is_western { WINDOWS_1252 } else { guessed };
    // Latin-1 has control characters where Windows-1252 has letters and dashes; else they are the same.
    let latin1 = codec == WINDOWS_1252 && !window.iter().any(|byte| (0x80..0xA0).contains(byte));
    let name = if latin1 { "Latin-1" } else { shown(codec) };
    Encoding { codec, name, known_by: KnownBy::Guessed }
}

/// Whether the few bytes beyond ASCII are all those of letters and signs that Western languages use: too
/// few of them say nothing to the detector, which then may guess any encoding that shares them.
fn is_western(window: &[u8]) -> bool {
    let is_usual = |byte: &u8| {
        matches!(byte, 0x80 | 0x82 | 0x84 | 0x85 | 0x8C | 0x91..=0x97 | 0x99 | 0x9C)
            || matches!(byte, 0xA0 | 0xA1 | 0xA3 | 0xA7 | 0xA9..=0xAB | 0xAE | 0xB0 | 0xB2 | 0xB4)
            || matches!(byte, 0xB7 | 0xBA | 0xBB | 0xBF..=0xCF | 0xD1..=0xD6 | 0xD8..=0xDC)
            || matches!(byte, 0xDF..=0xEF | 0xF1..=0xF6 | 0xF8..=0xFC)
    };
    let beyond = || window.iter().filter(|byte| !byte.is_ascii());
    // The window begins with one of them, however short the rest is.
    5 * beyond().count() < window.len() + 40 && beyond().all(is_usual)
}

/// A stream in UTF-8; bytes that the encoding does not allow come as a byte that UTF-8 does not allow.
pub(super) struct Decoded<R> {
    input: R,
    decoder: Decoder,
    raw: Vec<u8>,
    ready: Vec<u8>,
    /// How much of `ready` was given away.
    given: usize,
    over: bool,
}

impl<R: Read> Decoded<R> {
    fn decode_more(&mut self) -> io::Result<()> {
        let count = loop {
            match self.input.read(&mut self.raw) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                outcome => break outcome?,
            }
        };
        self.over = count == 0;
        self.ready.clear();
        self.given = 0;
        let mut raw = &self.raw[..count];
        let mut out = [0_u8; 4096];
        loop {
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(raw, &mut out, self.over);
            self.ready.extend_from_slice(&out[..written]);
            raw = &raw[read..];
            match result {
                DecoderResult::InputEmpty => return Ok(()),
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.ready.push(UNDECODABLE),
            }
        }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.over {
            self.decode_more()?;
        }
        let count = buffer.len().min(self.ready.len() - self.given);
        buffer[..count].copy_from_slice(&self.ready[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> Encoding {
        Encoding::find(bytes).unwrap()
    }

    fn read(encoding: Encoding, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        encoding.decode(bytes).read_to_end(&mut out).unwrap();
        out
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn utf8_is_known_also_where_some_of_it_is_broken() {
        assert_eq!(found(b"plain"), Encoding::UTF8);
        assert_eq!(found("café".as_bytes()), Encoding::UTF8);
        assert!(found(b"\xef\xbb\xbfcaf").is_utf8());
        assert_eq!(found("café, thé, p\u{2019}t".as_bytes()), Encoding::UTF8);
        let broken = ["crème brûlée ".as_bytes(), b"caf\xe9"].concat();
        assert_eq!(found(&broken), Encoding::UTF8);
    }

    #[test]
    fn utf16_is_known_with_and_without_a_mark() {
        for (order, name) in
            [(u16::to_le_bytes as fn(u16) -> [u8; 2], "UTF-16LE"), (u16::to_be_bytes, "UTF-16BE")]
        {
            for text in ["\u{feff}id,text\n1,café\n", "id,text\n1,a café here\n"] {
                let bytes = utf16(text, order);
                let encoding = found(&bytes);
                assert_eq!(encoding.name(), name);
                assert_eq!(read(encoding, &bytes), text.trim_start_matches('\u{feff}').as_bytes());
            }
        }
    }

    #[test]
    fn western_bytes_are_known_and_told_apart() {
        let latin = b"Le caf\xe9 du quartier est ouvert \xe0 tous les \xe9l\xe8ves";
        assert_eq!(found(latin).name(), "Latin-1");
        assert_eq!(
            read(found(latin), latin),
            "Le café du quartier est ouvert à tous les élèves".as_bytes()
        );
        let windows = b"The council\x92s caf\xe9 \x96 open to all";
        assert_eq!(found(windows).name(), "Windows-1252");
        assert_eq!(read(found(windows), windows), "The council’s café – open to all".as_bytes());
    }

    #[test]
    fn other_bytes_are_guessed_by_what_they_are_likely_to_mean() {
        let (polish, _, _) = encoding_rs::WINDOWS_1250.encode(
            "Mieszkańcy wsi zdecydowali wspólnie, że stary młyn będzie świetlicą dla wszystkich \
             dzieci, a żłobek dostanie własną łąkę",
        );
        assert_eq!(found(&polish).name(), "Windows-1250");
        let (russian, _, _) = encoding_rs::WINDOWS_1251
            .encode("Жители деревни вместе решили, чем станет старая мельница у реки");
        assert_eq!(found(&russian).name(), "Windows-1251");
    }

    #[test]
    fn a_character_beyond_ascii_is_found_however_late() {
        let late = [vec![b'x'; 3 * CHUNK + 5], b" caf\xe9 cr\xe8me".to_vec()].concat();
        assert_eq!(found(&late).name(), "Latin-1");
    }

    #[test]
    fn a_page_says_what_it_is_in() {
        let page = b"<html><meta charset=\"windows-1251\"><p>\xcf\xf0\xe8";
        let encoding = found(page);
        assert_eq!((encoding.name(), encoding.known_by()), ("Windows-1251", KnownBy::Declared));
    }

    #[test]
    fn what_the_encoding_does_not_allow_is_marked_and_not_replaced() {
        let lone = [0x61, 0x00, 0x00, 0xD8, 0x62, 0x00];
        let encoding = Encoding::named("utf-16le").unwrap();
        assert_eq!(read(encoding, &lone), b"a\xffb");
    }

    #[test]
    fn an_encoding_has_several_names_and_an_unknown_one_is_refused() {
        for name in ["latin1", "Latin-1", "cp1252", "windows1252", "ISO-8859-1"] {
            assert_eq!(Encoding::named(name).unwrap().name(), "Windows-1252", "{name}");
        }
        assert_eq!(Encoding::named("klingon").unwrap_err().kind(), crate::ErrorKind::Usage);
    }
}
