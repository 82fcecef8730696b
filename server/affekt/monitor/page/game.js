/** The game's own words: buttons for its events, sliders for its state, as its table has them. */

import { byId, make, write } from "./dom.js";

const SAY_MS = 50;

/** @param {number} value */
const sign = (value) => (value > 0 ? "+" : value < 0 ? "−" : "·");

export class Game {
  /** @param {import("./affekt-session.js").Affekt} affekt */
  constructor(affekt) {
    this.affekt = affekt;
    /** @type {Record<string, number>} */
    this.values = {};
    this.sha256 = "";
    this.later = 0;
    byId("intensity").addEventListener("input", () => write(byId("intensity-told"), this.intensity.toFixed(2)));
    byId("find-event").addEventListener("input", () => this.#find());
    for (const which of ["events", "states"]) byId(`show-${which}`).addEventListener("click", () => this.show(which));
  }

  /** How much of an event, 0 to 1. */
  get intensity() {
    return Number(byId("intensity").value);
  }

  /** Lays out a table that is another one; values that it knows stay. @param {any} table as `/v1/table` tells it */
  lay(table) {
    if (table.sha256 === this.sha256) return;
    this.sha256 = table.sha256;
    const events = Object.entries(table.events).map(([name, one]) => {
      const cues = one.cues.map((/** @type {any} */ cue) => `${cue.kind} ${cue.name}`).join(", ");
      const push = `valence ${sign(one.valence)} arousal ${sign(one.arousal)} dominance ${sign(one.dominance)}`;
      return make("button.event", {
        type: "button", "data-event": name, title: `${push}, half in ${one.decay_s} s${cues ? `; ${cues}` : ""}`,
        onclick: () => this.affekt.event(name, this.intensity),
      }, make("span", {}, name.replaceAll("_", " ")), cues ? make("span.cues", { "aria-hidden": "true" }, "›") : "");
    });
    byId("events").replaceChildren(...events);
    this.#find();
    const known = Object.entries(this.values).filter(([name]) => name in table.state);
    this.values = Object.fromEntries(known);
    byId("states").replaceChildren(...Object.entries(table.state).map(([name, one]) => this.#state(name, one)));
  }

  #state(name, { range: [low, high] }) {
    const told = make("output", {}, "–");
    const slider = make("input", {
      type: "range", min: String(low), max: String(high), step: String((high - low) / 100), value: String(low),
      id: `state-${name}`, "data-state": name,
      oninput: () => {
        write(told, Number(slider.value).toFixed(2));
        this.values[name] = Number(slider.value);
        clearTimeout(this.later);
        this.later = window.setTimeout(() => this.affekt.state(this.values), SAY_MS);
      },
    });
    if (name in this.values) {
      slider.value = String(this.values[name]);
      write(told, Number(slider.value).toFixed(2));
    }
    return make("li", {}, make("label", { for: `state-${name}` }, name.replaceAll("_", " ")), slider, told);
  }

  /** @param {string} which `events` or `states` */
  show(which) {
    for (const one of ["events", "states"]) {
      byId(one).hidden = one !== which;
      byId(`show-${one}`).setAttribute("aria-pressed", String(one === which));
    }
    byId("event-tools").hidden = which !== "events";
  }

  /** Says the state again, to a server that has started anew. */
  again() {
    if (Object.keys(this.values).length) this.affekt.state(this.values);
  }

  #find() {
    const wanted = byId("find-event").value.trim().toLowerCase();
    for (const button of byId("events").children) {
      button.hidden = !button.textContent.toLowerCase().includes(wanted);
    }
  }
}
