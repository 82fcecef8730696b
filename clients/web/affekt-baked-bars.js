/** Bars: at each bar line the coming bar is laid out: its beats, chords and markers, its levels, and rests. */

import { drawPass, moveLayers } from "./affekt-baked-layers.js";
import { SHARES, div, draw } from "./affekt-baked-whole.js";

/** @typedef {import("./affekt-baked-score.js").Score} Score */

/** @type {import("./affekt-baked-score.js").Reason} */
const GRID = ["grid", 0, ""];

/**
 * Lays out the bar that begins at a tick, or is entered there.
 * @param {Score} score @param {number} tick @param {boolean} opening @param {Map<string, string> | null} [takes]
 */
export function beginBar(score, tick, opening, takes = null) {
  const one = score.now;
  const { section } = one;
  const { bar_ticks: barTicks, beat_ticks: beatTicks } = section;
  const inside = tick - one.firstTick;
  const line = div(inside, barTicks) * barTicks;
  const start = tick - (inside - line);
  score.barEnd = Math.min(start + barTicks, one.endTick);
  score.bars += 1;
  if (!opening) {
    rest(score, tick);
    moveLayers(score, tick, takes);
  }
  const beat = { bpm: section.bpm, metre: section.metre };
  for (let at = start; at < start + barTicks; at += beatTicks) lay(score, tick, { tick: at, kind: "beat", values: beat, why: GRID });
  chords(score, tick, line, start);
  for (const [at, name] of section.markers) {
    if (line > at || at >= line + barTicks) continue;
    lay(score, tick, { tick: start + at - line, kind: "marker", values: { name }, why: ["marker", 0, ""] });
  }
}

/** @param {Score} score @param {number} entry @param {import("./affekt-baked-score.js").Planned} planned */
function lay(score, entry, planned) {
  if (entry <= planned.tick && planned.tick < score.barEnd) score.lay(planned);
}

/**
 * Lays out the bar's chords where they change; the one that sounds at the entry is told there.
 * @param {Score} score @param {number} entry @param {number} line @param {number} start
 */
function chords(score, entry, line, start) {
  const { section } = score.now;
  const bar = section.chords.filter(([at]) => line <= at && at < line + section.bar_ticks);
  bar.forEach(([at, chord], n) => {
    const gone = n + 1 < bar.length && start + bar[n + 1][0] - line <= entry;
    if (chord === score.chord || gone) return;
    score.chord = chord;
    const tick = Math.max(start + at - line, entry);
    lay(score, entry, { tick, kind: "chord", values: { chord, scale: section.scale }, why: ["progression", 0, ""] });
  });
}

/** Plays the body once more. @param {Score} score */
export function loop(score) {
  score.then(score.now.again());
  const takes = new Map(score.layers.map((state) => [state.name, state.take]));
  drawPass(score);
  beginBar(score, score.now.tick, false, takes);
}

/** Falls silent after a quiet while; comes back after a time, or an event. @param {Score} score @param {number} tick */
function rest(score, tick) {
  const { rest: silence, salt } = score.brief;
  const frame = score.now.frameAt(tick);
  if (score.restTo >= 0) {
    if (frame < score.restTo && score.quietSince < score.restFrom) return;
    score.restFrom = score.restTo = -1;
    score.rests += 1;
    score.quietSince = frame;
    return;
  }
  if (!silence) return;
  const drawn = (/** @type {number[]} */ [low, high], /** @type {number} */ attempt) =>
    low + div((high - low) * draw(score.seed, salt, score.rests, attempt), SHARES);
  if (frame - Math.max(score.quietSince, score.entered) < drawn(silence.after, 0)) return;
  score.restFrom = frame;
  score.restTo = frame + drawn(silence.for, 1);
}
