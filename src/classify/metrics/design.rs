//! How many cases of each stratum are drawn, and which.

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// How many of `sizes` strata's cases are drawn so that they are `wanted` in all: from each as many as from
/// every other (half of the sample is shared out so, at least two each), the rest in proportion to what is
/// left of them. All of what there is where that is less. None if there are more strata than cases wanted.
pub fn allocate(sizes: &[u64], wanted: u64) -> Option<Vec<u64>> {
    let all: u64 = sizes.iter().sum();
    let strata = sizes.iter().filter(|&&size| size > 0).count() as u64;
    if strata > wanted {
        return None;
    }
    if all <= wanted {
        return Some(sizes.to_vec());
    }
    let of_floor = |floor: u64| sizes.iter().map(|&size| size.min(floor)).collect::<Vec<u64>>();
    let mut floor = (wanted / (2 * strata)).max(2);
    while of_floor(floor).iter().sum::<u64>() > wanted {
        floor -= 1;
    }
    let mut drawn = of_floor(floor);
    let rest = wanted - drawn.iter().sum::<u64>();
    let left: Vec<u64> = sizes.iter().zip(&drawn).map(|(size, drawn)| size - drawn).collect();
    let open: u64 = left.iter().sum();
    // By largest remainder, in whole numbers.
    let share = |left: u64| u128::from(rest) * u128::from(left);
    let mut remainders: Vec<(u128, usize)> = Vec::new();
    for (at, &left) in left.iter().enumerate() {
        drawn[at] += (share(left) / u128::from(open)) as u64;
        remainders.push((share(left) % u128::from(open), at));
    }
    remainders.sort_by_key(|&(remainder, at)| (std::cmp::Reverse(remainder), at));
    let missing = (wanted - drawn.iter().sum::<u64>()) as usize;
    remainders.iter().take(missing).for_each(|&(_, at)| drawn[at] += 1);
    Some(drawn)
}

/// The place of an id in a row as good as random: the order of these numbers does not depend on the one the
/// cases came in, and another seed gives another.
pub fn draw_key(id: &str, seed: u64) -> u64 {
    xxh3_64_with_seed(id.as_bytes(), seed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_strata_get_enough_and_the_sum_is_what_was_wanted() {
        let drawn = allocate(&[1000, 10, 1, 50], 60).unwrap();
        assert_eq!(drawn.iter().sum::<u64>(), 60);
        assert!(drawn[1] >= 7 && drawn[2] == 1 && drawn[3] >= 7, "{drawn:?}");
        assert!(drawn[0] > 30);
        assert_eq!(allocate(&[3, 4], 60).unwrap(), [3, 4]);
        assert_eq!(allocate(&[9, 9, 9], 2), None);
        assert_eq!(allocate(&[9, 9, 9], 3).unwrap(), [1, 1, 1]);
    }
}
