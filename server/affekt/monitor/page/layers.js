/** Layers: a strip each, with what it plays, how loud it is, and the hand's own gain, mute and solo. */

import { Sheet, byId, make, still, write } from "./dom.js";
import { Mixer, SILENCE_DB } from "./mixer.js";

const FLOOR_DB = -60;
const FALL_DB_S = 26;
const HOLD_MS = 1200;

/** @param {number} peak linear */
const decibels = (peak) => (peak > 0 ? Math.max(20 * Math.log10(peak), FLOOR_DB) : FLOOR_DB);

export class Layers {
  /** @param {import("./affekt-session.js").Affekt} affekt */
  constructor(affekt) {
    this.affekt = affekt;
    this.mixer = new Mixer();
    this.sheet = new Sheet(byId("meters"));
    /** @type {Map<string, any>} */
    this.rows = new Map();
    /** @type {Map<string, {level: number, top: number, topAt: number}>} */
    this.levels = new Map();
    this.drawnAt = performance.now();
  }

  /** Lays out the strips of a set. @param {any} set as `set.json` has it */
  lay(set) {
    const names = Object.keys(set.layers);
    this.mixer.lay(names);
    this.set = set;
    this.rows = new Map(names.map((name) => [name, this.#row(name, set.layers[name])]));
    byId("strips").replaceChildren(...[...this.rows.values()].map((row) => row.element));
    byId("mix").style.setProperty("--strips", String(names.length));
    this.levels = new Map(names.map((name) => [name, { level: FLOOR_DB, top: FLOOR_DB, topAt: 0 }]));
    this.#show();
  }

  #row(name, layer) {
    const label = name.replaceAll("_", " ");
    const toggle = (/** @type {"mute" | "solo"} */ what, /** @type {string} */ letter) =>
      make("button.toggle", {
        type: "button", "aria-pressed": "false", "aria-label": `${what} ${label}`, title: what, "data-do": what,
        onclick: () => this.change(name, { [what]: !this.mixer.strip(name)[what] }),
      }, letter);
    const gain = make("input", {
      type: "range", min: "-48", max: "12", step: "0.5", value: "0", "aria-label": `gain of ${label}`,
      oninput: () => this.change(name, { gain: Number(gain.value), mute: false }),
      ondblclick: () => this.change(name, { gain: null }),
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Delete" || event.key === "Backspace") this.change(name, { gain: null });
      },
    });
    const free = make("button.toggle", {
      type: "button", title: "leave it to the music", "aria-label": `leave ${label} to the music`,
      onclick: () => this.change(name, { gain: null, mute: false, solo: false }),
    }, "auto");
    const told = make("output.db");
    const mute = toggle("mute", "M");
    const solo = toggle("solo", "S");
    const title = make("span.layer", { title: layer.role.replaceAll("_", " ") }, label);
    const element = make("li.strip", { "data-layer": name }, title, make("span.meter"), told, gain, mute, solo, free);
    return { element, gain, mute, solo, free, told, title };
  }

  /** @param {string} name @param {Partial<import("./mixer.js").Strip>} change */
  change(name, change) {
    const said = this.mixer.change(name, change, performance.now());
    if (Object.keys(said).length) this.affekt.param(said);
    this.#show();
  }

  /** Takes a view in. @param {any} view */
  hear(view) {
    const now = performance.now();
    this.mixer.hear(view.pins, now);
    for (const [name, meter] of this.levels) {
      const level = decibels(view.meters.layers[name] ?? 0);
      meter.level = Math.max(meter.level, level);
      if (level >= meter.top || now - meter.topAt > HOLD_MS) [meter.top, meter.topAt] = [level, now];
    }
    this.#show();
  }

  #show() {
    for (const [name, row] of this.rows) {
      const strip = this.mixer.strip(name);
      const wanted = this.mixer.wanted(name);
      row.mute.setAttribute("aria-pressed", String(strip.mute));
      row.solo.setAttribute("aria-pressed", String(strip.solo));
      row.free.disabled = wanted === null && !strip.solo;
      row.element.classList.toggle("held", wanted !== null);
      row.element.classList.toggle("silenced", wanted === SILENCE_DB);
    }
  }

  /** Draws the meters, all on one sheet. */
  draw() {
    const now = performance.now();
    const fall = ((now - this.drawnAt) / 1000) * FALL_DB_S;
    if (still() && now - this.drawnAt < 100) return;
    this.drawnAt = now;
    const { sheet } = this;
    const { pen, width, height, ink } = sheet;
    if (!sheet.seen) return;
    sheet.clear();
    const row = height / Math.max(this.rows.size, 1);
    const x = (/** @type {number} */ db) => ((db - FLOOR_DB) / -FLOOR_DB) * (width - 2);
    let y = 0;
    for (const meter of this.levels.values()) {
      meter.level = Math.max(FLOOR_DB, meter.level - fall);
      const middle = Math.round(y + row / 2);
      pen.fillStyle = ink.line;
      pen.fillRect(0, middle - 2, x(0), 4);
      pen.fillStyle = meter.level > -3 ? ink.warn : ink.feel;
      pen.fillRect(0, middle - 2, x(meter.level), 4);
      if (meter.top > FLOOR_DB) pen.fillRect(x(meter.top) - 1, middle - 4, 2, 8);
      y += row;
    }
  }

  /** The words of each strip. @param {import("./score.js").Score} score */
  tell(score) {
    for (const [name, row] of this.rows) {
      const known = score.layers.get(name);
      const silent = !known || known.gain <= SILENCE_DB;
      write(row.told, !known ? "–" : silent ? "off" : `${known.gain > 0 ? "+" : ""}${known.gain.toFixed(1).replace("-", "−")}`);
      row.element.classList.toggle("out", silent);
      row.element.title = known?.why ?? "not in this section";
      const strip = this.mixer.strip(name);
      if (document.activeElement !== row.gain) {
        row.gain.value = String(strip.gain ?? (silent ? row.gain.value : (known?.gain ?? 0)));
      }
      row.gain.setAttribute("aria-valuetext", strip.gain === null ? "left to the music" : `held at ${strip.gain} dB`);
    }
  }
}
