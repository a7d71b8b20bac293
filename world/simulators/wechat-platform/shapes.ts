import { flag, list, mapOf, oneOf, optional, record, text, whole, type Infer, type Shape } from '../shape.ts';
import { documentNumber, identifier, instant, line, personName, phone } from '../wire.ts';

const code = text(/^[\w.-]{1,128}$/, 'a code');
const token = text(/^[\w.-]{1,512}$/, 'a token');

/** `POST /cgi-bin/stable_token` */
export const tokenRequestShape = record({
  grant_type: oneOf('client_credential'),
  appid: identifier,
  secret: line,
  force_refresh: optional(flag),
});

/** `GET /sns/jscode2session` */
export const sessionRequestShape = record({
  appid: identifier,
  secret: line,
  js_code: code,
  grant_type: oneOf('authorization_code'),
});

/** `POST /wxa/business/getuserphonenumber?access_token=…` */
export const phoneRequestShape = record({ access_token: token, code, openid: optional(identifier) });

/** `POST /cityservice/face/identify/getverifyid?access_token=…` */
export const faceRequestShape = record({
  access_token: token,
  out_seq_no: text(/^[A-Za-z0-9]{5,32}$/, 'a number of its own'),
  cert_info: record({ cert_type: oneOf('IDENTITY_CARD'), cert_name: personName, cert_no: documentNumber }),
  openid: identifier,
});

/** `POST /cityservice/face/identify/queryverifyinfo?access_token=…` */
export const faceResultRequestShape = record({
  access_token: token,
  verify_id: identifier,
  out_seq_no: line,
  cert_hash: text(/^[0-9a-f]{64}$/, 'a SHA-256 in hex'),
  openid: identifier,
});

/** Management: whether the face in front of somebody's telephone is the one on the card. */
export const faceShape = record({ appid: identifier, phone, verifyId: identifier, isHers: flag });

const anyData: Shape<Record<string, { value: string }>> = mapOf(
  text(/^[a-z_]{1,32}\d{1,3}$/, 'a keyword with its number'),
  record({ value: text(/^[^\0]{0,200}$/u, 'a text') }),
);

/** `POST /cgi-bin/message/subscribe/send?access_token=…` */
export const sendRequestShape = record({
  access_token: token,
  touser: identifier,
  template_id: identifier,
  page: optional(line),
  miniprogram_state: optional(oneOf('developer', 'trial', 'formal')),
  lang: optional(oneOf('zh_CN', 'en_US', 'zh_HK', 'zh_TW')),
  data: anyData,
});

/** Management: what somebody's telephone does in the mini-program of an application. */
export const loginShape = record({ appid: identifier, phone });
export const acceptShape = record({ appid: identifier, phone, templateId: identifier, count: whole(0, 100) });
export const messagesRequestShape = record({ touser: optional(identifier) });

/** A message as the telephone shows it. */
export const sentShape = record({
  msgid: whole(1, Number.MAX_SAFE_INTEGER),
  appid: identifier,
  touser: identifier,
  template_id: identifier,
  page: optional(line),
  data: anyData,
  at: instant,
});
export type Sent = Infer<typeof sentShape>;

/** What `PUT /answers` loads: the templates that exist, and how many messages a day an application may send. */
export const wechatAnswersShape = record({
  templates: list(identifier, 100),
  dailyQuota: whole(0, 100_000_000),
});
export type WechatAnswers = Infer<typeof wechatAnswersShape>;
