import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let underWay = 0;

/** Something is being changed at the node. @returns to call when it is over */
export function beginWork(): () => void {
  count(1);
  return () => count(-1);
}

/** Whether something is being changed: until it is over nobody else can be chosen to act for, so that it is about one person only. */
export function useWorking(): boolean {
  return useSyncExternalStore(onWork, isWorking, isWorking);
}

function isWorking(): boolean {
  return underWay > 0;
}

function onWork(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function count(by: 1 | -1): void {
  underWay += by;
  for (const listener of listeners) listener();
}
