//! Themes by columns of the input, counted again from the table of documents.

use std::collections::HashMap;
use std::path::Path;

use super::documents::Layout;
use super::run::Run;
use super::table::open;
use crate::error::{Error, Result};
use crate::pipeline::Attribute;
use crate::tables::{attribute_columns, themes_by_rows};

impl Run {
    /// The run with its themes counted by columns of the input, from `documents.csv` alone; `limit` as
    /// [`by_limit`](crate::settings::ThemeSettings::by_limit), by default that of the run.
    ///
    /// # Errors
    /// If the run has no themes, there is no such column, or a column holds numbers of many kinds or too
    /// many values.
    pub fn by(mut self, folder: &Path, columns: &[String], limit: Option<u64>) -> Result<Self> {
        if !self.themed {
            return Err(Error::usage(
                "--by",
                "this run did not look for themes",
                "name a folder of `caselens run`, `tag` or `classify`",
            ));
        }
        let limit = limit.unwrap_or(self.by_limit);
        let layout = Layout::read(folder)?;
        let places = attribute_columns(columns, &layout.columns)?;
        let mut attributes: Vec<(usize, Attribute)> = places
            .into_iter()
            .map(|place| (place, Attribute::new(layout.columns[place].clone())))
            .collect();
        let themes: Vec<String> = self.themes.iter().map(|row| row.theme.clone()).collect();
        let numbers: HashMap<&str, usize> =
            themes.iter().enumerate().map(|(number, theme)| (theme.as_str(), number)).collect();
        let mut table = open(&folder.join("documents.csv"))?;
        while let Some(row) = table.next_row()? {
            let found = layout.ours(&row, "themes").split('|');
            let found: Vec<usize> = found.filter_map(|theme| numbers.get(theme).copied()).collect();
            for (place, attribute) in &mut attributes {
                attribute.add(row.get(1 + *place), found.iter().copied());
            }
        }
        let mut rows = Vec::new();
        for (_, attribute) in &attributes {
            let counted = themes_by_rows(attribute, &themes, limit).map_err(|why| {
                let place = format!("--by {}", attribute.name());
                Error::usage(place, why, "name a column of categories or of years")
            })?;
            rows.extend(counted);
        }
        self.by = rows;
        self.by_limit = limit;
        Ok(self)
    }
}
