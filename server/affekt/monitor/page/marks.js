/** What one can go to: sections as rehearsal marks, playlists, markers, themes, and stingers over the music. */

import { byId, make, say } from "./dom.js";

/** @typedef {"now" | "next_beat" | "next_bar" | "end"} When */

export class Marks {
  /** @param {import("./affekt-session.js").Affekt} affekt */
  constructor(affekt) {
    this.affekt = affekt;
    /** @type {Map<string, HTMLElement>} */
    this.sections = new Map();
    this.shown = "";
  }

  /** @returns {When} */
  get when() {
    return byId("when").value;
  }

  /** @param {any} set as `set.json` has it */
  lay(set) {
    this.sections = new Map();
    const sections = Object.entries(set.sections).map(([name, section]) => {
      const button = make("button.mark", {
        type: "button", title: `${section.title || name}: ${section.bars} bars, ${section.tempo} BPM, ${section.key} ${section.mode}`,
        onclick: () => this.go("section", name),
      }, name.replaceAll("_", " "));
      if (section.once) button.classList.add("once");
      this.sections.set(name, button);
      return button;
    });
    const lists = Object.keys(set.playlists ?? {}).map((name) => {
      const button = make("button.mark.list", {
        type: "button", title: "a playlist", onclick: () => this.go("section", name),
      }, `≡ ${name.replaceAll("_", " ")}`);
      this.sections.set(name, button);
      return button;
    });
    byId("marks").replaceChildren(...sections, ...lists);
    this.set = set;
    this.shown = "";
    const stingers = Object.entries(set.stingers ?? {}).map(([name, one]) =>
      make("button.sting", {
        type: "button", title: `a stinger, ${one.at.replace("_", " ")}`,
        onclick: () => this.go("stinger", name, one.at),
      }, name.replaceAll("_", " ")));
    const themes = Object.keys(set.themes ?? {}).map((name) =>
      make("button.sting.theme", {
        type: "button", title: "a theme, for the generated voices", onclick: () => this.go("theme", name),
      }, `♪ ${name.replaceAll("_", " ")}`));
    byId("stings").replaceChildren(...stingers, ...themes);
  }

  /** @param {"section" | "stinger" | "theme"} kind @param {string} name @param {When} [at] @param {string} [marker] */
  go(kind, name, at = this.when, marker = "") {
    if (!this.affekt.cue(kind, name, at, 0, marker)) say("Nobody hears: the server does not answer.", { warn: true });
  }

  /** Shows which section sounds and which one comes. @param {string} sounding @param {string} coming */
  show(sounding, coming) {
    const now = `${sounding}>${coming}`;
    if (now === this.shown) return;
    this.shown = now;
    const markers = this.set?.sections[sounding]?.markers ?? [];
    byId("markers").replaceChildren(...markers.map((/** @type {any} */ one) =>
      make("button.sting.marker", {
        type: "button", title: `a marker in bar ${one.bar} of ${sounding}`,
        onclick: () => this.go("section", sounding, this.when, one.name),
      }, one.name.replaceAll("_", " "))));
    for (const [name, button] of this.sections) {
      const here = name === sounding;
      button.classList.toggle("sounding", here);
      button.classList.toggle("coming", name === coming);
      if (here) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  /** @param {number} number from 1 @returns {boolean} */
  nth(number) {
    const name = [...this.sections.keys()][number - 1];
    if (name) this.go("section", name);
    return Boolean(name);
  }
}

