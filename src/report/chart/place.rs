//! Places labels on a picture so that none covers another.

/// A rectangle in pixels around its middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Area {
    fn overlaps(&self, other: &Self) -> bool {
        (self.x - other.x).abs() * 2.0 < self.width + other.width
            && (self.y - other.y).abs() * 2.0 < self.height + other.height
    }

    fn holds(&self, (x, y): (f64, f64)) -> bool {
        (self.x - x).abs() * 2.0 < self.width && (self.y - y).abs() * 2.0 < self.height
    }

    fn within(&self, width: f64, height: f64) -> bool {
        self.x - self.width / 2.0 >= 0.0
            && self.x + self.width / 2.0 <= width
            && self.y - self.height / 2.0 >= 0.0
            && self.y + self.height / 2.0 <= height
    }
}

/// How many pixels' move one uncovered point is worth, squared.
const COVER: f64 = 120.0;

/// From so many covered points on, a place is no worse: names must not flee from their clusters.
const MOST: usize = 8;

/// Moves each area as little as possible until it is within the canvas, free of those before it,
/// and covers few of the `points`. `None` where there is no room left.
pub(crate) fn apart(
    wanted: &[Area],
    canvas: (f64, f64),
    points: &[(f64, f64)],
) -> Vec<Option<Area>> {
    let shifts = shifts();
    let mut placed: Vec<Option<Area>> = Vec::with_capacity(wanted.len());
    for area in wanted {
        let moved = |(dx, dy): &(f64, f64)| Area { x: area.x + dx, y: area.y + dy, ..*area };
        let free = |area: &Area| {
            area.within(canvas.0, canvas.1) && placed.iter().flatten().all(|p| !p.overlaps(area))
        };
        let cost = |moved: &Area| {
            let (dx, dy) = (moved.x - area.x, moved.y - area.y);
            let covered = points.iter().filter(|point| moved.holds(**point)).count();
            dx * dx + dy * dy + COVER * covered.min(MOST) as f64
        };
        let best = shifts
            .iter()
            .map(moved)
            .filter(free)
            .map(|area| (cost(&area), area))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        placed.push(best.map(|(_, area)| area));
    }
    placed
}

/// Shifts in pixels, the nearest first.
fn shifts() -> Vec<(f64, f64)> {
    let steps = |step: i32, reach: i32| (-reach..=reach).map(move |n| f64::from(n * step));
    let mut all: Vec<(f64, f64)> =
        steps(16, 20).flat_map(|dx| steps(8, 40).map(move |dy| (dx, dy))).collect();
    all.sort_by(|a, b| (a.0 * a.0 + a.1 * a.1).total_cmp(&(b.0 * b.0 + b.1 * b.1)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_one_place_do_not_cover_each_other() {
        let area = Area { x: 10.0, y: 10.0, width: 120.0, height: 40.0 };
        let placed = apart(&[area; 6], (400.0, 300.0), &[]);
        let placed: Vec<Area> = placed.into_iter().flatten().collect();
        assert_eq!(placed.len(), 6);
        for (number, one) in placed.iter().enumerate() {
            assert!(one.within(400.0, 300.0));
            assert!(placed[..number].iter().all(|other| !other.overlaps(one)));
        }
    }

    #[test]
    fn a_label_goes_where_it_covers_fewer_points() {
        let area = Area { x: 200.0, y: 150.0, width: 40.0, height: 10.0 };
        let placed = apart(&[area], (400.0, 300.0), &[(200.0, 150.0); 9]);
        assert!(placed[0].is_some_and(|area| !area.holds((200.0, 150.0))));
    }

    #[test]
    fn a_label_larger_than_the_canvas_has_no_place() {
        let area = Area { x: 10.0, y: 10.0, width: 900.0, height: 40.0 };
        assert_eq!(apart(&[area], (400.0, 300.0), &[]), [None]);
    }
}
