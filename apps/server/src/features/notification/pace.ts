/** How much may be sent now under a limit per second. What is not used within a second is not saved up. */
export interface Pace {
  /** Lets time pass. */
  refill(now: Date): void;
  /** Takes one, or says that none is left. */
  take(): boolean;
  readonly left: number;
}

export function createPace(perSecond: number): Pace {
  let left = perSecond;
  let filledAt: number | undefined;
  return {
    get left() {
      return left;
    },
    refill(now) {
      const passed = filledAt === undefined ? 1 : Math.abs(now.getTime() - filledAt) / 1000;
      filledAt = now.getTime();
      left = Math.min(perSecond, left + passed * perSecond);
    },
    take() {
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
