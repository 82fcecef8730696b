/** The baked conductor: `advance` and `say` yield decisions of the server's own form, from `baked.json` alone. */

import { ask, begin, settle } from "./affekt-baked-changes.js";
import { commit } from "./affekt-baked-flow.js";
import { hear } from "./affekt-baked-said.js";
import { EVENT, LOOP, Score, db } from "./affekt-baked-score.js";
import { endDuck } from "./affekt-baked-stings.js";
import { along, clamp, rounded } from "./affekt-baked-whole.js";

/** Frames between two reports of the feeling. */
const TELL = 24_000;

/** Plays one session of a baked set. Frames given to it never go back. */
export class BakedConductor {
  #score;
  /** The last step of the grid, in steps. */
  #step = -1;

  /** @param {any} baked what `baked.json` holds @param {number} [seed] */
  constructor(baked, seed = 0) {
    this.#score = new Score(baked, seed);
  }

  /** Takes every step of the grid up to a frame; returns what was decided, in order. @param {number} frame @returns {any[]} */
  advance(frame) {
    const score = this.#score;
    const { step } = score.baked;
    while ((this.#step + 1) * step <= frame) {
      this.#step += 1;
      score.frame = this.#step * step;
      this.#beat();
      commit(score);
      this.#settle();
    }
    score.frame = Math.max(score.frame, frame);
    return this.#taken();
  }

  /** Advances to a frame, then hears a line of a session file. @param {number} frame @param {object} line @returns {any[]} */
  say(frame, line) {
    const decided = this.advance(frame);
    this.#score.seq += 1;
    commit(this.#score);
    hear(this.#score, line);
    this.#settle();
    return [...decided, ...this.#taken()];
  }

  /** What was noticed since the last call. @returns {{reason: string, text: string, about: string}[]} */
  notices() {
    return this.#score.notices.splice(0);
  }

  /** The section that is being committed. */
  get section() {
    return this.#score.section;
  }

  #taken() {
    return this.#score.events.splice(0);
  }

  #beat() {
    const score = this.#score;
    score.ahead = score.ahead.filter((event) => event.frame >= score.frame || score.pausedAt >= 0);
    score.feelings.step(score.frame);
    this.#followScene();
    const halted = score.stopped || score.pausedAt >= 0;
    if (!score.section && !halted && score.frame >= score.baked.step) begin(score);
    roads(score);
    endDuck(score);
    if (score.frame % TELL === 0) tell(score);
  }

  #followScene() {
    const score = this.#score;
    if (!score.plays || score.pending || score.wish || score.brief.once) return;
    const rule = score.feelings.scene(score.frame, score.section, score.bars);
    if (!rule || score.bars < score.brief.min_bars) return;
    const { to, at, within, name, text } = rule;
    ask(score, { section: to, at, within, why: [name, 0, text], strength: LOOP, marker: "" });
  }

  #settle() {
    const score = this.#score;
    if (score.pausedAt >= 0 || !score.wish) return;
    if (score.stopped && score.wish.strength >= EVENT) begin(score);
    else settle(score);
    commit(score);
  }
}

/** Lets the game's values drive effects, buses and layers past the feeling. @param {Score} score */
function roads(score) {
  for (const [name, road] of Object.entries(score.baked.params)) {
    const x = score.pins.has(name) ? score.number(name) : score.read(road.input);
    const last = score.roads.get(name);
    if (last && Math.abs(x - last[0]) <= road.hysteresis) continue;
    const value = clamp(along(road.points, x), road.low, road.high);
    score.roads.set(name, [x, value]);
    if (value === (last ? last[1] : road.neutral) || road.to.startsWith("layer:")) continue;
    /** @type {import("./affekt-baked-score.js").Reason} */
    const why = [`direct:${name}`, 0, road.input];
    if (road.to.startsWith("volume:")) {
      const values = { verb: "volume", bus: road.to.slice(7), db: db(value), fade_s: road.seek_ms / 1000 };
      score.tellNow("control", values, why);
    } else {
      const beats = score.bpm ? rounded(road.seek_ms * score.brief.mbpm, 60_000_000) : 0;
      score.tellNow("effect", { name: road.to, value: db(value), fade_beats: beats }, why);
    }
  }
}

/** Reports feeling and intent. @param {Score} score */
function tell(score) {
  const told = (/** @type {number[]} */ felt) => {
    const [valence, arousal, dominance] = felt.map((one) => rounded(one, 1_000_000));
    return { valence, arousal, dominance };
  };
  score.tellNow("affect", { ...told(score.feelings.shown), sigma: [0, 0, 0], sources: ["game"] }, ["feeling", 0, ""]);
  const aim = score.section ? score.feelings.aim(score.brief) : score.feelings.shown;
  const intent = {
    ...told(aim),
    mode: score.key[1],
    key: score.key[0],
    tempo: score.bpm,
    sounding_tempo: score.bpm,
    energy: rounded(score.read("energy"), 1_000_000),
    tension: rounded(score.read("tension"), 1_000_000),
  };
  score.tellNow("intent", intent, ["mapping", 0, ""]);
}
