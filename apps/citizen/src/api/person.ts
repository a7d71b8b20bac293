import { ProblemError, routes } from '@tongxing/contract';
import { keepOf, learnFamily } from '@/store/acting';
import { getKept } from '@/store/kept';
import { node, ownNode } from './node';

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
