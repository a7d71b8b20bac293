import { introduce } from '../people/introduce.ts';
import { makePerson, type Person } from '../people/person.ts';
import type { World } from '../world.ts';

const firstSeed = 500_000;

/** Residents of 小店区, 太原, whom the outside systems know and know nothing against; each is used once. */
export async function introducePeople({ simulators }: World, count: number): Promise<Iterator<Person, never>> {
  const people = Array.from({ length: count }, (_, n) => makePerson({ seed: firstSeed + n, division: '140105' }));
  await introduce(simulators, people);
  let next = 0;
  return {
    next: () => {
      const value = people[next++];
      if (value === undefined) throw new Error(`more than ${count} people are needed`);
      return { done: false, value };
    },
  };
}
