/** A score without a server: a baked set (`affekt sets bake`), conducted in the page itself. */

import { BakedConductor } from "./affekt-baked-conductor.js";
import { RATE } from "./affekt-clock.js";
import { Source } from "./affekt-source.js";

const TURN_MS = 20;

/**
 * A baked set as a source of decisions: a game speaks to it as to a session, and a `Mixer` plays it.
 *
 * Tells what every {@link Source} tells, and `notice` ({reason, text, about}).
 *
 * @example
 * const baked = await Baked.read("music/wayfarer/");
 * const mixer = new Mixer(baked, recordings, context);
 * baked.open();
 * baked.event("enemy_spotted", 0.6);
 */
export class Baked extends Source {
  #conductor;
  #began = -1;
  #timer = 0;

  /** @param {any} baked what `baked.json` holds @param {{seed?: number}} [options] */
  constructor(baked, { seed = Math.floor(Math.random() * 2 ** 32) } = {}) {
    super();
    this.seed = seed;
    this.#conductor = new BakedConductor(baked, seed);
  }

  /**
   * Reads a baked set.
   * @param {URL | string} base the address of its folder, with a slash at the end
   * @param {{seed?: number}} [options]
   * @throws {Error} where there is none
   */
  static async read(base, options) {
    const address = new URL("baked.json", new URL(base, globalThis.location?.href));
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address} answers ${answer.status}; make it with 'affekt sets bake'`);
    return new Baked(await answer.json(), options);
  }

  /** Begins. */
  open() {
    if (this.#timer) return;
    this.#began = performance.now();
    this.#timer = setInterval(() => this.advance(), TURN_MS);
    this.advance();
  }

  /** Ends; what it has decided is forgotten. */
  close() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.forgotten();
  }

  frameNow() {
    return this.#began < 0 ? 0 : ((performance.now() - this.#began) * RATE) / 1000;
  }

  /** @param {object} line */
  say(line) {
    if (!this.#timer) return false;
    this.#hand(this.#conductor.say(Math.floor(this.frameNow()), line));
    return true;
  }

  /** Decides what is due by now. */
  advance() {
    this.#hand(this.#conductor.advance(Math.floor(this.frameNow())));
  }

  /** @param {any[]} decided */
  #hand(decided) {
    for (const event of decided) this.decided(event);
    for (const notice of this.#conductor.notices()) this.tell("notice", notice);
  }
}
