import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { signInCitizen, usual, type Citizen } from '../../clients/citizen.ts';
import { hireStaff, type StaffMember } from '../../clients/staff.ts';
import { introduce } from '../../people/introduce.ts';
import { makePerson, type Person } from '../../people/person.ts';
import { shanxi } from '../../provinces.ts';
import type { StoryClock } from '../scene.ts';
import { expect, type StoryWorld } from '../story.ts';

/** Zhengzhou, June 2022: 1,317 depositors of village banks who had come, or might come, to ask for their money. */
export const depositors = 1317;
const day = 86_400;
export const invented = '晋疫控〔2026〕88号';

/** Of those known here, by where they live and have been. The case that is stated was in Xiaodian, 140105. */
export const near = peopleOf('140105', 2001, 4);
export const far = peopleOf('140109', 2011, 3);
export const elsewhere = peopleOf('140213', 2021, 2);
/** Nobody here knows them: they live in Henan, and may come. */
export const strangers = peopleOf('410105', 2101, depositors - 9);

function peopleOf(division: string, firstSeed: number, count: number): Person[] {
  return Array.from({ length: count }, (_, at) => makePerson({ seed: firstSeed + at, division }));
}

export interface Cast {
  readonly citizens: Map<string, Citizen>;
  readonly staff: Record<'officer' | 'honest' | 'colluding' | 'reviewer' | 'another', StaffMember>;
  readonly inForce: string[];
}

export async function hireAll({ world }: StoryWorld, { staff }: Cast): Promise<void> {
  const roles = {
    officer: 'health-data',
    honest: 'policy-approver',
    colluding: 'health-data',
    reviewer: 'reviewer',
    another: 'reviewer',
  } as const;
  for (const [at, [name, role]] of Object.entries(roles).entries()) {
    const account = {
      username: `depositors-${name}`,
      role,
      division: '140100',
      personnelNumber: `TY-DEPOSITORS-${at}`,
    };
    staff[name as keyof typeof roles] = await hireStaff(world.nodes[shanxi]!, account);
  }
}

/** Registers and declares fourteen days at home. */
export async function settle(story: StoryWorld, clock: StoryClock, cast: Cast, person: Person): Promise<Citizen> {
  const { nodes, simulators } = story.world;
  await introduce(simulators, [person]);
  const { url } = nodes[shanxi]!;
  const citizen = await signInCitizen({ url, smsManagementUrl: simulators['sms-gateway'].managementUrl }, person);
  await citizen.verify();
  await citizen.declare(usual(person, new Date(clock.now() * 1000)));
  const { colour } = await citizen.colour();
  expect(colour === 'green', `green, not ${colour}`);
  cast.citizens.set(person.documentNumber, citizen);
  story.invariants.watch(shanxi, citizen.client);
  return citizen;
}

export async function draftList({ staff }: Cast, clock: StoryClock, people: readonly Person[]): Promise<string> {
  const [from, to] = [ago(clock, 3 * day), ago(clock, 2 * day)];
  const { listId } = await staff.officer.call(routes.createColourList, {
    body: {
      division: '140100',
      subject: { kind: 'contacts', degree: 'close', places: [{ division: '140105', from, to }] },
      approval: paper(clock, 'contact-tracing'),
      entries: people.map((person) => ({ ...whom(person), since: to })),
    },
  });
  return listId;
}

export const previewOf = ({ staff }: Cast, listId: string) =>
  staff.officer.call(routes.previewColourList, { params: { listId } });
export const proposeList = ({ staff }: Cast, listId: string, previewHash: string) =>
  staff.officer.call(routes.proposeColourList, { params: { listId }, body: { previewHash } });
export const decide = (by: StaffMember, approvalId: string, decision: 'approve' | 'reject') =>
  by.call(routes.decideApproval, { params: { approvalId }, body: { decision } });

export const whom = ({ documentType, documentNumber }: Person) => ({ documentType, documentNumber });
const ago = (clock: StoryClock, seconds: number) => new Date((clock.now() - seconds) * 1000).toISOString();
export const paper = (clock: StoryClock, ground: string): schemas.ApprovalGround => {
  return { ground, documentNumber: invented, endsAt: ago(clock, -7 * day) };
};

export async function coloursOf(cast: Cast, people: readonly Person[]): Promise<string> {
  const each = people.map((person) =>
    cast.citizens.get(person.documentNumber)!.client.call(routes.getHealthInformation, {}),
  );
  return (await Promise.all(each)).map(({ colour }) => colour).join(' ');
}

/** The code of a problem, or `none`. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'none';
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
}
