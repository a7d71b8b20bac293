import { useCallback, useRef, useState } from 'react';
import { troubleOf, type Trouble } from './node';

export interface Task {
  readonly busy: boolean;
  readonly trouble: Trouble | undefined;
  /** Does something that may fail; a second tap while it is being done is none. */
  readonly run: (work: () => Promise<void>) => void;
}

/** Work that a tap starts: busy while it lasts, and in words what went wrong. */
export function useTask(): Task {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const running = useRef(false);
  const run = useCallback((work: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setTrouble(undefined);
    void (async () => {
      try {
        await work();
      } catch (error) {
        setTrouble(await troubleOf(error));
      } finally {
        running.current = false;
        setBusy(false);
      }
    })();
  }, []);
  return { busy, trouble, run };
}
