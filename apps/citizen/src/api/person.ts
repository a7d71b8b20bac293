import { ProblemError, routes } from '@tongxing/contract';
import { keep } from '@/store/kept';
import { node } from './node';

/** What is new about whoever is signed in: who she is, her colour with its reasons, her code. */
export async function refreshPerson(): Promise<void> {
  const client = node();
  const me = await client.call(routes.getMe, {});
  keep({ me });
  if (!me.verified) return;
  const [health, code, { arrivals }] = await Promise.all([
    unless(['no-decision-yet'], client.call(routes.getHealthInformation, {})),
    unless(['code-missing'], client.call(routes.getCode, {})),
    client.call(routes.listArrivals, {}),
  ]);
  keep({ health, code, arrival: arrivals[0] });
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
