// What the page knows, and which of it passes the filters.

const { nodes, lines, data } = JSON.parse(document.getElementById("payload").textContent);
const { facts, documents, kinds, modalities, total } = data;
const nodeOf = new Map(nodes.map((node) => [node.id, node]));
const lineOf = new Map(lines.map((line) => [line.id, line]));
const factsOfNode = groupBy(facts, (fact) => (fact.source === fact.target ? [fact.source] : [fact.source, fact.target]));
const factsOfLine = groupBy(facts, (fact) => (fact.line ? [fact.line] : []));
const documentOf = (fact) => documents[fact.document] ?? {};
const dateOf = (fact) => fact.start ?? documentOf(fact).published ?? null;
const endOf = (fact) => (fact.start ? fact.end ?? fact.start : dateOf(fact));

// The choices of the reader. Sets hold what is switched off, so that an empty filter shows everything.
const choice = { off: { kind: new Set(), relation: new Set(), modality: new Set() }, since: null, until: null, undated: true, confidence: 0, focus: null };
const shown = { facts: [], nodes: new Set(), lines: new Set() };

function groupBy(items, keysOf) {
  const groups = new Map();
  for (const item of items) for (const key of keysOf(item)) groups.get(key)?.push(item) ?? groups.set(key, [item]);
  return groups;
}

function inSpan(fact) {
  const begin = dateOf(fact);
  if (begin === null) return choice.undated;
  return (!choice.since || endOf(fact) >= choice.since) && (!choice.until || begin <= choice.until);
}

function passes(fact) {
  const { kind, relation, modality } = choice.off;
  return !relation.has(fact.kind) && !modality.has(fact.modality)
    && !kind.has(nodeOf.get(fact.source).kind) && !kind.has(nodeOf.get(fact.target).kind)
    && (fact.confidence ?? 1) >= choice.confidence && inSpan(fact)
    && (!choice.focus || fact.source === choice.focus || fact.target === choice.focus);
}

const isFiltered = () => choice.focus !== null || choice.since !== null || choice.until !== null || !choice.undated || choice.confidence > 0
  || Object.values(choice.off).some((set) => set.size > 0);

// Recomputes `shown`. An entity without any fact shows only while nothing is filtered.
function select() {
  shown.facts = facts.filter(passes);
  shown.nodes = new Set(shown.facts.flatMap((fact) => [fact.source, fact.target]));
  shown.lines = new Set(shown.facts.map((fact) => fact.line).filter(Boolean));
  if (!isFiltered()) for (const node of nodes) shown.nodes.add(node.id);
}

function resetChoice() {
  for (const set of Object.values(choice.off)) set.clear();
  Object.assign(choice, { since: null, until: null, undated: true, confidence: 0, focus: null });
}

// Accounts of one fact between the same two are counted as one.
const keyOf = (fact) => JSON.stringify([fact.fact, fact.source, fact.target, fact.kind]);
const tally = (list) => new Set(list.map(keyOf)).size;
const tallyOfNode = (id) => tally((factsOfNode.get(id) ?? []).filter(passes));
const neighbours = (id) => new Set(lines.filter((line) => shown.lines.has(line.id) && (line.from === id || line.to === id)).map((line) => (line.from === id ? line.to : line.from)));
const plural = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
