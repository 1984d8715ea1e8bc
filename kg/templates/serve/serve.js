"use strict";
// The editor of the start page: words in colours, and the terms of the vocabulary. Everything works without it.

const area = document.querySelector(".editor textarea");
if (area) edit(area, document.querySelector(".editor code"), document.getElementById("terms"));

function edit(area, code, list) {
  const WORDS = "select construct describe ask where from named graph optional filter union minus values bind as distinct reduced order by asc desc limit offset group having exists not in prefix base a true false service undef";
  const words = new Set(WORDS.split(" "));
  const TOKEN = /(#[^\n]*)|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|(<[^<>"{}|^`\\\s]*>|[A-Za-z][\w-]*:[\w.%-]*|:[\w.%-]+)|([?$]\w+)|([A-Za-z]+)|[^]/g;
  let terms = null, chosen = 0;

  function light() {
    const parts = [];
    for (const [text, note, literal, name, variable, word] of area.value.matchAll(TOKEN)) {
      const kind = note ? "c" : literal ? "t" : name ? "n" : variable ? "v" : word && words.has(word.toLowerCase()) ? "w" : "";
      if (!kind) { parts.push(text); continue; }
      const span = document.createElement("span");
      span.className = kind;
      span.textContent = text;
      parts.push(span);
    }
    code.replaceChildren(...parts, "\n");
    code.parentElement.scrollTop = area.scrollTop;
  }

  const typed = () => /(?:^|[\s{(/|^!;,])((?:dip|dv):[\w-]*)$/.exec(area.value.slice(0, area.selectionStart))?.[1] ?? null;

  async function offer() {
    if (typed() === null) return hide();
    if (terms === null) {
      terms = [];
      const answer = await fetch("/api/terms");
      if (answer.ok) terms = (await answer.json()).terms;
    }
    const word = typed(); // which may have grown since
    if (word === null) return hide();
    const wanted = word.toLowerCase();
    const fitting = terms.filter((term) => term.name.toLowerCase().startsWith(wanted) && term.name !== word).slice(0, 40);
    chosen = 0;
    list.replaceChildren(...fitting.map((term, index) => {
      const item = document.createElement("li"), name = document.createElement("code"), told = document.createElement("span");
      item.id = `term-${index}`;
      item.setAttribute("role", "option");
      name.textContent = term.name;
      told.textContent = `${term.sort}: ${term.told}`;
      item.append(name, told);
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(term.name); });
      return item;
    }));
    list.hidden = fitting.length === 0;
    choose(0);
  }

  function hide() {
    list.hidden = true;
    area.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    const items = [...list.children];
    if (!items.length) return;
    chosen = (index + items.length) % items.length;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    items[chosen].scrollIntoView({ block: "nearest" });
    area.setAttribute("aria-activedescendant", items[chosen].id);
  }

  function take(name) {
    const end = area.selectionStart;
    area.setRangeText(name + " ", end - (typed() ?? "").length, end, "end");
    hide();
    light();
    area.focus();
  }

  area.addEventListener("input", () => { light(); offer(); });
  area.addEventListener("scroll", () => { code.parentElement.scrollTop = area.scrollTop; });
  area.addEventListener("blur", hide);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) area.form.requestSubmit();
    else if (list.hidden) return;
    else if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Escape") hide();
    else if (event.key === "Tab" || event.key === "Enter") take(list.children[chosen].querySelector("code").textContent);
    else return;
    event.preventDefault();
  });
  area.parentElement.classList.add("lit");
  light();
}
