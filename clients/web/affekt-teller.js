/** Tells listeners by name; one that fails does not keep the others from hearing. */
export class Teller {
  /** @type {Map<string, Set<Function>>} */
  #ears = new Map();

  /**
   * Listens; the returned function ends it.
   * @param {string} kind
   * @param {(told: any) => void} hear
   * @returns {() => void}
   */
  on(kind, hear) {
    const ears = this.#ears.get(kind) ?? new Set();
    this.#ears.set(kind, ears.add(hear));
    return () => ears.delete(hear);
  }

  /**
   * @param {string} kind
   * @param {any} [told]
   */
  tell(kind, told) {
    for (const hear of this.#ears.get(kind) ?? []) {
      try {
        hear(told);
      } catch (error) {
        reportError(error);
      }
    }
  }
}
