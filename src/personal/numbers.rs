//! Whether the check digits of a number are right.

/// The digits of a number, what stands between them left out.
pub(super) fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|character| character.to_digit(10)).collect()
}

/// The check of payment cards and others (ISO/IEC 7812-1, Luhn 1960): every second digit from the right is
/// doubled, its digits added; the sum is a multiple of ten.
pub(super) fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, &digit)| match at % 2 {
            0 => digit,
            _ => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// A card number has 13 to 19 digits, not all alike, of a network that gives out cards (3 to 6 first, or
/// 2221 to 2720).
pub(super) fn card(digits: &[u32]) -> bool {
    let first = digits.first().copied().unwrap_or(0);
    let four = digits.iter().take(4).fold(0, |number, digit| number * 10 + digit);
    let network = (3..=6).contains(&first) || (2221..=2720).contains(&four);
    (13..=19).contains(&digits.len())
        && network
        && digits.iter().any(|&digit| digit != first)
        && luhn(digits)
}

/// The check of account numbers (ISO 13616): the first four signs moved to the end, letters as 10 to 35, the
/// remainder by 97 is 1.
pub(super) fn iban(text: &str) -> bool {
    let signs: Vec<char> = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    if !(15..=34).contains(&signs.len()) {
        return false;
    }
    let moved = signs[4..].iter().chain(&signs[..4]);
    let remainder = moved.fold(0, |remainder, sign| match sign.to_digit(36) {
        Some(value @ 10..) => (remainder * 100 + value) % 97,
        Some(value) => (remainder * 10 + value) % 97,
        None => remainder,
    });
    remainder == 1
}

/// A number of digits as one number, its remainder by `modulus`.
pub(super) fn remainder(digits: &[u32], modulus: u64) -> u64 {
    digits.iter().fold(0, |rest, &digit| (rest * 10 + u64::from(digit)) % modulus)
}

/// The remainder by `modulus` of the sum of digits times weights.
pub(super) fn weighted(digits: &[u32], weights: &[u32], modulus: u32) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum::<u32>() % modulus
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The published examples of the standards; none belongs to a person.
    #[test]
    fn published_test_numbers_are_right_and_changed_ones_are_not() {
        assert!(card(&digits("4111 1111 1111 1111")));
        assert!(!card(&digits("4111 1111 1111 1112")));
        assert!(!card(&digits("0000 0000 0000 0000")));
        assert!(iban("GB82 WEST 1234 5698 7654 32"));
        assert!(iban("DE89370400440532013000"));
        assert!(!iban("GB82 WEST 1234 5698 7654 33"));
        assert!(luhn(&digits("79927398713")));
    }
}
