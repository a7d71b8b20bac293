import { createHash } from 'node:crypto';
import { readParameters, target } from '../http.ts';
import { formatInstant } from '../instants.ts';
import { route, type Admission, type Definition } from '../program.ts';
import { wrongKeyword } from './keywords.ts';
import { Ledger } from './ledger.ts';
import {
  acceptShape,
  faceRequestShape,
  faceResultRequestShape,
  faceShape,
  loginShape,
  messagesRequestShape,
  phoneRequestShape,
  sendRequestShape,
  sessionRequestShape,
  tokenRequestShape,
  wechatAnswersShape,
  type WechatAnswers,
} from './shapes.ts';

/** Everything is answered with 200; what went wrong is a number in the body. */
const errors = {
  40_001: 'invalid credential, access_token is invalid or not latest',
  40_003: 'invalid openid',
  40_013: 'invalid appid',
  40_029: 'invalid code',
  40_037: 'invalid template_id',
  40_125: 'invalid appsecret',
  40_163: 'code been used',
  43_101: 'user refuse to accept the msg',
  45_009: 'reach max api daily quota limit',
  47_001: 'data format error',
} as const;

function no(errcode: keyof typeof errors): object {
  return { errcode, errmsg: errors[errcode] };
}

/** Milliseconds for which a face check stays open. */
const faceLife = 3_600_000;

/** By which it is known that one card is meant: its fields in base64, SHA-256 in hex. */
function hashOf(card: { cert_type: string; cert_name: string; cert_no: string }): string {
  const fields = (['cert_type', 'cert_name', 'cert_no'] as const).map(
    (name) => `${name}=${Buffer.from(card[name], 'utf8').toString('base64')}`,
  );
  return createHash('sha256').update(fields.join('&')).digest('hex');
}

/** Who asks stands in the parameters themselves: an application with its secret, or a token. The routes look at it. */
const admission: Admission = {
  async read(request, limit) {
    const query = Object.fromEntries(target(request).searchParams);
    return { ...query, ...(await readParameters(request, limit)) };
  },
  admit: ({ parameters }) => (typeof parameters['appid'] === 'string' ? parameters['appid'] : ''),
  refuse: ({ status, code, message }) =>
    code === 'request-malformed' ? { status: 200, body: no(47_001) } : { status, body: { code, message } },
};

/** The server side of WeChat mini-programs: tokens, sign-in, phone numbers, face checks, subscribe messages. */
export const wechatPlatform: Definition<WechatAnswers> = {
  name: 'wechat-platform',
  canDouble: false,
  answersShape: wechatAnswersShape,
  noAnswers: { templates: [], dailyQuota: 10_000_000 },
  admission,
  open: ({ answers, now, keep, secretOf }, memory) => {
    const ledger = new Ledger(memory);

    const credentialError = ({ appid, secret }: { appid: string; secret: string }): object | undefined => {
      const expected = secretOf(appid);
      if (expected === undefined) return no(40_013);
      return expected === secret ? undefined : no(40_125);
    };

    return {
      routes: {
        'POST /cgi-bin/stable_token': route(tokenRequestShape, async (asked) => {
          const wrong = credentialError(asked);
          if (wrong !== undefined) return wrong;
          const { token, expiresIn } = ledger.token(asked.appid, now(), asked.force_refresh ?? false);
          await keep();
          return { access_token: token, expires_in: expiresIn };
        }),
        'GET /sns/jscode2session': route(sessionRequestShape, async (asked) => {
          const wrong = credentialError(asked);
          if (wrong !== undefined) return wrong;
          const user = ledger.useCode('login', asked.appid, asked.js_code, now());
          if (typeof user === 'number') return no(user);
          await keep();
          const openid = ledger.openid(asked.appid, user.phone);
          return { openid, session_key: Buffer.from(openid).subarray(0, 16).toString('base64') };
        }),
        'POST /wxa/business/getuserphonenumber': route(phoneRequestShape, async ({ access_token, code }) => {
          const appid = ledger.ownerOf(access_token, now());
          if (appid === undefined) return no(40_001);
          const user = ledger.useCode('phone', appid, code, now());
          if (typeof user === 'number') return no(user);
          await keep();
          const { phone } = user;
          const watermark = { timestamp: Math.floor(now() / 1000), appid };
          const phoneInfo = { phoneNumber: phone, purePhoneNumber: phone, countryCode: '86', watermark };
          return { errcode: 0, errmsg: 'ok', phone_info: phoneInfo };
        }),
        'POST /cityservice/face/identify/getverifyid': route(faceRequestShape, async (asked) => {
          const appid = ledger.ownerOf(asked.access_token, now());
          if (appid === undefined) return no(40_001);
          if (!ledger.knows(asked.openid)) return no(40_003);
          const { out_seq_no: order, openid, cert_info: card } = asked;
          const verifyId = ledger.beginFace({ order, openid, certHash: hashOf(card), until: now() + faceLife });
          await keep();
          return { errcode: 0, errmsg: 'ok', verify_id: verifyId, expires_in: faceLife / 1000 };
        }),
        'POST /cityservice/face/identify/queryverifyinfo': route(faceResultRequestShape, (asked) => {
          if (ledger.ownerOf(asked.access_token, now()) === undefined) return no(40_001);
          const { verify_id: verifyId, out_seq_no: order, openid, cert_hash: certHash } = asked;
          const result = ledger.faceResult(verifyId, { order, openid, certHash }, now());
          return { errcode: 0, errmsg: 'ok', verify_ret: result };
        }),
        'POST /cgi-bin/message/subscribe/send': route(sendRequestShape, async (asked) => {
          const { access_token, touser, template_id, page, data } = asked;
          const appid = ledger.ownerOf(access_token, now());
          if (appid === undefined) return no(40_001);
          const at = formatInstant(now());
          if (ledger.sentOn(appid, at.slice(0, 10)) >= answers().dailyQuota) return no(45_009);
          if (!ledger.knows(touser)) return no(40_003);
          if (!answers().templates.includes(template_id)) return no(40_037);
          const wrong = wrongKeyword(data);
          if (wrong !== undefined) {
            return { errcode: 47_003, errmsg: `argument invalid! data.${wrong}.value invalid` };
          }
          if (!ledger.useSubscription(touser, template_id)) return no(43_101);
          const { msgid } = ledger.add({ appid, touser, template_id, ...(page !== undefined && { page }), data, at });
          await keep();
          return { errcode: 0, errmsg: 'ok', msgid };
        }),
      },
      managementRoutes: {
        'POST /logins': route(loginShape, async ({ appid, phone }) => {
          const codes = {
            loginCode: ledger.makeCode('login', appid, phone, now()),
            phoneCode: ledger.makeCode('phone', appid, phone, now()),
          };
          await keep();
          return { ...codes, openid: ledger.openid(appid, phone) };
        }),
        'POST /faces': route(faceShape, async ({ appid, phone, verifyId, isHers }) => {
          const result = ledger.endFace(verifyId, ledger.openid(appid, phone), isHers, now());
          await keep();
          return { result };
        }),
        'POST /subscriptions': route(acceptShape, async ({ appid, phone, templateId, count }) => {
          const remaining = ledger.accept(ledger.openid(appid, phone), templateId, count);
          await keep();
          return { remaining };
        }),
        'GET /messages': route(messagesRequestShape, ({ touser }) => ({ messages: ledger.to(touser) })),
      },
      memory: () => ledger.memory,
    };
  },
};
