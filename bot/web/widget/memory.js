// Remembers which conversation is ours, in this browser only. Nothing that was said is kept here.

class Memory {
  constructor(name) {
    this.name = `vara:${name}`;
    this.held = null;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.name));
    } catch {
      return this.held; // storage is forbidden here: the conversation lasts as long as the page
    }
  }

  write(value) {
    this.held = value;
    try {
      if (value) localStorage.setItem(this.name, JSON.stringify(value));
      else localStorage.removeItem(this.name);
    } catch {
      // as above
    }
  }
}

// Other tabs with the same conversation. `seen` is called once, `moved` whenever another tab went on.
class Tabs {
  constructor(name, seen, moved) {
    try {
      this.channel = new BroadcastChannel(`vara:${name}`);
    } catch {
      return; // no hint then
    }
    this.channel.onmessage = ({ data }) => {
      if (data === "hello") this.channel.postMessage("here");
      if (data === "here" && !this.met) {
        this.met = true;
        seen();
      }
      if (data === "moved") moved();
    };
    this.channel.postMessage("hello");
  }

  tell() {
    this.channel?.postMessage("moved");
  }
}
