//! A model file to what it knows of terms.

use std::path::Path;

use caselens::model::Model;
use caselens::settings::Settings;
use caselens::vectorize::{TfIdf, Vocabulary};
use caselens::{Error, Result};

/// What a model knows of terms.
pub(super) struct Known {
    pub(super) settings: Settings,
    pub(super) vocabulary: Vocabulary,
    pub(super) tfidf: TfIdf,
}

impl Known {
    /// # Errors
    /// If the file is no model, or one that knows no vocabulary.
    pub(super) fn read(file: &Path) -> Result<Self> {
        let Model { settings, space, .. } = Model::read(file)?;
        let space = space.ok_or_else(|| {
            Error::settings(
                file.display(),
                "the model knows no vocabulary",
                "name the model of a run with clusters",
            )
        })?;
        Ok(Self { settings, vocabulary: space.vocabulary, tfidf: space.tfidf })
    }
}
