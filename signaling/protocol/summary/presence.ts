/** Shorter breaks of a line are none: a page that was loaded anew. */
const shortestOutageMs = 3_000;

/** When a room was there, from what the log says of its seat. Only what falls into the open lesson counts. */
export class Presence {
  firstInAt: number | null = null;
  leftAt: number | null = null;
  connectedMs = 0;
  outages = 0;
  outageMs = 0;
  #here = false;
  /** Since when it is here or away, within the open lesson. */
  #since = 0;
  #isOpen = false;
  #isDown = false;

  /** The lesson begins: whoever waits is there from now on. */
  open(at: number): void {
    this.#isOpen = true;
    this.#since = at;
    if (this.#here) this.firstInAt ??= at;
  }

  attach(at: number): void {
    if (this.#here) return;
    const awayMs = at - this.#since;
    if (this.#isOpen && this.#isDown && awayMs >= shortestOutageMs) {
      this.outages += 1;
      this.outageMs += awayMs;
    }
    this.#here = true;
    this.#isDown = false;
    this.#since = at;
    this.leftAt = null;
    if (this.#isOpen) this.firstInAt ??= at;
  }

  /** Its line is down. Counts as an outage once it is back. */
  detach(at: number): void {
    this.#away(at);
    this.#isDown = this.#isOpen;
  }

  /** It has left for good, or was away for too long. What follows is no outage unless its line had gone down before. */
  leave(at: number): void {
    if (this.#here) this.#away(at);
  }

  end(at: number): void {
    if (this.#here && this.#isOpen) this.connectedMs += at - this.#since;
    this.#isOpen = false;
  }

  /** Time connected so far, when the lesson goes on. */
  connectedUntil(now: number): number {
    return this.connectedMs + (this.#here && this.#isOpen ? Math.max(0, now - this.#since) : 0);
  }

  #away(at: number): void {
    if (!this.#here) return;
    if (this.#isOpen) {
      this.connectedMs += at - this.#since;
      this.leftAt = at;
    }
    this.#here = false;
    this.#since = at;
  }
}
