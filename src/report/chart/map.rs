//! Cases as points in two dimensions, with the clusters' names written into the picture.

use maud::{Markup, html};

use super::super::outline::block::{Map, Mention, Point};
use super::place::{Area, apart};
use super::{percent, symbol};

/// The smallest drawing in which names are written out, in pixels; the style sheet switches to
/// numbers alone below it.
const WIDE: (f64, f64) = (740.0, 560.0);

/// The smallest drawing that is foreseen at all.
const NARROW: (f64, f64) = (290.0, 420.0);

/// Longest line of a name on the map, in characters.
const LINE: usize = 22;

/// From more points than this on, marks are drawn small.
const CROWD: usize = 600;

/// How many points, evenly taken, are heeded when names are placed.
const HEEDED: usize = 1000;

/// Width and height of the letters of names, in pixels; generous, as fonts differ.
const LETTER: (f64, f64) = (7.4, 16.0);

/// The map.
pub(crate) fn map(map: &Map) -> Markup {
    let crowded = map.points.len() > CROWD;
    let size = if crowded { "small" } else { "shape" };
    html! {
        svg class=(if crowded { "map crowd" } else { "map" }) role="group" aria-label=(map.summary) width="100%" {
            rect class="ground" width="100%" height="100%" rx="4" {}
            g aria-hidden="true" {
                @for point in &map.points { (mark(point, size)) }
                g class="wide" { (names(map, WIDE, wrapped)) }
                g class="narrow" { (names(map, NARROW, numbered)) }
            }
        }
    }
}

/// Points stand out of the keyboard's way: the cards can be reached without them.
fn mark(point: &Point, size: &str) -> Markup {
    let symbol = symbol(size, point.cluster, &percent(across(point.x)), &percent(down(point.y)));
    html! {
        @match &point.anchor {
            Some(anchor) => a href=(format!("#{anchor}")) tabindex="-1" {
                title { (point.title) } (symbol)
            },
            None => g { title { (point.title) } (symbol) },
        }
    }
}

fn across(x: f64) -> f64 {
    0.03 + 0.94 * x
}

fn down(y: f64) -> f64 {
    0.97 - 0.94 * y
}

/// A cluster's name with the place it wants, in parts of the drawing.
struct Name {
    x: f64,
    y: f64,
    lines: Vec<String>,
}

fn names(map: &Map, canvas: (f64, f64), lines: fn(&Mention) -> Vec<String>) -> Markup {
    let names: Vec<Name> = map.clusters.iter().filter_map(|c| name(map, c, lines)).collect();
    let areas: Vec<Area> = names.iter().map(|name| area(name, canvas)).collect();
    let every = map.points.len().div_ceil(HEEDED).max(1);
    let heeded = map.points.iter().step_by(every);
    let points: Vec<(f64, f64)> =
        heeded.map(|point| (across(point.x) * canvas.0, down(point.y) * canvas.1)).collect();
    let placed = apart(&areas, canvas, &points);
    html! {
        @for (name, area) in names.iter().zip(placed) {
            @if let Some(area) = area { (label(name, area, canvas)) }
        }
    }
}

/// A name stands at the mean place of its cluster's points.
fn name(map: &Map, cluster: &Mention, lines: fn(&Mention) -> Vec<String>) -> Option<Name> {
    let mine: Vec<&Point> =
        map.points.iter().filter(|point| point.cluster == Some(cluster.number)).collect();
    let number = mine.len() as f64;
    (!mine.is_empty()).then(|| Name {
        x: across(mine.iter().map(|point| point.x).sum::<f64>() / number),
        y: down(mine.iter().map(|point| point.y).sum::<f64>() / number),
        lines: lines(cluster),
    })
}

fn area(name: &Name, canvas: (f64, f64)) -> Area {
    let longest = name.lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    Area {
        x: name.x * canvas.0,
        y: name.y * canvas.1,
        width: longest as f64 * LETTER.0 + 12.0,
        height: name.lines.len() as f64 * LETTER.1 + 6.0,
    }
}

fn label(name: &Name, area: Area, canvas: (f64, f64)) -> Markup {
    let (x, y) = (percent(area.x / canvas.0), percent(area.y / canvas.1));
    let moved = (area.x - name.x * canvas.0).abs() > area.width / 2.0
        || (area.y - name.y * canvas.1).abs() > area.height / 2.0;
    let first = -(name.lines.len() as f64 - 1.0) * LETTER.1 / 2.0 + 4.5;
    html! {
        @if moved {
            line class="leader" x1=(percent(name.x)) y1=(percent(name.y)) x2=(x) y2=(y) {}
        }
        svg x=(x) y=(y) width="1" height="1" overflow="visible" {
            rect class="plate" x=(format!("{:.1}", -area.width / 2.0)) rx="3"
                y=(format!("{:.1}", -area.height / 2.0)) width=(format!("{:.1}", area.width))
                height=(format!("{:.1}", area.height)) {}
        }
        @for (number, line) in name.lines.iter().enumerate() {
            text class=(if number == 0 { "name first" } else { "name" }) x=(x) y=(y)
                dy=(format!("{:.1}", first + number as f64 * LETTER.1)) text-anchor="middle" {
                (line)
            }
        }
    }
}

fn numbered(cluster: &Mention) -> Vec<String> {
    vec![cluster.number.to_string()]
}

/// Number and name in lines; nothing is cut off, and a word longer than a line is broken.
fn wrapped(cluster: &Mention) -> Vec<String> {
    let mut lines = vec![cluster.number.to_string()];
    for word in cluster.label.split_whitespace() {
        for part in word.chars().collect::<Vec<_>>().chunks(LINE) {
            let part: String = part.iter().collect();
            match lines.last_mut() {
                Some(line) if line.chars().count() + part.chars().count() < LINE => {
                    line.push(' ');
                    line.push_str(&part);
                }
                _ => lines.push(part),
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_wrapped_and_never_cut() {
        let label = "school, meals, Donaudampfschifffahrtsgesellschaft".to_owned();
        let lines = wrapped(&Mention { number: 3, label, size: String::new() });
        assert!(lines.iter().all(|line| line.chars().count() <= LINE));
        assert_eq!(
            lines.concat().replace(' ', ""),
            "3school,meals,Donaudampfschifffahrtsgesellschaft"
        );
    }
}
