/** What may be said to a baked conductor: the lines of a session file, as the other doors take them. */

import { ask, resumes } from "./affekt-baked-changes.js";
import { halt } from "./affekt-baked-flow.js";
import { CUE, EVENT, STOP, db } from "./affekt-baked-score.js";
import { cueStinger } from "./affekt-baked-stings.js";
import { WHOLE, clamp, div, millionths } from "./affekt-baked-whole.js";

/** @typedef {import("./affekt-baked-score.js").Score} Score */
/** @typedef {import("./affekt-baked-score.js").Reason} Reason */

/** How long a stop without an ending takes. */
const FADE_S = 2;
const BLOCK = 480;
const RATE = 48_000;
const PLAIN = ["energy", "density", "tempo", "key", "mode"];

/** Lets one line act. @param {Score} score @param {Record<string, any>} line */
export function hear(score, line) {
  for (const [word, value] of Object.entries(line)) {
    switch (word) {
      case "event":
        event(score, value, line.intensity ?? 1);
        break;
      case "state":
        for (const key of score.feelings.state(score.frame, value)) {
          if (score.baked.keys.includes(key)) continue;
          score.warn("UNKNOWN_NAME", `the table has no state '${key}'`, `state:${key}`);
        }
        break;
      case "affect":
        feel(score, value);
        break;
      case "cue":
        cue(score, value, [`cue:${value.kind}`, score.seq, value.name], true);
        break;
      case "param":
        pin(score, value);
        break;
      case "control":
        if (typeof value === "string") verb(score, value, line.fade_s);
        else level(score, value);
        break;
      case "intensity":
      case "fade_s":
        break;
      default:
        score.warn("NOT_YET", `a baked score does not hear '${word}'`, word);
    }
  }
}

/** @param {Score} score @param {any} said */
function feel(score, said) {
  if (said === null) {
    score.feelings.free();
    return;
  }
  const feeling = [millionths(said.valence), millionths(said.arousal), millionths(said.dominance ?? 0)];
  const hold = div(millionths(said.hold_s ?? 5) * RATE, WHOLE);
  score.feelings.feel(score.frame, feeling, millionths(said.confidence ?? 1), hold, Boolean(said.free));
}

/** @param {Score} score @param {string} name @param {number} intensity */
function event(score, name, intensity) {
  score.quietSince = score.frame;
  if (!Object.hasOwn(score.baked.events, name)) {
    score.warn("UNKNOWN_NAME", `the table has no event '${name}'`, `event:${name}`);
    return;
  }
  const strength = clamp(millionths(intensity), 0, WHOLE);
  score.feelings.event(name, strength);
  const dwelt = Math.max(score.frame - score.entered, 0);
  const cues = score.baked.events[name].cues.filter((one) => applies(one, strength, score.section, dwelt));
  const playing = [score.section, score.asked];
  const isBack = (/** @type {any} */ one) => one.kind === "section" && !playing.includes(one.name) && resumes(score, one.name);
  const back = cues.some(isBack);
  for (const one of cues) {
    if (!(back && one.kind === "stinger")) cue(score, one, [`event:${name}`, score.seq, name], false);
  }
}

/** @param {any} one a cue @param {number} strength @param {string} section @param {number} dwelt */
function applies(one, strength, section, dwelt) {
  if (strength < one.least || strength > one.most) return false;
  if (!section) return true;
  if (one.from.length && !one.from.includes(section)) return false;
  return dwelt >= one.after && (!one.until || dwelt < one.until);
}

/** @param {Score} score @param {any} said @param {Reason} why @param {boolean} explicit */
function cue(score, said, why, explicit) {
  const at = said.at ?? "next_bar";
  if (said.kind === "stinger") {
    cueStinger(score, said.name, at, why, explicit);
  } else if (said.kind === "section") {
    const within = div((said.within_ms ?? 0) * RATE, 1000);
    const wish = { section: said.name, at, within, why, strength: explicit ? CUE : EVENT, marker: said.marker ?? "" };
    if (explicit || Object.hasOwn(score.baked.sections, said.name)) ask(score, wish);
  } else if (explicit) {
    score.warn("NOT_YET", `a baked score has no cue '${said.kind}'`, `cue:${said.kind}`);
  }
}

/** @param {Score} score @param {Record<string, any>} pins */
function pin(score, pins) {
  for (const [name, value] of Object.entries(pins)) {
    const layer = name.startsWith("layer:") ? name.slice(6) : null;
    const known = PLAIN.includes(name) || Object.hasOwn(score.baked.params, name);
    if (!known && !(layer !== null && Object.hasOwn(score.baked.layers, layer))) {
      score.warn("UNKNOWN_NAME", `no parameter '${name}'`, `param:${name}`);
    } else if (value === null) {
      score.pins.delete(name);
    } else {
      score.pins.set(name, value);
    }
  }
}

/** @param {Score} score @param {string} word @param {number | undefined} fadeS */
function verb(score, word, fadeS) {
  /** @type {Reason} */
  const why = [`control.${word}`, score.seq, ""];
  if (word === "pause" && score.pausedAt < 0) {
    score.pausedAt = score.frame;
    score.tellNow("control", { verb: "pause" }, why);
  } else if (word === "resume" && score.pausedAt >= 0) {
    resume(score, why);
  } else if (word === "stop" && (!score.stopped || score.pausedAt >= 0)) {
    stop(score, fadeS, why);
  } else if ((word === "mute" || word === "unmute") && score.muted !== (word === "mute")) {
    score.muted = word === "mute";
    score.tellNow("control", { verb: word }, why);
  }
}

/** Goes on where the pause began: what was promised and has not sounded is promised anew, later. @param {Score} score @param {Reason} why */
function resume(score, why) {
  const paused = score.pausedAt;
  const at = Math.max(score.frame, paused + BLOCK);
  const later = at - paused;
  const waiting = score.ahead.filter((one) => one.frame >= paused);
  for (const one of score.passes) {
    if (one.endFrame > paused) one.origin += later;
  }
  score.pausedAt = -1;
  score.ahead = [];
  score.tellNow("control", { verb: "resume" }, why, at);
  for (const one of waiting) score.tellAgain(one, later);
  if (score.bedUntil >= 0) score.bedUntil += later;
  score.entered += later;
  score.quietSince += later;
  if (score.restTo >= 0) {
    score.restFrom += later;
    score.restTo += later;
  }
}

/** @param {Score} score @param {number | undefined} fadeS @param {Reason} why */
function stop(score, fadeS, why) {
  const ending = score.section ? score.brief.ending : null;
  if (fadeS === undefined && ending && score.plays) {
    score.stopping = true;
    score.wish = { section: ending, at: "next_bar", within: 0, why, strength: STOP, marker: "" };
    return;
  }
  const fade = score.pausedAt < 0 ? fadeS ?? FADE_S : 0;
  score.tellNow("control", { verb: "stop", fade_s: fade }, why);
  score.pausedAt = -1;
  score.ahead = [];
  halt(score);
}

/** @param {Score} score @param {any} said */
function level(score, said) {
  if (said.volume) {
    const values = { verb: "volume", bus: said.volume.bus, db: said.volume.db, fade_s: 0.05 };
    score.tellNow("control", values, ["control.volume", score.seq, ""]);
  }
  if (said.duck) {
    score.duck = said.duck.on ?? true ? div(millionths(said.duck.db ?? -6), 1000) : 0;
    score.bed = 0;
    score.bedUntil = -1;
    score.tellNow("duck", { db: db(score.duck) }, ["control.duck", score.seq, ""]);
  }
}
