import type { FaultPoints } from '@tongxing/server';

/** Counts the moments a process reaches, and kills it at the one it is armed for: as `kill -9` or a power cut would. */
export interface KillSwitch extends FaultPoints {
  /** Dies when `point` is reached for the `nth` time from now on. */
  arm(point: string, nth: number): void;
  /** How often each point has been reached since the last {@link forget}. */
  points(): Readonly<Record<string, number>>;
  forget(): void;
}

export function createKillSwitch(die: () => unknown = () => process.kill(process.pid, 'SIGKILL')): KillSwitch {
  const reached = new Map<string, number>();
  let armed: { point: string; left: number } | undefined;
  return {
    reach(point) {
      reached.set(point, (reached.get(point) ?? 0) + 1);
      if (armed?.point !== point) return;
      armed.left -= 1;
      if (armed.left === 0) die();
    },
    arm(point, nth) {
      armed = { point, left: nth };
    },
    points: () => Object.fromEntries(reached),
    forget() {
      reached.clear();
      armed = undefined;
    },
  };
}
