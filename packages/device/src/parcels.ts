import { createTurns } from './turns.ts';
import { batchOf, type Waiting, type WaitingItem } from './upload.ts';

/** A store of texts by name, each written whole or not at all; a promise settles when that is done. */
export interface TextStore {
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** What waits in a store, and how to destroy it. */
export interface StoredWaiting extends Waiting {
  empty(): Promise<void>;
}

/** What becomes one batch: it has its id from when it is sent first. */
interface Parcel {
  readonly batchId?: string;
  readonly items: readonly WaitingItem[];
}

/** Numbers of the parcels there are. */
interface Range {
  readonly first: number;
  readonly next: number;
}

/** Under a hundred kilobytes: each is written anew for every item that joins it. */
const mostInParcel = 50;
const empty: Parcel = { items: [] };
const rangeName = 'waiting';
const nameOf = (number: number) => `waiting.${number}`;

/**
 * What waits, in a store that knows no transactions: in numbered parcels, of which each change writes or removes one. A number is counted
 * before its parcel is written, and let go after it is removed: a program that ends in between finds a parcel that is missing, which is
 * an empty one. @param newId of a batch: a UUID
 */
export async function openParcels(store: TextStore, newId: () => string): Promise<StoredWaiting> {
  const inTurn = createTurns();
  const readJson = async (name: string): Promise<unknown> => {
    const text = await store.read(name);
    return text === undefined ? undefined : JSON.parse(text);
  };
  const read = async (number: number): Promise<Parcel> =>
    ((await readJson(nameOf(number))) as Parcel | undefined) ?? empty;
  const write = (number: number, parcel: Parcel) => store.write(nameOf(number), JSON.stringify(parcel));
  let { first, next } = ((await readJson(rangeName)) as Range | undefined) ?? { first: 0, next: 0 };
  let count = 0;
  for (let number = first; number < next; number += 1) count += (await read(number)).items.length;

  const setRange = async (range: Range) => {
    await store.write(rangeName, JSON.stringify(range));
    ({ first, next } = range);
  };
  const dropFirst = async () => {
    await store.remove(nameOf(first));
    await setRange({ first: first + 1, next });
  };
  const takeBack = async (number: number, item: WaitingItem) => {
    const parcel = await read(number);
    const rest = parcel.items.filter((other) => !isSame(other, item));
    if (parcel.batchId !== undefined || rest.length === parcel.items.length) return;
    await write(number, { items: rest });
    count -= 1;
  };
  return {
    add: (item) =>
      inTurn(async () => {
        const last = next > first ? await read(next - 1) : undefined;
        const joins = last !== undefined && last.batchId === undefined && last.items.length < mostInParcel;
        if (!joins) await setRange({ first, next: next + 1 });
        const number = next - 1;
        await write(number, { items: [...(joins ? last.items : []), item] });
        count += 1;
        return () => inTurn(() => takeBack(number, item));
      }),
    nextBatch: () =>
      inTurn(async () => {
        for (let number = first; number < next; number += 1) {
          const { items, batchId = newId() } = await read(number);
          // On it before it goes: a batch that comes twice is to be the same one.
          if (items.length > 0) await write(number, { batchId, items });
          if (items.length > 0) return batchOf(batchId, items);
          await dropFirst();
        }
        return undefined;
      }),
    forget: (batchId) =>
      inTurn(async () => {
        const parcel = await read(first);
        if (parcel.batchId !== batchId) return;
        await dropFirst();
        count -= parcel.items.length;
      }),
    count: async () => count,
    empty: () =>
      inTurn(async () => {
        for (let number = first; number < next; number += 1) await dropFirst();
        await store.remove(rangeName);
        count = 0;
      }),
  };
}

function isSame(one: WaitingItem, other: WaitingItem): boolean {
  return one.kind === other.kind && JSON.stringify(one.content) === JSON.stringify(other.content);
}
