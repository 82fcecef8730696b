/** A set's recordings in a browser: its `set.json`, and each file decoded once, when it is likely to be needed. */

import { RATE } from "./affekt-clock.js";

const TICKS = 960;

/** @param {any} section of a `set.json` @returns {{numerator: number, barTicks: number, beatTicks: number}} */
function metreOf(section) {
  const [numerator, denominator] = section.metre.split("/").map(Number);
  const beatTicks = (4 * TICKS) / denominator;
  return { numerator, barTicks: numerator * beatTicks, beatTicks };
}

/** @param {any} section @param {number} ticks at the section's own tempo */
export const ticksToFrames = (section, ticks) => Math.round((ticks * 60 * RATE) / (TICKS * section.tempo));

/** @param {any} section @param {number} beats */
export const beatsToFrames = (section, beats) => ticksToFrames(section, Math.round(beats * metreOf(section).beatTicks));

/** @param {any} section @param {number} [bars] a layer's own loop */
export const bodyFrames = (section, bars = section.bars) => ticksToFrames(section, bars * metreOf(section).barTicks);

/** A set, as a mixer plays it. */
export class Recordings {
  /** @type {Map<string, Promise<AudioBuffer>>} */
  #asked = new Map();
  /** @type {Map<string, AudioBuffer>} */
  #there = new Map();
  /** Files that could not be had, each with the reason. @type {Map<string, string>} */
  missing = new Map();

  /**
   * @param {any} set what `set.json` holds
   * @param {URL | string} base the address of the folder that the set lies in
   * @param {BaseAudioContext} context
   */
  constructor(set, base, context) {
    this.set = set;
    this.base = new URL(base, globalThis.location?.href);
    this.context = context;
  }

  /**
   * Reads a set's `set.json`.
   * @param {URL | string} base the address of its folder, with a slash at the end
   * @param {BaseAudioContext} context
   * @throws {Error} where there is none
   */
  static async open(base, context) {
    const address = new URL("set.json", new URL(base, globalThis.location?.href));
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address} answers ${answer.status}; put the set's folder there`);
    return new Recordings(await answer.json(), base, context);
  }

  /** Decodes all of a section, and what may be struck over it. @param {string} name */
  async prepare(name) {
    const section = this.set.sections[name];
    const files = Object.values(section?.layers ?? {}).flatMap((layer) => layer.takes.map((take) => take.file));
    await Promise.all(files.map((file) => this.load(file)));
  }

  /** Decodes every stinger. */
  async prepareStingers() {
    const files = Object.values(this.set.stingers).flatMap((one) => one.takes.map((take) => take.file));
    await Promise.all(files.map((file) => this.load(file)));
  }

  /** Decodes a file once; what cannot be had is told in `missing`. @param {string} file */
  load(file) {
    const asked = this.#asked.get(file) ?? this.#load(file);
    this.#asked.set(file, asked);
    return asked.catch(() => undefined);
  }

  /** @param {string} file */
  async #load(file) {
    try {
      const answer = await fetch(new URL(file, this.base));
      if (!answer.ok) throw new Error(`it answers ${answer.status}`);
      const buffer = await this.context.decodeAudioData(await answer.arrayBuffer());
      this.#there.set(file, buffer);
      return buffer;
    } catch (error) {
      this.missing.set(file, String(error));
      throw error;
    }
  }

  /** Forgets what belongs to sections that are not wanted. @param {Set<string>} wanted names of sections */
  keep(wanted) {
    const files = new Set(Object.values(this.set.stingers).flatMap((one) => one.takes.map((take) => take.file)));
    for (const name of wanted) {
      for (const layer of Object.values(this.set.sections[name]?.layers ?? {})) {
        for (const take of layer.takes) files.add(take.file);
      }
    }
    for (const file of this.#there.keys()) {
      if (files.has(file)) continue;
      this.#there.delete(file);
      this.#asked.delete(file);
    }
  }

  /** A take's recording, if it is there already. @param {any} takes @param {string} [name] @returns {AudioBuffer | undefined} */
  take(takes, name) {
    const chosen = takes.find((take) => take.name === name) ?? takes[0];
    if (chosen && !this.#there.has(chosen.file)) this.load(chosen.file);
    return chosen && this.#there.get(chosen.file);
  }
}
