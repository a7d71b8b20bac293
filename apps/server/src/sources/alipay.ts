import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { AlipayPhone, AlipayPlatform } from '../features/channel/index.ts';
import type { Keywords, MessageChannel, Template } from '../features/notification/index.ts';
import type { FaceProvider } from '../features/face/index.ts';
import type { Clock } from '../platform/clock.ts';
import { createAlipayFaces } from './alipay-faces.ts';
import {
  AlipayOutcome,
  alipaySuccess,
  createAlipayGateway,
  requireAlipayOk,
  type AlipayApplication,
} from './alipay-gateway.ts';
import { decryptContent, verifyRsa2 } from './alipay-signature.ts';
import { expectShape } from './answer.ts';

export interface AlipayEndpoint extends AlipayApplication {
  /** 16 bytes: the key under which the platform encrypts what a mini-program hands on. */
  readonly contentKey: Buffer;
  readonly perSecond: number;
  readonly templates: Readonly<Record<Template, string>>;
  readonly page: string;
}

const Token = Type.Object({
  user_id: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  open_id: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
});
const Phone = Type.Object({ code: Type.Literal(alipaySuccess), mobile: Type.String({ pattern: '^\\d{5,15}$' }) });

/** Sub-codes that stay as they are however often one asks. */
const refusals: Readonly<Record<string, 'not-subscribed' | 'address-wrong' | 'content-refused'>> = {
  USER_UNSUBSCRIBE: 'not-subscribed',
  USER_ID_ILLEGAL: 'address-wrong',
  USER_TEMPLATE_ILLEGAL: 'content-refused',
  'isv.invalid-parameter': 'content-refused',
};

/** The server side of an Alipay mini-program: sign-in, phone number, face checks, template messages. */
export function connectAlipay(
  clock: Clock,
  endpoint: AlipayEndpoint,
): { platform: AlipayPlatform; faces: FaceProvider; channel: MessageChannel } {
  const gateway = createAlipayGateway(clock, endpoint);
  return {
    platform: {
      async userOf(authCode) {
        const answer = await gateway.ask('alipay.system.oauth.token', {
          grant_type: 'authorization_code',
          code: authCode,
        });
        // A token comes without a code; a refusal has one.
        if (Value.Check(AlipayOutcome, answer)) {
          if (answer.sub_code === 'isv.code-invalid') return undefined;
          requireAlipayOk(answer.code);
        }
        const { user_id: userId, open_id: openId } = expectShape(Token, answer);
        const user = openId ?? userId;
        if (user === undefined) throw new Error('the platform named nobody');
        return user;
      },
      phoneOf: async (evidence) => phoneOf(endpoint, evidence),
    },
    faces: createAlipayFaces(gateway, endpoint.appId),
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
        const answer = await gateway.ask('alipay.open.app.mini.templatemessage.send', {
          biz_content: JSON.stringify(content),
        });
        const { code, sub_code: subCode = '' } = expectShape(AlipayOutcome, answer);
        const refused = refusals[subCode];
        if (refused !== undefined) return refused;
        requireAlipayOk(code);
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
