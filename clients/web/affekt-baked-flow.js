/** Flow: what follows by itself, and the grid on which everything is told that lies before the horizon. */

import { beginBar, loop } from "./affekt-baked-bars.js";
import { enterSection, nextSection } from "./affekt-baked-changes.js";
import { moveLayers } from "./affekt-baked-layers.js";
import { LOOP, STOP } from "./affekt-baked-score.js";
import { sting } from "./affekt-baked-stings.js";

/** @typedef {import("./affekt-baked-score.js").Score} Score */

/** Tells all that lies on the grid before the horizon, in order. @param {Score} score */
export function commit(score) {
  while (score.plays) {
    const { now: one, pending } = score;
    const planned = score.plan.length && score.plan[0].tick < score.barEnd ? score.plan[0] : null;
    let tick = planned ? planned.tick : score.barEnd;
    const changing = pending && pending.tick <= tick ? pending : null;
    if (changing) tick = changing.tick;
    if (one.frameAt(tick) >= score.horizon) return;
    if (changing) {
      enterSection(score, changing);
    } else if (planned) {
      score.plan.shift();
      if (planned.kind === "stinger") {
        sting(score, planned);
        continue;
      }
      score.tell(planned.tick, planned.kind, planned.values, planned.why);
      if (planned.kind === "beat") moveLayers(score, planned.tick, null, true);
    } else if (tick >= one.endTick) {
      turn(score);
    } else {
      beginBar(score, tick, false);
    }
  }
}

/** The body has ended: goes round, goes on to what follows, or stops. @param {Score} score */
function turn(score) {
  const { now: one, brief: section } = score;
  const passes = one.iteration + 1;
  const ends = score.stopping && !score.pending;
  const done = section.once || ends || (section.most && passes >= section.most);
  if (done && !score.stopping) {
    const follow = section.then || (section.once ? score.cameFrom : section.ending);
    if (follow) {
      const stopping = !section.once && !section.then;
      goOn(score, follow, stopping ? STOP : LOOP);
      score.stopping = stopping;
      return;
    }
  }
  if (done) {
    finish(score);
    return;
  }
  if (score.baked.sections[score.asked].alternates.length && passes >= section.least) {
    const name = nextSection(score, score.asked, one.again().bar);
    if (name !== score.section) {
      takeTurns(score, name);
      return;
    }
  }
  loop(score);
}

/** @param {Score} score @param {string} name @param {number} strength @param {import("./affekt-baked-score.js").Reason} why @param {[string, number]} fade */
function atTheEnd(score, name, strength, why, [fade, fadeBeats]) {
  const tick = score.now.endTick;
  enterSection(score, { section: name, tick, bodyTick: 0, fromTime: "end", toTime: "start", fade, fadeBeats, why, strength });
}

/** @param {Score} score @param {string} name @param {number} strength */
function goOn(score, name, strength) {
  const way = score.brief.ways[name];
  atTheEnd(score, name, strength, ["loops.then", 0, score.section], way.default ? ["disabled", 0] : [way.fade, way.fade_beats]);
}

/** An alternate takes its turn; to the piece it is the same section still. @param {Score} score @param {string} name */
function takeTurns(score, name) {
  const { asked, cameFrom, entered, bars } = score;
  atTheEnd(score, name, STOP, ["alternate", 0, asked], ["disabled", 0]);
  score.asked = asked;
  score.cameFrom = cameFrom;
  score.entered = entered;
  score.bars += bars;
}

/** Ends the music at the end of the body: what rings, rings out. @param {Score} score */
function finish(score) {
  const values = { verb: "stop", fade_s: score.brief.tail_s };
  score.tell(score.now.endTick, "control", values, ["ending", 0, score.section]);
  halt(score);
}

/** Forgets what was to come. @param {Score} score */
export function halt(score) {
  score.plan = [];
  score.pending = score.wish = null;
  score.stopped = true;
  score.stopping = false;
}
