/** Where decisions come from, and what a game says goes to: a server's session (`Affekt`), or a baked set (`Baked`). */

import { Sounding } from "./affekt-sounding.js";
import { Standing } from "./affekt-standing.js";
import { Teller } from "./affekt-teller.js";

/**
 * What both have: the words of a game, and what is told.
 *
 * `decision` is told when something is decided. When it is heard it is told once more, by its name: `beat_sounded`,
 * `bar_sounded`, `section_changed`, `layer_changed`, `tempo_changed`, `key_changed`, `chord_changed`, `note_sounded`,
 * `stinger_sounded`, `marker_reached`, `ducked`, `effect_changed`, `controlled`, `affect_changed`, `intent_changed`.
 */
export class Source extends Teller {
  /** What is heard; a Player or a Mixer puts itself here. @type {import("./affekt-sounding.js").Playhead | null} */
  playhead = null;
  /** What a mixer that comes late needs to be told. */
  standing = new Standing();
  /** What waits until it is heard. */
  sounding = new Sounding((kind, told) => this.tell(kind, told), () => this.#heard());

  /** The session frame now, whether or not it is heard. @returns {number} */
  frameNow() {
    throw new Error("a source knows its frame");
  }

  /**
   * Says a line as it stands in a session file, without `t`.
   * @param {object} _line
   * @returns {boolean} whether it went out
   */
  say(_line) {
    throw new Error("a source hears what is said");
  }

  /** Takes in a decision. @param {any} event a line of the decision log */
  decided(event) {
    this.standing.put(event);
    this.tell("decision", event);
    this.sounding.put(event);
  }

  /** Forgets what was decided, where the session has gone. */
  forgotten() {
    this.sounding.clear();
    this.standing.clear();
  }

  /** The session frame that is heard: the playhead's, or where nothing plays here, the session's own. */
  #heard() {
    const heard = this.playhead?.frame ?? -1;
    return heard >= 0 ? heard : this.frameNow();
  }

  /** @param {string} name @param {number} [intensity] 0 to 1 */
  event(name, intensity = 1) {
    return this.say({ event: name, intensity });
  }

  /** @param {Record<string, number>} values */
  state(values) {
    return this.say({ state: values });
  }

  /**
   * States a feeling outright.
   * @param {number} valence -1 to 1
   * @param {number} arousal 0 to 1
   * @param {number} [dominance] -1 to 1
   * @param {number} [confidence] how far it replaces what is sensed, 0 to 1
   * @param {number} [holdS] 0 holds until it is freed
   * @param {boolean} [free] the section's box is off
   */
  feel(valence, arousal, dominance = 0, confidence = 1, holdS = 5, free = false) {
    return this.say({ affect: { valence, arousal, dominance, confidence, hold_s: holdS, free } });
  }

  /** Ends a stated feeling. */
  freeFeeling() {
    return this.say({ affect: null });
  }

  /**
   * Offers a feeling as one reading among others.
   * @param {string} source who says so
   * @param {{valence?: number, arousal?: number, dominance?: number}} feeling
   * @param {number} [reliability] above 0 to 1
   */
  evidence(source, feeling, reliability = 1) {
    return this.say({ evidence: { source, ...feeling, reliability } });
  }

  /**
   * @param {"stinger" | "section" | "theme" | "release"} kind
   * @param {string} name
   * @param {"now" | "next_beat" | "next_bar" | "end"} [at]
   * @param {number} [withinMs] a deadline; 0 is none
   * @param {string} [marker] of a section, to enter it there
   */
  cue(kind, name, at = "next_bar", withinMs = 0, marker = "") {
    return this.say({ cue: { kind, name, at, ...(marker && { marker }), ...(withinMs && { within_ms: withinMs }) } });
  }

  /**
   * Pins parameters by name and value, or several at once; null frees one.
   * @param {string | Record<string, number | string | null>} what
   * @param {number | string | null} [value]
   */
  param(what, value = null) {
    return this.say({ param: typeof what === "string" ? { [what]: value } : what });
  }

  /**
   * @param {"pause" | "resume" | "stop" | "mute" | "unmute" | object} what
   * @param {number | null} [fadeS] of a stop, instead of the section's ending
   */
  control(what, fadeS = null) {
    return this.say(fadeS === null ? { control: what } : { control: what, fade_s: fadeS });
  }

  /**
   * Moves a bus.
   * @param {"master" | "music" | "stingers" | "notes"} bus
   * @param {number} db -96, which is silence, to 12
   */
  volume(bus, db) {
    return this.control({ volume: { bus, db } });
  }

  /** Makes room for speech or a menu, or ends it. @param {number} [db] -96 to 0 @param {boolean} [on] */
  duck(db = -6, on = true) {
    return this.control({ duck: { db, on } });
  }

  /** Asks for a snapshot; it comes as `saved`. @param {string} name */
  save(name) {
    return this.control({ save: name });
  }

  /** Puts a snapshot back. @param {string} snapshot */
  restore(snapshot) {
    return this.control({ restore: snapshot });
  }

  /**
   * Tells what a sensor read.
   * @param {string} source such as `heart_rate`
   * @param {Record<string, any>} values such as `{ bpm: 118 }`
   */
  sense(source, values) {
    return this.say({ sense: { source, ...values } });
  }

  /** Tells a line that was said or written. @param {string} line */
  text(line) {
    return this.say({ text: line });
  }
}
