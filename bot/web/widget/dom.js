// Builds elements. Nothing here, or anywhere else in the widget, ever reads HTML.

const SVG = "http://www.w3.org/2000/svg";

// make("p", { class: "note" }, "text", child): attributes by name; functions are listeners.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

// Five steps, the first `filled` of them coloured. The words beside it say the same.
function steps(filled) {
  const row = make("span", { class: "steps", "aria-hidden": "true" });
  for (let step = 1; step <= 5; step += 1) row.append(make("i", { class: step <= filled && "on" }));
  return row;
}
