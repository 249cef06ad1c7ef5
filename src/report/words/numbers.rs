//! Numbers as people write them, with no more digits than the data carry.

use super::Words;

/// Below this many cases a number is called small.
pub(crate) const FEW: u64 = 30;

/// From this many cases on, a tenth of a percent of a small share means something.
const MANY: u64 = 1000;

/// How a language writes numbers (CLDR 45).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Locale {
    /// The code of the language.
    pub(crate) code: &'static str,
    /// Stands between whole and part.
    pub(crate) decimal: &'static str,
    /// Stands between groups of three digits.
    pub(crate) group: &'static str,
    /// From so many digits on they are grouped.
    pub(crate) grouped_from: usize,
    /// The sign of percent, with the space before it.
    pub(crate) percent: &'static str,
    /// Whether a number takes the singular.
    pub(crate) is_one: fn(u64) -> bool,
    /// Names of the languages of cases, by code.
    pub(crate) languages: [(&'static str, &'static str); 19],
}

impl Words {
    /// A whole number, in groups of three digits.
    pub(crate) fn count(&self, number: u64) -> String {
        let digits = number.to_string();
        if digits.len() < self.locale.grouped_from {
            return digits;
        }
        let mut out = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push_str(self.locale.group);
            }
            out.push(digit);
        }
        out
    }

    /// A share 0 to 1 of `base` cases, in percent: whole, save small shares of many cases.
    pub(crate) fn share(&self, share: f64, base: u64) -> String {
        format!("{}{}", self.bare_share(share, base), self.locale.percent)
    }

    fn bare_share(&self, share: f64, base: u64) -> String {
        let percent = share * 100.0;
        match percent {
            p if p <= 0.0 => "0".to_owned(),
            p if base >= MANY && p < 0.1 => format!("<{}", self.decimal(0.1, 1)),
            p if base >= MANY && p < 9.95 => self.decimal(p, 1),
            p if p < 1.0 => "<1".to_owned(),
            p if p > 99.0 && p < 100.0 => ">99".to_owned(),
            p => format!("{p:.0}"),
        }
    }

    /// `part` of `base` cases as a percentage. A share that the tables give as two counts.
    pub(crate) fn share_of(&self, part: u64, base: u64) -> String {
        self.share(part as f64 / base.max(1) as f64, base)
    }

    /// The interval of a share of `base` cases: `43–50%`.
    pub(crate) fn range(&self, low: f64, high: f64, base: u64) -> String {
        let (low, high) = (self.bare_share(low, base), self.bare_share(high, base));
        let percent = self.locale.percent;
        if low == high { format!("{low}{percent}") } else { format!("{low}–{high}{percent}") }
    }

    /// A number with so many places.
    pub(crate) fn decimal(&self, value: f64, places: usize) -> String {
        let text = format!("{value:.places$}");
        let zero = text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.');
        let text = if zero { text.trim_start_matches('-') } else { &text };
        text.replace('-', "−").replace('.', self.locale.decimal)
    }

    /// A similarity, score or silhouette.
    pub(crate) fn two_digits(&self, value: f64) -> String {
        self.decimal(value, 2)
    }

    /// How many times as often as by chance.
    pub(crate) fn times(&self, lift: f64) -> String {
        format!("{}×", self.bare_times(lift))
    }

    /// The same without the sign.
    pub(crate) fn bare_times(&self, lift: f64) -> String {
        self.decimal(lift, usize::from(lift < 9.95))
    }

    /// A share on an axis.
    pub(crate) fn tick(&self, share: f64) -> String {
        format!("{:.0}{}", share * 100.0, self.locale.percent)
    }

    /// The name of a language; its code where it is unknown.
    pub(crate) fn language(&self, code: &str) -> String {
        let known = self.locale.languages.iter().find(|(known, _)| *known == code);
        known.map_or(code, |(_, name)| name).to_owned()
    }
}

/// The end of an axis that holds `largest`, a share.
pub(crate) fn axis_end(largest: f64) -> f64 {
    [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8].into_iter().find(|end| *end >= largest).unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::super::en::ENGLISH;
    use crate::settings::ReportLanguage;

    #[test]
    fn shares_have_no_more_digits_than_the_data() {
        let share = |share, base| ENGLISH.share(share, base);
        assert_eq!(share(0.4689, 853), "47%");
        assert_eq!(share(0.004, 853), "<1%");
        assert_eq!(share(0.0412, 12_000), "4.1%");
        assert_eq!(share(0.998, 853), ">99%");
        assert_eq!(share(1.0, 3), "100%");
        assert_eq!(share(0.0, 3), "0%");
    }

    #[test]
    fn a_range_names_percent_once() {
        assert_eq!(ENGLISH.range(0.43, 0.5, 853), "43–50%");
        assert_eq!(ENGLISH.range(0.0, 0.004, 853), "0–<1%");
    }

    #[test]
    fn every_language_writes_numbers_in_its_way() {
        let written = |language: ReportLanguage| {
            let words = language.words();
            format!(
                "{} {} {}",
                words.count(1_234_567),
                words.count(1234),
                words.share(0.0412, 5000)
            )
        };
        assert_eq!(written(ReportLanguage::En), "1,234,567 1,234 4.1%");
        assert_eq!(written(ReportLanguage::De), "1.234.567 1.234 4,1\u{a0}%");
        assert_eq!(written(ReportLanguage::Es), "1.234.567 1234 4,1\u{a0}%");
        assert_eq!(
            written(ReportLanguage::Fr),
            "1\u{202f}234\u{202f}567 1\u{202f}234 4,1\u{202f}%"
        );
        assert_eq!(ReportLanguage::De.words().two_digits(-0.254), "−0,25");
        assert_eq!(ENGLISH.two_digits(-0.001), "0.00");
    }

    #[test]
    fn every_language_counts_in_its_way() {
        let cases = |language: ReportLanguage, n| language.words().cases(n);
        assert_eq!(cases(ReportLanguage::En, 0), "0 cases");
        assert_eq!(cases(ReportLanguage::En, 1), "1 case");
        assert_eq!(cases(ReportLanguage::De, 2), "2 Fälle");
        assert_eq!(cases(ReportLanguage::Es, 1), "1 caso");
        let zero = (ReportLanguage::Fr.words().locale.is_one)(0);
        assert!(zero, "in French nothing is singular");
    }
}
