// The answers become a file of judgements: JSON, which is YAML too.
const by = document.querySelector("#by");
const save = document.querySelector("#save");
const given = document.querySelector("#given");
const then = document.querySelector("#then");

const day = () => {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
};

const judgement = (question) => {
  const chosen = question.querySelector("input[type=radio]:checked");
  if (chosen === null) return null;
  const [left, right] = JSON.parse(question.dataset.ends);
  const why = question.querySelector(".reason").value.trim();
  return { verdict: chosen.value, by: by.value.trim() || "unknown", when: day(), why, left, right };
};

const update = () => {
  const answers = [...document.querySelectorAll(".question")].map(judgement).filter((one) => one !== null);
  save.hidden = then.hidden = answers.length === 0;
  save.href = `data:application/yaml;charset=utf-8,${encodeURIComponent(JSON.stringify(answers, null, 1))}`;
  given.textContent = answers.length === 0 ? "Nothing is answered yet." : `(${answers.length} answered).`;
};

document.addEventListener("input", update);
update();
