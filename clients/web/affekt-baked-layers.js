/** Which layers sound, and how loud: curves past hysteresis, chance a pass, takes that take turns. */

import { SILENCE, db } from "./affekt-baked-score.js";
import { SHARES, WHOLE, along, div, draw, millionths, pick } from "./affekt-baked-whole.js";

/** @typedef {import("./affekt-baked-score.js").Score} Score */
/** @typedef {import("./affekt-baked-score.js").LayerState} LayerState */
/** @typedef {import("./affekt-baked-score.js").Reason} Reason */

const INAUDIBLE = -60_000;
const LOUDEST = 12_000;
/** A level moves only when it would change by more than this. */
const STEP = 1_000;

/** Sets every layer of a section that begins at a tick. @param {Score} score @param {number} tick @param {number} cause */
export function openLayers(score, tick, cause) {
  score.layers = Object.keys(score.brief.layers).map((name) => {
    return { name, gain: SILENCE, x: null, plays: true, take: "", heard: [] };
  });
  drawPass(score);
  for (const state of score.layers) {
    const [rule, , text] = aimed(score, state);
    score.tell(tick, "layer", valuesOf(state, 0), [rule, cause, text]);
  }
}

/** Draws what one pass has by chance: who takes part, and which take. @param {Score} score */
export function drawPass(score) {
  const { bar } = score.now;
  for (const state of score.layers) {
    const own = score.brief.layers[state.name];
    const chance = () => div(draw(score.seed, own.salt, bar, 1) * WHOLE, SHARES);
    state.plays = own.probability >= WHOLE || chance() < own.probability;
    if (own.takes.length > 1) {
      state.take = drawnTake(own.takes, state.heard, own.avoid_last, draw(score.seed, own.salt, bar));
      state.heard = own.avoid_last ? [...state.heard, state.take].slice(-own.avoid_last) : [];
    }
  }
}

/**
 * The name of the take that a draw falls on; the newest are not drawn again while there are others.
 * @param {any[]} takes @param {string[]} heard @param {number} avoidLast @param {number} drawn
 */
export function drawnTake(takes, heard, avoidLast, drawn) {
  const weighed = takes.filter((take) => take.weight > 0);
  let left = weighed.length ? weighed : takes;
  for (const name of avoidLast ? heard.slice(-avoidLast).reverse() : []) {
    if (left.length > 1) left = left.filter((take) => take.name !== name);
  }
  return left[pick(left.map((take) => Math.max(take.weight, 1)), drawn)].name;
}

/**
 * Moves the layers that should be elsewhere: at bar lines all, at beats those that are held directly.
 * @param {Score} score @param {number} tick
 * @param {Map<string, string> | null} [takes] those of the pass before, where another has just been drawn
 * @param {boolean} [onlyHeld]
 */
export function moveLayers(score, tick, takes = null, onlyHeld = false) {
  for (const state of score.layers) {
    if (onlyHeld && held(score, state.name) === null) continue;
    const { gain, x } = state;
    const before = takes ? takes.get(state.name) ?? "" : state.take;
    const why = aimed(score, state);
    if (why[0] === "layer.curve" && midMelody(score, state.name, gain, state.gain, tick)) {
      state.gain = gain;
      state.x = x;
    }
    if (state.gain === gain && state.take === before) continue;
    const fade = state.take !== before ? 0 : score.baked.layers[state.name].fade_beats;
    score.tell(tick, "layer", valuesOf(state, fade), why);
  }
}

/** @param {LayerState} state @param {number} fadeBeats */
function valuesOf(state, fadeBeats) {
  const values = { layer: state.name, gain_db: db(state.gain), fade_beats: fadeBeats };
  return state.take ? { ...values, take: state.take } : values;
}

/** The level that a pin or a road gives a layer, and the rule. @param {Score} score @param {string} name @returns {[number, string] | null} */
function held(score, name) {
  const pin = score.pins.get(`layer:${name}`);
  if (typeof pin === "number") return [div(millionths(pin), 1000), "param"];
  for (const [label, road] of Object.entries(score.baked.params)) {
    const stands = road.to === `layer:${name}` && score.roads.get(label);
    if (stands) return [stands[1], `direct:${label}`];
  }
  return null;
}

/** Puts a layer where it should be now, and tells why. @param {Score} score @param {LayerState} state @returns {Reason} */
function aimed(score, state) {
  const own = score.brief.layers[state.name];
  const stands = held(score, state.name);
  if (stands) {
    state.gain = bounded(stands[0]);
    return [stands[1], 0, state.name];
  }
  const { rest } = score.brief;
  if (score.restTo >= 0 && rest && !rest.keep.includes(state.name)) {
    state.gain = SILENCE;
    state.x = null;
    return ["rest", 0, ""];
  }
  if (!state.plays) {
    state.gain = SILENCE;
    return ["layer.chance", 0, ""];
  }
  const level = own.level + score.read("dynamics");
  if (!own.points.length) {
    go(state, level);
    return ["layer.always", 0, ""];
  }
  let x = score.read(own.input);
  if (state.x !== null && Math.abs(x - state.x) <= own.hysteresis) x = state.x;
  state.x = x;
  const gain = along(own.points, x);
  go(state, gain <= SILENCE ? SILENCE : level + gain);
  return ["layer.curve", 0, own.input];
}

/** A level in half dB, silence where it would not be heard. @param {number} level */
function bounded(level) {
  return level <= INAUDIBLE ? SILENCE : div(Math.min(level, LOUDEST) + 250, 500) * 500;
}

/** @param {LayerState} state @param {number} level */
function go(state, level) {
  const goal = bounded(level);
  const turns = goal <= SILENCE !== state.gain <= SILENCE;
  if (turns || Math.abs(goal - state.gain) > STEP) state.gain = goal;
}

/**
 * Whether a layer would come or go inside a melody that it leads.
 * @param {Score} score @param {string} name @param {number} old @param {number} next @param {number} tick
 */
function midMelody(score, name, old, next, tick) {
  const comes = next > SILENCE && SILENCE >= old;
  const goes = old > SILENCE && SILENCE >= next;
  const bar = div(tick - score.now.firstTick, score.now.section.bar_ticks) + 1;
  return score.brief.layers[name].leads.some(([first, last]) => {
    return (comes && first <= bar && bar <= last) || (goes && first < bar && bar <= last);
  });
}
