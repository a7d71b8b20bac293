import type { schemas } from '@tongxing/contract';
import { getKept, keep, type Held, type Kept } from './kept';

/** The name under which what is held of herself stands while she acts for somebody. */
const self = 'self';
const nothing: Held = { strips: [], drafts: {} };

/** What is held of somebody: of herself where nobody is named. */
export function heldOf(kept: Kept, whom: string | undefined): Held {
  if (whom !== kept.actingFor) return kept.others[whom ?? self] ?? nothing;
  const { me, code, health, arrival, strips, drafts } = kept;
  return { me, code, health, arrival, strips, drafts };
}

/** Keeps something of one person, whoever is acted for by now: an answer may come when another has been chosen. */
export function keepOf(whom: string | undefined, change: Partial<Held>): void {
  const kept = getKept();
  if (whom === kept.actingFor) keep(change);
  else keep({ others: { ...kept.others, [whom ?? self]: { ...heldOf(kept, whom), ...change } } });
}

/** From now on everything is about this person. No network is needed: what is held of each stays on the phone. */
export function actFor(whom: string | undefined): void {
  const kept = getKept();
  if (whom === kept.actingFor) return;
  const others = { ...kept.others, [kept.actingFor ?? self]: heldOf(kept, kept.actingFor) };
  const { me, code, health, arrival, strips, drafts } = heldOf(kept, whom);
  keep({ me, code, health, arrival, strips, drafts, others, actingFor: whom });
}

/** Takes over whom she may act for. Of who is not among them any more nothing stays on the phone, neither codes nor what was entered. */
export function learnFamily(dependants: readonly schemas.Dependant[]): void {
  const family = dependants.filter(({ state }) => state === 'active');
  const isMember = (whom: string) => family.some(({ dependantId }) => dependantId === whom);
  const { actingFor } = getKept();
  if (actingFor !== undefined && !isMember(actingFor)) actFor(undefined);
  const { others } = getKept();
  const held: Record<string, Held> = {};
  for (const whom of Object.keys(others)) if (whom === self || isMember(whom)) held[whom] = others[whom] as Held;
  keep({ family, others: held });
  for (const dependant of family) keepOf(dependant.dependantId, { me: described(dependant) });
}

/** Somebody she acts for, as a page shows whoever it is about. */
function described({ maskedName, lastFour, documentType }: schemas.Dependant): schemas.Me {
  // Where somebody lives is not told; a family is most often at home together, and the form can be changed.
  const residence = heldOf(getKept(), undefined).me?.residence ?? null;
  return { verified: true, maskedName, lastFour, documentType, residence, maskedPhone: '' };
}
