//! Rows to columns, one to one, so that the cells that meet sum up to most.

/// For every row the column it is matched with, so that the sum of the matched cells is largest
/// (the Hungarian method: Kuhn 1955, by shortest augmenting paths as Jonker and Volgenant 1987);
/// `None` for rows that are left over where there are fewer columns. Cells are 0 or more, rows of
/// one length. Takes min² × max steps of a matrix with `min` of the one and `max` of the other side.
pub fn best_matching(cells: &[Vec<f64>]) -> Vec<Option<usize>> {
    let (rows, columns) = (cells.len(), cells.first().map_or(0, Vec::len));
    if columns == 0 {
        return vec![None; rows];
    }
    if rows <= columns {
        return assign(rows, columns, |row, column| -cells[row][column]).map_rows(rows);
    }
    let of_columns = assign(columns, rows, |column, row| -cells[row][column]).map_rows(columns);
    let mut matched = vec![None; rows];
    for (column, row) in of_columns.into_iter().enumerate() {
        if let Some(row) = row {
            matched[row] = Some(column);
        }
    }
    matched
}

/// Which row every column is matched with, from 1; 0 is none. Place 0 is of use to the method only.
struct Matched(Vec<usize>);

impl Matched {
    fn map_rows(&self, rows: usize) -> Vec<Option<usize>> {
        let mut matched = vec![None; rows];
        for (column, &row) in self.0.iter().enumerate().skip(1) {
            if row > 0 {
                matched[row - 1] = Some(column - 1);
            }
        }
        matched
    }
}

/// Matches all of the fewer rows so that the sum of costs is least: rows are added one after the
/// other, each along the shortest path of columns that change their rows.
fn assign(rows: usize, columns: usize, cost: impl Fn(usize, usize) -> f64) -> Matched {
    let mut matched = Matched(vec![0; columns + 1]);
    let mut row_prices = vec![0.0; rows + 1];
    let mut column_prices = vec![0.0; columns + 1];
    for row in 1..=rows {
        matched.0[0] = row;
        let mut from = vec![0; columns + 1];
        let mut distance = vec![f64::INFINITY; columns + 1];
        let mut done = vec![false; columns + 1];
        let mut at = 0;
        while matched.0[at] != 0 {
            done[at] = true;
            let here = matched.0[at];
            let (mut step, mut next) = (f64::INFINITY, 0);
            for column in (1..=columns).filter(|&column| !done[column]) {
                let reduced = cost(here - 1, column - 1) - row_prices[here] - column_prices[column];
                if reduced < distance[column] {
                    (distance[column], from[column]) = (reduced, at);
                }
                if distance[column] < step {
                    (step, next) = (distance[column], column);
                }
            }
            for column in 0..=columns {
                if done[column] {
                    row_prices[matched.0[column]] += step;
                    column_prices[column] -= step;
                } else {
                    distance[column] -= step;
                }
            }
            at = next;
        }
        while at != 0 {
            matched.0[at] = matched.0[from[at]];
            at = from[at];
        }
    }
    matched
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sum(cells: &[Vec<f64>], matched: &[Option<usize>]) -> f64 {
        matched.iter().zip(cells).filter_map(|(column, row)| Some(row[(*column)?])).sum()
    }

    /// The largest sum by trying every way.
    fn largest(cells: &[Vec<f64>], free: &mut Vec<usize>) -> f64 {
        let Some((first, rest)) = cells.split_first() else { return 0.0 };
        let mut best = largest(rest, free);
        for at in 0..free.len() {
            let column = free.remove(at);
            best = best.max(first[column] + largest(rest, free));
            free.insert(at, column);
        }
        best
    }

    #[test]
    fn the_greedy_choice_is_not_always_the_best() {
        // 9 + 0 against 8 + 7
        assert_eq!(best_matching(&[vec![9.0, 8.0], vec![7.0, 0.0]]), [Some(1), Some(0)]);
        assert_eq!(best_matching(&[vec![1.0], vec![3.0]]), [None, Some(0)]);
        assert_eq!(best_matching(&[]), []);
    }

    proptest! {
        #[test]
        fn no_other_matching_is_better(
            flat in prop::collection::vec(0_u8..20, 25),
            rows in 1_usize..=5,
            columns in 1_usize..=5,
        ) {
            let cells: Vec<Vec<f64>> = (0..rows)
                .map(|row| (0..columns).map(|column| f64::from(flat[row * 5 + column])).collect())
                .collect();
            let matched = best_matching(&cells);
            let mut columns_used: Vec<usize> = matched.iter().flatten().copied().collect();
            columns_used.sort_unstable();
            columns_used.dedup();
            prop_assert_eq!(columns_used.len(), rows.min(columns));
            prop_assert_eq!(sum(&cells, &matched), largest(&cells, &mut (0..columns).collect()));
        }
    }
}
