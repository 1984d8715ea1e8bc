// A fact that is pointed at, or has the focus, keeps its words in colour; the words of the others fade.
for (const part of document.querySelectorAll(".document")) {
  const marks = [...part.querySelectorAll("mark[data-facts]")];
  const show = (fact) => {
    part.classList.toggle("choosing", fact !== null);
    for (const mark of marks) mark.classList.toggle("chosen", mark.dataset.facts.split(" ").includes(fact));
  };
  for (const fact of part.querySelectorAll(".fact")) {
    for (const begin of ["mouseenter", "focusin"]) fact.addEventListener(begin, () => show(fact.dataset.fact));
    for (const end of ["mouseleave", "focusout"]) fact.addEventListener(end, () => show(null));
  }
}
