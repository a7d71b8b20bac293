import { introduce } from '../people/introduce.ts';
import { makePerson, type Person } from '../people/person.ts';
import { manage } from '../simulators/ask.ts';
import type { World } from '../world.ts';

const firstSeed = 500_000;

/** Residents of 小店区, 太原, whom the outside systems know and know nothing against; each is used once. */
export async function introducePeople({ simulators }: World, count: number): Promise<Iterator<Person, never>> {
  const people = Array.from({ length: count }, (_, n) => makePerson({ seed: firstSeed + n, division: '140105' }));
  await introduce(simulators, people);
  const accounts = people.map(({ phone, name, documentNumber }) => [
    phone,
    { name, documentNumber, assuranceLevel: 'high' },
  ]);
  const { managementUrl } = simulators['provincial-app'];
  const { status } = await manage(managementUrl, 'PATCH /answers', {
    accounts: Object.fromEntries(accounts) as object,
  });
  if (status !== 200) throw new Error(`the app of the province did not take its people: ${status}`);
  let next = 0;
  return {
    next: () => {
      const value = people[next++];
      if (value === undefined) throw new Error(`more than ${count} people are needed`);
      return { done: false, value };
    },
  };
}
