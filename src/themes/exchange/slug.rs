//! A name as people write it to an id.

use unicode_normalization::UnicodeNormalization;

/// Lower-case letters, digits and single hyphens, made of `name`; `taken` says which ids are in use.
/// A name without a letter or digit of its own becomes `theme`.
pub fn slug(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let lower = name.nfkd().collect::<String>().to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric() && !is_mark(c));
    let ascii = words.map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect());
    let parts: Vec<String> = ascii.filter(|part: &String| !part.is_empty()).collect();
    let id = if parts.is_empty() { "theme".to_owned() } else { parts.join("-") };
    if !taken(&id) {
        return id;
    }
    let numbered = |number: u32| format!("{id}-{number}");
    (2..).map(numbered).find(|id| !taken(id)).unwrap_or(id)
}

/// A combining accent, which stands apart from its letter after decomposition.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn an_id_is_made_of_the_letters_of_a_name() {
        let free = |_: &str| false;
        assert_eq!(slug("Citizen participation", free), "citizen-participation");
        assert_eq!(slug("Été  (à Paris)", free), "ete-a-paris");
        assert_eq!(slug("Ω", free), "theme");
        assert_eq!(slug("a", |id| id == "a" || id == "a-2"), "a-3");
    }
}
