const name = 'tongxing-checkpoint-window';
/** A window that is closed or opened anew frees the device within this (milliseconds), most often; one that works does not. */
const freedWithin = 500;

/**
 * Waits until this window is the one in which the device works. In two at once each would go on from what the disk held when it was
 * opened, and a check be sent as it stood then.
 * @param elsewhere told where another window works, with what makes that one stop; once it has stopped or is closed, this one goes on
 */
export async function takeWindow(elsewhere: (takeOver: () => void) => void): Promise<void> {
  const windows = new BroadcastChannel(name);
  // In the queue before the other is stopped: else that one, opened anew, would have it again.
  const held = hold();
  const timer = setTimeout(() => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin, and names none
    elsewhere(() => windows.postMessage('stop'));
  }, freedWithin);
  await held.finally(() => clearTimeout(timer));
  // Nothing of what it was doing goes on: it stands before the question whether to take over.
  windows.addEventListener('message', () => location.reload());
}

/** Settles when this window has the lock, which it keeps for as long as it is open. */
function hold(): Promise<void> {
  return new Promise((resolve, reject) => {
    const keep = () => {
      resolve();
      return new Promise<never>(() => undefined);
    };
    navigator.locks.request(name, keep).catch(reject);
  });
}
