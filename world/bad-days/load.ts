import { randomUUID } from 'node:crypto';
import { ProblemError, routes, type Client, type schemas } from '@tongxing/contract';

/** What clients saw of a node while they went on as if nothing were wrong. */
export interface Seen {
  readonly declarations: Set<string>;
  readonly scans: Set<string>;
  /** How often each problem was answered, and how often there was no answer at all. */
  readonly problems: Map<string, number>;
  /** Problems of status 503 that did not say when to come again. */
  withoutRetryAfter: number;
}

export interface Load {
  readonly seen: Seen;
  /** Lets every request in flight end, and answers what was seen. */
  stop(): Promise<Seen>;
}

/** A person who declares her health again and again, and a checkpoint that scans without a pause. */
export function startLoad(
  citizen: Client,
  declaration: schemas.HealthDeclaration,
  checkpoint: Client,
  text: () => Promise<string>,
): Load {
  const seen: Seen = { declarations: new Set(), scans: new Set(), problems: new Map(), withoutRetryAfter: 0 };
  const load = { going: true };
  const again = async (act: () => Promise<void>) => {
    while (load.going) {
      try {
        await act();
      } catch (error) {
        note(seen, error);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  };
  const loops = [
    again(async () => {
      seen.declarations.add((await citizen.call(routes.declareHealth, { body: declaration })).declarationId);
    }),
    ...[1, 2, 3].map(() =>
      again(async () => {
        const scanId = randomUUID();
        await checkpoint.call(routes.verifyCode, { body: { scanId, text: await text() } });
        seen.scans.add(scanId);
      }),
    ),
  ];
  return {
    seen,
    async stop() {
      load.going = false;
      await Promise.all(loops);
      return seen;
    },
  };
}

function note(seen: Seen, error: unknown): void {
  const name = error instanceof ProblemError ? error.code : 'no answer';
  seen.problems.set(name, (seen.problems.get(name) ?? 0) + 1);
  if (error instanceof ProblemError && error.problem.status === 503 && error.problem.retryAfterSeconds === undefined) {
    seen.withoutRetryAfter += 1;
  }
}
