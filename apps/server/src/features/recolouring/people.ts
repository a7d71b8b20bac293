import { sql, type RawBuilder } from 'kysely';
import { divisionPrefix } from '@tongxing/rules';
import type { Purpose } from '../policy/index.ts';
import { sojournersIn, type Whereabouts } from '../sojourn/index.ts';

/** Whom a recolouring concerns, where that can be found later: names nobody. */
export type Concerned =
  | { readonly stays: readonly Whereabouts[] }
  /** Everybody with a colour, or those who were decided on for one purpose, or who live in one of some divisions. */
  | { readonly decided: { readonly purpose?: Purpose; readonly residence?: readonly string[] } }
  /** Those whose colour is missing, or only stands, because a source was late. */
  | { readonly waitsFor: string };

/** The people as a select of `person_id`; somebody may come more than once. */
export function peopleConcerned(concerned: Concerned): RawBuilder<unknown> {
  if ('stays' in concerned) return sojournersIn(concerned.stays);
  if ('waitsFor' in concerned) {
    return sql`select person_id from current_decision
                where waits_for <> '{}' and waits_for @> ${[concerned.waitsFor]}::text[]`;
  }
  const { purpose, residence } = concerned.decided;
  const ofPurpose = purpose === undefined ? sql`true` : sql`purpose = ${purpose}`;
  if (residence === undefined) return sql`select person_id from current_decision where ${ofPurpose}`;
  const patterns = residence.map((division) => `${divisionPrefix(division)}%`);
  return sql`
    select person_id from current_decision join person using (person_id)
     where ${ofPurpose} and residence_division like any(${patterns}::text[])`;
}
