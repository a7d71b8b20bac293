import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { findCodes, type IssuedCode, issueCodes } from '../code/index.ts';
import { isSigned, type Said } from './said.ts';
import type { ConversionRow } from './store.ts';

type Deps = Parameters<typeof issueCodes>[1] & Pick<NodeContext, 'province'>;

interface Green {
  readonly row: ConversionRow;
  readonly said: Said;
  /** The attestation it rests on, where there is one. */
  readonly claims: schemas.AttestationClaims | undefined;
}

/**
 * Gives people who come out green their codes. Where the origin tells of changes, the code ends no later than that: nobody stands here
 * green of whom nobody would tell. Where no province has signed what it rests on, it is good for the hours of the profile, and asked
 * about again for the next; one that she holds already is never made shorter by it.
 */
export async function issueConverted(
  tx: Tx,
  deps: Deps,
  green: readonly Green[],
): Promise<ReadonlyMap<string, IssuedCode>> {
  const hours = deps.province.recognition.nationalCode.validityHours;
  const short = addSeconds(deps.clock.now(), hours * 3600);
  const unsigned = green.filter(({ said }) => !isSigned(said.grade)).map(({ row }) => row.person_id);
  const held = unsigned.length === 0 ? new Map<string, IssuedCode>() : await findCodes(tx, unsigned);
  const untilOf = ({ row, said, claims }: Green): Date | undefined => {
    const subscription = claims?.subscription;
    if (isSigned(said.grade)) return subscription === undefined ? undefined : new Date(subscription.until);
    const known = held.get(row.person_id)?.validTo;
    return known !== undefined && known > short ? known : short;
  };
  const people = green.map((each) => ({
    personId: each.row.person_id,
    scope: each.row.scope,
    until: untilOf(each),
  }));
  return issueCodes(tx, deps, people, 'conversion');
}
