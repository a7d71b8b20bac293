import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { takeStrips } from '@/phone/code';
import { heldOf, keepOf, learnFamily } from '@/store/acting';
import { forgetPerson, getKept, keep } from '@/store/kept';
import { node, ownNode } from './node';

/**
 * She has signed in: what this phone still holds of somebody else goes; of her own it stays, and what can be shown stays until new
 * codes have come.
 */
export async function enter(session: schemas.Session): Promise<void> {
  const { me: before } = heldOf(getKept(), undefined);
  keep({ session });
  const me = await ownNode().call(routes.getMe, {});
  if (before !== undefined && !isSame(before, me)) {
    forgetPerson();
    keep({ session });
  }
  await refreshPerson();
  if (getKept().strips.length > 0 && getKept().code !== undefined) await takeStrips();
}

/** A number that was changed makes nobody else of her. */
function isSame(one: schemas.Me, other: schemas.Me): boolean {
  if (!one.verified || !other.verified) return one.maskedPhone === other.maskedPhone;
  return one.maskedName === other.maskedName && one.lastFour === other.lastFour;
}

/** What is new about whom she acts for, herself most often: who that is, the colour with its reasons, the code. */
export async function refreshPerson(): Promise<void> {
  if (getKept().actingFor === undefined) {
    const me = await ownNode().call(routes.getMe, {});
    keepOf(undefined, { me });
    if (!me.verified) return;
  }
  await refreshFamily();
  const { actingFor: whom } = getKept();
  const client = node();
  const [health, code, { arrivals }] = await Promise.all([
    unless(['no-decision-yet'], client.call(routes.getHealthInformation, {})),
    unless(['code-missing'], client.call(routes.getCode, {})),
    client.call(routes.listArrivals, {}),
  ]);
  keepOf(whom, { health, code, arrival: arrivals[0] });
  await learnFallback();
}

const day = 86_400_000;

/** What counts here while the node cannot be reached: nobody can ask for it then. Once a day, and where it fails another time. */
async function learnFallback(): Promise<void> {
  const { fallback } = getKept();
  if (fallback !== undefined && Math.abs(Date.now() - fallback.learnedAt) < day) return;
  const later = ['not-found', 'too-many-requests', 'temporarily-unavailable'];
  const published = await unless(later, ownNode().call(routes.getFallbackOrder, {}));
  if (published === undefined) return;
  const { text, source } = published.order;
  keep({ fallback: { text, source, learnedAt: Date.now() } });
}

/** Whom she may act for now: it may have been ended by the other side. */
export async function refreshFamily(): Promise<void> {
  learnFamily((await ownNode().call(routes.listDependants, {})).dependants);
}

/** Undefined where the node says one of these: there is none yet, which is no trouble. */
async function unless<T>(codes: readonly string[], answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ProblemError && codes.includes(error.code)) return undefined;
    throw error;
  }
}
