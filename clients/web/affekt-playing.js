/** A section while it plays: its layers' recordings, pass after pass, each with a level of its own. */

import { RATE } from "./affekt-clock.js";
import { Level } from "./affekt-level.js";
import { beatsToFrames, bodyFrames, ticksToFrames } from "./affekt-recordings.js";

const DECLICK_S = 0.005;

/**
 * @typedef {{takes: any[], node: GainNode, level: Level, take: string, length: number, next: number,
 *   passes: number, wanting: boolean}} Strip `wanting` where its recording is not there yet */

/** A section on the mixer, from its pick-up to the last of its tail. */
export class Playing {
  /** @type {Map<string, Strip>} */
  #strips = new Map();
  /** @type {Set<AudioBufferSourceNode>} */
  #nodes = new Set();
  #ends = Infinity;
  #cut = Infinity;

  /**
   * @param {import("./affekt-mixer.js").Mixer} mixer
   * @param {any} event what began it
   * @param {any} section of the `set.json`
   * @param {number} at audio time at which it takes over
   * @param {number} rise seconds of its fade-in
   */
  constructor(mixer, event, section, at, rise) {
    this.mixer = mixer;
    this.id = event.id;
    this.frame = event.frame;
    this.section = section;
    const { context, buses } = mixer;
    const whole = bodyFrames(section);
    const body = event.body_frame ?? ticksToFrames(section, Math.max(event.target_tick ?? 0, 0));
    /** Audio time at which the body's first pass began, or would have. */
    this.origin = at - body / RATE;
    this.length = whole / RATE;
    const fader = context.createGain();
    fader.connect(buses.music);
    this.fader = new Level(fader.gain, rise > 0 ? 0 : 1);
    if (rise > 0) this.fader.move(1, at, rise, "power");
    this.at = at;
    /** Audio time at which this was told; what had begun before is no fault. */
    this.told = context.currentTime;
    this.lead = body === 0 ? beatsToFrames(section, section.pickup_beats) / RATE : 0;
    for (const [name, layer] of Object.entries(section.layers)) {
      const node = context.createGain();
      node.connect(fader);
      const own = layer.loop_bars ? bodyFrames(section, layer.loop_bars) / RATE : this.length;
      const next = at - this.lead;
      const passes = Math.floor((at - this.origin) / own);
      const level = new Level(node.gain, 0);
      this.#strips.set(name, { takes: layer.takes, node, level, take: "", length: own, next, passes, wanting: false });
    }
  }

  /** Whether its body ends at a time of the audio clock. @param {number} at */
  isAtEnd(at) {
    const passed = (at - this.origin) / this.length;
    return Math.abs(passed - Math.round(passed)) * this.length < 0.001 && passed > 0.5;
  }

  /** @param {number} now */
  isOver(now) {
    return now > this.#ends && this.#nodes.size === 0;
  }

  /**
   * Moves a layer.
   * @param {string} name @param {number} level a factor @param {number} at audio time @param {number} length in seconds
   * @param {string} take which sounds from its next beginning on
   */
  layer(name, level, at, length, take) {
    const strip = this.#strips.get(name);
    if (!strip) return;
    strip.take = take;
    // What is told for the very beginning stands from the pick-up on.
    const first = at <= this.at + 1e-6;
    strip.level.move(level, first ? this.at - this.lead : at, first ? 0 : Math.max(length, DECLICK_S));
  }

  /** Starts every pass that begins before a time of the audio clock. @param {number} until */
  advance(until) {
    for (const strip of this.#strips.values()) {
      while (strip.next <= until && strip.next < this.#cut && this.#pass(strip));
    }
  }

  /**
   * Starts a layer's next pass; where its recording is not there yet, nothing, and it begins in its middle later.
   * @param {Strip} strip @returns {boolean} whether that pass is done with
   */
  #pass(strip) {
    const { mixer, section } = this;
    const { context } = mixer;
    const begins = this.origin + strip.passes * strip.length;
    const lead = beatsToFrames(section, section.pickup_beats) / RATE;
    const start = Math.max(strip.next, context.currentTime);
    const offset = Math.max(start - begins + lead, 0);
    if (begins + strip.length >= context.currentTime) {
      const buffer = mixer.recordings.take(strip.takes, strip.take);
      if (!buffer) {
        if (!strip.wanting) mixer.counts.missing += 1;
        strip.wanting = true;
        return false;
      }
      if (start > strip.next + 0.001 && strip.next >= this.told && !strip.wanting) mixer.counts.late += 1;
      if (offset < buffer.duration) this.#sound(strip, buffer, start, offset);
    }
    strip.wanting = false;
    strip.passes += 1;
    strip.next = section.once && strip.passes > 0 ? Infinity : begins + strip.length;
    return true;
  }

  /** @param {Strip} strip @param {AudioBuffer} buffer @param {number} start @param {number} offset in seconds */
  #sound(strip, buffer, start, offset) {
    const node = this.mixer.context.createBufferSource();
    node.buffer = buffer;
    node.connect(strip.node);
    node.onended = () => this.#nodes.delete(node);
    this.#nodes.add(node);
    node.start(start, offset);
  }

  /** Lets what began ring out, and begins nothing more. @param {number} at audio time */
  ring(at) {
    this.#cut = at;
    this.#ends = at;
  }

  /** Fades it out. @param {number} at audio time @param {number} length in seconds */
  end(at, length) {
    this.#cut = at;
    this.#ends = at + length;
    this.fader.move(0, at, length, "power");
    for (const node of this.#nodes) node.stop(at + length);
  }
}
