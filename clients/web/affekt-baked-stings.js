/** Stingers: short figures over the music, each with a cool-down, its takes, and room made in the bed. */

import { drawnTake } from "./affekt-baked-layers.js";
import { db } from "./affekt-baked-score.js";
import { draw } from "./affekt-baked-whole.js";

/** @typedef {import("./affekt-baked-score.js").Score} Score */
/** @typedef {import("./affekt-baked-score.js").Planned} Planned */
/** @typedef {import("./affekt-baked-score.js").Reason} Reason */

/**
 * Sounds a stinger now, or at the next place of its grid; a cool-down or a duck may refuse it.
 * @param {Score} score @param {string} name @param {string} at @param {Reason} why @param {boolean} explicit
 */
export function cueStinger(score, name, at, why, explicit) {
  if (!Object.hasOwn(score.baked.stingers, name)) {
    if (explicit) score.warn("UNKNOWN_NAME", `the set has no stinger '${name}'`, `stinger:${name}`);
    return;
  }
  const { cooldown } = score.baked.stingers[name];
  const waits = score.plan.some((one) => one.kind === "stinger" && one.values.name === name);
  const last = score.stung.get(name);
  const soon = last !== undefined && score.frame - last[0] < cooldown;
  if (waits || soon || (score.duck < 0 && !explicit)) {
    const about = `stinger:${name}`;
    if (explicit) score.notices.push({ reason: "TOO_FAST", text: `'${name}' sounded a moment ago`, about });
    return;
  }
  if (at === "now" || !score.plays) {
    const values = voiced(score, name);
    score.tellNow("stinger", values, why);
    sounded(score, values, score.frame);
    return;
  }
  score.lay({ tick: place(score, at), kind: "stinger", values: { name }, why });
  meetChange(score);
}

/** Commits a stinger that waited for its place. @param {Score} score @param {Planned} planned */
export function sting(score, planned) {
  const values = voiced(score, planned.values.name);
  sounded(score, values, score.tell(planned.tick, "stinger", values, planned.why));
}

/** @param {Score} score @param {string} at */
function place(score, at) {
  const one = score.now;
  if (at === "end") return one.endTick;
  const cursor = Math.max(one.tickAt(score.horizon - 1) + 1, one.tick);
  return one.nextOn(at === "next_beat" ? one.section.beat_ticks : one.section.bar_ticks, cursor);
}

/** A stinger as it sounds in the section's key: its take, or what stands in for it. @param {Score} score @param {string} asked */
function voiced(score, asked) {
  let name = asked;
  let takes = score.baked.stingers[name].takes.map((take) => take.name);
  if (score.section && Object.hasOwn(score.brief.stingers, name)) {
    const fits = score.brief.stingers[name];
    [name, takes] = [fits.as, fits.takes];
  }
  const stinger = score.baked.stingers[name];
  if (stinger.takes.length < 2) return { name };
  const last = score.stung.get(name);
  const left = stinger.takes.filter((take) => takes.includes(take.name));
  const drawn = draw(score.seed, stinger.salt, score.placeOf(score.frame).bar);
  return { name, take: drawnTake(left, last ? [last[1]] : [], 1, drawn) };
}

/** @param {Score} score @param {{name: string, take?: string}} values @param {number} frame */
function sounded(score, values, frame) {
  const stinger = score.baked.stingers[values.name];
  score.stung.set(values.name, [frame, values.take ?? ""]);
  if (stinger.duck < 0 && score.duck >= stinger.duck) {
    score.bed = stinger.duck;
    score.bedUntil = frame + stinger.lasts;
    score.tellNow("duck", { db: db(score.bed) }, ["stinger.duck", 0, values.name], frame);
  }
}

/** Lets the bed come back when a stinger is over. @param {Score} score */
export function endDuck(score) {
  if (score.bedUntil < 0 || score.frame < score.bedUntil || score.pausedAt >= 0) return;
  score.bed = 0;
  score.bedUntil = -1;
  score.tellNow("duck", { db: db(score.duck) }, ["stinger.duck", 0, ""]);
}

/**
 * Brings the stingers that wait less than a beat before a change together with it: each moves to the change's downbeat;
 * where the change has one of its own there, or from the same input, it is dropped.
 * @param {Score} score
 */
export function meetChange(score) {
  const change = score.pending;
  if (!change || !score.passes.length) return;
  const nearest = change.tick - score.now.section.beat_ticks;
  const waits = score.plan.filter((one) => one.kind === "stinger");
  const close = waits.filter((one) => nearest < one.tick && one.tick < change.tick);
  const cause = change.why[1];
  const own = waits.filter((one) => one.tick === change.tick || (close.includes(one) && cause && one.why[1] === cause));
  score.plan = score.plan.filter((one) => !close.includes(one));
  for (const one of close) {
    if (own.length && !own.includes(one)) continue;
    one.tick = change.tick;
    score.lay(one);
  }
}
