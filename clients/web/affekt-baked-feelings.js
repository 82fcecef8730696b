/** Feelings without sensors: what events push and states hold, followed smoothly, inside the section's box. */

import { WHOLE, along, clamp, div, millionths } from "./affekt-baked-whole.js";

const LOW = [-WHOLE, 0, -WHOLE];
const HIGH = [WHOLE, WHOLE, WHOLE];
/** What a repeated event builds up to, in pushes of full intensity. */
const MOST = (3 * WHOLE) / 2;
/** A push weaker than this is forgotten. */
const FAINT = WHOLE / 100;
const MOST_STATES = 80;
const DIMENSIONS = [0, 1, 2];

/** What the game has said so far, and the feeling that follows from it. Frames only ever grow. */
export class Feelings {
  /** @type {Map<string, number>} */
  pushes = new Map();
  /** @type {Map<string, number>} */
  values = new Map();
  stand = [0, 0, 0];
  /** @type {number[] | null} */
  stated = null;
  confidence = 0;
  /** -1 holds until freed. */
  statedUntil = -1;
  boxOff = false;

  /** @param {any} baked */
  constructor(baked) {
    this.baked = baked;
    /** For each condition the frame since when it holds; -1 where it does not. @type {number[]} */
    this.since = baked.conditions.map(() => -1);
    /** @type {number[]} */
    this.shown = [...baked.feeling.base];
  }

  /** A repeated event builds on what is left of it. @param {string} name @param {number} intensity in millionths */
  event(name, intensity) {
    this.pushes.set(name, Math.min((this.pushes.get(name) ?? 0) + intensity, MOST));
  }

  /** @param {number} frame @param {Record<string, number>} values @returns {string[]} keys that the table does not have */
  state(frame, values) {
    const known = this.baked.states;
    const unknown = [];
    for (const [key, value] of Object.entries(values)) {
      if (!Object.hasOwn(known, key)) unknown.push(key);
      const { low, high } = Object.hasOwn(known, key) ? known[key] : { low: 0, high: 1 };
      if (this.values.has(key) || this.values.size < MOST_STATES) {
        this.values.set(key, millionths(Math.min(Math.max((value - low) / (high - low), 0), 1)));
      }
    }
    this.stand = [0, 0, 0];
    for (const [key, held] of this.values) {
      if (!Object.hasOwn(known, key)) continue;
      for (const at of DIMENSIONS) this.stand[at] += along(known[key].push[at], held);
    }
    this.baked.conditions.forEach((mark, at) => {
      const value = this.values.get(mark.key);
      const holds = value !== undefined && (mark.above ? value > mark.mark : value < mark.mark);
      if (!holds) this.since[at] = -1;
      else if (this.since[at] < 0) this.since[at] = frame;
    });
    return unknown;
  }

  /**
   * A feeling that is stated outright.
   * @param {number} frame @param {number[]} feeling @param {number} confidence
   * @param {number} hold in frames, 0 until freed @param {boolean} free
   */
  feel(frame, feeling, confidence, hold, free) {
    this.stated = DIMENSIONS.map((at) => clamp(feeling[at], LOW[at], HIGH[at]));
    this.confidence = clamp(confidence, 0, WHOLE);
    this.statedUntil = hold > 0 ? frame + hold : -1;
    this.boxOff = free;
  }

  free() {
    this.stated = null;
    this.boxOff = false;
  }

  /** Goes on by one control step. @param {number} frame */
  step(frame) {
    const { events, feeling } = this.baked;
    const raw = [0, 0, 0];
    if (this.stated && this.statedUntil >= 0 && this.statedUntil <= frame) this.free();
    for (const [name, pushed] of [...this.pushes]) {
      const strength = div(pushed * events[name].keep, WHOLE);
      if (strength < FAINT) {
        this.pushes.delete(name);
        continue;
      }
      this.pushes.set(name, strength);
      for (const at of DIMENSIONS) raw[at] += div(strength * events[name].push[at], WHOLE);
    }
    for (const at of DIMENSIONS) {
      let goal = clamp(feeling.base[at] + this.stand[at] + raw[at], LOW[at], HIGH[at]);
      if (this.stated) goal += div((this.stated[at] - goal) * this.confidence, WHOLE);
      this.shown[at] += div((goal - this.shown[at]) * feeling.follow, WHOLE);
    }
  }

  /** The feeling that the music aims at in a section. @param {any} section @returns {number[]} */
  aim(section) {
    if (this.boxOff || this.baked.box_off) return [...this.shown];
    return DIMENSIONS.map((at) => {
      const [target, reach] = [section.target[at], section.box[at]];
      const wish = target + div((this.shown[at] - target) * section.colour, 1000);
      return clamp(clamp(wish, target - reach, target + reach), LOW[at], HIGH[at]);
    });
  }

  /** The first scene rule that asks to leave a section. @param {number} frame @param {string} section @param {number} bars */
  scene(frame, section, bars) {
    return this.baked.scenes.find((rule) => {
      if (section === rule.to || bars < rule.dwell_bars) return false;
      if (rule.from.length && !rule.from.includes(section)) return false;
      return rule.conditions.every((at) => this.since[at] >= 0 && this.since[at] <= frame - rule.for);
    });
  }
}

/** An input of the curves: bilinear over valence and arousal, plus a share of dominance. @param {any} table @param {number[]} aim */
export function lookedUp(table, aim) {
  const rows = table.at.map((row, n) => [
    table.valence[n],
    along(table.arousal.map((x, k) => [x, row[k]]), aim[1]),
  ]);
  const value = along(rows, aim[0]) + div(table.dominance * aim[2], WHOLE);
  return clamp(value, table.low, table.high);
}
