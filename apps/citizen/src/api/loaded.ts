import { useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTask, type Task } from './task';

export interface Loaded<T> {
  /** Undefined until there is an answer; what was there stays while it is asked for again. */
  readonly value: T | undefined;
  readonly task: Task;
  /** Something has changed: asks once more, after the answer that is awaited where there is one. */
  readonly again: () => void;
}

/**
 * Something of the node's that a page shows: asked for when the page is opened, and each time the person comes back to it.
 * @param ask the same function at every drawing, or one of `useCallback`
 */
export function useLoaded<T>(ask: () => Promise<T>): Loaded<T> {
  const { run, ...task } = useTask('look');
  const [value, setValue] = useState<T>();
  const changed = useRef(false);
  const load = useCallback(
    () =>
      run(async () => {
        do {
          changed.current = false;
          setValue(await ask());
        } while (changed.current);
      }),
    [run, ask],
  );
  const again = useCallback(() => {
    changed.current = true;
    load();
  }, [load]);
  useEffect(load, [load]);
  useDidShow(load);
  return { value, task: { ...task, run }, again };
}
