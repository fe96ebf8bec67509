// Words while they are typed: what is asked for at once, and what when the reader pauses.

/** Milliseconds after the first two letters of a word, in which a third one may follow. */
const PATIENCE = 800;
/** Milliseconds after any other key: somewhat more than lie between two keys of a fast typist. */
const PAUSE = 120;
/** The first letters of a word would load every piece of the index that has a word beginning so: they
 * are looked for only when nothing follows ("AI"). */
const BEGUN = /(^|\s)\S{1,2}$/;
/** From four letters on it is nearly always the piece that the whole word needs. */
const SHORT = /(^|\s)\S{0,3}$/;

export class Typing {
  /**
   * @param {HTMLInputElement} input
   * @param {(q: string) => void} ahead is asked at each key from which a search may be begun
   * @param {(q: string, begun: boolean) => void} paused is asked when nothing follows; whether it had been before
   */
  constructor(input, ahead, paused) {
    this.begun = false;
    input.addEventListener("focus", () => {
      this.begun = false;
    });
    input.addEventListener("input", () => {
      this.stop();
      const q = input.value.trim();
      if (!SHORT.test(q)) ahead(q);
      this.timer = setTimeout(
        () => {
          this.timer = undefined;
          // The first letters make an entry of their own: Back leads to what was there before.
          paused(input.value.trim(), this.begun);
          this.begun = true;
        },
        BEGUN.test(input.value) ? PATIENCE : PAUSE,
      );
    });
  }

  /** What stands in the field comes from elsewhere: the next letters are the first ones. */
  restart() {
    this.stop();
    this.begun = false;
  }

  /** What was typed is taken care of. @returns {boolean} whether there was anything to do */
  stop() {
    const waiting = this.timer !== undefined;
    clearTimeout(this.timer);
    this.timer = undefined;
    return waiting;
  }
}
