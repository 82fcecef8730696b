/** The score: all that a baked conductor knows, and how it tells a decision. */

import { Feelings, lookedUp } from "./affekt-baked-feelings.js";
import { BEGINNING } from "./affekt-baked-passes.js";
import { WHOLE, millionths, rounded } from "./affekt-baked-whole.js";

/** How strong a request is. */
export const LOOP = 0;
export const EVENT = 1;
export const CUE = 2;
export const STOP = 3;

export const SILENCE = -96_000;

/** @typedef {[rule: string, cause: number, text: string]} Reason */
/** @typedef {{name: string, gain: number, x: number | null, plays: boolean, take: string, heard: string[]}} LayerState */
/** @typedef {{tick: number, kind: string, values: Record<string, any>, why: Reason}} Planned */
/** @typedef {{section: string, at: string, within: number, why: Reason, strength: number, marker: string}} Wish */
/**
 * @typedef {object} Pending a change of section that waits for its tick
 * @property {string} section @property {number} tick @property {number} bodyTick @property {string} fromTime
 * @property {string} toTime @property {string} fade @property {number} fadeBeats @property {Reason} why @property {number} strength
 */

const FELT = ["valence", "arousal", "dominance"];

/** @param {number} frame */
const seconds = (frame) => rounded(frame, 48_000, WHOLE);

/** @param {number} thousandths @returns {number} in dB */
export const db = (thousandths) => thousandths / 1000;

/** The state of a baked session; `events` and `notices` are what was told since they were last taken. */
export class Score {
  frame = -1;
  seq = 0;
  nextId = 1;
  /** The newest three; the last is being committed. @type {import("./affekt-baked-passes.js").Pass[]} */
  passes = [];
  /** @type {LayerState[]} */
  layers = [];
  /** In the order of ticks; of the same tick, in the order in which it came. @type {Planned[]} */
  plan = [];
  barEnd = 0;
  /** @type {Wish | null} */
  wish = null;
  /** @type {Pending | null} */
  pending = null;
  section = "";
  /** What was asked for, where an alternate plays. */
  asked = "";
  cameFrom = "";
  entered = 0;
  /** Bars begun in this section. */
  bars = 0;
  stopping = false;
  quietSince = 0;
  rests = 0;
  restFrom = -1;
  /** -1 where the music does not rest. */
  restTo = -1;
  /** Section and the frame at which it was left. @type {Map<string, number>} */
  left = new Map();
  /** Section and the bar line of its body at which it was left, in ticks. @type {Map<string, number>} */
  places = new Map();
  key = ["", ""];
  chord = "";
  bpm = 0;
  pausedAt = -1;
  stopped = false;
  muted = false;
  /** What a client ducks by, in thousandths of a dB; likewise `bed`, what a stinger does. */
  duck = 0;
  bed = 0;
  bedUntil = -1;
  /** Stinger, and the frame and take in which it sounded last. @type {Map<string, [number, string]>} */
  stung = new Map();
  /** @type {Map<string, any>} */
  pins = new Map();
  /** Parameter, and the input and value that it last stood at. @type {Map<string, [number, number]>} */
  roads = new Map();
  /** Decisions for the grid that may not have sounded yet. @type {any[]} */
  ahead = [];
  /** @type {Set<string>} */
  warned = new Set();
  /** @type {any[]} */
  events = [];
  /** @type {{reason: string, text: string, about: string}[]} */
  notices = [];

  /** @param {any} baked @param {number} seed */
  constructor(baked, seed) {
    this.baked = baked;
    this.seed = seed;
    this.feelings = new Feelings(baked);
  }

  /** The section that is being committed. */
  get brief() {
    return this.baked.sections[this.section];
  }

  /** The pass that is being committed. */
  get now() {
    return this.passes[this.passes.length - 1];
  }

  /** What lies on the grid before this frame is told now. */
  get horizon() {
    return this.frame + this.baked.ahead;
  }

  /** Whether the grid runs: begun, not paused, not stopped. */
  get plays() {
    return this.section !== "" && this.pausedAt < 0 && !this.stopped;
  }

  /** Goes on with another pass. @param {import("./affekt-baked-passes.js").Pass} one */
  then(one) {
    this.passes = [...this.passes.slice(-2), one];
  }

  /** @param {number} frame */
  placeOf(frame) {
    for (let n = this.passes.length - 1; n >= 0; n -= 1) {
      const one = this.passes[n];
      if (one.frame <= frame) return one.place(one.tickAt(frame));
    }
    return BEGINNING;
  }

  /** Lays something out, after all that is laid out for the same tick. @param {Planned} planned */
  lay(planned) {
    let index = this.plan.length;
    while (index > 0 && this.plan[index - 1].tick > planned.tick) index -= 1;
    this.plan.splice(index, 0, planned);
  }

  /**
   * Commits a decision for the grid at a tick of the newest pass; returns its frame.
   * @param {number} tick @param {string} kind @param {Record<string, any>} values @param {Reason} why
   */
  tell(tick, kind, values, why) {
    const frame = this.now.frameAt(tick);
    this.#told(frame, this.now.place(tick), kind, values, why, true);
    return frame;
  }

  /**
   * Commits a decision that acts at once, or at a frame.
   * @param {string} kind @param {Record<string, any>} values @param {Reason} why @param {number} [frame]
   */
  tellNow(kind, values, why, frame = -1) {
    const at = frame < 0 ? this.frame : frame;
    this.#told(at, this.placeOf(at), kind, values, why, false);
  }

  /** Commits a decision anew, later, in place of one that has not sounded. @param {any} event @param {number} later in frames */
  tellAgain(event, later) {
    const frame = event.frame + later;
    const moved = { id: this.nextId, decided_frame: this.frame, frame, t: seconds(frame), supersedes: event.id };
    this.#keep({ ...event, ...moved }, true);
  }

  /**
   * @param {number} frame @param {import("./affekt-baked-passes.js").Place} place @param {string} kind
   * @param {Record<string, any>} values @param {Reason} why @param {boolean} grid
   */
  #told(frame, place, kind, values, [rule, cause, text], grid) {
    const head = { id: this.nextId, decided_frame: this.frame, frame, t: seconds(frame), ...place, kind };
    this.#keep({ ...head, ...values, why: { rule, cause_seq: cause, text } }, grid);
  }

  /** @param {any} event @param {boolean} grid */
  #keep(event, grid) {
    this.nextId += 1;
    this.events.push(event);
    if (grid) this.ahead.push(event);
  }

  /** Tells something, once a session for each thing it is about. @param {string} reason @param {string} text @param {string} about */
  warn(reason, text, about) {
    if (this.warned.has(about)) return;
    this.warned.add(about);
    this.notices.push({ reason, text, about });
  }

  /** What a curve reads, in millionths. @param {string} name @returns {number} */
  read(name) {
    const dot = name.indexOf(".");
    const kind = dot < 0 ? name : name.slice(0, dot);
    const key = dot < 0 ? "" : name.slice(dot + 1);
    if (kind === "state") return this.feelings.values.get(key) ?? 0;
    if (kind === "param") return this.number(key);
    const pin = this.pins.get(name.split("@")[0]);
    if (typeof pin === "number") return millionths(pin);
    const aim = this.section ? this.feelings.aim(this.brief) : this.feelings.shown;
    const felt = FELT.indexOf(name);
    return felt >= 0 ? aim[felt] : lookedUp(this.baked.inputs[name], aim);
  }

  /** A pinned number in millionths; 0 where none is. @param {string} name */
  number(name) {
    const pin = this.pins.get(name);
    return typeof pin === "number" ? millionths(pin) : 0;
  }
}
