// What was said, as a log that screen readers follow. Focus never moves because a message arrived.

const ASIDE = new Set(["help", "back", "skip", "done"]); // beside the numbered choices
const NUMBERED = /^(\d) · (.+)$/;
const RATING = { fully: 5, mostly: 4, partly: 2, no: 0 };
const TOGGLE = /\.(on|off)$/;
const ratingOf = (value) => (value.includes(".") ? RATING[value.split(".").pop()] : undefined);

class Transcript {
  // `say(value, label)` is called when an option is pressed.
  constructor(host, { words, language }, say) {
    Object.assign(this, { host, words, language, say, standing: null });
    this.list = make("div", { class: "list" });
    this.element = make("div", { class: "log", role: "log", "aria-label": words.transcript, tabindex: "0" }, this.list);
    this.element.addEventListener("keydown", (event) => this.walk(event));
  }

  // From now on in another language. What was said stays as it was said.
  wear({ words, language }) {
    Object.assign(this, { words, language });
    this.element.setAttribute("aria-label", words.transcript);
  }

  // Adds replies; a question told anew only to change its options is changed where it stands.
  show(replies) {
    if (replies.length === 1 && this.retold(replies[0])) return;
    this.retire();
    const added = replies.map((reply) => this.message(reply));
    this.list.append(...added);
    this.reveal(added[0]);
  }

  note(text) {
    const line = make("p", { class: "note" }, text);
    this.list.append(line);
    this.reveal(line);
  }

  // What the person said or chose. The pressed option is gone, so focus goes to the line that tells of it.
  mine(text, chosen) {
    const held = this.standing?.options.contains(this.element.getRootNode().activeElement);
    const inside = chosen ? [chosen] : [make("span", { class: "unseen" }, `${this.words.you} `), text];
    const line = make("p", { class: "mine", tabindex: "-1", dir: "auto" }, ...inside);
    this.list.append(line);
    if (held) line.focus({ preventScroll: true });
    this.retire();
    this.reveal(line);
  }

  retire() {
    this.standing?.options.remove();
    this.standing = null;
  }

  message(reply) {
    const choices = reply.buttons.filter(({ value }) => !ASIDE.has(value)).map(({ label }) => label);
    const { html, about } = unfolded(reply.text, choices);
    const body = make("div", { class: reply.asks ? "said asks" : "said", dir: "auto" });
    if (reply.picture) body.append(this.picture(reply));
    body.append(...paragraphsOf(html, this.words));
    const item = make("div", { class: "message", lang: this.language }, body);
    if (reply.buttons.length) item.append(this.options(reply, about));
    return item;
  }

  picture(reply) {
    const image = make("img", { src: this.host + reply.picture, alt: reply.alt || this.words.picture, class: "picture" });
    image.addEventListener("load", () => this.atEnd && this.toEnd());
    return image;
  }

  options(reply, about = new Map()) {
    const group = make("div", { class: "options", role: "group", "aria-label": this.words.options });
    const choices = reply.buttons.filter(({ value }) => !ASIDE.has(value));
    // One rating alone is a plain no: only several make a scale.
    const scale = reply.buttons.filter(({ value }) => ratingOf(value) !== undefined).length > 1;
    for (const button of reply.buttons) {
      group.append(this.option(button, choices.indexOf(button) + 1, choices.length, about.get(button.label), scale));
    }
    this.standing = { reply, options: group };
    return group;
  }

  option({ label, value }, number, of, about, scale) {
    const [, digit, rest] = NUMBERED.exec(label) || [];
    const press = () => this.press(value);
    const classes = number ? "option" : value === "done" ? "option main" : "aside";
    const button = make("button", { type: "button", class: number && of === 1 ? "option main" : classes, click: press });
    if (number && of > 2) button.append(make("span", { class: "number" }, digit || String(number)), " ");
    const told = about ? [make("span", { class: "about" }, nodesOf(about, this.words))] : [];
    button.append(make("span", { class: "label" }, make("span", {}, rest || label), " ", ...told));
    if (digit) button.append(steps(Number(digit)));
    else if (scale && ratingOf(value) !== undefined) button.append(steps(ratingOf(value)));
    if (TOGGLE.test(value)) button.setAttribute("aria-pressed", String(value.endsWith(".off")));
    return button;
  }

  press(value) {
    const { label } = this.standing.reply.buttons.find((button) => button.value === value);
    this.say(value, TOGGLE.test(value) ? null : this.words.chose.replace("{label}", NUMBERED.exec(label)?.[2] || label));
  }

  // The same question with the same options, some of them ticked now: the options change, focus stays.
  retold(reply) {
    const before = this.standing?.reply;
    const names = ({ buttons }) => buttons.map(({ value }) => value.replace(TOGGLE, "")).join();
    if (!before || !before.buttons.some(({ value }) => TOGGLE.test(value)) || names(before) !== names(reply)) return false;
    const { options } = this.standing;
    const place = [...options.children].indexOf(this.element.getRootNode().activeElement);
    const fresh = this.options(reply);
    options.replaceWith(fresh);
    if (place >= 0) fresh.children[place].focus({ preventScroll: true });
    return true;
  }

  // Arrow keys walk through the options, besides Tab.
  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = [...(this.standing?.options.children || [])];
    const place = all.indexOf(event.target);
    if (!step || place < 0) return;
    event.preventDefault();
    all[(place + step + all.length) % all.length].focus();
  }

  // Shows new lines from their beginning: what is longer than the window is read from its top.
  reveal(first) {
    const top = first.offsetTop - this.list.offsetTop - 12;
    this.element.scrollTop = Math.min(top, this.element.scrollHeight);
    this.atEnd = this.element.scrollHeight - this.element.clientHeight - this.element.scrollTop < 4;
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
  }
}
