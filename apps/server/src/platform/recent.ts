/** What was put in last, up to so many: past that the one that was put in longest ago is forgotten. */
export interface Recent<V> {
  get(key: string): V | undefined;
  /** Puts a key in anew: from now on it is the last. */
  put(key: string, value: V): void;
  delete(key: string): void;
  readonly size: number;
}

export function createRecent<V>(most: number): Recent<V> {
  const held = new Map<string, V>();
  // Goes through the map in the order in which keys were put in, and stays where it is: one that begins anew at each call would go over
  // the places of all who have been forgotten, which takes longer the more there are.
  let oldest = held.keys();

  function forgetOldest(): void {
    let next = oldest.next();
    if (next.done === true) {
      oldest = held.keys();
      next = oldest.next();
    }
    if (next.done !== true) held.delete(next.value);
  }

  return {
    get: (key) => held.get(key),
    put(key, value) {
      held.delete(key);
      held.set(key, value);
      if (held.size > most) forgetOldest();
    },
    delete: (key) => void held.delete(key),
    get size() {
      return held.size;
    },
  };
}
