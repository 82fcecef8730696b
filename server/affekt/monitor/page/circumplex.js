/**
 * The circumplex: valence to the right, arousal upward. One drags a feeling; one sees the fused feeling with its doubt,
 * what the music aims at, and the box in which the section lets it move.
 */

import { Sheet, byId, still, write } from "./dom.js";

const SAY_MS = 50;
const STEP = 0.05;
const NAMES = [
  [0.62, 0.86, "triumph"],
  [-0.62, 0.86, "fear"],
  [-0.62, 0.1, "grief"],
  [0.62, 0.1, "peace"],
];

/** @typedef {{valence: number, arousal: number, dominance: number}} Feeling */

export class Circumplex {
  /** @param {import("./affekt-session.js").Affekt} affekt */
  constructor(affekt) {
    this.affekt = affekt;
    this.canvas = byId("circumplex");
    this.sheet = new Sheet(this.canvas);
    /** @type {Feeling} */
    this.hand = { valence: 0, arousal: 0.3, dominance: 0 };
    /** The hand holds the feeling, or offers evidence again and again. */
    this.holding = false;
    this.saidAt = -Infinity;
    this.later = 0;
    this.box = null;
    /** @type {Feeling | null} */
    this.target = null;
    this.#listen();
  }

  /** Which section's box is shown. @param {any} section as `set.json` has it */
  place(section) {
    this.target = section ? { valence: 0, arousal: 0.3, dominance: 0, ...section.target } : null;
    this.box = section ? { valence: 0.25, arousal: 0.2, dominance: 0.4, ...section.box } : null;
  }

  #listen() {
    const { canvas } = this;
    const slider = byId("dominance");
    canvas.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
      canvas.setPointerCapture(event.pointerId);
      canvas.focus({ preventScroll: true });
      this.#point(event);
    });
    canvas.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
      if (canvas.hasPointerCapture(event.pointerId)) this.#point(event);
    });
    canvas.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event));
    slider.addEventListener("input", () => {
      this.hand.dominance = Number(slider.value);
      this.#moved();
    });
    byId("release").addEventListener("click", () => this.release());
    byId("as-evidence").addEventListener("change", () => {
      if (!this.holding) return;
      // One who offers evidence no longer states.
      if (this.evidence) this.affekt.freeFeeling();
      this.#say();
    });
    byId("unboxed").addEventListener("change", () => this.holding && this.#say());
    // Evidence fades with its age, so that a hand that rests on it offers it anew.
    setInterval(() => this.holding && this.evidence && this.#say(), 1000);
    this.#tell();
  }

  get evidence() {
    return byId("as-evidence").checked;
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const at = this.canvas.getBoundingClientRect();
    this.hand.valence = round(((event.clientX - at.left) / at.width) * 2 - 1, -1, 1);
    this.hand.arousal = round(1 - (event.clientY - at.top) / at.height, 0, 1);
    this.#moved();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = event.shiftKey ? STEP / 5 : STEP;
    const moves = { ArrowLeft: [-2, 0], ArrowRight: [2, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const move = moves[/** @type {keyof typeof moves} */ (event.key)];
    if (event.key === "Escape" && this.holding) {
      this.release();
    } else if (move) {
      this.hand.valence = round(this.hand.valence + move[0] * step, -1, 1);
      this.hand.arousal = round(this.hand.arousal + move[1] * step, 0, 1);
      this.#moved();
    } else {
      return;
    }
    event.preventDefault();
  }

  #moved() {
    this.holding = true;
    this.#tell();
    const wait = SAY_MS - (performance.now() - this.saidAt);
    clearTimeout(this.later);
    if (wait <= 0) this.#say();
    else this.later = window.setTimeout(() => this.#say(), wait);
  }

  #say() {
    this.saidAt = performance.now();
    if (this.evidence) this.affekt.evidence("composer", { ...this.hand }, 0.9);
    else this.affekt.feel(this.hand.valence, this.hand.arousal, this.hand.dominance, 1, 0, byId("unboxed").checked);
  }

  /** Says again what is held, to a server that has started anew. */
  again() {
    if (this.holding) this.#say();
  }

  /** Lets the feeling go. */
  release() {
    clearTimeout(this.later);
    this.holding = false;
    this.affekt.freeFeeling();
    this.#tell();
  }

  #tell() {
    const { valence, arousal, dominance } = this.hand;
    const text = `valence ${signed(valence)}, arousal ${arousal.toFixed(2)}, dominance ${signed(dominance)}`;
    this.canvas.setAttribute("aria-valuenow", valence.toFixed(2));
    this.canvas.setAttribute("aria-valuetext", `${text}, ${this.holding ? "held" : "free"}`);
    byId("dominance").setAttribute("aria-valuetext", signed(dominance));
    write(byId("hand"), this.holding ? `held at ${signed(valence)} · ${arousal.toFixed(2)} · ${signed(dominance)}` : "free");
    byId("release").disabled = !this.holding;
    byId("feel").classList.toggle("holding", this.holding);
  }

  /** @param {import("./score.js").Score} score */
  draw(score) {
    const { sheet } = this;
    const { pen, width, height, ink } = sheet;
    const x = (/** @type {number} */ valence) => ((valence + 1) / 2) * width;
    const y = (/** @type {number} */ arousal) => (1 - arousal) * height;
    if (!sheet.seen) return;
    sheet.clear();
    this.#ground(x, y);
    const { box, target } = this;
    if (box && target) {
      const left = x(Math.max(target.valence - box.valence, -1));
      const right = x(Math.min(target.valence + box.valence, 1));
      const top = y(Math.min(target.arousal + box.arousal, 1));
      const bottom = y(Math.max(target.arousal - box.arousal, 0));
      pen.strokeStyle = ink.dim;
      pen.setLineDash([4, 4]);
      pen.strokeRect(left + 0.5, top + 0.5, right - left - 1, bottom - top - 1);
      pen.setLineDash([]);
      cross(pen, x(target.valence), y(target.arousal), 4);
      pen.fillStyle = ink.dim;
      pen.font = `italic 12px ${sheet.serif}`;
      pen.textAlign = "left";
      pen.fillText(score.section, left + 5, top + 14);
    }
    if (!still()) this.#trail(score, x, y);
    const { feeling, intent } = score;
    if (feeling) this.#fused(feeling, x, y);
    if (intent) {
      diamond(pen, x(intent.valence), y(intent.arousal), 6);
      pen.strokeStyle = ink.now;
      pen.lineWidth = 2;
      pen.stroke();
      pen.lineWidth = 1;
    }
    this.#handle(x(this.hand.valence), y(this.hand.arousal));
  }

  #ground(x, y) {
    const { pen, width, height, ink, serif } = this.sheet;
    pen.lineWidth = 1;
    pen.strokeStyle = ink.line;
    pen.beginPath();
    for (const valence of [-0.5, 0, 0.5]) {
      pen.moveTo(Math.round(x(valence)) + 0.5, 0);
      pen.lineTo(Math.round(x(valence)) + 0.5, height);
    }
    for (const arousal of [0.25, 0.5, 0.75]) {
      pen.moveTo(0, Math.round(y(arousal)) + 0.5);
      pen.lineTo(width, Math.round(y(arousal)) + 0.5);
    }
    pen.stroke();
    pen.strokeStyle = ink.faint;
    pen.beginPath();
    pen.ellipse(width / 2, height / 2, width / 2 - 1, height / 2 - 1, 0, 0, 2 * Math.PI);
    pen.stroke();
    pen.fillStyle = ink.dim;
    pen.font = `italic 13px ${serif}`;
    pen.textAlign = "center";
    for (const [valence, arousal, name] of NAMES) {
      pen.fillText(String(name), x(Number(valence)), y(Number(arousal)) + 4);
    }
  }

  #trail(score, x, y) {
    const { pen, ink } = this.sheet;
    pen.strokeStyle = ink.feel;
    score.trail.forEach((one, n) => {
      if (!n) return;
      const before = score.trail[n - 1];
      pen.globalAlpha = (0.5 * n) / score.trail.length;
      pen.beginPath();
      pen.moveTo(x(before.valence), y(before.arousal));
      pen.lineTo(x(one.valence), y(one.arousal));
      pen.stroke();
    });
    pen.globalAlpha = 1;
  }

  /** The fused feeling, and an ellipse of one standard deviation. */
  #fused(feeling, x, y) {
    const { pen, width, height, ink } = this.sheet;
    const [sigmaV, sigmaA] = feeling.sigma;
    const at = [x(feeling.valence), y(feeling.arousal)];
    pen.fillStyle = pen.strokeStyle = ink.feel;
    pen.beginPath();
    pen.ellipse(at[0], at[1], Math.max((sigmaV * width) / 2, 3), Math.max(sigmaA * height, 3), 0, 0, 2 * Math.PI);
    pen.globalAlpha = 0.16;
    pen.fill();
    pen.globalAlpha = 0.8;
    pen.stroke();
    pen.globalAlpha = 1;
    pen.beginPath();
    pen.arc(at[0], at[1], 4.5, 0, 2 * Math.PI);
    pen.fill();
  }

  #handle(x, y) {
    const { pen, ink } = this.sheet;
    pen.strokeStyle = this.holding ? ink.held : ink.faint;
    pen.lineWidth = this.holding ? 2.5 : 1.5;
    pen.beginPath();
    pen.arc(x, y, 10, 0, 2 * Math.PI);
    pen.stroke();
    if (this.holding) {
      pen.beginPath();
      pen.arc(x, y, 2, 0, 2 * Math.PI);
      pen.fillStyle = ink.held;
      pen.fill();
    }
    pen.lineWidth = 1;
  }
}

/** The words under the circumplex. @param {import("./score.js").Score} score */
export function tellFeeling(score) {
  const { feeling, intent } = score;
  write(byId("felt"), feeling ? `${signed(feeling.valence)} · ${feeling.arousal.toFixed(2)} · ${signed(feeling.dominance)}` : "–");
  write(byId("aimed"), intent ? `${signed(intent.valence)} · ${intent.arousal.toFixed(2)} · ${signed(intent.dominance)}` : "–");
  const sources = feeling?.sources?.length ? feeling.sources.join(", ") : "nobody";
  write(byId("sources"), sources);
  write(byId("clamped"), intent?.clamped || (intent?.frozen ? "doubt is too great to change section, key or tempo" : ""));
}

/** @param {number} value @param {number} low @param {number} high */
function round(value, low, high) {
  return Math.round(Math.min(Math.max(value, low), high) * 1000) / 1000;
}

/** @param {number} value */
export function signed(value) {
  return (value < 0 ? "−" : "+") + Math.abs(value).toFixed(2);
}

function cross(pen, x, y, r) {
  pen.beginPath();
  pen.moveTo(x - r, y);
  pen.lineTo(x + r, y);
  pen.moveTo(x, y - r);
  pen.lineTo(x, y + r);
  pen.stroke();
}

function diamond(pen, x, y, r) {
  pen.beginPath();
  pen.moveTo(x, y - r);
  pen.lineTo(x + r, y);
  pen.lineTo(x, y + r);
  pen.lineTo(x - r, y);
  pen.closePath();
}

