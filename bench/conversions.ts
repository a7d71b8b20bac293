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

  return {
    finished,
    async apply(traveller, since = performance.now()) {
      const conversionId = await nodes.apply(traveller);
      open.set(conversionId, { personId: traveller.personId, conversionId, since });
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
