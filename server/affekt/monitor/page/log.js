/** The log: every decision with its reason, to be filtered, held still, and kept whole for a file. */

import { byId, make, write } from "./dom.js";

const ROWS = 240;
const KEPT = 200_000;
const KEPT_WAITING = 1000;
/** Kinds that come too often to be read are off at first. */
const QUIET = new Set(["beat", "affect", "intent", "note"]);

const GROUPS = {
  form: ["section", "marker"],
  layers: ["layer"],
  harmony: ["key", "chord", "tempo"],
  stingers: ["stinger", "duck"],
  mix: ["effect", "control"],
  notes: ["note"],
  feeling: ["affect", "intent"],
  beats: ["beat"],
};
const GLYPHS = {
  section: "§", marker: "❧", layer: "≡", key: "♯", chord: "♮", tempo: "♩", stinger: "✷", duck: "⌄", effect: "∿",
  control: "▸", note: "♪", affect: "◉", intent: "◇", beat: "|", notice: "!",
};

const db = (/** @type {number} */ value) => (value <= -96 ? "silent" : `${value.toFixed(1).replace("-", "−")} dB`);
const words = (/** @type {string} */ text) => text.replaceAll("_", " ");

/** What was decided, in a few words. @param {any} event */
export function what(event) {
  switch (event.kind) {
    case "layer":
      return `${words(event.layer)} ${db(event.gain_db)}${event.fade_beats ? ` in ${event.fade_beats} beats` : ""}`;
    case "section":
      return `${words(event.section)}, ${words(event.from_time)} to ${words(event.to_time)}`;
    case "tempo":
      return `${event.bpm.toFixed(1)} BPM${event.ramp_beats ? ` in ${event.ramp_beats} beats` : ""}`;
    case "key":
      return `${event.tonic} ${words(event.mode)}${event.shift ? ` (${event.shift > 0 ? "+" : "−"}${Math.abs(event.shift)})` : ""}`;
    case "chord":
      return event.chord;
    case "note":
      return `${words(event.voice)} ${event.pitch}, ${event.beats} beats`;
    case "stinger":
    case "marker":
      return words(event.name);
    case "effect":
      return `${words(event.name)} ${event.value}`;
    case "duck":
      return event.db ? `${db(event.db)}` : "ends";
    case "control":
      return `${event.verb}${event.bus ? ` ${event.bus} ${db(event.db)}` : ""}`;
    case "affect":
    case "intent":
      return `${event.valence.toFixed(2)} · ${event.arousal.toFixed(2)} · ${event.dominance.toFixed(2)}`;
    case "beat":
      return `${event.bpm.toFixed(1)} BPM`;
  }
  return "";
}

export class Log {
  constructor() {
    /** Lines as they came, for a file. @type {string[]} */
    this.lines = [];
    /** @type {any[]} */
    this.recent = [];
    /** @type {any[]} */
    this.waiting = [];
    /** What had come when the list was held still. @type {Set<any> | null} */
    this.frozen = null;
    this.off = new Set(QUIET);
    this.wanted = "";
    this.list = byId("decisions");
    this.#filters();
    byId("log-pause").addEventListener("click", () => this.pause());
    byId("find-why").addEventListener("input", () => {
      this.wanted = byId("find-why").value.trim().toLowerCase();
      this.#again();
    });
  }

  #filters() {
    byId("kinds").replaceChildren(...Object.entries(GROUPS).map(([name, kinds]) => {
      const on = kinds.some((kind) => !this.off.has(kind));
      const button = make("button.kind", {
        type: "button", "aria-pressed": String(on),
        onclick: () => {
          const show = button.getAttribute("aria-pressed") !== "true";
          button.setAttribute("aria-pressed", String(show));
          for (const kind of kinds) show ? this.off.delete(kind) : this.off.add(kind);
          this.#again();
        },
      }, make("span", { "aria-hidden": "true" }, GLYPHS[/** @type {keyof typeof GLYPHS} */ (kinds[0])]), ` ${name}`);
      return button;
    }));
  }

  /** Holds the list still, or lets it go on; nothing is lost. */
  pause() {
    if (this.frozen) {
      this.frozen = null;
      this.#again();
    } else {
      this.draw();
      this.frozen = new Set(this.recent);
    }
    byId("log-pause").setAttribute("aria-pressed", String(this.frozen !== null));
  }

  /** @param {any} event a decision, or a notice with the kind `notice` */
  hear(event) {
    if (event.kind !== "notice") this.lines.push(JSON.stringify(event));
    if (this.lines.length > KEPT) this.lines.splice(0, KEPT / 10);
    this.recent.push(event);
    if (this.recent.length > 20 * ROWS) this.recent.splice(0, 10 * ROWS);
    if (!this.#hides(event)) this.waiting.push(event);
    if (this.waiting.length > KEPT_WAITING) this.waiting.splice(0, this.waiting.length - KEPT_WAITING);
  }

  #hides(event) {
    if (event.kind === "notice") return false;
    if (this.off.has(event.kind)) return true;
    if (!this.wanted) return false;
    const text = `${event.kind} ${what(event)} ${event.why.rule} ${event.why.text}`.toLowerCase();
    return !text.includes(this.wanted);
  }

  #again() {
    const { frozen } = this;
    const shown = frozen ? [...frozen].filter((event) => !this.#hides(event)) : [];
    this.list.replaceChildren(...shown.slice(-ROWS).map(row).reverse());
    this.waiting = this.recent.filter((event) => !frozen?.has(event) && !this.#hides(event)).slice(-KEPT_WAITING);
  }

  /** Shows what has come since the last frame. */
  draw() {
    const button = byId("log-pause");
    write(button, this.frozen ? `Go on (${Math.min(this.waiting.length, 999)})` : "Hold");
    if (this.frozen || !this.waiting.length) return;
    const rows = this.waiting.splice(0).slice(-ROWS).map(row).reverse();
    this.list.prepend(...rows);
    while (this.list.children.length > ROWS) this.list.lastChild.remove();
  }
}

/** @param {any} event */
function row(event) {
  if (event.kind === "notice") {
    return make("li.notice", { "data-kind": "notice" }, make("span.glyph", { "aria-hidden": "true" }, "!"),
      make("span.what", {}, event.about || event.reason), make("span.why", {}, event.text));
  }
  const glyph = GLYPHS[/** @type {keyof typeof GLYPHS} */ (event.kind)] ?? "";
  return make("li", { "data-kind": event.kind, "data-id": String(event.id) },
    make("span.at", { title: `${event.t.toFixed(2)} s` }, `${event.bar}.${Math.floor(event.beat)}`),
    make("span.glyph", { title: event.kind, "aria-label": event.kind, role: "img" }, glyph),
    make("span.what", {}, what(event)),
    make("span.why", {}, event.why.text || "", event.why.text ? " " : "", make("code", {}, event.why.rule)));
}
