import type { KeyObject } from 'node:crypto';
import { Type } from 'typebox';
import { type Clock, toEdge } from '../platform/clock.ts';
import { memberText, signContent, signRsa2, verifyRsa2 } from './alipay-signature.ts';
import { expectShape } from './answer.ts';
import { exchange } from './exchange.ts';

export interface AlipayApplication {
  readonly url: string;
  readonly appId: string;
  readonly privateKey: KeyObject;
  readonly alipayPublicKey: KeyObject;
}

type Parameters = Readonly<Record<string, string>>;

/** The open gateway of Alipay as one application asks it. */
export interface AlipayGateway {
  /**
   * Asks the gateway: parameters signed with the application's key, sent as a form. The answer's node is named after the method; it is
   * taken only with the platform's signature over its exact bytes. @throws Error when there is no answer, or none that is signed
   */
  ask(method: string, own: Parameters): Promise<unknown>;
  /** Where a method of a page is opened: the same parameters, signed, in the address. */
  addressOf(method: string, own: Parameters): string;
}

export const alipaySuccess = '10000';

/** What every answer has that is no token. */
export const AlipayOutcome = Type.Object({ code: Type.String(), sub_code: Type.Optional(Type.String()) });

/** @throws Error where the code is another than that all is well */
export function requireAlipayOk(code: string): void {
  if (code !== alipaySuccess) throw new Error(`the platform answered ${code}`);
}

export function createAlipayGateway(clock: Clock, application: AlipayApplication): AlipayGateway {
  const { url, appId, privateKey, alipayPublicKey } = application;
  const signed = (method: string, own: Parameters): URLSearchParams => {
    const parameters: Record<string, string> = {
      app_id: appId,
      method,
      format: 'JSON',
      charset: 'utf-8',
      sign_type: 'RSA2',
      timestamp: toEdge(clock.now()).slice(0, 19).replace('T', ' '),
      version: '1.0',
      ...own,
    };
    return new URLSearchParams({ ...parameters, sign: signRsa2(privateKey, signContent(parameters)) });
  };
  return {
    async ask(method, own) {
      const { status, text } = await exchange(new URL(`${url}/gateway.do`), {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
        body: signed(method, own).toString(),
      });
      if (status !== 200) throw new Error(`status ${status}`);
      const { sign } = expectShape(Type.Object({ sign: Type.String() }), JSON.parse(text));
      const node = memberText(text, `${method.replaceAll('.', '_')}_response`) ?? memberText(text, 'error_response');
      if (node === undefined || !verifyRsa2(alipayPublicKey, node, sign)) {
        throw new Error('the answer is not signed by the platform');
      }
      return JSON.parse(node) as unknown;
    },
    addressOf: (method, own) => `${url}/gateway.do?${signed(method, own).toString()}`,
  };
}
