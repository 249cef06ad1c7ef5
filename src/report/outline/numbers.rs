//! Numbers as people write them, with no more digits than the data carry.

/// Below this many cases a number is called small.
pub(crate) const FEW: u64 = 30;

/// From this many cases on, a tenth of a percent of a small share means something.
const MANY: u64 = 1000;

/// A number of cases, in groups of three digits.
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number with its noun: `1 case`, `2 cases`.
pub(crate) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// A number of cases.
pub(crate) fn cases(number: u64) -> String {
    counted(number, "case", "cases")
}

/// A share 0 to 1 of `base` cases, in percent: whole, save small shares of many cases.
pub(crate) fn share(share: f64, base: u64) -> String {
    let percent = share * 100.0;
    match percent {
        p if p <= 0.0 => "0%".to_owned(),
        p if base >= MANY && p < 0.1 => "<0.1%".to_owned(),
        p if base >= MANY && p < 9.95 => format!("{p:.1}%"),
        p if p < 1.0 => "<1%".to_owned(),
        p if p > 99.0 && p < 100.0 => ">99%".to_owned(),
        p => format!("{p:.0}%"),
    }
}

/// `part` of `base` cases as a percentage. A share that the tables give as two counts.
pub(crate) fn share_of(part: u64, base: u64) -> String {
    share(part as f64 / base.max(1) as f64, base)
}

/// The interval of a share of `base` cases: `43–50%`.
pub(crate) fn range(low: f64, high: f64, base: u64) -> String {
    let (low, high) = (share(low, base), share(high, base));
    if low == high { low } else { format!("{}–{high}", low.trim_end_matches('%')) }
}

/// A similarity, score or silhouette.
pub(crate) fn two_digits(value: f64) -> String {
    let text = format!("{value:.2}");
    if text == "-0.00" { "0.00".to_owned() } else { text.replace('-', "−") }
}

/// How many times as often as by chance.
pub(crate) fn times(lift: f64) -> String {
    if lift < 9.95 { format!("{lift:.1}×") } else { format!("{lift:.0}×") }
}

/// The end of an axis that holds `largest`, a share.
pub(crate) fn axis_end(largest: f64) -> f64 {
    [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8].into_iter().find(|end| *end >= largest).unwrap_or(1.0)
}

/// Names in a row: `a, b and c`.
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [many @ .., last] => format!("{} and {last}", many.join(", ")),
    }
}

/// The English name of a language code; the code itself where it is unknown.
pub(crate) fn language(code: &str) -> String {
    let name = match code {
        "ar" => "Arabic",
        "da" => "Danish",
        "de" => "German",
        "el" => "Greek",
        "en" => "English",
        "es" => "Spanish",
        "fi" => "Finnish",
        "fr" => "French",
        "hu" => "Hungarian",
        "it" => "Italian",
        "nl" => "Dutch",
        "no" | "nb" => "Norwegian",
        "pt" => "Portuguese",
        "ro" => "Romanian",
        "ru" => "Russian",
        "sv" => "Swedish",
        "ta" => "Tamil",
        "tr" => "Turkish",
        other => other,
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_no_more_digits_than_the_data() {
        assert_eq!(share(0.4689, 853), "47%");
        assert_eq!(share(0.004, 853), "<1%");
        assert_eq!(share(0.0412, 12_000), "4.1%");
        assert_eq!(share(0.998, 853), ">99%");
        assert_eq!(share(1.0, 3), "100%");
        assert_eq!(share(0.0, 3), "0%");
    }

    #[test]
    fn a_range_names_percent_once() {
        assert_eq!(range(0.43, 0.5, 853), "43–50%");
        assert_eq!(range(0.0, 0.004, 853), "0–<1%");
    }

    #[test]
    fn counts_are_grouped() {
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(cases(1), "1 case");
    }
}
