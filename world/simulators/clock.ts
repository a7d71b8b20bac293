/** The machine's clock, until it is told another time; from there it runs on, or stands still. */
export class SimulatedClock {
  #read: () => number = Date.now;

  now(): number {
    return this.#read();
  }

  /** @param instant milliseconds since 1970 */
  set(instant: number, running: boolean): void {
    const offset = instant - Date.now();
    this.#read = running ? () => Date.now() + offset : () => instant;
  }

  reset(): void {
    this.#read = Date.now;
  }
}
