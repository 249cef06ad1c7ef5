//! Themes by columns of the input, counted while the findings come.

use super::super::by::{attribute_columns, column_names, themes_by_frame, themes_by_rows};
use super::RunTables;
use crate::error::Result;
use crate::pipeline::Attribute;
use crate::themes::Codebook;

impl RunTables<'_> {
    /// Counts themes by columns of the input, too, as the settings of the model say.
    ///
    /// # Errors
    /// If the input has no such column.
    pub fn with_attributes(mut self) -> Result<Self> {
        if self.model.codebook.is_none() {
            return Ok(self);
        }
        let names = column_names(self.schema);
        let places = attribute_columns(&self.model.settings.themes.by, &names)?;
        self.attributes =
            places.into_iter().map(|place| (place, Attribute::new(names[place].clone()))).collect();
        Ok(self)
    }

    pub(super) fn write_attributes(&mut self, codebook: &Codebook) -> Result<()> {
        if self.attributes.is_empty() {
            return Ok(());
        }
        let themes: Vec<String> = codebook.themes.iter().map(|theme| theme.id.clone()).collect();
        let limit = self.model.settings.themes.by_limit;
        let mut rows = Vec::new();
        for (_, attribute) in &self.attributes {
            match themes_by_rows(attribute, &themes, limit) {
                Ok(more) => rows.extend(more),
                Err(left_out) => self.totals.left_out.push(left_out),
            }
        }
        self.append("themes_by.csv", &mut themes_by_frame(&rows)?)
    }
}
