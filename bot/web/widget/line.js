// The line to the server: one conversation, one message at a time, sent until it has arrived.
// A message keeps its id while it is sent again, so sending it twice changes nothing.

const PATIENCE = 20000;
const FIRST_WAIT = 800;
const LONGEST_WAIT = 15000;

class Line {
  // `on.trouble()` when something does not get through, `on.recovered()` when it does again.
  constructor(host, language, memory, on) {
    Object.assign(this, { host, language, memory, on, queue: Promise.resolve() });
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
  }

  // Where we stand. What is said meanwhile waits until the conversation is open.
  start() {
    return this.after(() => this.begin());
  }

  // On a team's page its invitation is followed first, once however often the page is loaded.
  async begin() {
    const stood = await this.standing();
    const word = (location.origin === this.host && location.pathname.match(/^\/team\/([\w-]{32})$/)?.[1]) || "";
    return word ? this.deliver({ id: `team-${word}`, text: `/start team_${word}` }) : stood;
  }

  // The kept conversation, or a new one. `anew` says that the kept one is gone.
  async standing() {
    const kept = this.memory.read();
    if (!kept) return this.open();
    const answer = await this.call("GET", "", undefined, kept);
    if (answer.status !== 404) return answer.body;
    this.memory.write(null);
    return { ...(await this.open()), anew: Boolean(kept.begun) };
  }

  // The answer to one message, after all that were said before it.
  say(text) {
    return this.after(() => this.deliver({ id: messageId(), text }));
  }

  after(step) {
    const turn = this.queue.then(step);
    this.queue = turn.catch(() => {});
    return turn;
  }

  async deliver(message) {
    if (!this.memory.read()) await this.open();
    const answer = await this.call("POST", "/messages", message);
    if (answer.status === 200) {
      this.memory.write({ ...this.memory.read(), begun: true });
      return answer.body;
    }
    if (answer.status !== 404) return { refused: answer.body.error?.message || "", ...(await this.standing()) };
    this.memory.write(null);
    const opened = await this.open();
    // After everything was erased the welcome is still on the screen: agreeing to it begins anew.
    return message.text === "agree" ? this.deliver({ ...message, id: messageId() }) : { ...opened, anew: true };
  }

  async open() {
    const { body } = await this.call("POST", null, { language: this.language });
    this.memory.write({ id: body.id, token: body.token });
    return body;
  }

  // Calls until there is an answer that trying again would not change.
  async call(method, path, body, kept = this.memory.read()) {
    for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      const answer = await this.attempt(method, path, body, kept);
      if (answer) {
        this.on.recovered();
        return answer;
      }
      this.on.trouble();
      await this.pause(wait * (0.75 + Math.random() / 2));
    }
  }

  async attempt(method, path, body, kept) {
    const headers = { "Accept-Language": this.language };
    if (path !== null) headers.Authorization = `Bearer ${kept.token}`;
    if (body) headers["Content-Type"] = "application/json";
    const where = path === null ? "" : `/${kept.id}${path}`;
    const options = { method, headers, body: body && JSON.stringify(body), credentials: "omit", cache: "no-store" };
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), PATIENCE);
    try {
      const response = await fetch(`${this.host}/api/conversations${where}`, { ...options, signal: limit.signal });
      if (response.status === 429 || response.status >= 500) return null;
      const language = response.headers.get("Content-Language");
      return { status: response.status, body: { ...(await response.json()), language } };
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  pause(wait) {
    return new Promise((resolve) => {
      this.hurry = resolve;
      setTimeout(resolve, wait);
    });
  }

  // Ends a pause: someone asked to try now, or the network is back.
  hurry() {}
}

function messageId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
