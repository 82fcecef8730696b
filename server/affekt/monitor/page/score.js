/** What is known of the music: decisions as they come, taken over at the frame at which they sound. Nothing here draws. */

import { RATE } from "./affekt-clock.js";

const BEATS_KEPT = 96;
const TRAIL_KEPT = 40;

/** @typedef {Record<string, any>} Decision a line of the decision log */

/** A session as it sounds. */
export class Score {
  /** Decided, and still to sound. @type {Decision[]} */
  ahead = [];
  /** @type {Decision[]} */
  beats = [];
  section = "";
  key = "";
  mode = "";
  chord = "";
  tempo = 0;
  /** @type {Map<string, {gain: number, take: string, why: string}>} */
  layers = new Map();
  /** @type {Decision | null} */
  feeling = null;
  /** @type {Decision | null} */
  intent = null;
  /** @type {{valence: number, arousal: number}[]} */
  trail = [];
  /** The frame at which a session that sounds was joined. */
  joined = -1;

  forget() {
    Object.assign(this, new Score());
  }

  /** Takes a decision in. @param {Decision} event */
  hear(event) {
    if (event.supersedes) this.ahead = this.ahead.filter((one) => one.id !== event.supersedes);
    if (event.kind === "beat") {
      this.beats = this.beats.filter((one) => one.frame < event.frame);
      this.beats.push(event);
      if (this.beats.length > BEATS_KEPT) this.beats.shift();
      return;
    }
    if (event.kind === "control" && event.verb === "pause") {
      // What was promised for later is promised anew when the music goes on.
      this.ahead = this.ahead.filter((one) => one.frame <= event.frame);
      this.beats = this.beats.filter((one) => one.frame <= event.frame);
    }
    this.ahead.push(event);
  }

  /** Takes over what sounds by now. @param {number} frame */
  advance(frame) {
    const due = this.ahead.filter((one) => one.frame <= frame);
    if (!due.length) return;
    this.ahead = this.ahead.filter((one) => one.frame > frame);
    for (const event of due.sort((a, b) => a.frame - b.frame || a.id - b.id)) this.#take(event);
  }

  /** @param {Decision} event */
  #take(event) {
    switch (event.kind) {
      case "layer":
        this.layers.set(event.layer, { gain: event.gain_db, take: event.take ?? "", why: event.why.text });
        break;
      case "section":
        // Its layers are told at the same frame, after it; of one that sounded when it was joined they are known.
        if (event.frame > this.joined) this.layers = new Map();
        this.section = event.section;
        break;
      case "tempo":
        this.tempo = event.bpm;
        break;
      case "key":
        [this.key, this.mode] = [event.tonic, event.mode];
        break;
      case "chord":
        this.chord = event.chord;
        break;
      case "affect":
        this.feeling = event;
        this.trail.push({ valence: event.valence, arousal: event.arousal });
        if (this.trail.length > TRAIL_KEPT) this.trail.shift();
        break;
      case "intent":
        this.intent = event;
        break;
    }
  }

  /** Takes what sounded when the session was joined. @param {any} state */
  join(state) {
    this.forget();
    this.section = state.section;
    this.joined = state.frame;
    for (const [name, gain] of Object.entries(state.layers)) this.layers.set(name, { gain, take: "", why: "" });
  }

  /**
   * Where a frame is: bar and beat with its fraction, and the bar within the section; null before the first beat.
   * @param {number} frame
   */
  place(frame) {
    let found = null;
    for (const beat of this.beats) if (beat.frame <= frame) found = beat;
    if (!found) return null;
    const [many, unit] = found.metre.split("/").map(Number);
    const next = this.beats.find((one) => one.frame > found.frame);
    const long = next ? next.frame - found.frame : ((RATE * 60) / found.bpm) * (4 / unit);
    const inside = Math.min((frame - found.frame) / long, next ? 1 : 0.999);
    return { bar: found.bar, beat: found.beat, inside, sectionBar: found.section_bar, bpm: found.bpm, many, unit, long };
  }
}
