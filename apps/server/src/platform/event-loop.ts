import { monitorEventLoopDelay } from 'node:perf_hooks';

/** So long on average, and a request waits that long several times before it is answered. */
const strainedMs = 1000;
/** Asked more often, it goes by what it found last: a delay needs some time to be measured. */
const measuredMs = 500;

/** Says whether this process has been behind with everything it does: how late its event loop comes to what is due. */
export function watchEventLoop(): { isStrained: () => boolean; stop: () => void } {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let strained = false;
  let since = performance.now();
  return {
    isStrained() {
      if (performance.now() - since >= measuredMs) {
        strained = delay.mean / 1e6 > strainedMs;
        delay.reset();
        since = performance.now();
      }
      return strained;
    },
    stop: () => delay.disable(),
  };
}
