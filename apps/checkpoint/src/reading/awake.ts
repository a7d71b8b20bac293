/**
 * Keeps the screen on, where the browser can: a guard's hands are elsewhere when it goes dark. A lock ends with every look at another
 * page, and is taken again when this one is seen.
 * @returns lets it go dark again
 */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  let wanted = true;
  const take = async () => {
    if (!wanted || document.visibilityState !== 'visible' || lock?.released === false) return;
    // Refused where the battery is low, say: then the screen goes dark as its owner has set it, and nothing else is different.
    lock = await navigator.wakeLock?.request('screen').catch(() => undefined);
    if (!wanted) void lock?.release();
  };
  const takeAgain = () => void take();
  document.addEventListener('visibilitychange', takeAgain);
  takeAgain();
  return () => {
    wanted = false;
    document.removeEventListener('visibilitychange', takeAgain);
    void lock?.release();
  };
}
