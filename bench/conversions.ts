import { setTimeout as wait } from 'node:timers/promises';
import type { Traveller } from './population.ts';
import type { Application, TwoNodes } from './two-nodes.ts';

/** An application from the moment it should have been made until its end was committed. */
export interface Finished {
  /** On the clock of `performance.now`. */
  readonly at: number;
  /** Milliseconds. */
  readonly took: number;
  readonly state: string;
}

export interface Following {
  readonly finished: readonly Finished[];
  /** Applies over HTTP. @param since when the application should have been made, on the clock of `performance.now` */
  apply(traveller: Traveller, since?: number): Promise<void>;
  /** Follows one that has been acknowledged. */
  add(application: Application, since: number): void;
  /** How many have been acknowledged and not decided. */
  open(): number;
  /** Settles when every application has been decided, or patience is at an end. Answers how many are still open. */
  settled(): Promise<number>;
}

/** How often the destination's database is asked which applications are decided; a latency is too long by that much at most. */
const LOOK_EVERY = 100;
/** Looked at in one go: those that came first, which are decided first. */
const LOOK_AT = 1000;
const PATIENCE = 120_000;

/** Makes applications and sees when each is decided, in the database and therefore committed. */
export function follow(nodes: TwoNodes): Following {
  const open = new Map<string, Application & { readonly since: number }>();
  const finished: Finished[] = [];
  let stopped = false;
  const looking = look();
  // Whoever waits for the end hears of it; until then the one who applies may have failed already.
  looking.catch(() => undefined);

  async function look(): Promise<void> {
    for (;;) {
      await wait(LOOK_EVERY);
      if (stopped) return;
      const ends =
        open.size === 0 ? new Map<string, string>() : await nodes.decided([...open.values()].slice(0, LOOK_AT));
      const at = performance.now();
      for (const [id, state] of ends) {
        const application = open.get(id);
        open.delete(id);
        if (application !== undefined) finished.push({ at, took: at - application.since, state });
      }
    }
  }

  const add = (application: Application, since: number) =>
    void open.set(application.conversionId, { ...application, since });
  return {
    finished,
    add,
    open: () => open.size,
    async apply(traveller, since = performance.now()) {
      add({ personId: traveller.personId, conversionId: await nodes.apply(traveller) }, since);
    },
    async settled() {
      const until = performance.now() + PATIENCE;
      while (open.size > 0 && performance.now() < until) await wait(LOOK_EVERY);
      stopped = true;
      await looking;
      return open.size;
    },
  };
}
