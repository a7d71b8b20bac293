import { flag, list, mapOf, oneOf, optional, record, text, type Infer } from '../shape.ts';
import { documentNumber, identifier, instant, line, personName, phone } from '../wire.ts';

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

/** `biz_content` of `alipay.user.certify.open.initialize`. */
export const certificationShape = record({
  outer_order_no: text(/^[A-Za-z0-9]{1,32}$/, 'at most 32 letters and digits'),
  biz_code: oneOf('FACE'),
  identity_param: record({
    identity_type: oneOf('CERT_INFO'),
    cert_type: oneOf('IDENTITY_CARD'),
    cert_name: personName,
    cert_no: documentNumber,
    user_id: optional(identifier),
    open_id: optional(identifier),
  }),
  merchant_config: record({ return_url: line, face_reserve_strategy: optional(oneOf('reserve', 'never')) }),
});
export type Certification = Infer<typeof certificationShape>;

/** `biz_content` of `alipay.user.certify.open.certify` and of `.query`. */
export const certifyIdShape = record({ certify_id: identifier });

/** Management: whether the face in front of somebody's telephone, on the page that she has opened, is the one on the card. */
export const faceShape = record({ appId: identifier, phone, certifyId: identifier, isHers: flag });

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
