import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { getKept, keep } from '@/store/kept';
import { node } from './node';

/** She has signed in: what this phone still holds of somebody else goes, what it holds of her stays. */
export async function enter(session: schemas.Session): Promise<void> {
  const { me: before } = getKept();
  keep({ session });
  const me = await node().call(routes.getMe, {});
  if (before !== undefined && !isSame(before, me)) keep({ code: undefined, health: undefined, strips: [], drafts: {} });
  await refreshPerson();
}

function isSame(one: schemas.Me, other: schemas.Me): boolean {
  return (
    one.maskedPhone === other.maskedPhone && one.maskedName === other.maskedName && one.lastFour === other.lastFour
  );
}

/** What is new about whoever is signed in: who she is, her colour with its reasons, her code. */
export async function refreshPerson(): Promise<void> {
  const client = node();
  const me = await client.call(routes.getMe, {});
  keep({ me });
  if (!me.verified) return;
  const [health, code] = await Promise.all([
    unless(['no-decision-yet'], client.call(routes.getHealthInformation, {})),
    unless(['code-missing'], client.call(routes.getCode, {})),
  ]);
  keep({ health, code });
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
