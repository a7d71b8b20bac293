import { manage } from '../simulators/ask.ts';
import type { SimulatorName } from '../simulators/catalogue.ts';
import { formatInstant } from '../simulators/instants.ts';
import type { Person } from './person.ts';

const month = 30 * 86_400_000;

type Managed = Readonly<Record<SimulatorName, { readonly managementUrl: string }>>;

/** Lets the outside systems know people who have lived where they live for a month, and against whom nothing is known. */
export async function introduce(simulators: Managed, people: readonly Person[]): Promise<void> {
  const residents = people.map(
    ({ documentNumber, name, residenceDivision }) => [documentNumber, { name, residenceDivision }] as const,
  );
  const from = formatInstant(Date.now() - month);
  const phones = people.map(
    ({ phone, residenceDivision }) => [phone, [{ division: residenceDivision, from }]] as const,
  );
  await load('population-registry', { residents: Object.fromEntries(residents) });
  await load('itinerary-card', { phones: Object.fromEntries(phones) });

  async function load(name: SimulatorName, answers: Record<string, unknown>): Promise<void> {
    const { status } = await manage(simulators[name].managementUrl, 'PATCH /answers', answers);
    if (status !== 200) throw new Error(`${name} did not take its answers: ${status}`);
  }
}
