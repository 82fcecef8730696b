/** Changes of section: a wish finds its rule and its place, waits, and is carried out at its tick. */

import { beginBar } from "./affekt-baked-bars.js";
import { openLayers } from "./affekt-baked-layers.js";
import { Pass } from "./affekt-baked-passes.js";
import { CUE, EVENT, LOOP, STOP } from "./affekt-baked-score.js";
import { meetChange } from "./affekt-baked-stings.js";
import { div, draw, mod, pick } from "./affekt-baked-whole.js";

/** @typedef {import("./affekt-baked-score.js").Score} Score */
/** @typedef {import("./affekt-baked-score.js").Wish} Wish */
/** @typedef {import("./affekt-baked-score.js").Pending} Pending */

/** Where a change falls to, step by step, rather than miss its deadline. */
const FALL = ["next_bar", "next_beat", "half_beat", "immediate"];
const FINER = ["end", ...FALL];

/** Takes in a request for a section; its place is found in the same step. @param {Score} score @param {Wish} wish */
export function ask(score, wish) {
  const { sections } = score.baked;
  if (!Object.hasOwn(sections, wish.section)) {
    score.warn("UNKNOWN_NAME", `the set has no section '${wish.section}'`, `section:${wish.section}`);
    return;
  }
  const section = sections[wish.section];
  if (wish.marker && !section.markers.some(([, name]) => name === wish.marker)) {
    const text = `'${wish.section}' has no marker '${wish.marker}'`;
    score.warn("UNKNOWN_NAME", text, `marker:${wish.section}:${wish.marker}`);
    return;
  }
  const left = score.left.get(wish.section) ?? -1;
  if (wish.strength < CUE && left >= 0 && score.frame - left < section.cooldown) {
    score.warn("TOO_FAST", `'${wish.section}' rests between entries`, `cooldown:${wish.section}`);
    return;
  }
  if (!score.wish || wish.strength >= score.wish.strength) score.wish = wish;
}

/** Finds the place of a waiting wish. @param {Score} score */
export function settle(score) {
  const { wish, pending: waiting } = score;
  if (!wish || !score.section || score.stopped) return;
  score.wish = null;
  if (waiting && wish.strength < waiting.strength) return;
  if (score.stopping && wish.strength < CUE) return;
  const sounds = [score.section, score.asked].includes(wish.section) && !score.brief.once;
  if (sounds && !wish.marker) {
    score.pending = null;
    return;
  }
  let found = placeOf(score, wish);
  if (waiting && wish.section === waiting.section && !wish.marker) {
    if (waiting.tick <= found.tick) found = waiting;
    found.strength = wish.strength;
  }
  score.pending = found;
  meetChange(score);
  if (wish.strength === EVENT || wish.strength === CUE) score.stopping = false;
}

/** @param {Score} score @param {Wish} wish @returns {Pending} */
function placeOf(score, wish) {
  const way = score.brief.ways[wish.section];
  const one = score.now;
  let word = wordOf(wish, way);
  const limits = [wish.within, wish.strength === CUE ? 0 : way.within].filter((limit) => limit);
  const here = Math.min(Math.max(one.tickAt(score.horizon - 1) + 1, one.tick), one.endTick);
  let tick = candidate(score, word, way, here);
  if (limits.length) {
    const latest = score.frame + Math.min(...limits);
    for (const step of FALL.slice(FALL.indexOf(word) + 1)) {
      if (one.frameAt(tick) <= latest) break;
      word = step;
      tick = Math.min(tick, candidate(score, step, way, here));
    }
  }
  const [bodyTick, toTime] = wish.marker
    ? [markerTick(score, wish.section, wish.marker), "entry_cue"]
    : arrive(score, way, wish.section, tick, wish.strength < CUE);
  return {
    section: wish.section,
    tick,
    bodyTick,
    fromTime: word === "half_beat" ? "immediate" : word,
    toTime,
    fade: way.fade,
    fadeBeats: way.fade_beats,
    why: [way.rule, wish.why[1], wish.why[2]],
    strength: wish.strength,
  };
}

/** @param {Score} score @param {string} section @param {string} marker */
const markerTick = (score, section, marker) =>
  score.baked.sections[section].markers.find(([, name]) => name === marker)[0];

/** By which word a section is left, where a wish says one and the rule another. @param {Wish} wish @param {any} way */
function wordOf(wish, way) {
  const asked = wish.at === "now" ? "immediate" : wish.at;
  const ruled = way.from_time;
  if (asked === "next_bar" && !FINER.includes(ruled) && wish.strength !== STOP) return ruled;
  if (wish.strength !== EVENT || way.general || !FINER.includes(ruled)) return asked;
  if (ruled === "end") return "end";
  return FINER.indexOf(ruled) > FINER.indexOf(asked) ? ruled : asked;
}

/** @param {Score} score @param {string} word @param {any} way @param {number} here */
function candidate(score, word, way, here) {
  const one = score.now;
  const { section } = one;
  switch (word) {
    case "immediate":
      return here;
    case "half_beat":
      return one.nextOn(Math.max(div(section.beat_ticks, 2), 1), here);
    case "next_beat":
      return one.nextOn(section.beat_ticks, here);
    case "next_bar":
      return one.nextOn(section.bar_ticks, here);
  }
  const inside = here - one.firstTick;
  const ahead = word === way.from_time ? way.places.filter((at) => inside <= at && at < section.ticks) : [];
  return here + (ahead.length ? Math.min(...ahead) : section.ticks) - inside;
}

/** Whether a section was left so short a while ago that it goes on rather than begins. @param {Score} score @param {string} name */
export function resumes(score, name) {
  const section = score.baked.sections[name];
  const left = score.left.get(name);
  if (section.once || left === undefined || !score.places.has(name)) return false;
  return score.frame - left <= section.resume;
}

/**
 * Where in its body a section is entered, and the word for it.
 * @param {Score} score @param {any} way @param {string} name @param {number} tick @param {boolean} resume
 * @returns {[number, string]}
 */
function arrive(score, way, name, tick, resume) {
  const section = score.baked.sections[name];
  const own = score.now.section;
  const inside = tick - score.now.firstTick;
  const left = score.places.get(name);
  switch (way.to_time) {
    case "same_position":
      return [mod(inside, section.ticks), "same_position"];
    case "equivalent_beat": {
      const [bar, rest] = [div(inside, own.bar_ticks), mod(inside, own.bar_ticks)];
      const beat = Math.min(div(rest * section.beat_ticks, own.beat_ticks), section.bar_ticks - 1);
      return [mod(mod(bar, section.bars) * section.bar_ticks + beat, section.ticks), "equivalent_beat"];
    }
    case "previous_position":
      return [left ?? 0, "previous_position"];
    case "entry_cue":
      if (section.entries.length) {
        const after = section.entries.find((at) => left !== undefined && at > left);
        return [after ?? section.entries[0], "entry_cue"];
      }
  }
  return resume && resumes(score, name) ? [left ?? 0, "previous_position"] : [0, "start"];
}

/** Begins the music: the set's first section, or the one that was asked for before anything sounded. @param {Score} score */
export function begin(score) {
  const { wish } = score;
  score.wish = null;
  const section = wish ? wish.section : score.baked.start;
  score.stopped = score.stopping = false;
  /** @type {Pending} */
  const change = {
    section,
    tick: 0,
    bodyTick: wish?.marker ? markerTick(score, section, wish.marker) : 0,
    fromTime: "immediate",
    toTime: wish?.marker ? "entry_cue" : "start",
    fade: "disabled",
    fadeBeats: 0,
    why: ["start", wish ? wish.why[1] : 0, wish ? wish.why[2] : ""],
    strength: LOOP,
  };
  let frame = score.horizon;
  if (score.passes.length) {
    change.tick = Math.max(score.now.tickAt(score.horizon - 1) + 1, score.now.tick);
    frame = Math.max(score.horizon, score.now.frame);
  }
  enterSection(score, change, frame);
}

/**
 * Carries out a change at its tick: the new section, its tempo, key and levels, and its first bar.
 * @param {Score} score @param {Pending} change @param {number} [frame]
 */
export function enterSection(score, change, frame = -1) {
  const { sections } = score.baked;
  const old = score.passes.length ? score.now : null;
  const at = old && frame < 0 ? old.frameAt(change.tick) : frame;
  let bar = 1;
  if (old) {
    const place = old.place(change.tick);
    const atLine = mod(change.bodyTick, sections[change.section].bar_ticks) === 0;
    bar = place.bar + (place.beat > 1 && atLine ? 1 : 0);
  }
  const anew = change.strength < STOP && change.bodyTick === 0;
  const name = anew ? nextSection(score, change.section, bar) : change.section;
  const once = score.section !== "" && score.brief.once;
  if (old && score.section) leaveBehind(score, change.tick, at);
  const section = sections[name];
  score.then(Pass.enter(section, change.tick, at, bar, change.bodyTick));
  score.cameFrom = once ? score.cameFrom : score.section;
  if (score.section !== name) score.quietSince = Math.max(score.quietSince, at);
  score.section = name;
  score.asked = change.section;
  score.entered = at;
  score.bars = score.rests = 0;
  score.restFrom = score.restTo = -1;
  score.pending = null;
  score.plan = score.plan.filter((one) => one.kind === "stinger");
  announce(score, change, section);
  score.chord = "";
  openLayers(score, change.tick, change.why[1]);
  beginBar(score, change.tick, true);
}

/** Tells the section, and tempo and key where they are others. @param {Score} score @param {Pending} change @param {any} section */
function announce(score, change, section) {
  const { tick, why } = change;
  const values = {
    section: score.section,
    from_time: change.fromTime,
    to_time: change.toTime,
    fade: change.fade,
    fade_beats: change.fadeBeats,
    target_tick: change.bodyTick,
    rule: why[0],
  };
  score.tell(tick, "section", values, why);
  if (section.bpm !== score.bpm) {
    score.bpm = section.bpm;
    score.tell(tick, "tempo", { bpm: score.bpm, ramp_beats: 0 }, ["section.tempo", why[1], score.section]);
  }
  if (section.key !== score.key[0] || section.mode !== score.key[1]) {
    score.key = [section.key, section.mode];
    const told = { tonic: section.key, mode: section.mode, cents: score.baked.cents };
    score.tell(tick, "key", told, ["section.key", why[1], score.section]);
  }
}

/** The section that is played when one is asked for: itself or one of its alternates, by weight. @param {Score} score @param {string} name @param {number} bar */
export function nextSection(score, name, bar) {
  const { alternates, salt } = score.baked.sections[name];
  const left = alternates.length > 1 ? alternates.filter((one) => one.section !== score.section) : alternates;
  if (!left.length) return name;
  return left[pick(left.map((one) => one.weight), draw(score.seed, salt, bar, 2))].section;
}

/** Writes down where and when the sounding section is left. @param {Score} score @param {number} tick @param {number} frame */
function leaveBehind(score, tick, frame) {
  const { firstTick, section } = score.now;
  const line = div(tick - firstTick, section.bar_ticks) * section.bar_ticks;
  score.places.set(score.section, mod(line, section.ticks));
  score.left.set(score.section, frame);
}
