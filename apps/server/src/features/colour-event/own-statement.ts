import type { schemas } from '@tongxing/contract';
import { canonicalJson, type Decision } from '@tongxing/rules';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { sha256 } from '../../platform/ids.ts';

type Reason = Decision['reasons'][number];

/** Most rules that one statement names (schema of the statement). */
const mostRules = 3;
const order = ['red', 'yellow', 'green'];

/**
 * What a province says of a person as its own. A colour that it holds because another province has said so is not its own: it is left
 * out, so that what A has told B never comes back to A through C. Where nothing but others' words speaks against her it says green.
 * @param fields what she agreed to; without `reasons` no rule is named, without `release` no end
 */
export function ownStatement(
  outcome: Decision,
  fields: readonly string[],
  validTo: Date | null,
): schemas.EventStatement {
  const own = outcome.reasons.filter((reason) => reason.colour !== 'green' && !isReceived(reason));
  const colour =
    outcome.colour === 'pending' ? 'pending' : (own.map((reason) => reason.colour).toSorted(worst)[0] ?? 'green');
  const grounds = own.filter((reason) => reason.colour === colour);
  return {
    colour,
    decidedAt: toEdge(new Date(outcome.decidedAt)),
    releaseAt: fields.includes('release') ? toEdgeOrNull(endOf(grounds)) : null,
    validUntil: toEdgeOrNull(validTo),
    ...(fields.includes('reasons') ? { rules: grounds.slice(0, mostRules).map(describeRule) } : {}),
  };
}

/** A reason that rests on what another province has said, to this one or through the national platform. */
function isReceived({ facts, trace }: Reason): boolean {
  return (
    facts.some(({ source }) => source === 'origin-province') || trace.some(({ path }) => path.startsWith('pushes'))
  );
}

function worst(a: string, b: string): number {
  return order.indexOf(a) - order.indexOf(b);
}

/** The last of the ends; null while one of the grounds has none. */
function endOf(grounds: readonly Reason[]): Date | null {
  const ends = grounds.map(({ until }) => until);
  if (ends.length === 0 || ends.includes(null)) return null;
  return new Date(Math.max(...ends.map((end) => Date.parse(end!))));
}

function describeRule({ ruleId, reason, authority, documentNumber, until }: Reason): schemas.EventRule {
  return {
    ruleId,
    text: bounded(reason, 400),
    authority: bounded(authority, 120),
    documentNumber: documentNumber.slice(0, 120),
    until: until === null ? null : toEdge(new Date(until)),
  };
}

function bounded({ zh, en }: schemas.Bilingual, characters: number): schemas.Bilingual {
  return { zh: zh.slice(0, characters), en: en.slice(0, characters) };
}

/** What makes a statement another one: when it was made, and until when the code runs, does not. */
export function statementHash({ colour, releaseAt, rules }: schemas.EventStatement): Buffer {
  return sha256(canonicalJson({ colour, releaseAt, rules: rules?.map(({ ruleId }) => ruleId) ?? null }));
}
