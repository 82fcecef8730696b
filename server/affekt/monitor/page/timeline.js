/**
 * Where the music is: bars and beats under a line that stands still, what is committed shaded, and what comes: the chords
 * of the body, its markers, where it may be left, and the change of section that waits.
 */

import { RATE } from "./affekt-clock.js";
import { Sheet, byId, still, write } from "./dom.js";

const BAR_PX = 92;
const NOW_AT = 0.22;

export class Timeline {
  constructor() {
    this.sheet = new Sheet(byId("timeline"));
    /** @type {any} the sounding section, as `set.json` has it */
    this.section = null;
  }

  /** @param {any} section */
  place(section) {
    this.section = section;
  }

  /**
   * @param {import("./score.js").Score} score
   * @param {number} frame
   * @param {any} view the newest
   */
  draw(score, frame, view) {
    const { sheet } = this;
    const { pen, width, height, ink } = sheet;
    if (!sheet.seen) return;
    sheet.clear();
    const place = score.place(frame);
    const now = Math.round(width * NOW_AT) + 0.5;
    pen.lineWidth = 1;
    if (place) this.#bars(place, now, view, frame);
    pen.strokeStyle = ink.now;
    pen.fillStyle = ink.now;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.moveTo(now, 12);
    pen.lineTo(now, height);
    pen.stroke();
    pen.beginPath();
    pen.moveTo(now - 5, 4);
    pen.lineTo(now + 5, 4);
    pen.lineTo(now, 12);
    pen.fill();
    pen.lineWidth = 1;
  }

  #bars(place, now, view, frame) {
    const { pen, width, height, ink, sans, serif } = this.sheet;
    const { many } = place;
    const perBeat = BAR_PX / many;
    // With little motion wished for, the page turns beat by beat.
    const beats = place.beat - 1 + (still() ? 0 : place.inside);
    const bar = many * place.long;
    const px = (/** @type {number} */ frames) => (frames / place.long) * perBeat;
    const ahead = Math.max(0, (view?.committed_to ?? frame) - frame);
    const line = height - 22;
    pen.fillStyle = ink.now;
    pen.globalAlpha = 0.14;
    pen.fillRect(now, 14, Math.max(px(ahead), 2), line - 14);
    pen.globalAlpha = 1;
    const first = -Math.ceil((now / BAR_PX) + 1);
    const last = Math.ceil((width - now) / BAR_PX) + 1;
    const coming = view?.coming;
    const goes = coming ? now + px(coming.frame - frame) : Infinity;
    for (let n = first; n <= last; n += 1) {
      const x = now + (n * many - beats) * perBeat;
      const inside = this.#inside(place.sectionBar + n);
      const gone = x > goes - 2;
      pen.globalAlpha = gone ? 0.25 : 1;
      pen.strokeStyle = ink.faint;
      stroke(pen, x, 22, line);
      pen.strokeStyle = ink.line;
      for (let beat = 1; beat < many; beat += 1) stroke(pen, x + beat * perBeat, line - 12, line);
      if (inside.bar === 1 && this.section) {
        pen.strokeStyle = ink.dim;
        stroke(pen, x - 3, 22, line);
      }
      pen.fillStyle = ink.dim;
      pen.textAlign = "left";
      pen.font = `11px ${sans}`;
      if (place.bar + n > 0) pen.fillText(String(place.bar + n), x + 4, height - 8);
      if (inside.leaves) {
        pen.fillStyle = ink.faint;
        pen.textAlign = "right";
        pen.fillText("◂", x + BAR_PX - 2, height - 8);
        pen.textAlign = "left";
      }
      pen.fillStyle = ink.ink;
      pen.font = `15px ${serif}`;
      inside.chords.forEach((chord, k) => pen.fillText(chord, x + 5 + (k * BAR_PX) / inside.chords.length, 54));
      if (inside.marker) {
        pen.fillStyle = ink.feel;
        pen.font = `italic 12px ${serif}`;
        pen.fillText(`❧ ${inside.marker}`, x + 4 + (inside.markerBeat - 1) * perBeat, 34);
      }
      pen.globalAlpha = 1;
    }
    pen.strokeStyle = ink.faint;
    pen.beginPath();
    pen.moveTo(0, line + 0.5);
    pen.lineTo(width, line + 0.5);
    pen.stroke();
    if (goes < width + bar) this.#change(coming, goes, line);
  }

  #change(coming, x, line) {
    const { pen, width, ink, serif } = this.sheet;
    pen.strokeStyle = pen.fillStyle = ink.held;
    pen.lineWidth = 2;
    stroke(pen, x, 18, line);
    stroke(pen, x + 4, 18, line);
    pen.lineWidth = 1;
    pen.font = `italic 14px ${serif}`;
    pen.textAlign = x > width - 110 ? "right" : "left";
    pen.fillText(`→ ${coming.section}`, x + (x > width - 110 ? -6 : 10), 74);
    pen.textAlign = "left";
  }

  /** What stands in a bar of the body, counted on through its repetitions. @param {number} number from 1 */
  #inside(number) {
    const { section } = this;
    const none = { bar: 0, chords: /** @type {string[]} */ ([]), marker: "", markerBeat: 1, leaves: false };
    if (!section || (section.once && (number < 1 || number > section.bars))) return none;
    const bar = ((((number - 1) % section.bars) + section.bars) % section.bars) + 1;
    const marker = (section.markers ?? []).find((/** @type {any} */ one) => one.bar === bar);
    const every = section.exit_every_bars;
    const leaves = (every && bar % every === 0) || (section.exit_cues ?? []).some((/** @type {any} */ one) => one.bar === bar + 1);
    return { bar, chords: chordsOf(section, bar), marker: marker?.name ?? "", markerBeat: marker?.beat ?? 1, leaves };
  }
}

/** The chord symbols of a bar of a body; `%` repeats the last. @param {any} section @param {number} bar */
function chordsOf(section, bar) {
  const all = section.progression ?? [];
  if (!all.length) return [];
  for (let n = bar - 1; n >= 0; n -= 1) {
    const chords = all[n % all.length].split(" ").filter((/** @type {string} */ one) => one !== "%");
    if (chords.length) return n === bar - 1 ? chords : [];
  }
  return [];
}

function stroke(pen, x, from, to) {
  pen.beginPath();
  pen.moveTo(Math.round(x) + 0.5, from);
  pen.lineTo(Math.round(x) + 0.5, to);
  pen.stroke();
}

/**
 * The words beside it: bar and beat, key, tempo, chord, and the change that waits with the time until then.
 * @param {import("./score.js").Score} score @param {number} frame @param {any} view
 */
export function tellPlace(score, frame, view) {
  const place = score.place(frame);
  write(byId("bar"), place ? String(place.bar) : "–");
  write(byId("beat"), place ? String(Math.floor(place.beat)) : "–");
  write(byId("section"), view?.stopped ? "stopped" : score.section || "silence");
  const tempo = view?.tempo || place?.bpm || 0;
  write(byId("key"), score.key ? `${score.key} ${score.mode.replace("_", " ")}` : "–");
  write(byId("tempo"), tempo ? `${tempo.toFixed(tempo % 1 ? 1 : 0)}` : "–");
  write(byId("metre"), place ? `${place.many}/${place.unit}` : "–");
  write(byId("chord"), score.chord || "–");
  const coming = next(score, frame, view);
  byId("coming").hidden = !coming;
  if (coming) {
    const seconds = Math.max(0, (coming.frame - frame) / RATE);
    const bars = place ? (coming.frame - frame) / (place.long * place.many) : 0;
    write(byId("coming-section"), coming.section);
    write(byId("coming-time"), `${seconds.toFixed(1)} s · ${Math.max(0, bars).toFixed(1)} bars`);
    write(byId("coming-rule"), `${words(coming.from_time)}, ${words(coming.to_time)}, ${fade(coming)}`);
    write(byId("coming-why"), coming.why.text || coming.why.rule);
  }
}

/** The change that waits, or that is committed and has not sounded. */
function next(score, frame, view) {
  const committed = score.ahead.find((one) => one.kind === "section" && one.frame > frame);
  return committed ?? (view?.coming && view.coming.frame > frame ? view.coming : null);
}

const words = (/** @type {string} */ word) => word.replaceAll("_", " ");
const fade = (/** @type {any} */ one) => (one.fade === "disabled" ? "cut" : `${words(one.fade)} fade, ${one.fade_beats} beats`);
