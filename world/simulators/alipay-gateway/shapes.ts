import { list, mapOf, oneOf, optional, record, text, type Infer } from '../shape.ts';
import { identifier, instant, line, phone } from '../wire.ts';

const formText = text(/^[^\0]{0,8000}$/u, 'a text');

/** The parameters of `POST /gateway.do` that every method has, and those that some have. */
export const gatewayRequestShape = record({
  app_id: identifier,
  method: text(/^[a-z.]{1,128}$/, 'a method'),
  format: oneOf('JSON'),
  charset: text(/^utf-8$/i, 'utf-8'),
  sign_type: oneOf('RSA2'),
  sign: formText,
  timestamp: text(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, 'a time such as 2022-11-24 09:00:00'),
  version: oneOf('1.0'),
  biz_content: optional(formText),
  grant_type: optional(oneOf('authorization_code')),
  code: optional(identifier),
  auth_token: optional(identifier),
});
export type GatewayRequest = Infer<typeof gatewayRequestShape>;

/** `biz_content` of `alipay.open.app.mini.templatemessage.send`; `data` is JSON within it. */
export const sendContentShape = record({
  to_user_id: identifier,
  form_id: optional(identifier),
  user_template_id: identifier,
  page: line,
  data: text(/^[^\0]{1,2048}$/u, 'JSON of at most 2048 characters'),
});

export const keywordsShape = mapOf(
  text(/^keyword\d{1,2}$/, 'keyword and a number'),
  record({ value: text(/^[^\0]{1,200}$/u, 'a text') }),
);

/** Management: what somebody's telephone does in the mini-program of an application. */
export const loginShape = record({ appId: identifier, phone });
export const acceptShape = record({ appId: identifier, phone, templateId: identifier });
export const messagesRequestShape = record({ toUserId: optional(identifier) });

/** A message as the telephone shows it. */
export const sentShape = record({
  appId: identifier,
  toUserId: identifier,
  templateId: identifier,
  page: line,
  data: keywordsShape,
  at: instant,
});
export type Sent = Infer<typeof sentShape>;

/** What `PUT /answers` loads: the templates that exist. */
export const alipayAnswersShape = record({ templates: list(identifier, 100) });
export type AlipayAnswers = Infer<typeof alipayAnswersShape>;
