import type { RootKey, TrustedNode } from '@tongxing/codec';
import type { Invariants } from '../invariants.ts';
import type { Markers } from '../markers/markers.ts';
import type { World } from '../world.ts';

export interface StoryWorld {
  readonly world: World;
  readonly roots: readonly RootKey[];
  readonly listed: (division: string) => TrustedNode;
  readonly invariants: Invariants;
  readonly markers: Markers;
  readonly databaseUrl: (division: string) => string;
  /** Where the world keeps keys and secrets, by division, and the roots of its trust list. */
  readonly folder: string;
}

/** One thing that happens and what must come of it; the text after the title says what was seen. */
export interface Step {
  readonly title: string;
  run(): Promise<string>;
}

export interface Story {
  readonly name: string;
  readonly about: string;
  /** The provinces that it needs; all where they are not named. */
  readonly divisions?: readonly string[];
  steps(world: StoryWorld): Step[];
}

/** @throws Error when something is not as the story says */
export function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
