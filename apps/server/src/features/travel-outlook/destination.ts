import { schemas } from '@tongxing/contract';
import { compilePack, type CompiledPack, divisionAt, PolicyError } from '@tongxing/rules';
import { Value } from 'typebox/value';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import { askPeer, type AskDeps } from '../federation/index.ts';
import { packHash } from '../policy/index.ts';
import { rulesFor, type RuleDeps, tellFor } from './tell-rules.ts';

export interface Destination {
  readonly compiled: CompiledPack;
  readonly release: schemas.Bilingual;
  readonly sha256: string;
  readonly whose: schemas.Bilingual;
  readonly own: boolean;
  readonly tell: schemas.RulesAnswer['tell'];
}

const path = 'federation/rules';
const maximum = 1_000_000;

/**
 * The rules of a place for who arrives there at an instant: this province's own, or asked of the node of the other one, which learns
 * the place and the day and nothing else.
 * @throws Refusal destination-not-joined, destination-silent
 */
export async function rulesOfDestination(
  deps: RuleDeps & AskDeps,
  question: schemas.RulesQuestion,
  at: Date,
): Promise<Destination> {
  const { division } = question;
  const { province } = deps;
  if (coversDivision(province.division, division)) {
    const { pack, valueSets, release, sha256 } = await rulesFor(deps, 'resident', division, at);
    const compiled = compilePack(pack, valueSets);
    return { compiled, release, sha256, whose: province.name, own: true, tell: tellFor(deps, division) };
  }
  const peer = await deps.trustList.node(divisionAt(division, 'province') ?? division);
  if (peer === undefined) throw new Refusal('destination-not-joined');
  try {
    const answer = await askPeer(deps, peer.division, path, question, maximum);
    return { ...readAnswer(answer, question), whose: peer.name, own: false };
  } catch (error) {
    deps.log.outside('rules of a peer cannot be had', { peer: peer.division, error });
    throw new Refusal('destination-silent', { retryAfterSeconds: 60 });
  }
}

/** A peer's rules, compiled. @throws Error where the answer is not in form, to another question, or not what its hash says */
export function readAnswer(
  answer: unknown,
  { division, date }: schemas.RulesQuestion,
): Omit<Destination, 'whose' | 'own'> {
  if (!Value.Check(schemas.RulesAnswer, answer)) throw new Error('the peer’s rules are not in form');
  if (answer.division !== division || answer.date !== date) throw new Error('the peer answered another question');
  const { pack, valueSets, sha256, release, tell } = answer;
  try {
    const compiled = compilePack(pack, valueSets);
    // The log of the peer's node holds this hash: whoever doubts the answer can look it up there.
    const hash = packHash({ pack: compiled.pack, valueSets }).toString('base64url');
    if (hash !== sha256) throw new Error('the peer’s rules are not what their hash says');
    return { compiled, release, sha256, tell };
  } catch (error) {
    if (error instanceof PolicyError) throw new Error('the peer’s rules cannot be read', { cause: error });
    throw error;
  }
}
