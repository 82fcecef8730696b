/** The baked score in JavaScript decides what the reference decides: every transcript, to the last number. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { BakedConductor } from "../../clients/web/affekt-baked-conductor.js";

const FOLDER = new URL("../../clients/conformance/baked/", import.meta.url);

/** @param {URL} url */
const lines = (url) => readFileSync(url, "utf-8").trim().split("\n").map((line) => JSON.parse(line));

for (const set of readdirSync(FOLDER)) {
  const home = new URL(`${set}/`, FOLDER);
  for (const file of readdirSync(home).filter((name) => name.endsWith(".jsonl"))) {
    const [header, ...rest] = lines(new URL(file, home));
    test(`${set}: ${header.title}`, () => {
      const baked = JSON.parse(readFileSync(new URL(header.table, home), "utf-8"));
      const conductor = new BakedConductor(baked, header.seed);
      /** @type {any[]} */
      let given = [];
      for (const line of rest) {
        if (line.do) {
          assert.deepEqual(given, [], "more was decided than the transcript has");
          const decided = line.do === "say" ? conductor.say(line.frame, line.line) : conductor.advance(line.frame);
          given = [...decided, ...conductor.notices().map(({ reason, about }) => ({ notice: { reason, about } }))];
        } else {
          assert.deepEqual(given.shift(), line.gives);
        }
      }
      assert.deepEqual(given, []);
    });
  }
}
