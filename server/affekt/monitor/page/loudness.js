/** How loud it is: momentary, short-term and integrated loudness, the peak, and how far the limiter gives way. */

import { Sheet, byId, write } from "./dom.js";

const QUIETEST = -48;
const SECONDS = 60;
const NONE = -100;

const lufs = (/** @type {number} */ value) => (value > NONE ? value.toFixed(1).replace("-", "−") : "–");

export class Loudness {
  constructor() {
    this.sheet = new Sheet(byId("loudness"));
    /** @type {{at: number, short: number, momentary: number}[]} */
    this.past = [];
    this.peak = -Infinity;
    this.meters = null;
    byId("peak-reset").addEventListener("click", () => (this.peak = -Infinity));
  }

  /** @param {any} view */
  hear({ meters }) {
    const now = performance.now();
    this.meters = meters;
    if (meters.peak > 0) this.peak = Math.max(this.peak, 20 * Math.log10(meters.peak));
    this.past.push({ at: now, short: meters.short_term_lufs, momentary: meters.momentary_lufs });
    while (this.past.length && now - this.past[0].at > SECONDS * 1000) this.past.shift();
  }

  draw() {
    const { sheet, past } = this;
    const { pen, width, height, ink, sans } = sheet;
    if (!sheet.seen) return;
    sheet.clear();
    const y = (/** @type {number} */ value) => height - ((Math.max(value, QUIETEST) - QUIETEST) / -QUIETEST) * height;
    pen.font = `10px ${sans}`;
    pen.textAlign = "left";
    for (const mark of [-36, -24, -12]) {
      pen.strokeStyle = ink.line;
      pen.beginPath();
      pen.moveTo(22, Math.round(y(mark)) + 0.5);
      pen.lineTo(width, Math.round(y(mark)) + 0.5);
      pen.stroke();
      pen.fillStyle = ink.dim;
      pen.fillText(String(-mark), 2, y(mark) + 3);
    }
    const now = performance.now();
    const x = (/** @type {number} */ at) => width - ((now - at) / (SECONDS * 1000)) * (width - 24);
    const line = (/** @type {"short" | "momentary"} */ what) => {
      pen.beginPath();
      let drawn = false;
      for (const one of past) {
        if (one[what] <= NONE) continue;
        drawn ? pen.lineTo(x(one.at), y(one[what])) : pen.moveTo(x(one.at), y(one[what]));
        drawn = true;
      }
      pen.stroke();
    };
    pen.strokeStyle = ink.faint;
    line("momentary");
    pen.strokeStyle = ink.feel;
    pen.lineWidth = 2;
    line("short");
    pen.lineWidth = 1;
  }

  tell() {
    const { meters } = this;
    if (!meters) return;
    write(byId("momentary"), lufs(meters.momentary_lufs));
    write(byId("short-term"), lufs(meters.short_term_lufs));
    write(byId("integrated"), lufs(meters.integrated_lufs));
    write(byId("peak"), Number.isFinite(this.peak) ? lufs(this.peak) : "–");
    const gives = meters.reduction_db < -0.05;
    write(byId("limiter"), gives ? meters.reduction_db.toFixed(1).replace("-", "−") : "rests");
    byId("limiter").classList.toggle("warn", gives);
  }
}
