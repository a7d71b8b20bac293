import { routes, type Client, type schemas } from '@tongxing/contract';
import { declaredCitizen, type Citizen } from './citizen.ts';
import type { TestNode } from './node.ts';
import { inventPerson } from './people.ts';
import { hire, type Staff } from './staff.ts';

/** A close contact by mistake: the commission has mixed two people up. Red in Shanxi (SX22-R2). */
export const mistaken = { kind: 'contact', degree: 'close', since: '2026-11-20' } as const;

/** Somebody whom the health commission has wrongly on its list of contacts, and who is red for it. */
export async function wronglyRed(node: TestNode): Promise<Citizen> {
  const person = inventPerson(node.division === '140000' ? '140105' : '370102');
  node.sources.records.set(person.documentNumber, [mistaken]);
  return declaredCitizen(node, person);
}

export function file({ client }: Citizen, filing: Partial<schemas.AppealFiling> = {}): Promise<schemas.Appeal> {
  const body = { ground: 'not-mine' as const, statement: '我从未到过那里。', ...filing };
  return client.call(routes.fileAppeal, { body });
}

export function appealOf({ client }: Citizen, appealId: string): Promise<schemas.Appeal> {
  return client.call(routes.getAppeal, { params: { appealId } });
}

/** A departure so many seconds from now. */
export function leavingIn(node: TestNode, seconds: number): schemas.Departure {
  const departsAt = new Date(node.clock.now().getTime() + seconds * 1000).toISOString();
  return { mode: 'train', number: 'G1234', departsAt };
}

let reviewers = 0;

/** A reviewer, or an officer of health data, with a personnel number of their own. */
export function hireOfficer(
  node: TestNode,
  role: 'reviewer' | 'health-data' = 'reviewer',
  division = node.division,
): Promise<Staff> {
  reviewers += 1;
  return hire(node, { role, division, personnelNumber: `SH-${String(reviewers).padStart(6, '0')}` });
}

export function answerSource(client: Client, appealId: string, finding: schemas.SourceAnswer['finding']) {
  return client.call(routes.answerSourceCase, { params: { appealId }, body: { finding, text: '已核对原始登记。' } });
}

export function decide(client: Client, appealId: string, decision: Partial<schemas.AppealDecision> = {}) {
  const body = { outcome: 'uphold' as const, answer: 'source-erred' as const, text: '已核实。', ...decision };
  return client.call(routes.decideAppeal, { params: { appealId }, body });
}

export const reject = { outcome: 'reject', answer: 'record-confirmed' } as const;
