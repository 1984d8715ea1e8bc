// Legend, filters, dates and search.

const get = (id) => document.getElementById(id);
const boxes = []; // one for each row of the legend: {group, value, input, output, total}

function lineSwatch(modality) {
  const { dash, tone } = modalities[modality];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 28 20");
  svg.setAttribute("class", `swatch line ${tone}`);
  svg.setAttribute("aria-hidden", "true");
  const stroke = document.createElementNS(svg.namespaceURI, "line");
  for (const [key, value] of Object.entries({ x1: 1, x2: 27, y1: 10, y2: 10 })) stroke.setAttribute(key, value);
  if (dash) stroke.setAttribute("stroke-dasharray", dash.join(" "));
  svg.append(stroke);
  return svg;
}

function legendRow(group, value, label, mark) {
  const input = make("input", { type: "checkbox", checked: true });
  const output = make("output", {});
  input.addEventListener("change", () => {
    if (input.checked) choice.off[group].delete(value);
    else choice.off[group].add(value);
    refresh();
  });
  boxes.push({ group, value, input, output });
  return make("li", { dataset: { value } }, make("label", { className: "check" }, input, mark, make("span", {}, label), output));
}

function count(items, groupOf) {
  const counts = new Map();
  for (const item of items) counts.set(groupOf(item), (counts.get(groupOf(item)) ?? 0) + 1);
  return counts;
}

const countFacts = (list, groupOf) => new Map([...groupBy(list, (fact) => [groupOf(fact)])].map(([group, members]) => [group, tally(members)]));

const mostFirst = (counts) => [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key);
const tallies = (someNodes, someFacts) => ({ kind: count(someNodes, (node) => node.kind), relation: countFacts(someFacts, (fact) => fact.kind), modality: countFacts(someFacts, (fact) => fact.modality) });
const totals = tallies(nodes, facts);

function buildLegend() {
  const inOrder = (order, counts) => Object.keys(order).filter((key) => counts.has(key));
  get("filter-kind").append(...inOrder(kinds, totals.kind).map((kind) => legendRow("kind", kind, kinds[kind].many, swatch(kind))));
  get("filter-relation").append(...mostFirst(totals.relation).map((relation) => legendRow("relation", relation, relation, "")));
  get("filter-modality").append(...inOrder(modalities, totals.modality).map((modality) => legendRow("modality", modality, modalities[modality].name, lineSwatch(modality))));
}

function updateLegend() {
  const now = tallies(nodes.filter((node) => shown.nodes.has(node.id)), shown.facts);
  for (const { group, value, input, output } of boxes) {
    const [here, all] = [now[group].get(value) ?? 0, totals[group].get(value)];
    output.textContent = here === all ? all.toLocaleString("en") : `${here.toLocaleString("en")} of ${all.toLocaleString("en")}`;
    input.checked = !choice.off[group].has(value);
  }
}

// ---- dates ----

const STEPS = [["day", 10, 60], ["month", 7, 48], ["year", 4, Infinity]]; // name, length of its ISO prefix, most bins

function nextBin(bin) {
  if (bin.length === 4) return String(Number(bin) + 1).padStart(4, "0");
  const date = new Date(`${bin.length === 7 ? `${bin}-01` : bin}T00:00Z`);
  if (bin.length === 7) date.setUTCMonth(date.getUTCMonth() + 1);
  else date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, bin.length);
}

function binsBetween(first, last, length, most) {
  const bins = [first.slice(0, length)];
  while (bins.at(-1) < last.slice(0, length) && bins.length <= most) bins.push(nextBin(bins.at(-1)));
  return bins;
}

function chooseBins(days) {
  for (const [, length, most] of STEPS) {
    const bins = binsBetween(days[0], days.at(-1), length, Math.min(most, 400));
    if (bins.length <= most) return bins;
  }
  return [];
}

const days = facts.map(dateOf).filter((day) => day && /^\d{4}-\d{2}-\d{2}$/.test(day)).sort();
const bins = days.length ? chooseBins(days) : [];

function buildDates() {
  const undated = facts.filter((fact) => dateOf(fact) === null).length;
  get("undated-row").hidden = undated === 0;
  get("undated-count").textContent = undated;
  get("dates").hidden = days.length === 0;
  if (!bins.length) return;
  get("histogram").replaceChildren(...bins.map(() => make("i", {}, make("b"))));
  for (const id of ["since", "until"]) get(id).max = bins.length - 1;
  for (const id of ["since", "until"]) get(id).addEventListener("input", () => chooseDates(id));
  get("undated").addEventListener("change", (event) => { choice.undated = event.target.checked; refresh(); });
}

function chooseDates(moved) {
  let [from, to] = [Number(get("since").value), Number(get("until").value)];
  if (from > to) [from, to] = moved === "since" ? [to, to] : [from, from];
  choice.since = from === 0 ? null : bins[from];
  choice.until = to === bins.length - 1 ? null : `${bins[to]}\uffff`;
  refresh();
}

function updateDates() {
  if (!bins.length) return;
  const from = choice.since ? bins.indexOf(choice.since) : 0;
  const to = choice.until ? bins.indexOf(choice.until.slice(0, -1)) : bins.length - 1;
  const perBin = (list) => count(list.filter((fact) => dateOf(fact)), (fact) => dateOf(fact).slice(0, bins[0].length));
  const [all, now] = [perBin(facts), perBin(shown.facts)];
  const most = Math.max(...all.values());
  [...get("histogram").children].forEach((bar, index) => {
    bar.style.height = `${(100 * (all.get(bins[index]) ?? 0)) / most}%`;
    bar.firstChild.style.height = `${all.get(bins[index]) ? (100 * (now.get(bins[index]) ?? 0)) / all.get(bins[index]) : 0}%`;
  });
  for (const [id, index] of [["since", from], ["until", to]]) {
    get(id).value = index;
    get(id).setAttribute("aria-valuetext", longDate(bins[index]));
    get(`${id}-label`).textContent = longDate(bins[index]);
  }
  get("undated").checked = choice.undated;
}

// ---- search ----

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const searchable = nodes.map((node) => [node, folded(`${node.label} ${node.alias ?? ""}`)]);

function hits(text) {
  const wanted = folded(text.trim());
  if (!wanted) return [];
  const begins = (key) => (key.startsWith(wanted) ? 0 : key.includes(` ${wanted}`) ? 1 : 2);
  const named = searchable.filter(([, key]) => key.includes(wanted)).sort((a, b) => begins(a[1]) - begins(b[1]) || b[0].weight - a[0].weight).slice(0, 8);
  const quoted = facts.filter((fact) => fact.quote && folded(fact.quote).includes(wanted)).slice(0, 5);
  return [...named.map(([node]) => ({ node })), ...quoted.map((fact) => ({ fact }))];
}

function hitRow({ node, fact }, index) {
  const content = node ? [swatch(node.kind), name(node.label)] : [make("q", {}, name(clipped(fact.quote, 90)))];
  return make("li", { role: "option", id: `hit-${index}`, dataset: node ? { node: node.id } : { fact: fact.id } }, ...content);
}

function showHits() {
  const found = hits(get("search").value);
  const nothing = make("li", { className: "none" }, "No name or quotation holds these words.");
  get("hits").replaceChildren(...(found.length ? found.map(hitRow) : [nothing]));
  get("hits").hidden = !get("search").value.trim();
  get("search").setAttribute("aria-expanded", String(!get("hits").hidden));
  point(found.length ? 0 : -1);
}

function point(index) {
  const rows = [...get("hits").querySelectorAll("[role=option]")];
  rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === index)));
  if (rows[index]) get("search").setAttribute("aria-activedescendant", rows[index].id);
  else get("search").removeAttribute("aria-activedescendant");
}

function closeHits() {
  get("hits").hidden = true;
  get("search").setAttribute("aria-expanded", "false");
}

function searchKey(event) {
  const rows = [...get("hits").querySelectorAll("[role=option]")];
  const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
  if (event.key === "Escape") closeHits();
  else if (event.key === "Enter" && rows[at]) openHit(rows[at]);
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    point((at + (event.key === "ArrowDown" ? 1 : rows.length - 1)) % rows.length);
  }
}

function openHit(row) {
  closeHits();
  const { node, fact } = row.dataset;
  const found = fact && facts.find((one) => one.id === fact);
  choose(node ? { node } : found.line ? { line: found.line } : { node: found.source }, { move: true });
}
