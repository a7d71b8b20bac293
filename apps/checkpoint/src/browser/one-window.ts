const name = 'tongxing-checkpoint-window';
/** A window that is closed or opened anew frees the device within this (milliseconds); one that works does not. */
const freedWithin = 500;

/**
 * Waits until this window is the one in which the device works. In two at once each would go on from what the disk held when it was
 * opened, and a check be sent as it stood then.
 * @param elsewhere told where another window works, with what makes that one stop and this one go on
 */
export async function takeWindow(elsewhere: (takeOver: () => void) => void): Promise<void> {
  const windows = new BroadcastChannel(name);
  if (!(await isFree())) {
    await new Promise<void>((resolve, reject) => {
      elsewhere(() => {
        // In the queue first: else the other window, opened anew, would have it again.
        hold().then(resolve, reject);
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin, and names none
        windows.postMessage('stop');
      });
    });
  }
  // Nothing of what it was doing goes on: it stands before the question whether to take over.
  windows.addEventListener('message', () => location.reload());
}

async function isFree(): Promise<boolean> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), freedWithin);
  try {
    await hold(patience.signal);
    return true;
  } catch (error) {
    if (patience.signal.aborted) return false;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Settles when this window has the lock, which it keeps for as long as it is open. */
function hold(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const keep = () => {
      resolve();
      return new Promise<never>(() => undefined);
    };
    navigator.locks.request(name, signal === undefined ? {} : { signal }, keep).catch(reject);
  });
}
