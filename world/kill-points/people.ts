import { makePerson, type Person } from '../people/person.ts';
import { manage } from '../simulators/ask.ts';
import { formatInstant } from '../simulators/instants.ts';
import type { World } from '../world.ts';

const monthMs = 30 * 86_400_000;
const firstSeed = 500_000;

/** Residents of 小店区, 太原, whom the outside systems know and know nothing against; each is used once. */
export async function introducePeople({ simulators }: World, count: number): Promise<Iterator<Person, never>> {
  const people = Array.from({ length: count }, (_, n) => makePerson({ seed: firstSeed + n, division: '140105' }));
  const from = formatInstant(Date.now() - monthMs);
  const load = async (name: 'population-registry' | 'itinerary-card', answers: Record<string, unknown>) => {
    const { status } = await manage(simulators[name].managementUrl, 'PATCH /answers', answers);
    if (status !== 200) throw new Error(`${name} did not take its answers: ${status}`);
  };
  await load('population-registry', {
    residents: Object.fromEntries(
      people.map(({ documentNumber, name, residenceDivision }) => [documentNumber, { name, residenceDivision }]),
    ),
  });
  await load('itinerary-card', {
    phones: Object.fromEntries(people.map(({ phone }) => [phone, [{ division: '140105', from }]])),
  });
  let next = 0;
  return {
    next: () => {
      const value = people[next++];
      if (value === undefined) throw new Error(`more than ${count} people are needed`);
      return { done: false, value };
    },
  };
}
