import type { Walk, Step } from './walk.ts';
import type { Bilingual } from './words.ts';

/** What a screen may do besides drawing itself. */
export interface App {
  readonly walk: Walk;
  /** Draws everything anew from what is known. */
  render(): void;
  /** Does something that takes time: says so meanwhile, and says what went wrong if it does. One thing at a time. */
  act(what: Bilingual, work: () => Promise<void>): void;
  goTo(step: Step): void;
  choosePerson(id: string): void;
  /** Called every second until the next render. */
  eachSecond(tick: () => void): void;
}
