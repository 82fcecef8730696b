/** Whole-number laws of the baked score: the same result in every language with doubles of 53 bits. See docs/bake.md. */

/** One, in millionths. */
export const WHOLE = 1_000_000;
/** A draw is a whole number below this. */
export const SHARES = 2 ** 20;
const WORD = 2 ** 32;
const SPREAD = 0x45d9b;

/** Divides downwards. @param {number} a @param {number} b */
export const div = (a, b) => Math.floor(a / b);

/** What is left, with the sign of the divisor. @param {number} a @param {number} b */
export const mod = (a, b) => a - b * Math.floor(a / b);

/** @param {number} value @returns {number} in millionths, halves upwards */
export const millionths = (value) => Math.floor(value * WHOLE + 0.5);

/** @param {number} value @param {number} low @param {number} high */
export const clamp = (value, low, high) => (value < low ? low : Math.min(value, high));

/** A curve's value; flat beyond its ends, 0 where it has no points. @param {number[][]} points @param {number} x */
export function along(points, x) {
  if (!points.length) return 0;
  let [x0, y0] = points[0];
  if (x <= x0) return y0;
  for (const [x1, y1] of points) {
    if (x <= x1) return x1 === x0 ? y1 : y0 + div((y1 - y0) * (x - x0), x1 - x0);
    [x0, y0] = [x1, y1];
  }
  return y0;
}

/** @param {number} word of 32 bits */
function mixed(word) {
  let made = (word ^ (word >>> 16)) >>> 0;
  made = (made * SPREAD) % WORD;
  made = (made ^ (made >>> 16)) >>> 0;
  made = (made * SPREAD) % WORD;
  return (made ^ (made >>> 16)) >>> 0;
}

/**
 * A draw, 0 to `SHARES` - 1, that depends on nothing but the arguments.
 * @param {number} seed @param {number} salt @param {number} bar @param {number} [attempt]
 */
export function draw(seed, salt, bar, attempt = 0) {
  let word = mixed(mod(seed, WORD));
  for (const one of [salt, bar, attempt]) word = mixed(mod(word + one, WORD));
  return word >>> 12;
}

/** The index that a draw falls on, in proportion to weights. @param {number[]} weights @param {number} drawn */
export function pick(weights, drawn) {
  const sum = weights.reduce((all, one) => all + one, 0);
  let place = div(drawn * sum, SHARES);
  for (let index = 0; index < weights.length; index += 1) {
    place -= weights[index];
    if (place < 0) return index;
  }
  return weights.length - 1;
}

/** `value / of` in steps of 1 / `digits`, halves upwards. @param {number} value @param {number} of @param {number} [digits] */
export const rounded = (value, of, digits = 10_000) => div(value * digits * 2 + of, 2 * of) / digits;
