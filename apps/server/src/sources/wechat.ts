import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { WechatPlatform } from '../features/channel/index.ts';
import type { FaceCertificate, FacePort } from '../features/face/index.ts';
import type { Keywords, MessageChannel, Template } from '../features/notification/index.ts';
import type { Clock } from '../platform/clock.ts';
import { expectShape } from './answer.ts';
import { exchange, type Exchanged } from './exchange.ts';
import { createWechatToken } from './wechat-token.ts';

export interface WechatEndpoint {
  readonly url: string;
  readonly appId: string;
  readonly secret: string;
  readonly perSecond: number;
  readonly templates: Readonly<Record<Template, string>>;
  /** The page that opens from a message. */
  readonly page: string;
}

/** Everything the platform answers is a 200; what matters is `errcode`. A session has none where all is well; everything else has a 0. */
const Answer = Type.Object({ errcode: Type.Integer() });
const Session = Type.Object({ openid: Type.String({ minLength: 1, maxLength: 128 }) });
const PhoneInfo = Type.Object({
  phone_info: Type.Object({
    purePhoneNumber: Type.String({ pattern: '^\\d{4,15}$' }),
    countryCode: Type.Union([Type.String({ pattern: '^\\d{1,4}$' }), Type.Integer({ minimum: 1, maximum: 9999 })]),
  }),
});

const FaceBegun = Type.Object({ verify_id: Type.String({ minLength: 1, maxLength: 256 }) });
const FaceEnded = Type.Object({ verify_ret: Type.Integer() });
const identityCard = 'IDENTITY_CARD';
/** The only one of the platform's results that is one: passed. */
const facePassed = 10_000;

const codeInvalid = 40_029;
const codeUsed = 40_163;
const tokenInvalid: readonly number[] = [40_001, 40_014, 42_001];
const userInvalid = 40_003;
const notSubscribed = 43_101;
const argumentInvalid: readonly number[] = [47_003, 40_037, 41_030];

/** The server side of a WeChat mini-program: sign-in, phone number, subscribe messages. */
export function connectWechat(
  clock: Clock,
  endpoint: WechatEndpoint,
): { platform: WechatPlatform; faces: FacePort; channel: MessageChannel } {
  const token = createWechatToken(clock, endpoint);
  const post = async (path: string, body: object): Promise<{ errcode: number; answer: unknown }> => {
    const first = await call(endpoint, path, await token.get(), body);
    if (!tokenInvalid.includes(first.errcode)) return first;
    // Renewed by somebody else, or taken back: the next one is asked for, once.
    token.drop();
    return call(endpoint, path, await token.get(), body);
  };
  return {
    platform: {
      async userOf(loginCode) {
        const { appId: appid, secret } = endpoint;
        const query = { appid, secret, js_code: loginCode, grant_type: 'authorization_code' };
        const { errcode, answer } = await get(endpoint, '/sns/jscode2session', query);
        if (errcode === codeInvalid || errcode === codeUsed) return undefined;
        requireOk(errcode);
        return expectShape(Session, answer).openid;
      },
      async phoneOf(phoneCode) {
        const { errcode, answer } = await post('/wxa/business/getuserphonenumber', { code: phoneCode });
        if (errcode === codeInvalid || errcode === codeUsed) return undefined;
        requireOk(errcode);
        const { purePhoneNumber, countryCode } = expectShape(PhoneInfo, answer).phone_info;
        return String(countryCode) === '86' ? purePhoneNumber : `+${countryCode}${purePhoneNumber}`;
      },
    },
    faces: {
      async begin({ order, user, certificate }) {
        const { name, number } = certificate;
        const { errcode, answer } = await post('/cityservice/face/identify/getverifyid', {
          out_seq_no: order,
          cert_info: { cert_type: identityCard, cert_name: name, cert_no: number },
          openid: user,
        });
        requireOk(errcode);
        return expectShape(FaceBegun, answer).verify_id;
      },
      async passed({ order, user, certificate, verifyId }) {
        const { errcode, answer } = await post('/cityservice/face/identify/queryverifyinfo', {
          verify_id: verifyId,
          out_seq_no: order,
          cert_hash: certificateHash(certificate),
          openid: user,
        });
        requireOk(errcode);
        return expectShape(FaceEnded, answer).verify_ret === facePassed;
      },
    },
    channel: {
      perSecond: endpoint.perSecond,
      onTheWire: 32,
      // The platform has no receipts, and no ids of ours: a message sent again is another message.
      receipts: false,
      templateIds: endpoint.templates,
      async send({ to, template, keywords }) {
        const { errcode } = await post('/cgi-bin/message/subscribe/send', {
          touser: to,
          template_id: endpoint.templates[template],
          page: endpoint.page,
          miniprogram_state: 'formal',
          lang: 'zh_CN',
          data: dataOf(keywords),
        });
        if (errcode === notSubscribed) return 'not-subscribed';
        if (errcode === userInvalid) return 'address-wrong';
        if (argumentInvalid.includes(errcode)) return 'content-refused';
        requireOk(errcode);
        return 'accepted';
      },
    },
  };
}

/** The keywords of the four templates, all of one form: what, when, why, until when, whom to call. */
function dataOf({ phrase, time, reason, until, phone }: Keywords) {
  return {
    phrase1: { value: phrase },
    time2: { value: time },
    thing3: { value: reason },
    thing4: { value: until },
    phone_number5: { value: phone },
  };
}

/** By which the platform knows that it is asked about the same card: its fields in base64, SHA-256 in hex. */
function certificateHash({ name, number }: FaceCertificate): string {
  const [type, encodedName, encodedNumber] = [identityCard, name, number].map((field) =>
    Buffer.from(field).toString('base64'),
  );
  const text = `cert_type=${type}&cert_name=${encodedName}&cert_no=${encodedNumber}`;
  return createHash('sha256').update(text).digest('hex');
}

function requireOk(errcode: number): void {
  if (errcode !== 0) throw new Error(`the platform answered ${errcode}`);
}

async function get(endpoint: WechatEndpoint, path: string, query: Readonly<Record<string, string>>) {
  const url = new URL(endpoint.url + path);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const answer = read(await exchange(url, { method: 'GET', headers: {} }));
  return { errcode: Value.Check(Answer, answer) ? answer.errcode : 0, answer };
}

async function call(endpoint: WechatEndpoint, path: string, accessToken: string, body: object) {
  const url = new URL(endpoint.url + path);
  url.searchParams.set('access_token', accessToken);
  const headers = { 'content-type': 'application/json' };
  const answer = read(await exchange(url, { method: 'POST', headers, body: JSON.stringify(body) }));
  return { errcode: expectShape(Answer, answer).errcode, answer };
}

function read({ status, text }: Exchanged): unknown {
  if (status !== 200) throw new Error(`status ${status}`);
  return JSON.parse(text);
}
