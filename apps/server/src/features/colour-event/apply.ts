import type { schemas } from '@tongxing/contract';
import type { Fact } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { currentFactsOf, recordReports, recordStatements, type Report, type Statement } from '../facts/index.ts';
import type { HeldRow } from './held.ts';

type Deps = Pick<NodeContext, 'clock'>;

/** What an origin says of a person now; null when it tells no more. */
export interface SaidOf {
  readonly held: Pick<HeldRow, 'person_id' | 'origin' | 'consent_grade'>;
  readonly said: schemas.ColourEvent['said'];
}

/**
 * Makes facts of what an origin says. A yellow or red stands as `pushed-colour` under the name of that origin, so that nobody but it
 * takes it back. Its word is also the `origin-code` by which the person was let in, unless that is another province's.
 */
export async function applySaid(tx: Tx, deps: Deps, all: readonly SaidOf[]): Promise<void> {
  if (all.length === 0) return;
  const receivedAt = deps.clock.now();
  await recordStatements(
    tx,
    all.map((each) => pushed(each, receivedAt)),
  );
  const facts = await currentFactsOf(
    tx,
    all.map(({ held }) => held.person_id),
  );
  await recordReports(
    tx,
    all.flatMap((each): Report[] => {
      const known = facts.get(each.held.person_id)?.find(({ kind }) => kind === 'origin-code');
      const isOwn = known === undefined || (known.data as { division: string }).division === each.held.origin;
      return isOwn ? [originCode(each, receivedAt)] : [];
    }),
  );
}

function pushed({ held: { person_id: personId, origin }, said }: SaidOf, receivedAt: Date): Statement {
  const place = { personId, source: 'origin-province' as const, within: `origin:${origin}`, key: 'colour', receivedAt };
  if (said === null || (said.colour !== 'yellow' && said.colour !== 'red')) return { ...place, fact: null };
  const { colour, decidedAt, releaseAt } = said;
  const data = {
    division: origin,
    colour,
    pushedAt: decidedAt,
    ...(releaseAt === null ? {} : { releasedAt: releaseAt }),
  };
  return { ...place, fact: { kind: 'pushed-colour', observedAt: new Date(decidedAt), data } };
}

function originCode({ held, said }: SaidOf, receivedAt: Date): Report {
  const report = { personId: held.person_id, source: 'origin-province' as const, receivedAt };
  const kinds: Fact['kind'][] = ['origin-code'];
  // An origin that cannot tell says no colour; and one that tells no more has none.
  if (said === null || said.colour === 'pending') return { ...report, kinds, facts: [] };
  const { colour, decidedAt, validUntil, releaseAt } = said;
  const data = {
    division: held.origin,
    colour,
    verified: true,
    decidedAt,
    consentGrade: held.consent_grade,
    grade: 'attested',
    ...(validUntil === null ? {} : { validUntil }),
    ...(releaseAt === null ? {} : { releaseAt }),
  };
  return { ...report, kinds, facts: [{ kind: 'origin-code', observedAt: new Date(decidedAt), data }] };
}
