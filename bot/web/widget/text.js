// The safe subset of HTML that replies use (b, i, a, br), read into nodes by an allow-list.

const PIECE = /<(\/?)(b|i|a|br)((?:\s[^<>]*)?)>|[^<]+|</g;
const ENTITY = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos|nbsp));/gi;
const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

function decoded(text) {
  return text.replace(ENTITY, (whole, hex, decimal, name) => {
    if (name) return NAMED[name.toLowerCase()];
    const code = hex ? parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

// Only addresses that lead to a page or a mailbox; anything else stays text.
function link(attributes, words) {
  const found = /\shref="([^"]*)"/.exec(attributes);
  const address = found ? decoded(found[1]) : "";
  if (!/^(https?:\/\/|mailto:)/i.test(address)) return make("span");
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: words.new_window });
}

// Five steps written as signs are drawn instead; the words beside them say the same.
const BAR = /([▰▱]{5})/;

function plain(text) {
  const bar = (part) => steps(part.lastIndexOf("▰") + 1);
  return decoded(text).split(BAR).map((part, index) => (index % 2 ? bar(part) : part));
}

function nodesOf(html, words) {
  const top = document.createDocumentFragment();
  const open = [top];
  for (const [piece, closing, tag, attributes] of html.matchAll(PIECE)) {
    const here = open[open.length - 1];
    if (!tag) here.append(...plain(piece));
    else if (tag === "br") here.append(make("br"));
    else if (closing) open.length > 1 && open.pop();
    else {
      const element = tag === "a" ? link(attributes, words) : make(tag === "b" ? "strong" : "em");
      here.append(element);
      open.push(element);
    }
  }
  return top;
}

// Paragraphs are set apart by an empty line. One that opens with a bold title and a dot tells where we are.
const PLACE = /^<b>[^<]*<\/b> · /;

// Lines that begin with five steps stand under each other, their words set off.
const LEVEL = /^\s*[▰▱]{5} /;

function paragraph(html, words) {
  const lines = html.split("<br>");
  if (!lines.every((line) => LEVEL.test(line))) {
    return make("p", { class: PLACE.test(html) && "place" }, nodesOf(html, words));
  }
  return make("p", { class: "levels" }, ...lines.map((line) => make("span", {}, nodesOf(line, words))));
}

function paragraphsOf(html, words) {
  const paragraphs = html.split(/(?:<br>\s*){2,}/).filter((part) => part.trim());
  return paragraphs.map((part) => paragraph(part, words));
}

// A line that explains a button by its label goes onto that button, if every choice has one.
const EXPLAINS = /^<b>([^<]+)<\/b>: (.+)$/;

function unfolded(html, labels) {
  const about = new Map();
  const others = html.split("<br>").filter((line) => {
    const [, name, words] = EXPLAINS.exec(line) || [];
    const label = name && decoded(name);
    return !(labels.includes(label) && about.set(label, words));
  });
  const complete = about.size > 0 && labels.every((label) => about.has(label));
  return complete ? { html: others.join("<br>"), about } : { html, about: new Map() };
}
