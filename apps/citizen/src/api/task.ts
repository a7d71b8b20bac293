import { useCallback, useRef, useState } from 'react';
import { beginWork } from '@/store/working';
import { troubleOf, type Trouble } from './node';

export interface Task {
  readonly busy: boolean;
  readonly trouble: Trouble | undefined;
  /** Does something that may fail; a second tap while it is being done is none. */
  readonly run: (work: () => Promise<void>) => void;
}

/**
 * Work that a tap starts: busy while it lasts, and in words what went wrong.
 * @param kind `look`: it only asks, so that whom she acts for may change meanwhile
 */
export function useTask(kind: 'change' | 'look' = 'change'): Task {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const running = useRef(false);
  const run = useCallback(
    (work: () => Promise<void>) => {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      setTrouble(undefined);
      const end = kind === 'change' ? beginWork() : undefined;
      void (async () => {
        try {
          await work();
        } catch (error) {
          setTrouble(await troubleOf(error));
        } finally {
          running.current = false;
          end?.();
          setBusy(false);
        }
      })();
    },
    [kind],
  );
  return { busy, trouble, run };
}
