import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { recordReports, recordStatements, type Report, type Statement } from '../facts/index.ts';
import type { ConversionRow } from './store.ts';

/** What is said of somebody's code, and how it was heard. */
export interface Said extends Pick<schemas.AttestationClaims, 'consent'> {
  readonly facts: NonNullable<schemas.AttestationClaims['facts']>;
  readonly grade: schemas.OriginGrade;
  /** Who decided it, where that may be another than the origin. */
  readonly decidedBy?: string;
}

export interface SaidOfRow {
  readonly row: ConversionRow;
  readonly said: Said;
}

/** The origin has signed it, in whatever form; the word of the national platform nobody has. */
export function isSigned(grade: schemas.OriginGrade): boolean {
  return grade === 'attested' || grade === 'shown';
}

/**
 * Makes facts of what was said of people's codes. A yellow or red that the national platform tells stands under the name of the province
 * that decided it, so that a green of another does not hide it; that province takes it back by its own word or through the platform.
 */
export async function recordSaid(tx: Tx, deps: Pick<NodeContext, 'clock'>, all: readonly SaidOfRow[]): Promise<void> {
  const receivedAt = deps.clock.now();
  await recordReports(
    tx,
    all.map((each) => originCode(each, receivedAt)),
  );
  await recordStatements(
    tx,
    all.map((each) => told(each, receivedAt)),
  );
}

function divisionOf({ row, said }: SaidOfRow): string {
  return said.decidedBy ?? row.origin_division;
}

/** As a fact of the source `origin-province`. */
function originCode(each: SaidOfRow, receivedAt: Date): Report {
  const { facts, consent, grade } = each.said;
  const { colour, decidedAt, validUntil, releaseAt } = facts;
  const data = {
    division: divisionOf(each),
    colour,
    verified: isSigned(grade),
    decidedAt,
    consentGrade: consent.grade,
    grade,
    ...(validUntil === null ? {} : { validUntil }),
    ...(releaseAt === null ? {} : { releaseAt }),
  };
  return {
    personId: each.row.person_id,
    source: 'origin-province',
    receivedAt,
    facts: [{ kind: 'origin-code', observedAt: new Date(decidedAt), data }],
  };
}

function told(each: SaidOfRow, receivedAt: Date): Statement {
  const { row, said } = each;
  const division = divisionOf(each);
  const within = `national:${division.slice(0, 2)}`;
  const place = { personId: row.person_id, source: 'origin-province' as const, within, key: 'colour', receivedAt };
  const { colour, decidedAt } = said.facts;
  const isAgainst = colour === 'yellow' || colour === 'red';
  if (isSigned(said.grade) || !isAgainst) return { ...place, fact: null };
  const data = { division, colour, pushedAt: decidedAt };
  return { ...place, fact: { kind: 'pushed-colour', observedAt: new Date(decidedAt), data } };
}
