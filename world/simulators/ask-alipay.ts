import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { manage } from './ask.ts';

export interface Application {
  readonly appId: string;
  readonly privateKey: KeyObject;
}

/** Makes a key for an application and registers it with the gateway, in place of all that were registered. */
export async function registerApplication(managementUrl: string, appId: string): Promise<Application> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  await manage(managementUrl, 'PUT /clients', { [appId]: spki });
  return { appId, privateKey };
}

/**
 * Asks the Alipay gateway as an application would. Answers the node of the answer, the bytes it has in it, and the signature.
 * @param change parameters that are changed after the request was signed
 */
export async function askAlipay(
  url: string,
  { appId, privateKey }: Application,
  method: string,
  own: Readonly<Record<string, string>>,
  change: Readonly<Record<string, string>> = {},
): Promise<{ node: Record<string, unknown>; text: string; sign: string }> {
  const parameters: Record<string, string> = {
    app_id: appId,
    method,
    format: 'JSON',
    charset: 'utf-8',
    sign_type: 'RSA2',
    timestamp: '2022-11-24 09:00:00',
    version: '1.0',
    ...own,
  };
  const content = Object.keys(parameters)
    .toSorted()
    .map((name) => `${name}=${parameters[name]}`)
    .join('&');
  const signature = sign('sha256', Buffer.from(content), privateKey).toString('base64');
  const body = new URLSearchParams({ ...parameters, sign: signature, ...change });
  const answer = await (await fetch(`${url}/gateway.do`, { method: 'POST', body })).text();
  const [, text = '', signed = ''] = /^\{"[a-z_]+_response":(.*),"sign":"([^"]+)"\}$/s.exec(answer) ?? [];
  return { node: JSON.parse(text) as Record<string, unknown>, text, sign: signed };
}
