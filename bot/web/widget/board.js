// The screen in the room: asks every two seconds where the team stands, and shows what has changed.
"use strict";

const EVERY = 2000;
const MOST_STEPS = 5;
const main = document.querySelector("main");
let shown = "";

const element = (name, className, ...inside) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...inside);
  return made;
};

const put = (id, words) => {
  const place = document.getElementById(id);
  if (place.textContent !== words) place.textContent = words;
  place.hidden = !words;
};

// A bar is for the eyes; the same in words is for everybody else.
function vote({ label, people, share, words }) {
  const filled = element("span");
  filled.style.inlineSize = `${share * 100}%`;
  const parts = [element("span", "", label), element("span", "bar", filled), element("span", "people", String(people))];
  for (const part of parts) part.setAttribute("aria-hidden", "true");
  const said = element("span", "said", words);
  return element("li", "", ...parts, said);
}

function area({ title, level, low, top, name }) {
  const steps = element("span", "steps");
  steps.setAttribute("aria-hidden", "true");
  for (let step = 1; step <= MOST_STEPS; step += 1) {
    const classes = [step <= level && "reached", low < top && step >= low && step <= top && "band"];
    steps.append(element("i", classes.filter(Boolean).join(" ")));
  }
  const range = low < top ? ` (${low}–${top})` : "";
  return element("li", "", element("strong", "", title), steps, element("span", "", `${level} · ${name}${range}`));
}

function show(board) {
  for (const id of ["where", "title", "text", "count"]) put(id, board[id]);
  put("report", board.report);
  document.getElementById("plan").replaceChildren(...board.plan.map((step) => element("li", "", step)));
  put("word", board.middle && `${main.dataset.middle} ${board.middle}. ${board.agreement}`);
  document.getElementById("votes").replaceChildren(...board.votes.map(vote));
  const profile = board.profile.length ? board.profile.map(area) : [element("li", "", main.dataset.none)];
  document.getElementById("profile").replaceChildren(...profile);
}

async function look() {
  try {
    const response = await fetch(`${location.pathname}.json`, { credentials: "omit", cache: "no-store" });
    const text = response.ok ? await response.text() : shown;
    if (text && text !== shown) show(JSON.parse(text));
    shown = text;
  } catch {
    // not reachable just now: what stands there stays, and we ask again
  }
  setTimeout(look, EVERY);
}

look();
