/** What waits between a decision and its sound, on a playhead that a test moves. */

import assert from "node:assert/strict";
import test from "node:test";
import { Sounding } from "../../clients/web/affekt-sounding.js";

function stand() {
  const told = [];
  const place = { frame: 0 };
  const sounding = new Sounding((kind, what) => told.push([kind, what]), () => place.frame);
  const at = (frame) => {
    place.frame = frame;
    sounding.turn();
    return told.splice(0);
  };
  return { sounding, at, told };
}

const beat = (id, frame, number) => ({ id, frame, kind: "beat", bar: 2, beat: number, section_bar: 1, bpm: 96, metre: "4/4" });

test("nothing is told before it sounds, and a first beat tells its bar", () => {
  const { sounding, at } = stand();
  sounding.put(beat(2, 2000, 2));
  sounding.put(beat(1, 1000, 1));
  assert.deepEqual(at(999), []);
  assert.deepEqual(at(1000).map(([kind]) => kind), ["beat_sounded", "bar_sounded"]);
  assert.deepEqual(at(5000).map(([kind, what]) => [kind, what.beat]), [["beat_sounded", 2]]);
});

test("what is replaced before it sounds is never told", () => {
  const { sounding, at } = stand();
  sounding.put(beat(1, 1000, 1));
  sounding.put({ ...beat(2, 1500, 1), supersedes: 1 });
  assert.deepEqual(at(1200), []);
  assert.equal(at(1500).length, 2);
});

test("a pause drops what was committed for later; it comes again", () => {
  const { sounding, at } = stand();
  sounding.put(beat(1, 1000, 1));
  sounding.put(beat(2, 3000, 2));
  sounding.put({ id: 3, frame: 2000, kind: "control", verb: "pause" });
  assert.deepEqual(at(9000).map(([kind]) => kind), ["beat_sounded", "bar_sounded", "controlled"]);
  assert.equal(sounding.waiting, 0);
});

test("a kind that a later server invents is passed over", () => {
  const { sounding, at } = stand();
  sounding.put({ id: 1, frame: 1, kind: "smell" });
  assert.deepEqual(at(2), []);
});
