import type { Session } from './session.ts';

/** One thing that the protocol asks for and that shows from outside; `title` is its line in docs/protocol/conformance.md. */
export interface Requirement {
  /** Never given to another requirement. */
  readonly id: string;
  readonly level: 'MUST' | 'SHOULD';
  readonly title: string;
  /** @throws Failed when the node does otherwise, NotTested when what is needed to see it is not there */
  check(session: Session): Promise<void>;
}

export class Failed extends Error {}
export class NotTested extends Error {}

/** @throws Failed with what was seen */
export function must(holds: boolean, seen: string): asserts holds {
  if (!holds) throw new Failed(seen);
}

/** @throws NotTested with why */
export function needs<T>(value: T | undefined, why: string): T {
  if (value === undefined) throw new NotTested(why);
  return value;
}
