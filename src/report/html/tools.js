// What a page does besides being read: it finds, sorts and pages the cases, copies tables and saves
// charts. Without it all is there to read. Text of the input only ever becomes text: nothing here parses
// markup, and the policy of the page allows no other script. Lines of comment are left out of the page.
const doc = document, find = (css, from = doc) => from.querySelector(css),
  all = (css, from = doc) => [...from.querySelectorAll(css)],
  data = JSON.parse(find("#data").textContent), words = data.words,
  fill = (text, ...values) => text.replace(/\{\}/g, () => values.shift()),
  count = (number) => number.toLocaleString(doc.documentElement.lang);

// An element with attributes and what stands in it; texts become text nodes.
function make(name, attributes, ...inside) {
  const element = doc.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...inside.flat().filter((part) => part !== null && part !== undefined));
  return element;
}
const vector = (name, attributes) => {
  const element = doc.createElementNS(find(".symbols").namespaceURI, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};
const button = (text, click, attributes) => make("button", { type: "button", click, ...attributes }, text);

// The text that a reader sees: without what is for the ear only, or for the eye only.
function plain(node) {
  if (node.nodeType === 3) return node.data;
  if (node.nodeType !== 1 || node.matches(".unseen, sup, svg, [aria-hidden]")) return "";
  return [...node.childNodes].map(plain).join("");
}
const parts = (node) => [...node.childNodes].map(plain).join(" ");
const squeeze = (text) => text.replace(/\s+/g, " ").trim();
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// Says what a button did, to those who see and those who hear, and gives the button its name back.
const spoken = make("output", { class: "unseen" });
function said(where, text) {
  const name = where.textContent;
  where.textContent = spoken.textContent = text;
  setTimeout(() => { where.textContent = name; spoken.textContent = ""; }, 1500);
}
// As in the tables of the run: no spreadsheet program takes a cell for a formula.
const cell = (text) => {
  const safe = /^'*[=+\-@\t\r]/.test(text) && !/^[-+]?[\d.,]*%?$/.test(text) ? "'" + text : text;
  return /[",\n\r]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
};
const csv = (rows) => rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
async function copy(where, text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", { "aria-label": words.copied }, text);
    doc.body.append(area);
    area.select();
    doc.execCommand("copy");
    area.remove();
    where.focus();
  }
  said(where, words.copied);
}
function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

// A part of the page as a drawing: its charts as they are, its words where they stand.
const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
  "opacity", "font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline", "paint-order", "display", "vector-effect"];
function drawn(from) {
  const to = from.cloneNode(false);
  for (const key of ["class", "id", "style", "aria-hidden", "focusable", "href"]) if (key !== "href" || to.localName === "a") to.removeAttribute(key);
  const look = getComputedStyle(from);
  for (const key of LOOKS) to.setAttribute(key, look.getPropertyValue(key));
  for (const child of from.childNodes) {
    if (child.nodeType === 3) to.append(child.data);
    else if (child.nodeType === 1) to.append(drawn(child));
  }
  return to;
}
function picture(whole) {
  // Of what scrolls, all that is in it.
  const part = whole.matches(".scroll") ? find("table", whole) : whole;
  const box = part.getBoundingClientRect(), edge = 12;
  const out = vector("svg", { width: Math.ceil(box.width + 2 * edge), height: Math.ceil(box.height + 2 * edge) });
  const symbols = find(".symbols defs").cloneNode(true);
  out.append(symbols, vector("rect", { width: "100%", height: "100%", fill: getComputedStyle(doc.body).backgroundColor }));
  const at = (rect) => ({ x: rect.left - box.left + edge, y: rect.top - box.top + edge, width: rect.width, height: rect.height });
  const walk = (node) => {
    if (node.nodeType === 3) return lines(node);
    if (node.nodeType !== 1 || node.matches(".unseen, .tools, title")) return;
    const look = getComputedStyle(node);
    if (look.display === "none" || look.visibility === "hidden") return;
    const rect = node.getBoundingClientRect();
    if (node.localName === "svg") {
      const chart = drawn(node);
      for (const [key, value] of Object.entries(at(rect))) chart.setAttribute(key, value);
      chart.setAttribute("overflow", "visible");
      out.append(chart);
      return;
    }
    if (!/, 0\)$|transparent/.test(look.backgroundColor)) out.append(vector("rect", { ...at(rect), fill: look.backgroundColor }));
    node.childNodes.forEach(walk);
  };
  // One text for each line that a text was broken into.
  const lines = (node) => {
    const look = getComputedStyle(node.parentElement), range = doc.createRange();
    let line = null;
    for (const word of node.data.matchAll(/\S+/g)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const rect = range.getBoundingClientRect();
      if (!rect.width) continue;
      if (line && Math.abs(line.top - rect.top) < 2) line.text.textContent += " " + word[0];
      else {
        const place = at(rect), rtl = look.direction === "rtl";
        line = { top: rect.top, text: vector("text", { x: rtl ? place.x + place.width : place.x, y: place.y + place.height * .77, fill: look.color,
          "font-family": look.fontFamily, "font-size": look.fontSize, "font-weight": look.fontWeight, direction: look.direction }) };
        line.text.textContent = word[0];
        out.append(line.text);
      }
    }
  };
  walk(part);
  return new XMLSerializer().serializeToString(out);
}

// Tools below every table and chart.
const rows = (table) => all("tr", table).map((row) => [...row.cells].filter((one) => !one.matches(".plot")).map((one) =>
  squeeze(parts(one))));
function tools(part) {
  const table = part.matches("table") ? part : find("table", part);
  const what = squeeze((find("caption, figcaption", part) || {}).textContent || part.getAttribute("aria-label") || part.id).slice(0, 80);
  const bar = make("p", { class: "tools" });
  if (table) bar.append(button(words.copy_csv, (event) => copy(event.currentTarget, csv(rows(table))), { "aria-label": words.copy_csv + ": " + what }));
  if (find("svg", part) || part.matches("svg") || part.matches(".heat") || find(".heat", part))
    bar.append(button(words.save_svg, () => save(part.id + ".svg", "image/svg+xml", picture(part)), { "aria-label": words.save_svg + ": " + what }));
  bar.append(make("a", { href: "#" + part.id, "aria-label": words.link + ": " + what }, words.link));
  part.after(bar);
}
all("[data-figure]").forEach(tools);
find("main").append(spoken);

