//! Invented cases that try a report.

use std::fmt::Write as _;

/// Texts that would run, load or lead somewhere if they ever became more than text.
pub const HOSTILE: [&str; 14] = [
    "<script>window.hit=1</script>",
    "</script><script>window.hit=1</script>",
    "</style></title></textarea><img src=x onerror=window.hit=1>",
    "<svg onload=window.hit=1><a href='javascript:window.hit=1'>x</a></svg>",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "\" onmouseover=\"window.hit=1\" autofocus onfocus=\"window.hit=1",
    "' style='background:url(http://127.0.0.1:9/x)'",
    "javascript:window.hit=1",
    "[click](javascript:window.hit=1) ![x](http://127.0.0.1:9/x.png)",
    "=HYPERLINK(\"http://127.0.0.1:9/\",\"x\")",
    "\u{202e}drow desrever\u{2066}\u{200f} and on",
    "<!--<script>--><math><mtext></mtext><mglyph><style><img src onerror=window.hit=1>",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "\u{2028}\u{2029}\\u003c/script>\\\"];window.hit=1;//",
];

/// A table in which every column of every row holds a hostile text, in more rows than have cards.
pub fn hostile() -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut table = format!("id,{},text,{}\n", quoted(HOSTILE[0]), quoted(HOSTILE[5]));
    for row in 0..560 {
        let bad = HOSTILE[row % HOSTILE.len()];
        let text = format!(
            "{bad} The citizens of town {row} met in an assembly on health and schools, {bad}, and artificial \
             intelligence for employment services number{row}"
        );
        let other = HOSTILE[(row / 14 + row) % HOSTILE.len()];
        let cells = [format!("{bad}{row}"), other.to_owned(), text, bad.to_owned()];
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        table.push_str(&cells.join(","));
        table.push('\n');
    }
    table
}

/// Words that prove themes of the public-sector codebook.
const THEMED: [&str; 16] = [
    "citizens",
    "assembly",
    "health",
    "nurses",
    "school",
    "teachers",
    "artificial intelligence",
    "open data",
    "employment",
    "climate",
    "young people",
    "mental health",
    "procurement",
    "housing",
    "migrants",
    "solar",
];

/// Words that prove none, in six topics of eight.
const OTHERS: [&str; 48] = [
    "letter",
    "winter",
    "garden",
    "stone",
    "yellow",
    "carpet",
    "window",
    "ladder",
    "basket",
    "mirror",
    "candle",
    "kettle",
    "blanket",
    "drawer",
    "pillow",
    "lantern",
    "harbour",
    "anchor",
    "sailor",
    "island",
    "lighthouse",
    "rope",
    "shore",
    "wave",
    "orchard",
    "apple",
    "cherry",
    "barrel",
    "cellar",
    "vineyard",
    "harvest",
    "honey",
    "violin",
    "melody",
    "rhythm",
    "chorus",
    "stage",
    "curtain",
    "actor",
    "audience",
    "mountain",
    "valley",
    "meadow",
    "shepherd",
    "cheese",
    "bell",
    "snow",
    "hut",
];

/// A table of many cases of about 120 words, with a country and a year.
pub fn many(rows: usize) -> String {
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut draw = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let mut table = "id,title,text,country,year\n".to_owned();
    for row in 0..rows {
        let topic = draw(6) * 8;
        let mut text = String::new();
        for place in 0..110 {
            let word = match draw(12) {
                0 => THEMED[draw(THEMED.len())],
                1..=4 => OTHERS[draw(OTHERS.len())],
                _ => OTHERS[topic + draw(8)],
            };
            let end = if place % 11 == 10 { ". The" } else { "" };
            write!(text, "{word}{end} ").expect("a string grows");
        }
        writeln!(
            table,
            "case-{row},Case number {row} of the {},{text},Country {},{}",
            OTHERS[draw(OTHERS.len())],
            draw(30),
            2000 + draw(25)
        )
        .expect("a string grows");
    }
    table
}
