// The details: one card for each fact, in it every account with its exact words, source and date. Text only, never markup.

const panel = document.getElementById("panel");

function make(tag, properties = {}, ...children) {
  const { dataset, ...rest } = properties;
  const element = Object.assign(document.createElement(tag), rest);
  Object.assign(element.dataset, dataset);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const name = (text) => make("bdi", {}, text);
const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const monthFormat = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

function longDate(iso) {
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) return dayFormat.format(new Date(`${iso}T00:00Z`));
  if (/^\d{4}-\d{2}$/.test(iso)) return monthFormat.format(new Date(`${iso}-01T00:00Z`));
  return iso;
}

function when(fact) {
  if (!fact.edtf) return null;
  const [begin, end] = fact.edtf.split("/");
  if (end === undefined) return longDate(begin);
  if (!begin || begin === "..") return `until ${longDate(end)}`;
  return !end || end === ".." ? `from ${longDate(begin)}` : `${longDate(begin)} – ${longDate(end)}`;
}

function swatch(kind) {
  const { shape, colour } = kinds[kind];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "-10 -10 20 20");
  svg.setAttribute("class", "swatch");
  svg.setAttribute("aria-hidden", "true");
  const mark = document.createElementNS(svg.namespaceURI, shape === "dot" ? "circle" : "polygon");
  if (shape === "dot") mark.setAttribute("r", "7");
  else mark.setAttribute("points", OUTLINES[shape]);
  mark.setAttribute("fill", colour);
  svg.append(mark);
  return svg;
}

const OUTLINES = {
  square: "-7,-7 7,-7 7,7 -7,7", diamond: "0,-9 9,0 0,9 -9,0", triangle: "0,-8 8,7 -8,7", triangleDown: "0,8 8,-7 -8,-7",
  hexagon: "8,0 4,7 -4,7 -8,0 -4,-7 4,-7", star: "0,-9 2.6,-3 9,-2.8 4,1.6 5.6,8 0,4.4 -5.6,8 -4,1.6 -9,-2.8 -2.6,-3",
};

function nodeButton(id) {
  return make("button", { type: "button", className: "name", dataset: { node: id } }, name(nodeOf.get(id).label));
}

// The words of a fact: marked in their sentence, or, where they are all of it, with the names in them marked.
function quotation(fact) {
  const inSentence = fact.before || fact.after;
  const words = inSentence ? [make("mark", {}, fact.quote ?? "")] : withNames(fact);
  return make("blockquote", {}, make("bdi", { className: inSentence ? "sentence" : "" }, fact.before ?? "", ...words, fact.after ?? ""));
}

// Python counts code points, JavaScript halves of surrogate pairs: the spread makes them agree.
function withNames(fact) {
  const characters = [...(fact.quote ?? "")];
  const parts = [];
  let at = 0;
  for (const [begin, end] of (fact.named ?? "").split(" ").map((span) => span.split("-").map(Number))) {
    if (!(begin >= at && end > begin && end <= characters.length)) continue; // spans may overlap, or there may be none
    parts.push(characters.slice(at, begin).join(""), make("mark", {}, characters.slice(begin, end).join("")));
    at = end;
  }
  return [...parts, characters.slice(at).join("")];
}

function safeLink(url) {
  try {
    return ["http:", "https:"].includes(new URL(url).protocol) ? url : null;
  } catch {
    return null;
  }
}

function citation(fact) {
  const from = documentOf(fact);
  const title = from.title ?? fact.document ?? "unnamed document";
  const url = safeLink(from.url);
  const link = url ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, name(title)) : name(title);
  const published = from.published ? make("time", { dateTime: from.published }, longDate(from.published)) : null;
  const parts = [from.source && make("cite", {}, name(from.source)), published, link].filter(Boolean);
  return make("footer", {}, ...parts.flatMap((part, index) => (index ? [" · ", part] : [part])));
}

const chip = (text, kind, extra = "") => make("span", { className: `chip ${kind} ${extra}` }, text);

// A post or a membership does not happen: that it is so goes without saying.
function reality(fact) {
  if (["post", "membership"].includes(fact.type) && fact.modality === "occurred") return null;
  const { tone, name: plain } = modalities[fact.modality];
  return chip(fact.certainty && fact.certainty !== "certain" ? `${plain}, ${fact.certainty}` : plain, "modality", tone);
}

function account(fact, differs) {
  const sure = fact.confidence === undefined ? null : make("span", { className: "confidence", title: "Confidence of the reading" }, `${Math.round(fact.confidence * 100)} %`);
  const facts_ = make("p", { className: "account-facts" }, reality(fact), differs.when && when(fact) ? chip(when(fact), "date") : null,
    differs.where && fact.place ? chip(name(fact.place), "place") : null, fact.attributed ? chip(make("span", {}, "according to ", name(fact.attributed)), "attributed") : null, sure);
  return make("article", { className: "account", dataset: { fact: fact.id } }, facts_, quotation(fact), citation(fact));
}

function sentence(fact) {
  if (fact.source === fact.target) return make("h3", {}, nodeButton(fact.source), ` ${fact.label}`);
  const ends = [fact.source, fact.target];
  if (fact.mutual && selected?.node === fact.target) ends.reverse();
  return make("h3", {}, nodeButton(ends[0]), ` ${fact.label} `, nodeButton(ends[1]));
}

// What accounts of one fact disagree on.
function differences(accounts) {
  const differ = (of) => new Set(accounts.map(of).filter((value) => value !== undefined)).size > 1;
  return { whether: differ((fact) => fact.modality), when: differ((fact) => fact.edtf), where: differ((fact) => fact.place) };
}

function verdict(accounts, differs) {
  const words = [differs.whether && "whether it happened", differs.when && "when", differs.where && "where"].filter(Boolean);
  const text = words.length ? `${accounts.length} accounts, which differ on ${words.join(" and ")}` : `${accounts.length} accounts agree`;
  return make("p", { className: `accounts-note ${words.length ? "differ" : ""}` }, text);
}

// One fact; accounts of it that compete stand side by side, and what they disagree on is said.
function card(accounts) {
  const differs = differences(accounts);
  const told = accounts.find((fact) => fact.edtf) ?? accounts[0];
  const placed = accounts.find((fact) => fact.place);
  const about = [!differs.when && when(told), !differs.where && placed?.place].filter(Boolean);
  return make("section", { className: `card ${Object.values(differs).some(Boolean) ? "several" : ""}` }, sentence(accounts[0]),
    accounts[0].event ? make("p", { className: "event" }, name(accounts[0].event)) : null,
    about.length ? make("p", { className: "about" }, name(about.join(" · "))) : null,
    accounts.length > 1 ? verdict(accounts, differs) : null,
    make("div", { className: "accounts" }, ...accounts.map((fact) => account(fact, differs))));
}

// Facts as cards, the latest first; edges of one event between the same two are accounts of one fact.
function cards(list) {
  const visible = new Set(shown.facts);
  const groups = groupBy(list.filter((fact) => visible.has(fact)), (fact) => [keyOf(fact)]);
  const latest = (group) => group.map((fact) => dateOf(fact) ?? "").sort().at(-1);
  return [...groups.values()].sort((a, b) => latest(b).localeCompare(latest(a))).map(card);
}

function hiddenNote(list) {
  const visible = new Set(shown.facts);
  const hidden = tally(list) - tally(list.filter((fact) => visible.has(fact)));
  return hidden ? make("p", { className: "note" }, `${plural(hidden, "more is", "more are")} hidden by the filters.`) : null;
}

function fill(title, subtitle, ...content) {
  const close = make("button", { type: "button", className: "close", id: "close", ariaLabel: "Close the details" }, "×");
  panel.replaceChildren(make("header", {}, close, title, subtitle), ...content.filter(Boolean));
  panel.scrollTop = 0;
  document.body.classList.add("open");
}

function showNode(id) {
  const node = nodeOf.get(id);
  const list = factsOfNode.get(id) ?? [];
  const found = cards(list);
  const about = [kinds[node.kind].name, node.note].filter(Boolean).join(" · ");
  const only = make("button", { type: "button", className: "only", dataset: { focus: id } }, "Show only this and its neighbours");
  fill(make("h2", {}, swatch(node.kind), name(node.label)), make("p", { className: "subtitle" }, name(about), ` · ${plural(found.length, "fact", "facts")}`), only, ...found, hiddenNote(list));
}

function showLine(id) {
  const line = lineOf.get(id);
  const list = factsOfLine.get(id) ?? [];
  const found = cards(list);
  const title = make("h2", { className: "pair" }, nodeButton(line.from), make("span", {}, ` ${line.label} `), nodeButton(line.to));
  fill(title, make("p", { className: "subtitle" }, plural(found.length, "fact", "facts")), ...found, hiddenNote(list));
}

function showOverview() {
  const busiest = byWeight.filter((node) => shown.nodes.has(node.id) && node.kind !== "event").slice(0, 10);
  const rows = busiest.map((node) => make("li", {}, swatch(node.kind), nodeButton(node.id), make("span", { className: "count" }, plural(tallyOfNode(node.id), "fact", "facts"))));
  panel.replaceChildren(make("header", {}, make("h2", {}, "At a glance"), make("p", { className: "subtitle" }, "Click an entity or a line to read the words it rests on.")), make("ul", { className: "busiest" }, ...rows));
  document.body.classList.remove("open");
}

function showDetails() {
  if (selected?.node) showNode(selected.node);
  else if (selected?.line) showLine(selected.line);
  else showOverview();
}
