// Table, files to take away, keys, deep links, and the wiring of it all.

function tableRow(fact) {
  const cell = (...content) => make("td", {}, ...content);
  const open = make("button", { type: "button", className: "name", dataset: fact.line ? { line: fact.line } : { node: fact.source } }, fact.label);
  const from = documentOf(fact);
  const source = [from.source, from.title, from.published].filter(Boolean).join(", ");
  return make("tr", { dataset: { fact: fact.id } }, cell(fact.edtf ?? ""), cell(name(nodeOf.get(fact.source).label)), cell(open),
    cell(fact.source === fact.target ? "" : name(nodeOf.get(fact.target).label)), cell(modalities[fact.modality].name), cell(make("q", {}, name(fact.quote ?? ""))), cell(name(source)));
}

function drawTable() {
  if (get("table-view").hidden) return;
  const inTime = [...shown.facts].sort((a, b) => (dateOf(b) ?? "").localeCompare(dateOf(a) ?? ""));
  get("rows").replaceChildren(...inTime.map(tableRow));
  get("caption").textContent = `${plural(tally(inTime), "fact", "facts")} in ${plural(inTime.length, "account", "accounts")}, the same as in the graph`;
}

let outOfSight = false; // the picture cannot be fitted to the window while the table stands there

function showAs(form) {
  get("table-view").hidden = form !== "table";
  get("canvas").hidden = form === "table";
  document.body.classList.toggle("as-table", form === "table");
  for (const kind of ["graph", "table"]) get(`show-${kind}`).setAttribute("aria-pressed", String(kind === form));
  drawTable();
  if (form === "graph" && outOfSight) fit();
  outOfSight = form === "table";
}

function updateCounts() {
  const all = total > nodes.length ? `${nodes.length.toLocaleString("en")} of ${plural(total, "entity", "entities")}` : plural(nodes.length, "entity", "entities");
  const here = isFiltered() ? `${plural(shown.nodes.size, "entity", "entities")} and ${plural(tally(shown.facts), "fact", "facts")} pass the filters, out of ` : "";
  get("counts").textContent = `${here}${all} · ${plural(tally(facts), "fact", "facts")}`;
  get("focus").hidden = choice.focus === null;
  if (choice.focus) get("focus").firstElementChild.textContent = `Only ${nodeOf.get(choice.focus).label} and neighbours`;
  get("reset").hidden = !isFiltered();
  get("confidence").value = choice.confidence;
  get("confidence-label").textContent = choice.confidence ? `at least ${Math.round(choice.confidence * 100)} %` : "any";
}

// Everything that depends on the filters.
function refresh() {
  select();
  if (selected?.node && !shown.nodes.has(selected.node)) selected = null;
  if (selected?.line && !shown.lines.has(selected.line)) selected = null;
  draw();
  updateLegend();
  updateDates();
  updateCounts();
  drawTable();
  showDetails();
}

// ---- selection and deep links ----

function toHash() {
  const [key] = Object.keys(selected ?? {});
  const hash = key ? `#${key}=${encodeURIComponent(selected[key])}` : "#";
  try {
    history.replaceState(null, "", hash); // a sandboxed frame has no history to write to
  } catch { /* the link is a convenience */ }
}

function readHash() {
  try {
    return decodeURIComponent(location.hash.slice(1)).split(/=(.*)/s);
  } catch {
    return []; // not one of our links
  }
}

function fromHash() {
  const [key, value] = readHash();
  const known = { node: nodeOf, line: lineOf, edge: lineOf }[key]?.has(value);
  if (known) choose(key === "node" ? { node: value } : { line: value }, { move: true });
}

function choose(what, { move = false } = {}) {
  selected = what;
  if (what?.node && !shown.nodes.has(what.node)) return revealAndChoose(what);
  if (what?.line && !shown.lines.has(what.line)) return revealAndChoose(what);
  draw();
  showDetails();
  toHash();
  if (move && what) approach(what.node ? [what.node] : [lineOf.get(what.line).from, lineOf.get(what.line).to]);
}

function revealAndChoose(what) {
  resetChoice();
  refresh();
  choose(what, { move: true });
}

function focusOn(id) {
  choice.focus = id;
  refresh();
  fit();
}

// ---- files ----

function save(blob, extension) {
  const link = make("a", { href: URL.createObjectURL(blob), download: `${document.title.replace(/[^\p{L}\p{N} _-]+/gu, "").trim().slice(0, 60) || "graph"}.${extension}` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// A cell that a spreadsheet would take for a formula gets an apostrophe; it then reads as text.
function csvCell(value) {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function csv() {
  const head = ["date", "from", "relation", "to", "reality", "certainty", "confidence", "place", "event", "words", "source", "title", "published", "url", "document"];
  const row = (fact) => {
    const { source, title, published, url } = documentOf(fact);
    return [fact.edtf, nodeOf.get(fact.source).label, fact.label, fact.source === fact.target ? "" : nodeOf.get(fact.target).label, fact.modality, fact.certainty, fact.confidence, fact.place, fact.event, fact.quote, source, title, published, url, fact.document];
  };
  return `\ufeff${[head, ...shown.facts.map(row)].map((cells) => cells.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

// ---- keys and clicks ----

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function canvasKey(event) {
  if (ARROWS[event.key]) {
    event.preventDefault();
    walk(...ARROWS[event.key]);
  } else if (event.key === "Enter" && selected) panel.focus();
  else if (event.key === "Escape") choose(null);
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") fit();
}

function walk(dx, dy) {
  const from = selected?.node ?? (selected?.line && lineOf.get(selected.line).from);
  const next = from ? nextTowards(from, dx, dy) : byWeight.find((node) => shown.nodes.has(node.id));
  if (!next) return;
  choose({ node: next.id }, { move: true });
  get("walk").textContent = `${next.label}, ${kinds[next.kind].name}, ${plural(tallyOfNode(next.id), "fact", "facts")}`;
}

function pageClick(event) {
  const { node, line, focus } = event.target.closest("[data-node], [data-line], [data-focus]")?.dataset ?? {};
  if (event.target.closest("#hits [role=option]")) openHit(event.target.closest("[role=option]"));
  else if (focus) focusOn(focus);
  else if (event.target.closest("button") && (node || line)) choose(node ? { node } : { line }, { move: true });
  else if (event.target.id === "close") choose(null);
}

function wireNetwork() {
  network.on("click", ({ nodes: [node], edges: [line] }) => choose(node ? { node } : line ? { line } : null));
  network.on("doubleClick", ({ nodes: [node] }) => (node ? focusOn(node) : null));
  network.on("hoverNode", ({ node }) => { hovered = { node }; canvas.classList.add("pointing"); });
  network.on("hoverEdge", ({ edge }) => { hovered ??= { line: edge }; canvas.classList.add("pointing"); });
  for (const event of ["blurNode", "blurEdge"]) network.on(event, () => { hovered = null; canvas.classList.remove("pointing"); network.redraw(); });
  network.on("afterDrawing", paintOver);
  network.on("dragEnd", ({ nodes: moved }) => { for (const [id, at] of Object.entries(network.getPositions(moved))) Object.assign(nodeOf.get(id), at); });
}

function wirePage() {
  canvas.addEventListener("keydown", canvasKey);
  document.addEventListener("click", pageClick);
  document.addEventListener("click", (event) => { if (!event.target.closest(".search")) closeHits(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input")) { event.preventDefault(); get("search").focus(); }
  });
  get("search").addEventListener("input", showHits);
  get("search").addEventListener("keydown", searchKey);
  get("show-graph").addEventListener("click", () => showAs("graph"));
  get("show-table").addEventListener("click", () => showAs("table"));
  get("skip").addEventListener("click", () => showAs("table"));
  get("save-csv").addEventListener("click", () => save(new Blob([csv()], { type: "text/csv;charset=utf-8" }), "csv"));
  get("save-png").addEventListener("click", () => picture().toBlob((blob) => save(blob, "png")));
  get("zoom-in").addEventListener("click", () => zoom(1.3));
  get("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  get("zoom-fit").addEventListener("click", fit);
  get("reset").addEventListener("click", () => { resetChoice(); refresh(); fit(); });
  get("unfocus").addEventListener("click", () => { choice.focus = null; refresh(); fit(); });
  get("confidence").addEventListener("input", (event) => { choice.confidence = Number(event.target.value); refresh(); });
  get("toggle-filters").addEventListener("click", (event) => event.target.setAttribute("aria-expanded", String(document.body.classList.toggle("filtering"))));
  addEventListener("hashchange", fromHash);
  addEventListener("beforeprint", () => showAs("table"));
  dark.addEventListener("change", () => { readPalette(); draw(); });
}

readPalette();
buildLegend();
buildDates();
wireNetwork();
wirePage();
refresh();
fit();
fromHash();
