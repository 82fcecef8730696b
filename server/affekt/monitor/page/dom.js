/** Elements in a line, and what every part of the page needs of the document. */

/**
 * Makes an element.
 * @param {string} tag such as `button.mark`
 * @param {Record<string, any>} [props] `on…` listens, `aria-…` and `data-…` are attributes, the rest are properties
 * @param {...(Node | string)} inside
 * @returns {any}
 */
export function make(tag, props = {}, ...inside) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key.includes("-") || key === "role" || key === "for") element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...inside);
  return element;
}

/** @param {string} id @returns {any} */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/** Writes a text where it is another one. @param {Node} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Gives a file to the person. @param {string} name @param {BlobPart[]} parts @param {string} type */
export function download(name, parts, type) {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = make("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** @param {string} text what is told, for a moment, and read aloud */
export function say(text, { warn = false } = {}) {
  const place = byId("said");
  place.replaceChildren(make(warn ? "p.warn" : "p", {}, text));
  clearTimeout(say.timer);
  say.timer = window.setTimeout(() => place.replaceChildren(), warn ? 9000 : 4000);
}
say.timer = 0;

const reduced = matchMedia("(prefers-reduced-motion: reduce)");

/** Whether the person asked for little motion. */
export const still = () => reduced.matches;

/** A canvas as large as its place, in the device's own pixels; its colours are the page's. */
export class Sheet {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    /** @type {CanvasRenderingContext2D} */
    this.pen = /** @type {any} */ (canvas.getContext("2d"));
    this.width = this.height = 0;
    /** @type {Record<string, string>} */
    this.ink = {};
    new ResizeObserver(() => this.fit()).observe(canvas);
    matchMedia("(prefers-color-scheme: light)").addEventListener("change", () => this.colour());
    new MutationObserver(() => this.colour()).observe(document.documentElement, { attributeFilter: ["data-scheme"] });
    this.fit();
    this.colour();
  }

  fit() {
    const { clientWidth, clientHeight } = this.canvas;
    const scale = devicePixelRatio || 1;
    this.width = clientWidth;
    this.height = clientHeight;
    this.canvas.width = Math.max(1, Math.round(clientWidth * scale));
    this.canvas.height = Math.max(1, Math.round(clientHeight * scale));
    this.pen.setTransform(scale, 0, 0, scale, 0, 0);
  }

  colour() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["ground", "raised", "line", "ink", "dim", "faint", "now", "feel", "held", "warn"]) {
      this.ink[name] = style.getPropertyValue(`--${name}`).trim();
    }
    this.sans = style.getPropertyValue("--sans").trim();
    this.serif = style.getPropertyValue("--serif").trim();
  }

  /** Whether there is any of it to be seen. */
  get seen() {
    return this.width > 8 && this.height > 8;
  }

  clear() {
    this.pen.clearRect(0, 0, this.width, this.height);
  }
}
