// The drawing: vis-network draws shapes and lines where Python put them; names are painted over it so that none overlaps.

const canvas = document.getElementById("canvas");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const visNodes = new vis.DataSet();
const visLines = new vis.DataSet();
const network = new vis.Network(canvas, { nodes: visNodes, edges: visLines }, data.options);
const byWeight = [...nodes].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
const crowd = Math.max(1, Math.sqrt(nodes.length / 80)); // a large picture is seen from afar
let palette = {};
let selected = null; // {node: id} or {line: id}
let hovered = null;
let enlarged = 1; // 2 while the picture is being saved

function readPalette() {
  palette = Object.fromEntries(["ink", "muted", "paper", "line", "accent", "denied"].map((name) => [name, colour(name)]));
}

// The entities that stay bright while something is selected; null: all of them.
function bright() {
  if (selected?.node) return neighbours(selected.node).add(selected.node);
  if (selected?.line) return new Set([lineOf.get(selected.line).from, lineOf.get(selected.line).to]);
  return null;
}

const touches = (line) => selected && (selected.line === line.id || selected.node === line.from || selected.node === line.to);

function drawnNode(node, lit) {
  const fill = kinds[node.kind].colour;
  const chosen = selected?.node === node.id;
  return {
    id: node.id, x: node.x, y: node.y, size: node.size, shape: node.shape, hidden: !shown.nodes.has(node.id),
    opacity: lit && !lit.has(node.id) ? 0.18 : 1, borderWidth: chosen ? 4 : 1.5,
    color: { background: fill, border: chosen ? palette.ink : palette.paper, highlight: fill, hover: { background: fill, border: palette.ink } },
  };
}

function drawnLine(line) {
  const { dash, tone } = modalities[line.modality];
  const base = tone === "denied" ? palette.denied : palette.line;
  const near = touches(line);
  return {
    id: line.id, from: line.from, to: line.to, hidden: !shown.lines.has(line.id), dashes: dash,
    width: line.width * crowd * (near ? 1.5 : 1), smooth: line.bend ? { enabled: true, type: line.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(line.bend) } : false,
    arrows: { to: { enabled: !line.mutual, scaleFactor: 0.45 } },
    color: { color: near && tone !== "denied" ? palette.accent : base, hover: palette.accent, highlight: palette.accent, opacity: selected && !near ? 0.12 : near ? 1 : crowd > 1 ? 0.6 : 0.8 },
  };
}

function draw() {
  const lit = bright();
  visNodes.update(nodes.map((node) => drawnNode(node, lit)));
  visLines.update(lines.map(drawnLine));
  document.getElementById("empty").hidden = shown.nodes.size > 0;
}

// Everything shown, as large as the window allows with room for names at the edges and the buttons below.
function fit() {
  const here = nodes.filter((node) => shown.nodes.has(node.id));
  if (!here.length || !canvas.clientWidth) return;
  const range = (axis) => [Math.min(...here.map((node) => node[axis])), Math.max(...here.map((node) => node[axis]))];
  const [[left, right], [top, bottom]] = [range("x"), range("y")];
  const [width, height] = [canvas.clientWidth - Math.min(180, canvas.clientWidth / 3), canvas.clientHeight - 130];
  const scale = Math.min(1.4, width / (right - left || 1), height / (bottom - top || 1));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 20 / scale }, scale, animation: false });
}

function approach(ids) {
  const scale = Math.max(network.getScale(), 0.8);
  const middle = (axis) => ids.reduce((sum, id) => sum + nodeOf.get(id)[axis], 0) / ids.length;
  network.moveTo({ position: { x: middle("x"), y: middle("y") }, scale, animation: still.matches ? false : { duration: 250, easingFunction: "easeInOutQuad" } });
}

// ---- names ----

const clipped = (text, length) => (text.length > length ? `${[...text].slice(0, length - 1).join("")}…` : text);
const legible = (text) => text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "");

// Takes a box on the screen unless something already stands there.
function claim(taken, box) {
  const free = taken.every((other) => box.x > other.x + other.w || other.x > box.x + box.w || box.y > other.y + other.h || other.y > box.y + box.h);
  if (free) taken.push(box);
  return free;
}

function paintText(ctx, text, x, y, ink) {
  ctx.strokeText(text, x, y);
  ctx.fillStyle = ink;
  ctx.fillText(text, x, y);
}

function nodesInOrder() {
  const lit = bright();
  const rank = (node) => (node.id === selected?.node || node.id === hovered?.node ? 0 : lit?.has(node.id) ? 1 : 2);
  return byWeight.filter((node) => shown.nodes.has(node.id) && (!lit || lit.has(node.id) || node.id === hovered?.node)).sort((a, b) => rank(a) - rank(b));
}

// A name in at most two lines; only the chosen one is never cut.
function inLines(text, whole) {
  if (text.length <= 24) return [text];
  const space = text.lastIndexOf(" ", 24);
  const cut = space > 8 ? space : 24;
  return [text.slice(0, cut), whole ? text.slice(cut).trim() : clipped(text.slice(cut).trim(), 26)];
}

function paintNames(ctx, taken, scale) {
  const height = 13 * enlarged;
  const font = getComputedStyle(document.body).fontFamily;
  for (const node of nodesInOrder()) {
    const strong = node.id === selected?.node || node.id === hovered?.node;
    ctx.font = `${strong || node.kind === "country" ? "600" : "400"} ${height}px ${font}`;
    const rows = inLines(legible(node.label), strong);
    const width = Math.max(...rows.map((row) => ctx.measureText(row).width));
    const at = network.canvasToDOM({ x: node.x, y: node.y });
    const edge = canvas.clientWidth * enlarged - width / 2 - 4;
    if (at.x > 0 && at.x < canvas.clientWidth * enlarged) at.x = Math.max(width / 2 + 4, Math.min(at.x, edge)); // not cut off
    const top = at.y + node.size * scale + 3 * enlarged;
    const free = claim(taken, { x: at.x - width / 2 - 3, y: top, w: width + 6, h: rows.length * height * 1.15 + 3 });
    if (free) rows.forEach((row, index) => paintText(ctx, row, at.x, top + index * height * 1.15, palette.ink));
  }
}

function reserveShapes(taken, scale) {
  for (const id of shown.nodes) {
    const node = nodeOf.get(id);
    const at = network.canvasToDOM(node);
    const r = node.size * scale;
    taken.push({ x: at.x - r, y: at.y - r, w: 2 * r, h: 2 * r });
  }
}

function paintRelations(ctx, taken) {
  const every = shown.lines.size <= 30;
  ctx.font = `italic 400 ${11.5 * enlarged}px ${getComputedStyle(document.body).fontFamily}`;
  for (const line of lines) {
    if (!shown.lines.has(line.id) || !(touches(line) || hovered?.line === line.id || (every && !selected))) continue;
    const middle = network.body.edges[line.id]?.edgeType?.getPoint(0.5);
    if (!middle) continue;
    const at = network.canvasToDOM(middle);
    const width = ctx.measureText(line.label).width;
    if (claim(taken, { x: at.x - width / 2 - 2, y: at.y - 8 * enlarged, w: width + 4, h: 14 * enlarged })) paintText(ctx, line.label, at.x, at.y - 6 * enlarged, palette.muted);
  }
}

function paintOver(ctx) {
  const ratio = ctx.canvas.width / ctx.canvas.clientWidth;
  const scale = network.getScale();
  const taken = [];
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  Object.assign(ctx, { textAlign: "center", textBaseline: "top", lineJoin: "round", lineWidth: 4 * enlarged, strokeStyle: palette.paper });
  paintNames(ctx, taken, scale);
  reserveShapes(taken, scale);
  paintRelations(ctx, taken);
  ctx.restore();
}

// ---- moving about ----

// The neighbour that lies best in a direction; without one, the nearest entity that does.
function nextTowards(id, dx, dy) {
  const from = nodeOf.get(id);
  const cost = (node) => {
    const [x, y] = [node.x - from.x, node.y - from.y];
    const along = x * dx + y * dy;
    return along <= 0 ? Infinity : Math.hypot(x, y) + 2 * Math.abs(x * dy - y * dx);
  };
  const best = (candidates) => candidates.filter((node) => node.id !== id && cost(node) < Infinity).sort((a, b) => cost(a) - cost(b))[0];
  const near = neighbours(id);
  const visible = byWeight.filter((node) => shown.nodes.has(node.id));
  return best(visible.filter((node) => near.has(node.id))) ?? best(visible);
}

function zoom(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)), animation: false });
}

// The picture as a PNG of twice the size on screen, on the paper's colour.
function picture() {
  const { clientWidth: width, clientHeight: height } = canvas;
  const [scale, position] = [network.getScale(), network.getViewPosition()];
  const size = (factor) => {
    enlarged = factor;
    network.setSize(`${width * factor}px`, `${height * factor}px`);
    network.moveTo({ scale: scale * factor, position, animation: false });
    network.redraw();
  };
  size(2);
  const drawn = canvas.querySelector("canvas");
  const copy = Object.assign(document.createElement("canvas"), { width: drawn.width, height: drawn.height });
  const ctx = copy.getContext("2d");
  ctx.fillStyle = palette.paper;
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(drawn, 0, 0);
  size(1);
  network.setSize("100%", "100%");
  return copy;
}
