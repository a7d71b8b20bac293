import { Type } from 'typebox';
import type { WechatPlatform } from '../features/channel/index.ts';
import type { FaceProvider } from '../features/face/index.ts';
import type { Keywords, MessageChannel, Template } from '../features/notification/index.ts';
import type { Clock } from '../platform/clock.ts';
import { expectShape } from './answer.ts';
import { createWechatApi, requireWechatOk, type WechatApplication } from './wechat-api.ts';
import { createWechatFaces } from './wechat-faces.ts';

export interface WechatEndpoint extends WechatApplication {
  readonly perSecond: number;
  readonly templates: Readonly<Record<Template, string>>;
  /** The page that opens from a message. */
  readonly page: string;
}

const Session = Type.Object({ openid: Type.String({ minLength: 1, maxLength: 128 }) });
const PhoneInfo = Type.Object({
  phone_info: Type.Object({
    purePhoneNumber: Type.String({ pattern: '^\\d{4,15}$' }),
    countryCode: Type.Union([Type.String({ pattern: '^\\d{1,4}$' }), Type.Integer({ minimum: 1, maximum: 9999 })]),
  }),
});

const codeInvalid = 40_029;
const codeUsed = 40_163;
const userInvalid = 40_003;
const notSubscribed = 43_101;
const argumentInvalid: readonly number[] = [47_003, 40_037, 41_030];

/** The server side of a WeChat mini-program: sign-in, phone number, face checks, subscribe messages. */
export function connectWechat(
  clock: Clock,
  endpoint: WechatEndpoint,
): { platform: WechatPlatform; faces: FaceProvider; channel: MessageChannel } {
  const api = createWechatApi(clock, endpoint);
  return {
    platform: {
      async userOf(loginCode) {
        const { appId: appid, secret } = endpoint;
        const query = { appid, secret, js_code: loginCode, grant_type: 'authorization_code' };
        const { errcode, answer } = await api.get('/sns/jscode2session', query);
        if (errcode === codeInvalid || errcode === codeUsed) return undefined;
        requireWechatOk(errcode);
        return expectShape(Session, answer).openid;
      },
      async phoneOf(phoneCode) {
        const { errcode, answer } = await api.post('/wxa/business/getuserphonenumber', { code: phoneCode });
        if (errcode === codeInvalid || errcode === codeUsed) return undefined;
        requireWechatOk(errcode);
        const { purePhoneNumber, countryCode } = expectShape(PhoneInfo, answer).phone_info;
        return String(countryCode) === '86' ? purePhoneNumber : `+${countryCode}${purePhoneNumber}`;
      },
    },
    faces: createWechatFaces(api),
    channel: {
      perSecond: endpoint.perSecond,
      onTheWire: 32,
      // The platform has no receipts, and no ids of ours: a message sent again is another message.
      receipts: false,
      templateIds: endpoint.templates,
      async send({ to, template, keywords }) {
        const { errcode } = await api.post('/cgi-bin/message/subscribe/send', {
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
        requireWechatOk(errcode);
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
