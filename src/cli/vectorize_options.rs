//! Flags of the vectorisation.

use caselens::settings::Settings;
use caselens::text::TextSettings;
use caselens::vectorize::{Limit, Norm, VectorizeSettings};
use caselens::{Error, Result};
use clap::{Args, ValueEnum};

use super::options::{parsed, replace};

/// Which terms are kept and how they are weighted.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Vectorisation")]
pub(super) struct VectorizeOptions {
    /// Begin with the settings of another program: `sklearn` for scikit-learn's TfidfVectorizer. The
    /// flags below then change them
    #[arg(long, value_enum)]
    preset: Option<Preset>,
    /// Stop words: `auto` for those of each language, `none`, or a file of words
    #[arg(long, value_name = "auto|none|FILE")]
    stop_words: Option<String>,
    /// Fewest and most words of a term, such as `1,2` [default: 1,1]
    #[arg(long, value_name = "MIN,MAX", value_parser = ngram_range)]
    ngram_range: Option<(usize, usize)>,
    /// Leave out terms in fewer documents: a number (2) or a share (0.01) [default: 2, or 1 below 20
    /// documents]
    #[arg(long, value_name = "LIMIT", value_parser = parsed::<Limit>)]
    min_df: Option<Limit>,
    /// Leave out terms in more documents: a number or a share [default: 1.0]
    #[arg(long, value_name = "LIMIT", value_parser = parsed::<Limit>)]
    max_df: Option<Limit>,
    /// Keep at most so many terms, those that occur most often [default: 1000000]
    #[arg(long, value_name = "N")]
    max_features: Option<usize>,
    /// A count c weighs 1 + ln c instead of c [default: true]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    sublinear_tf: Option<bool>,
    /// Any count weighs as much as 1
    #[arg(long)]
    binary: bool,
    /// Rare terms do not weigh more than others
    #[arg(long)]
    no_idf: bool,
    /// Document frequencies are taken as they are, not as if one more document held every term
    #[arg(long)]
    no_smooth_idf: bool,
    /// What the length of a row is made 1 by: l2, l1 or none [default: l2]
    #[arg(long, value_name = "NORM", value_parser = parsed::<Norm>)]
    norm: Option<Norm>,
}

/// Settings of other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Preset {
    /// scikit-learn's TfidfVectorizer with its defaults
    Sklearn,
}

impl VectorizeOptions {
    /// Puts what is asked for in the place of what is set.
    ///
    /// # Errors
    /// If the file of stop words cannot be read.
    pub(super) fn change(&self, settings: &mut Settings) -> Result<()> {
        if self.preset == Some(Preset::Sklearn) {
            settings.text = TextSettings::scikit_learn();
            settings.vectorize = VectorizeSettings::scikit_learn();
        }
        match self.stop_words.as_deref() {
            None => {}
            Some("auto") => settings.text.remove_stop_words = true,
            Some("none") => settings.text.remove_stop_words = false,
            Some(file) => {
                settings.text.remove_stop_words = false;
                settings.text.extra_stop_words = words_of(file)?;
            }
        }
        let vectorize = &mut settings.vectorize;
        replace(&mut vectorize.ngram_range, self.ngram_range);
        replace(&mut vectorize.min_df, self.min_df.map(Some));
        replace(&mut vectorize.max_df, self.max_df);
        replace(&mut vectorize.max_features, self.max_features);
        replace(&mut vectorize.sublinear_tf, self.sublinear_tf);
        replace(&mut vectorize.binary, self.binary.then_some(true));
        replace(&mut vectorize.use_idf, self.no_idf.then_some(false));
        replace(&mut vectorize.smooth_idf, self.no_smooth_idf.then_some(false));
        replace(&mut vectorize.norm, self.norm);
        settings.check()
    }
}

/// Two numbers with a comma between them.
fn ngram_range(text: &str) -> std::result::Result<(usize, usize), String> {
    let range = text
        .split_once(',')
        .and_then(|(min, max)| Some((min.trim().parse().ok()?, max.trim().parse().ok()?)));
    range.ok_or_else(|| "write the fewest and the most words, such as `1,2`".to_owned())
}

/// The words of a file, one or several a line; lines that begin with `#` are comments.
fn words_of(file: &str) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        let remedy = "name a text file of words, or use `auto` or `none`";
        Error::settings(file, "the file of stop words cannot be read", remedy).caused_by(error)
    })?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    Ok(lines.flat_map(str::split_whitespace).map(str::to_owned).collect())
}
