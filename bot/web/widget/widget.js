// Starts Vara: as a button on a city's page, or, on Vara's own page, filling the window.

const TAG = document.currentScript;
const HOST = new URL(TAG.src).origin;
const FULL_PAGE = TAG.hasAttribute("data-page");
const SPEECH = "M4 5h16v11H9l-5 4z";

// The words in a language; without one, in the one that the browser asks for.
async function wordsIn(language) {
  const query = language ? `?language=${encodeURIComponent(language)}` : "";
  return (await fetched(`/widget.json${query}`)).json();
}

// Whatever the server is doing: the words come as soon as it is back.
async function fetched(path) {
  for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    try {
      const response = await fetch(HOST + path, { credentials: "omit" });
      if (response.ok) return response;
    } catch {
      // not reachable, or this site is not on Vara's list
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

// A style sheet made by script passes a strict content security policy; an element with styles would not.
function dress(root, css) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(make("link", { rel: "stylesheet", href: `${HOST}/widget.css` }));
  }
}

function fillPage(root, panel) {
  panel.element.classList.add("page");
  root.append(panel.element);
  panel.start();
}

function standBy(root, panel, words, show) {
  const launcher = make("button", {
    type: "button", class: "launcher", "aria-expanded": "false", "aria-controls": "panel", click: () => show(launcher, true),
  }, icon(SPEECH), make("span", {}, words.launch));
  Object.assign(panel.element, { id: "panel", hidden: true, tabIndex: -1 });
  panel.element.setAttribute("role", "dialog");
  panel.element.setAttribute("aria-labelledby", "title");
  panel.element.classList.add("window");
  panel.element.addEventListener("keydown", (event) => event.key === "Escape" && show(launcher, false));
  root.append(launcher, panel.element);
  return launcher;
}

async function begin() {
  const asked = TAG.dataset.language || "auto";
  const [about, style] = await Promise.all([
    wordsIn(asked === "auto" ? "" : asked),
    fetched("/widget.css").then((response) => response.text()),
  ]);
  const host = make("div", { lang: about.language, dir: about.direction, "data-vara": true });
  const root = host.attachShadow({ mode: "open" });
  dress(root, style);
  document.body.append(host);
  let launcher = null;
  const show = (button, open) => {
    panel.element.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    root.host.toggleAttribute("data-open", open);
    if (!open) return button.focus();
    panel.element.focus();
    return panel.start();
  };
  const worn = ({ language, direction, words }) => {
    Object.assign(host, { lang: language, dir: direction });
    if (launcher) launcher.lastChild.textContent = words.launch;
    if (FULL_PAGE) Object.assign(document.documentElement, { lang: language, dir: direction });
    if (FULL_PAGE) document.title = words.page_title;
  };
  const panel = new Panel(HOST, about, FULL_PAGE ? null : () => show(launcher, false), worn);
  if (FULL_PAGE) fillPage(root, panel);
  else launcher = standBy(root, panel, about.words, show);
}

if (!document.querySelector("[data-vara]")) begin();
