import type { RouteDefinition } from '@tongxing/contract';
import { Refusal } from './platform/refusal.ts';
import type { ProvinceProfile } from './province.ts';

type Clients = ProvinceProfile['clients'];

/** `weapp/0.1.0`: which of the citizen's apps asks, and which version of it. */
const named = /^(h5|weapp|alipay)\/(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/;

/** However old the app: what it takes to have a code to show, and the way out. */
const always: ReadonlySet<string> = new Set(['makeCode', 'removeDevice', 'signOut']);

/**
 * Refuses what an app wants to change that is older than the province's least version of it. What it reads is answered, and the code on
 * the phone asks nobody. Other programs do not say what they are, and are not asked.
 * @param header `tongxing-client`
 * @throws Refusal `client-too-old`
 */
export function requireNewEnough(
  header: string | readonly string[] | undefined,
  { name, method }: Pick<RouteDefinition, 'name' | 'method'>,
  least: Clients,
): void {
  if (method === 'GET' || always.has(name) || typeof header !== 'string') return;
  const [, app, ...version] = named.exec(header) ?? [];
  if (app === undefined) return;
  if (isBefore(version.map(Number), least[app as keyof Clients].split('.').map(Number))) {
    throw new Refusal('client-too-old');
  }
}

/** Semantic Versioning §11, without pre-releases. */
function isBefore(version: readonly number[], least: readonly number[]): boolean {
  const place = version.findIndex((part, at) => part !== least[at]);
  return place >= 0 && (version[place] as number) < (least[place] as number);
}
