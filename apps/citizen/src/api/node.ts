import { createClient, ProblemError, routes, type Client } from '@tongxing/contract';
import { getKept, keep } from '@/store/kept';
import { vendor } from '@/vendor';
import type { Bilingual } from '@/words/language';

/** With every call: which app this is, and which version of it. */
const client = `${vendor.name}/${process.env.TARO_APP_VERSION}`;
const anonymous = createClient(vendor.nodeUrl, (url, init) =>
  vendor.transport(url, { ...init, headers: { ...init.headers, 'tongxing-client': client } }),
);

/** The node of this province, speaking for whoever is signed in: about whom she acts for. */
export function node() {
  const { actingFor } = getKept();
  return actingFor === undefined ? ownNode() : ownNode().actingFor(actingFor);
}

/** The same about herself and her account, whomever she acts for. */
export function ownNode() {
  return nodeAs(getKept().session?.token);
}

/** The same for the holder of a token; for nobody, where there is none. */
export function nodeAs(token: string | undefined): Client {
  return token === undefined ? anonymous : anonymous.as(token);
}

/** What went wrong, in words: what happened, and what to do. */
export interface Trouble {
  readonly title: Bilingual;
  readonly cure: Bilingual;
  readonly code: string;
  /** Number of the incident, to tell the hotline. */
  readonly instance?: string;
}

/** Makes words of whatever a call threw; where the session has ended, it is forgotten, and what the phone holds stays. */
export async function troubleOf(error: unknown): Promise<Trouble> {
  if (error instanceof ProblemError) {
    const { titles, cure, instance } = error.problem;
    if (error.code === 'session-expired' || error.code === 'sign-in-required') keep({ session: undefined });
    return { title: titles, cure, code: error.code, ...(instance === undefined ? {} : { instance }) };
  }
  return (await vendor.isOnline()) ? unreachable : offline;
}

const offline: Trouble = {
  code: 'offline',
  title: { zh: '手机现在没有网络', en: 'The phone has no network' },
  cure: {
    zh: '请打开移动数据或换一个网络后再试。已填写的内容都在;手机里的码不用网络也能出示。',
    en: 'Switch on mobile data or change the network, then try again. What you entered is kept; codes on this phone need no network.',
  },
};

const unreachable: Trouble = {
  code: 'unreachable',
  title: { zh: '暂时连不上', en: 'No answer for now' },
  cure: {
    zh: '请过一会儿再试,或换一个网络。已填写的内容都在;手机里的码不用网络也能出示。系统中断时怎么通行,见「服务」里的「扫码不通过」。',
    en: 'Try again in a moment, or change the network. What you entered is kept; codes on this phone need no network. How to pass while the system is down: under Services, The scan fails.',
  },
};

/** What this province is: kept, since the code is shown with its name, also without a network. */
export async function learnProvince(): Promise<void> {
  const { serverTime: _, codeValidityDays: __, ...province } = await anonymous.call(routes.getProvince, {});
  keep({ province });
}
