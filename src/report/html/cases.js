// The cases: those that stand on the page, and those that are only carried along, found, sorted and paged.
const place = find("#cards");
place.className = "paged";
const cases = data.cases.map(([n, id, chips, cluster, facts, fit, card]) => ({
  n, id, chips, cluster, facts, fit, card, node: card ? null : doc.getElementById("case-" + n), text: null, name: null }));
const nameOf = (one) => one.name ??= squeeze(one.card ? (one.card[1] ? one.card[1][0] : one.id) : plain(find("h3", one.node))) || one.id;
const textOf = (one) => one.text ??= folded([one.id, one.card ? [one.card[1], ...one.card[2].map((field) => field[1])].map((text) => text ? text[0] : "").join(" ")
  : parts(find(".text", one.node)), ...one.facts.map((fact) => fact[1])].join(" "));

// A text with its evidence: for each marked piece the gap before it, its length, and the themes that end there.
const marked = ([text, marks], one) => {
  const out = [];
  let at = 0;
  for (let i = 0; i < marks.length; i += 3) {
    const start = at + marks[i], code = marks[i + 2];
    const [deep, ...ends] = Array.isArray(code) ? code : code ? [0, code - 1] : [0];
    if (start > at) out.push(text.slice(at, start));
    at = start + marks[i + 1];
    out.push(make("mark", { class: deep ? "more" : null }, text.slice(start, at)));
    if (ends.length) {
      const names = ends.map((end) => data.themes[one.chips[end][0]][0]).join(", ");
      out.push(make("sup", { "aria-hidden": "true" }, ends.map((end) => one.chips[end][1]).join(",")),
        make("span", { class: "unseen", lang: doc.documentElement.lang }, " (" + fill(words.evidence_of, names) + ") "));
    }
  }
  if (at < text.length) out.push(text.slice(at));
  return out;
};
const small = (...inside) => make("p", { class: "small" }, ...inside);
const bdi = (text) => make("bdi", {}, text);
function swatch(number) {
  const mark = (number - 1 + Math.floor((number - 1) / 8)) % 8;
  const out = vector("svg", { class: "swatch", width: 14, height: 14, "aria-hidden": "true" });
  out.append(vector("use", { href: "#shape-" + mark, x: 7, y: 7, class: "k" + (number - 1) % 8 }));
  return out;
}
function card(one) {
  const anchor = "case-" + one.n, [lang, head, fields, remarks] = one.card;
  const chip = ([theme, letter, score]) => {
    const [label, to] = data.themes[theme];
    return make("li", {}, make(to ? "a" : "span", { href: to && "#" + to }, letter ? [make("i", {}, letter), " "] : null, bdi(label), " ", make("small", {}, score)));
  };
  const cluster = data.clusters[one.cluster];
  return make("article", { class: "card", id: anchor, "aria-labelledby": anchor + "-title" },
    make("div", { class: "text", lang: lang || null },
      make("h3", { id: anchor + "-title", dir: "auto" }, head ? marked(head, one) : one.id),
      fields.map(([name, text]) => [name ? make("h4", { lang: doc.documentElement.lang }, bdi(name)) : null,
        make("p", { class: "body", dir: "auto" }, marked(text, one))]).flat(),
      fields.length ? null : make("p", { class: "empty", lang: doc.documentElement.lang }, data.no_text)),
    make("div", { class: "about" },
      make("p", { class: "id" }, make("a", { href: "#" + anchor }, bdi(one.id))),
      one.chips && (one.chips.length ? make("ul", { class: "chips" }, one.chips.map(chip)) : small(words.no_theme)),
      cluster ? small(swatch(cluster[0]), " ", make("a", { href: "#cluster-" + cluster[0] }, cluster[0] + " ", bdi(cluster[1]))) : null,
      remarks.length ? small(remarks.map((remark) => data.remarks[remark]).join(" · ")) : null,
      one.facts.length ? make("dl", {}, one.facts.map(([column, value]) =>
        make("div", {}, make("dt", {}, bdi(data.columns[column])), make("dd", {}, bdi(value))))) : null));
}
const nodeOf = (one) => one.node ??= card(one);

// Controls. A column is offered where its values are few.
const control = (label, field) => make("label", {}, make("span", {}, label), field);
const choice = (name, options) => make("select", { name }, options.map(([value, text]) => make("option", { value }, text)));
const tally = (of) => {
  const seen = new Map();
  for (const one of cases) for (const value of of(one)) seen.set(value, (seen.get(value) || 0) + 1);
  return seen;
};
const collator = new Intl.Collator(doc.documentElement.lang, { numeric: true });
const sorted = (seen, text) => [...seen].sort((a, b) => collator.compare(text(a[0]), text(b[0])));
const fact = (one, column) => { const found = one.facts.find((pair) => pair[0] === column); return found ? found[1] : ""; };
const query = make("input", { type: "search", name: "q", autocomplete: "off", spellcheck: "false" });
const filters = [];
const add = (label, name, seen, text, test) => {
  if (seen.size < 1) return;
  const rows = sorted(seen, text), keys = rows.map((row) => row[0]);
  const field = choice(name, [["", words.any], ...rows.map(([value, number], at) => [at, text(value) + " (" + count(number) + ")"])]);
  filters.push({ label, field, keys, test });
};
if (data.themes.length) {
  add(words.theme, "theme", tally((one) => one.chips && one.chips.length ? new Set(one.chips.map((chip) => chip[0])) : [-1]),
    (theme) => theme < 0 ? words.no_theme : data.themes[theme][0],
    (one, value) => value < 0 ? !(one.chips && one.chips.length) : one.chips && one.chips.some((chip) => chip[0] === value));
}
if (data.clusters.length) {
  add(words.cluster, "cluster", tally((one) => [one.cluster]),
    (cluster) => cluster < 0 ? words.no_cluster : data.clusters[cluster][0] + " " + data.clusters[cluster][1], (one, value) => one.cluster === value);
}
data.columns.forEach((name, column) => {
  const seen = tally((one) => { const value = fact(one, column); return value ? [value] : []; });
  if (seen.size > 1 && seen.size <= 200 && filters.length < 7) add(name, "column-" + column, seen, (value) => value, (one, value) => fact(one, column) === value);
});
const orders = [["", words.order_table, null], ["name", words.order_name, nameOf], ["id", words.order_id, (one) => one.id]];
if (data.themes.length) orders.push(["themes", words.order_themes, (one) => one.chips ? one.chips.length : 0]);
if (data.clusters.length) orders.push(["fit", words.order_fit, (one) => one.fit ?? -2]);
data.columns.forEach((name, column) => orders.push(["column-" + column, name, (one) => fact(one, column)]));
const order = choice("order", orders), backwards = make("input", { type: "checkbox", name: "backwards" });
const status = make("output", { class: "found", "aria-live": "polite" });
const before = button(words.previous, () => turn(-1)), after = button(words.next, () => turn(1)), where = make("span", {});
const pager = make("nav", { class: "pager", "aria-label": words.pages }, before, where, after);
const list = button(words.copy_found, (event) => copy(event.currentTarget, csv([["id", words.name, words.theme, words.cluster, ...data.columns],
  ...found.map((one) => [one.id, nameOf(one), (one.chips || []).map((chip) => data.themes[chip[0]][0]).join("|"),
    one.cluster < 0 ? "" : String(data.clusters[one.cluster][0]), ...data.columns.map((_, column) => fact(one, column))])])));
const form = make("form", { class: "find", role: "search", "aria-label": words.search, submit: (event) => event.preventDefault(),
  input: apply, reset: (event) => { event.preventDefault(); clear(); apply(); } },
  control(words.search, query), filters.map((filter) => control(filter.label, filter.field)), control(words.order, order),
  make("label", { class: "check" }, backwards, make("span", {}, words.backwards)),
  make("button", { type: "reset" }, words.reset), list);

const PAGE = 20;
let found = cases, page = 0;
function clear() {
  query.value = order.value = "";
  backwards.checked = false;
  filters.forEach((filter) => { filter.field.value = ""; });
}
function apply() {
  const phrases = [...folded(query.value).matchAll(/"([^"]+)"|(\S+)/g)].map((part) => part[1] || part[2].replace(/"/g, "")).filter(Boolean);
  const active = filters.filter((filter) => filter.field.value !== "");
  found = cases.filter((one) => active.every((filter) => filter.test(one, filter.keys[filter.field.value])) && phrases.every((phrase) => textOf(one).includes(phrase)));
  const by = orders[order.selectedIndex][2];
  if (by) {
    const keys = new Map(found.map((one) => [one, by(one)]));
    const compare = typeof keys.values().next().value === "number" ? (a, b) => b - a : collator.compare;
    found.sort((a, b) => compare(keys.get(a), keys.get(b)) || a.n - b.n);
  }
  if (backwards.checked) found = found.slice().reverse();
  page = 0;
  show();
}
function show(size = PAGE) {
  const pages = Math.max(1, Math.ceil(found.length / size));
  page = Math.min(Math.max(page, 0), pages - 1);
  place.replaceChildren(...found.slice(page * size, page * size + size).map(nodeOf));
  status.textContent = found.length === cases.length ? fill(words.all_found, count(cases.length)) : fill(words.found, count(found.length), count(cases.length));
  where.textContent = fill(words.page, count(page + 1), count(pages));
  before.disabled = page === 0;
  after.disabled = page === pages - 1;
  pager.hidden = pages === 1;
}
function turn(by) {
  page += by;
  show();
  form.scrollIntoView();
}
// A link to a case turns to its page, whatever was sought.
function reach(hash) {
  const wanted = /^#case-(\d+)$/.exec(hash);
  const one = wanted && cases.find((one) => one.n === +wanted[1]);
  if (!one) return;
  if (!found.includes(one)) { clear(); apply(); }
  page = Math.floor(found.indexOf(one) / PAGE);
  show();
  nodeOf(one).setAttribute("tabindex", "-1");
  nodeOf(one).scrollIntoView();
  nodeOf(one).focus({ preventScroll: true });
}
place.before(form, status);
place.after(pager);
show();
doc.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a[href^='#case-']");
  if (link) setTimeout(() => reach(link.getAttribute("href")));
});
addEventListener("hashchange", () => reach(location.hash));
if (location.hash) reach(location.hash);
// From a theme or a cluster to its cases in the list.
const shortcut = (part, name, value) => {
  const filter = filters.find((filter) => filter.field.name === name);
  if (filter) part.append(make("p", { class: "tools" }, button(words.show_cases, () => {
    clear();
    filter.field.value = filter.keys.indexOf(value);
    apply();
    form.scrollIntoView();
    filter.field.focus({ preventScroll: true });
  })));
};
data.themes.forEach(([, anchor], number) => { const part = anchor && doc.getElementById(anchor); if (part) shortcut(part, "theme", number); });
data.clusters.forEach(([number], at) => { const part = find("#cluster-" + number + " .measures"); if (part) shortcut(part, "cluster", at); });
// On paper stands what was sought, or else what stands there without this script.
addEventListener("beforeprint", () => { const kept = found; if (found.length === cases.length) found = cases.filter((one) => !one.card); show(500); found = kept; });
addEventListener("afterprint", () => show());
// Texts are made ready for search while nobody waits.
let ready = 0;
(function prepare() {
  const until = performance.now() + 8;
  while (ready < cases.length && performance.now() < until) textOf(cases[ready++]);
  if (ready < cases.length) setTimeout(prepare, 4);
})();
