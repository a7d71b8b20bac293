import Taro from '@tarojs/taro';
import { routes } from '@tongxing/contract';
import { challengeOf, newVerifier } from '@/phone/verifier';
import { keepDraft, type SignOnAsked } from '@/store/kept';
import { vendor } from '@/vendor';
import { node } from './node';
import { enter } from './person';

const home = '/pages/code/index';

/** Goes to the app of the province to sign in there; what comes back is for this phone only. */
export async function goToSignOn(): Promise<void> {
  const codeVerifier = await newVerifier();
  const body = { codeChallenge: challengeOf(codeVerifier) };
  const { address, state } = await node().call(routes.beginSignOn, { body });
  keepDraft({ signOn: { state, codeVerifier, onward: pageBefore() } });
  vendor.leaveFor?.(address);
}

/** Signs in with what she has brought back, once, and goes on where she was asked to sign in. */
export async function finishSignOn({ state, codeVerifier, onward }: SignOnAsked, code: string): Promise<void> {
  keepDraft({ signOn: undefined });
  await enter(await node().call(routes.finishSignOn, { body: { state, code, codeVerifier } }));
  await Taro.reLaunch({ url: onward });
}

/** The page that the one for signing in was opened from, with what stood in its address. */
function pageBefore(): string {
  const pages = Taro.getCurrentPages();
  const before = pages[pages.length - 2] as
    | { route?: string; $taroParams?: Readonly<Record<string, string>> }
    | undefined;
  if (before?.route === undefined) return home;
  const { $taroParams: asked = {} } = before;
  const pairs = Object.keys(asked).filter((name) => name !== 'stamp' && !name.startsWith('$'));
  if (pairs.length === 0) return before.route;
  return `${before.route}?${pairs.map((name) => `${name}=${asked[name] ?? ''}`).join('&')}`;
}
