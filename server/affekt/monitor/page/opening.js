/** The way in: which server token, which session, which set. Tokens stay in this tab and never stand in the address. */

import { byId, make, write } from "./dom.js";

const TOKEN = "affekt.token";
const LAST = "affekt.session";

/** The server's token, as this tab knows it. */
export const serverToken = () => sessionStorage.getItem(TOKEN) ?? "";

/**
 * Reads a page of facts with the server's token.
 * @param {string} path @returns {Promise<Response>}
 */
function ask(path) {
  const token = serverToken();
  return fetch(path, { cache: "no-store", headers: token ? { Authorization: `Bearer ${token}` } : {} });
}

/** The dialog at the beginning, and whenever another session is wanted. */
export class Opening {
  /** @param {(options: import("./affekt-session.js").Options) => void} begin */
  constructor(begin) {
    this.begin = begin;
    this.dialog = byId("opening");
    byId("opening-form").addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      this.#open();
    });
    byId("token-form").addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      sessionStorage.setItem(TOKEN, byId("token").value);
      this.show();
    });
  }

  /** The session that this tab had, to be joined again after a reload. @returns {import("./affekt-session.js").Options | null} */
  last() {
    const kept = JSON.parse(sessionStorage.getItem(LAST) ?? "null");
    const named = new URLSearchParams(location.hash.slice(1));
    const session = named.get("session") ?? kept?.session;
    if (!session) return null;
    const known = kept?.session === session ? kept : { session, set: named.get("set") ?? "" };
    return { ...known, token: serverToken() };
  }

  /** @param {{session: string, session_token: string, set: string}} welcome */
  remember({ session, session_token: sessionToken, set }) {
    sessionStorage.setItem(LAST, JSON.stringify({ session, sessionToken, set }));
    history.replaceState(null, "", `#${new URLSearchParams({ session })}`);
  }

  forget() {
    sessionStorage.removeItem(LAST);
    history.replaceState(null, "", location.pathname);
  }

  /** Asks; `why` is told above. @param {string} [why] */
  async show(why = "") {
    const token = serverToken();
    const answers = await Promise.all([ask("/v1/sets"), ask("/v1/sessions")]).catch(() => null);
    // Another token was tried meanwhile: this answer is about the one before.
    if (token !== serverToken()) return;
    const [sets, sessions] = answers ?? [];
    const locked = sets?.status === 401;
    byId("token-form").hidden = !locked;
    byId("opening-form").hidden = locked || !sets?.ok;
    write(byId("opening-why"), !answers ? "The server does not answer. Start it with affekt serve, and reload." : why);
    if (locked) {
      const wrong = Boolean(token);
      sessionStorage.removeItem(TOKEN);
      if (wrong) write(byId("opening-why"), "This is not the server's token.");
    } else if (sets?.ok && sessions?.ok) {
      this.#fill((await sets.json()).sets, (await sessions.json()).sessions);
    }
    if (!this.dialog.open) this.dialog.showModal();
  }

  #fill(sets, sessions) {
    byId("open-sets").replaceChildren(...sets.map((set, n) =>
      make("label.choice", {},
        make("input", { type: "radio", name: "what", value: `set:${set.name}`, checked: n === 0 && !sessions.length }),
        make("span.name", {}, set.title || set.name),
        make("span.about", {}, set.description || `${set.sections.length} sections`))));
    byId("open-sessions-head").hidden = !sessions.length;
    byId("open-sessions").replaceChildren(...sessions.map((one, n) =>
      make("label.choice", {},
        make("input", { type: "radio", name: "what", value: `session:${one.name}`, checked: n === 0 }),
        make("span.name", {}, one.name),
        make("span.about", {}, `${one.set}, ${one.stopped ? "stopped" : one.section || "silence"}, bar ${one.bar}`))));
  }

  #open() {
    const form = new FormData(byId("opening-form"));
    const [kind, name] = String(form.get("what") ?? "set:").split(/:(.*)/);
    const token = serverToken();
    const sessionToken = String(form.get("session-token") ?? "").trim();
    this.dialog.close();
    if (kind === "session") {
      this.begin({ session: name, token, ...(sessionToken ? { sessionToken } : { join: true }) });
    } else {
      const seed = String(form.get("seed") ?? "").trim();
      const session = String(form.get("session") ?? "").trim() || "studio";
      this.begin({ session, set: name, token, ...(/^\d+$/.test(seed) ? { seed: Number(seed) } : {}) });
    }
  }
}
