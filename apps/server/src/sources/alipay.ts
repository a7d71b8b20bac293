import type { KeyObject } from 'node:crypto';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { AlipayPhone, AlipayPlatform } from '../features/channel/index.ts';
import type { Keywords, MessageChannel, Template } from '../features/notification/index.ts';
import type { Clock } from '../platform/clock.ts';
import { toEdge } from '../platform/clock.ts';
import { decryptContent, memberText, signContent, signRsa2, verifyRsa2 } from './alipay-signature.ts';
import { expectShape } from './answer.ts';
import { exchange } from './exchange.ts';

export interface AlipayEndpoint {
  readonly url: string;
  readonly appId: string;
  readonly privateKey: KeyObject;
  readonly alipayPublicKey: KeyObject;
  /** 16 bytes: the key under which the platform encrypts what a mini-program hands on. */
  readonly contentKey: Buffer;
  readonly perSecond: number;
  readonly templates: Readonly<Record<Template, string>>;
  readonly page: string;
}

const Failure = Type.Object({ code: Type.String(), sub_code: Type.Optional(Type.String()) });
const Token = Type.Object({
  user_id: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  open_id: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
});
const Phone = Type.Object({ code: Type.Literal('10000'), mobile: Type.String({ pattern: '^\\d{5,15}$' }) });

const success = '10000';
/** Sub-codes that stay as they are however often one asks. */
const refusals: Readonly<Record<string, 'not-subscribed' | 'address-wrong' | 'content-refused'>> = {
  USER_UNSUBSCRIBE: 'not-subscribed',
  USER_ID_ILLEGAL: 'address-wrong',
  USER_TEMPLATE_ILLEGAL: 'content-refused',
  'isv.invalid-parameter': 'content-refused',
};

/** The server side of an Alipay mini-program: sign-in, phone number, template messages. */
export function connectAlipay(
  clock: Clock,
  endpoint: AlipayEndpoint,
): { platform: AlipayPlatform; channel: MessageChannel } {
  return {
    platform: {
      async userOf(authCode) {
        const answer = await ask(clock, endpoint, 'alipay.system.oauth.token', {
          grant_type: 'authorization_code',
          code: authCode,
        });
        // A token comes without a code; a refusal has one.
        if (Value.Check(Failure, answer)) {
          if (answer.sub_code === 'isv.code-invalid') return undefined;
          requireOk(answer.code);
        }
        const { user_id: userId, open_id: openId } = expectShape(Token, answer);
        const user = openId ?? userId;
        if (user === undefined) throw new Error('the platform named nobody');
        return user;
      },
      phoneOf: async (evidence) => phoneOf(endpoint, evidence),
    },
    channel: {
      perSecond: endpoint.perSecond,
      onTheWire: 32,
      receipts: false,
      templateIds: endpoint.templates,
      async send({ to, template, keywords }) {
        const content = {
          to_user_id: to,
          user_template_id: endpoint.templates[template],
          page: endpoint.page,
          data: JSON.stringify(dataOf(keywords)),
        };
        const answer = await ask(clock, endpoint, 'alipay.open.app.mini.templatemessage.send', {
          biz_content: JSON.stringify(content),
        });
        const { code, sub_code: subCode = '' } = expectShape(Failure, answer);
        const refused = refusals[subCode];
        if (refused !== undefined) return refused;
        requireOk(code);
        return 'accepted';
      },
    },
  };
}

function dataOf({ phrase, time, reason, until, phone }: Keywords) {
  return {
    keyword1: { value: phrase },
    keyword2: { value: time },
    keyword3: { value: reason },
    keyword4: { value: until },
    keyword5: { value: phone },
  };
}

/** What my.getPhoneNumber hands over: believed only when the platform has signed it. Encrypted content is signed with quotes around it. */
function phoneOf({ alipayPublicKey, contentKey }: AlipayEndpoint, { response, sign }: AlipayPhone): string | undefined {
  if (!verifyRsa2(alipayPublicKey, `"${response}"`, sign)) return undefined;
  return expectShape(Phone, JSON.parse(decryptContent(contentKey, response))).mobile;
}

/**
 * Asks the gateway: parameters signed with the application's key, sent as a form. The answer's node is named after the method; it is
 * taken only with the platform's signature over its exact bytes. @throws Error when there is no answer, or none that is signed
 */
async function ask(
  clock: Clock,
  endpoint: AlipayEndpoint,
  method: string,
  own: Readonly<Record<string, string>>,
): Promise<unknown> {
  const parameters: Record<string, string> = {
    app_id: endpoint.appId,
    method,
    format: 'JSON',
    charset: 'utf-8',
    sign_type: 'RSA2',
    timestamp: toEdge(clock.now()).slice(0, 19).replace('T', ' '),
    version: '1.0',
    ...own,
  };
  const form = new URLSearchParams({ ...parameters, sign: signRsa2(endpoint.privateKey, signContent(parameters)) });
  const { status, text } = await exchange(new URL(`${endpoint.url}/gateway.do`), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: form.toString(),
  });
  if (status !== 200) throw new Error(`status ${status}`);
  const { sign } = expectShape(Type.Object({ sign: Type.String() }), JSON.parse(text));
  const node = memberText(text, `${method.replaceAll('.', '_')}_response`) ?? memberText(text, 'error_response');
  if (node === undefined || !verifyRsa2(endpoint.alipayPublicKey, node, sign)) {
    throw new Error('the answer is not signed by the platform');
  }
  return JSON.parse(node);
}

function requireOk(code: string): void {
  if (code !== success) throw new Error(`the platform answered ${code}`);
}
