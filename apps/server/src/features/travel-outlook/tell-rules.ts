import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { arrivalOn } from './arrival.ts';
import { contactsNear } from '../../contacts-near.ts';
import { coversDivision } from '../../province.ts';
import { Refusal } from '../../platform/refusal.ts';
import { requireDivisions } from '../division/index.ts';
import { inForce, packHash, packStoredAs, type PackSource, type Purpose, type StoredPack } from '../policy/index.ts';

export type RuleDeps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'divisions'> & { readonly packs: PackSource };

/**
 * The rules by which this province judges who comes to a place in it, for the node of another province. The peer's signature on the
 * answer binds it to the question; nothing is said, nor asked, of who wants to travel.
 * @throws Refusal division-unknown also for a place of another province, travel-date-invalid
 */
export async function tellRules(
  deps: RuleDeps,
  { division, date }: schemas.RulesQuestion,
): Promise<schemas.RulesAnswer> {
  const at = arrivalOn(date, deps.clock.now());
  requireDivisions(deps.divisions, [{ path: '/body/division', code: division, from: deps.clock.now() }]);
  if (!coversDivision(deps.province.division, division)) {
    throw new Refusal('division-unknown', {
      errors: [{ path: '/body/division', rule: 'a division of this province' }],
    });
  }
  return { division, date, ...(await rulesFor(deps, 'entry', division, at)), tell: tellFor(deps, division) };
}

/** The pack that judges for a purpose in a place of this province, of the release that will be in force then. */
export async function rulesFor(deps: RuleDeps, purpose: Purpose, division: string, at: Date) {
  const { pack } = await deps.packs.packFor(deps.db, purpose, at, division);
  const stored = (await packStoredAs(deps.db, pack.id, pack.version)).content as StoredPack;
  const { content } = await inForce(deps.db, at);
  const valueSets = Object.fromEntries(Object.entries(stored.valueSets).map(([name, values]) => [name, [...values]]));
  return { release: content.title, pack: stored.pack, valueSets, sha256: packHash(stored).toString('base64url') };
}

/** Whom to tell on arriving in a place: those of the divisions it lies in, the narrowest first. */
export function tellFor({ province }: Pick<RuleDeps, 'province'>, division: string): schemas.RulesAnswer['tell'] {
  return { text: province.travel.text, contacts: contactsNear(province, division) };
}
