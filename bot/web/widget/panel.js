// The room of a conversation: header with menu, transcript, state line, and the field to type in.

const MENU = [
  ["menu_result", "/result"],
  ["menu_back", "/back"],
  ["menu_help", "/help"],
  ["menu_restart", "restart"],
  ["menu_privacy", "/privacy"],
  ["menu_export", "/export"],
  ["menu_forget", "/forget"],
];
const MARK = "M4 20V14h4v6M10 20V9h4v11M16 20V4h4v16";
const DOTS = "M12 5h.01M12 12h.01M12 19h.01";
const CROSS = "M6 6l12 12M18 6L6 18";
const ARROW = "M12 19V5M6 11l6-6 6 6";
const SLOW = 500; // a quicker answer needs no word of waiting

class Panel {
  // `about` holds the words; `worn` is called when they change because the conversation has changed its language.
  constructor(host, about, close, worn) {
    const { words, language } = about;
    Object.assign(this, { words, about, close, worn });
    this.memory = new Memory(host);
    this.line = new Line(host, language, this.memory, { trouble: () => this.trouble(), recovered: () => this.recovered() });
    this.transcript = new Transcript(host, about, (value, chosen) => this.say(value, chosen, value));
    this.waiting = 0;
    this.top = this.header();
    this.element = make("div", { class: "room" }, this.top, this.body(), this.foot());
    this.element.addEventListener("keydown", (event) => this.escape(event));
  }

  // Begins or goes on. Called when the room is first seen.
  async start() {
    if (this.started) return;
    this.started = true;
    await this.await(this.line.start(), this.words.connecting);
    this.tabs = new Tabs(this.line.host, () => this.transcript.note(this.words.two_tabs), () => this.refresh());
  }

  header() {
    const { words, close } = this;
    const entries = MENU.map(([key, command]) =>
      make("button", { type: "button", click: () => this.command(command, words[key]) }, words[key])
    );
    this.list = make("div", { class: "menu", id: "menu", hidden: true }, ...entries, this.languages());
    this.opener = make("button", {
      type: "button", class: "round", "aria-label": words.menu, "aria-expanded": "false", "aria-controls": "menu",
      click: () => this.menu(this.list.hidden),
    }, icon(DOTS));
    const leave = close && make("button", { type: "button", class: "round", "aria-label": words.close, click: close }, icon(CROSS));
    const title = make("div", { class: "title" }, make(close ? "h2" : "h1", { id: "title" }, words.name), make("p", {}, words.tagline));
    return make("header", {}, make("span", { class: "mark" }, icon(MARK)), title, this.opener, ...(leave ? [leave] : []), this.list);
  }

  // Each language by its own name: whoever does not understand this page finds the way out.
  languages() {
    const { words, about } = this;
    const names = Object.entries(about.languages).map(([language, name]) =>
      make("button", {
        type: "button", lang: language, "aria-current": language === about.language && "true",
        click: () => this.command(`language.${language}`, name),
      }, name)
    );
    return make("div", { class: "languages", role: "group", "aria-label": words.menu_language }, ...names);
  }

  body() {
    return make(this.close ? "div" : "main", { class: "main" }, this.transcript.element);
  }

  foot() {
    const { words } = this;
    this.words_of_state = make("span");
    this.again = make("button", { type: "button", class: "again", hidden: true, click: () => this.line.hurry() }, words.retry);
    this.state = make("div", { class: "state" }, make("span", { role: "status" }, this.words_of_state), this.again);
    this.field = make("textarea", {
      id: "field", rows: "1", placeholder: words.field_hint, autocomplete: "off", enterkeyhint: "send", dir: "auto",
      keydown: (event) => this.enter(event),
    });
    this.label = make("label", { for: "field", class: "unseen" }, words.field);
    this.button = make("button", { class: "send", "aria-label": words.send }, icon(ARROW));
    this.form = make("form", { submit: (event) => this.submit(event) }, this.label, this.field, this.button);
    return make("div", { class: "foot" }, this.state, this.form);
  }

  // The conversation may change its language: then everything around it does as well, and focus stays.
  async follow(language) {
    if (!language || language === this.about.language) return;
    this.wear(await wordsIn(language));
    this.worn(this.about);
  }

  wear(about) {
    const { words, language } = about;
    const held = this.element.getRootNode().activeElement === this.opener;
    const before = this.top;
    Object.assign(this, { about, words });
    this.line.language = language;
    this.transcript.wear(about);
    this.top = this.header();
    before.replaceWith(this.top);
    if (held) this.opener.focus();
    this.label.textContent = words.field;
    this.field.placeholder = words.field_hint;
    this.button.setAttribute("aria-label", words.send);
    this.again.textContent = words.retry;
  }

  enter(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.say(text);
  }

  command(command, label) {
    this.menu(false);
    this.opener.focus();
    this.say(command, this.words.chose.replace("{label}", label));
  }

  menu(open) {
    this.list.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
    if (open) this.list.querySelector("button").focus();
  }

  escape(event) {
    if (event.key !== "Escape" || this.list.hidden) return;
    event.stopPropagation();
    this.menu(false);
    this.opener.focus();
  }

  // `chosen` tells what was pressed; without it, and without `value`, `text` was typed.
  async say(text, chosen, value) {
    if (chosen || !value) this.transcript.mine(text, chosen);
    await this.await(this.line.say(text), this.words.writing);
    this.tabs?.tell();
  }

  async refresh() {
    if (!this.waiting) await this.await(this.line.start(), "");
  }

  async await(answer, meanwhile) {
    this.waiting += 1;
    const slow = setTimeout(() => this.troubled || this.tell(meanwhile, "busy"), SLOW);
    const { replies, language, anew, refused } = await answer;
    clearTimeout(slow);
    await this.follow(language);
    this.waiting -= 1;
    if (!this.waiting && !this.troubled) this.tell("");
    if (anew) this.transcript.note(this.words.anew);
    if (refused) this.transcript.note(refused);
    this.transcript.show(replies);
  }

  trouble() {
    this.troubled = true;
    this.tell(this.transcript.list.querySelector(".mine") ? this.words.not_sent : this.words.one_moment, "trouble");
  }

  recovered() {
    if (!this.troubled) return;
    this.troubled = false;
    this.tell(this.words.sent);
    setTimeout(() => this.waiting || this.troubled || this.tell(""), 3000);
  }

  tell(words, kind = "") {
    this.again.hidden = kind !== "trouble";
    this.state.className = `state ${kind}`;
    if (this.words_of_state.textContent !== words) this.words_of_state.textContent = words;
  }
}
