/** Passes: one time through a section's body, where its ticks and frames lie. */

import { div, mod, rounded } from "./affekt-baked-whole.js";

/** @typedef {{tick: number, bar: number, beat: number, section_bar: number}} Place bars and beats count from 1 */

/** @type {Place} */
export const BEGINNING = { tick: 0, bar: 1, beat: 1, section_bar: 1 };

/** One pass through a body. */
export class Pass {
  /**
   * @param {any} section
   * @param {number} tick where it begins
   * @param {number} bodyTick where in the body; 0 unless it was entered in the middle
   * @param {number} bar the session's bar that contains its beginning
   * @param {number} iteration passes of the same section right before it
   * @param {number} origin the frame at which the body's first tick sounds, or would have
   */
  constructor(section, tick, bodyTick, bar, iteration, origin) {
    this.section = section;
    this.tick = tick;
    this.bodyTick = bodyTick;
    this.bar = bar;
    this.iteration = iteration;
    this.origin = origin;
  }

  get firstTick() {
    return this.tick - this.bodyTick;
  }

  get endTick() {
    return this.firstTick + this.section.ticks;
  }

  get frame() {
    return this.frameAt(this.tick);
  }

  get endFrame() {
    return this.frameAt(this.endTick);
  }

  /** The frame nearest to a tick. @param {number} tick */
  frameAt(tick) {
    const { ticks, frames } = this.section;
    return this.origin + div((tick - this.firstTick) * frames * 2 + ticks, 2 * ticks);
  }

  /** The last tick whose frame is at or before a frame. @param {number} frame */
  tickAt(frame) {
    const { ticks, frames } = this.section;
    let tick = this.firstTick + div((frame - this.origin) * ticks, frames);
    while (this.frameAt(tick + 1) <= frame) tick += 1;
    while (this.frameAt(tick) > frame) tick -= 1;
    return tick;
  }

  /** @param {number} tick @returns {Place} */
  place(tick) {
    const { bar_ticks: barTicks, beat_ticks: beatTicks } = this.section;
    const inside = tick - this.firstTick;
    const bar = div(inside, barTicks);
    const beat = rounded(inside - bar * barTicks + beatTicks, beatTicks);
    return { tick, bar: this.bar + bar - div(this.bodyTick, barTicks), beat, section_bar: bar + 1 };
  }

  /** The first tick of a grid of the body at or after a tick, at most the body's end. @param {number} grid @param {number} tick */
  nextOn(grid, tick) {
    return Math.min(tick + mod(this.firstTick - tick, grid), this.endTick);
  }

  /** The pass that follows when the body goes round. */
  again() {
    const { bar_ticks: barTicks, ticks, frames } = this.section;
    const bars = Math.ceil(ticks / barTicks) - div(this.bodyTick, barTicks);
    return new Pass(this.section, this.endTick, 0, this.bar + bars, this.iteration + 1, this.origin + frames);
  }

  /**
   * A pass that begins at a tick and frame, at a tick of the body.
   * @param {any} section @param {number} tick @param {number} frame @param {number} bar @param {number} bodyTick
   */
  static enter(section, tick, frame, bar, bodyTick) {
    const one = new Pass(section, tick, bodyTick, bar, 0, 0);
    one.origin = frame - one.frameAt(tick);
    return one;
  }
}
