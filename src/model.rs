//! Everything learnt, in one versioned file.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::classify::Classifier;
use crate::cluster::ClusterModel;
use crate::error::{Error, Result};
use crate::reduce::Projection;
use crate::settings::Settings;
use crate::themes::Codebook;
use crate::vectorize::{Coverage, TfIdf, Vocabulary};

/// The first bytes of a model file.
const MAGIC: &[u8] = b"caselens model\n";
/// The newest format. A model without a classifier is written in the first one, which earlier versions read,
/// too; every format is read.
const VERSION: u32 = 2;
/// The format of a model without a classifier.
const WITHOUT_CLASSIFIER: u32 = 1;
/// Magic, version, SHA-256 of what follows.
const HEADER: usize = MAGIC.len() + 4 + 32;

/// Terms, concepts and clusters learnt from a corpus.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConceptSpace {
    /// The known terms.
    pub vocabulary: Vocabulary,
    /// Their weights.
    pub tfidf: TfIdf,
    /// From terms to concepts.
    pub projection: Projection,
    /// The clusters.
    pub clusters: ClusterModel,
    /// How many of the words of the sample are known terms.
    pub coverage: Coverage,
}

impl ConceptSpace {
    /// Whether its parts have to do with the same terms and the same concepts.
    fn is_whole(&self) -> bool {
        let terms = self.vocabulary.len();
        self.vocabulary.is_whole()
            && self.tfidf.idf().len() == terms
            && self.projection.is_whole(terms)
            && self.clusters.is_whole(self.projection.concepts())
    }
}

/// Everything that is needed to find in a document what a run found.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The settings it was made with.
    pub settings: Settings,
    /// The codebook that tags.
    pub codebook: Option<Codebook>,
    /// What was learnt from a corpus.
    pub space: Option<ConceptSpace>,
    /// What was learnt from labelled cases.
    pub classifier: Option<Classifier>,
}

/// The model as it stands in the file: settings and codebook as the text they were written in, so
/// that they are read, and complained of, in one way only.
#[derive(Deserialize)]
struct Stored {
    settings: String,
    codebook: Option<String>,
    space: Option<ConceptSpace>,
}

/// The same to be written: a concept space takes hundreds of megabytes, so it is not copied.
#[derive(Serialize)]
struct ToStore<'m> {
    settings: String,
    codebook: Option<&'m str>,
    space: Option<&'m ConceptSpace>,
}

/// As it stands in a file of format 2: that of format 1, and then the classifier.
#[derive(Deserialize)]
struct StoredWithClassifier {
    model: Stored,
    classifier: Option<Classifier>,
}

/// What was written of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenModel {
    /// The SHA-256 of all of it.
    pub sha256: [u8; 32],
    /// Its length in bytes.
    pub bytes: u64,
}

/// Hands bytes on and makes their digest.
struct Hashing<W> {
    out: W,
    hasher: Sha256,
    bytes: u64,
}

impl<W: Write> Hashing<W> {
    fn new(out: W) -> Self {
        Self { out, hasher: Sha256::new(), bytes: 0 }
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Model {
    /// A model that tags by a codebook, if there is one, and knows no clusters; it is not learnt.
    pub fn tagger(settings: &Settings, codebook: Option<Codebook>) -> Self {
        Self { settings: settings.clone(), codebook, space: None, classifier: None }
    }

    /// The model as bytes; the same model gives the same bytes.
    ///
    /// # Errors
    /// If a setting cannot be written as TOML, which the settings of this version can.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.write(&mut bytes)?;
        Ok(bytes)
    }

    /// Writes the model, as [`Model::to_bytes`], without all of it in memory a second time.
    ///
    /// # Errors
    /// If `out` takes no more.
    pub fn write(&self, out: impl Write) -> Result<WrittenModel> {
        // The digest stands before what it is of: it is made twice and kept never.
        let mut body = Hashing::new(std::io::sink());
        self.write_body(&mut body)?;
        let version = if self.classifier.is_some() { VERSION } else { WITHOUT_CLASSIFIER };
        let mut out = Hashing::new(out);
        let header = [MAGIC, &version.to_le_bytes(), &body.hasher.finalize()[..]].concat();
        out.write_all(&header).map_err(unwritable)?;
        self.write_body(&mut out)?;
        out.flush().map_err(unwritable)?;
        Ok(WrittenModel { sha256: out.hasher.finalize().into(), bytes: out.bytes })
    }

    fn write_body(&self, out: &mut impl Write) -> Result<()> {
        let stored = ToStore {
            settings: toml::to_string(&self.settings).map_err(unwritable)?,
            codebook: self.codebook.as_ref().map(Codebook::source),
            space: self.space.as_ref(),
        };
        let out = BufWriter::with_capacity(1 << 16, out);
        let written = match &self.classifier {
            None => postcard::to_io(&stored, out),
            Some(classifier) => postcard::to_io(&(stored, Some(classifier)), out),
        };
        written.map_err(unwritable)?.flush().map_err(unwritable)
    }

    /// What [`Model::write`] would write, by its length and digest.
    ///
    /// # Errors
    /// As [`Model::to_bytes`].
    pub fn written(&self) -> Result<WrittenModel> {
        self.write(std::io::sink())
    }

    /// Reads a model; `place` names the file in errors.
    ///
    /// # Errors
    /// If the bytes are no model, of a later version, cut short or altered.
    pub fn from_bytes(bytes: &[u8], place: &str) -> Result<Self> {
        let (version, body) = body(bytes, place)?;
        let read = match version {
            WITHOUT_CLASSIFIER => postcard::from_bytes(body)
                .map(|model| StoredWithClassifier { model, classifier: None }),
            _ => postcard::from_bytes(body),
        };
        let StoredWithClassifier { model: stored, classifier } =
            read.map_err(|error| refused(place, "its content cannot be read").caused_by(error))?;
        if !stored.space.as_ref().is_none_or(ConceptSpace::is_whole) {
            return Err(refused(place, "the parts of its concept space do not fit together"));
        }
        if !classifier.as_ref().is_none_or(Classifier::is_whole) {
            return Err(refused(place, "the parts of its classifier do not fit together"));
        }
        let settings = toml::from_str(&stored.settings)
            .map_err(|error| refused(place, "its settings cannot be read").caused_by(error))?;
        let codebook = stored
            .codebook
            .map(|source| Codebook::parse(&source, &format!("codebook in {place}")))
            .transpose()?;
        Ok(Self { settings, codebook, space: stored.space, classifier })
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// As [`Model::from_bytes`], and if the file cannot be read.
    pub fn read(path: &Path) -> Result<Self> {
        let place = path.display().to_string();
        let unreadable = |error| refused(&place, "the file cannot be read").caused_by(error);
        let mut file = File::open(path).map_err(unreadable)?;
        // Whether it is a model is seen before memory is taken for the rest.
        let mut bytes = Vec::new();
        (&mut file).take(HEADER as u64).read_to_end(&mut bytes).map_err(unreadable)?;
        version(&bytes, &place)?;
        file.read_to_end(&mut bytes).map_err(unreadable)?;
        Self::from_bytes(&bytes, &place)
    }
}

/// The format of a file that begins so.
fn version(bytes: &[u8], place: &str) -> Result<u32> {
    if bytes.len() < HEADER || !bytes.starts_with(MAGIC) {
        return Err(refused(place, "this is not a caselens model"));
    }
    let version = bytes[MAGIC.len()..].first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes));
    if !(1..=VERSION).contains(&version) {
        return Err(Error::settings(
            place,
            format!("the model is of format {version}, this program reads up to {VERSION}"),
            "use the version of caselens that wrote it, or a later one",
        ));
    }
    Ok(version)
}

fn body<'b>(bytes: &'b [u8], place: &str) -> Result<(u32, &'b [u8])> {
    let version = version(bytes, place)?;
    let (header, body) = bytes.split_at(HEADER);
    if header[MAGIC.len() + 4..] != Sha256::digest(body)[..] {
        return Err(refused(place, "the model is cut short or was altered"));
    }
    Ok((version, body))
}

fn refused(place: &str, cause: &str) -> Error {
    Error::settings(place, cause, "name a model file that a run wrote, or run again to make one")
}

fn unwritable(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::failed("model", "the model cannot be written", "report this as a fault").caused_by(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model {
        let codebook = Codebook::find("public-sector").unwrap();
        Model::tagger(&Settings::default(), Some(codebook))
    }

    #[test]
    fn a_model_comes_back_as_it_was() {
        let bytes = model().to_bytes().unwrap();
        let read = Model::from_bytes(&bytes, "test").unwrap();
        assert_eq!(read.settings, model().settings);
        assert!(read.to_bytes().unwrap() == bytes, "the model was changed by being read");
    }

    #[test]
    fn a_model_that_was_cut_altered_or_is_none_is_refused() {
        let bytes = model().to_bytes().unwrap();
        let refusal = |bytes: &[u8]| Model::from_bytes(bytes, "test").unwrap_err().to_string();
        assert!(refusal(&bytes[..bytes.len() - 1]).contains("cut short"));
        let mut altered = bytes.clone();
        altered[HEADER + 5] ^= 1;
        assert!(refusal(&altered).contains("altered"));
        let mut later = bytes;
        later[MAGIC.len()] = 9;
        assert!(refusal(&later).contains("format 9"));
        assert!(refusal(b"PK").contains("not a caselens model"));
    }
}
