import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import type { FaceCertificate, FaceProvider } from '../features/face/index.ts';
import { expectShape } from './answer.ts';
import { requireWechatOk, type WechatApi } from './wechat-api.ts';

const Begun = Type.Object({ verify_id: Type.String({ minLength: 1, maxLength: 256 }) });
const Ended = Type.Object({ verify_ret: Type.Integer() });
const identityCard = 'IDENTITY_CARD';
/** The only one of the platform's results that is one: passed. */
const passed = 10_000;

/** The face check of city services, opened in the mini-program by its id. */
export function createWechatFaces({ post }: WechatApi): FaceProvider {
  return {
    async begin({ order, user, certificate }) {
      const { name, number } = certificate;
      const { errcode, answer } = await post('/cityservice/face/identify/getverifyid', {
        out_seq_no: order,
        cert_info: { cert_type: identityCard, cert_name: name, cert_no: number },
        openid: user,
      });
      requireWechatOk(errcode);
      return expectShape(Begun, answer).verify_id;
    },
    addressOf: () => undefined,
    async passed({ order, user, certificate, verifyId }) {
      const { errcode, answer } = await post('/cityservice/face/identify/queryverifyinfo', {
        verify_id: verifyId,
        out_seq_no: order,
        cert_hash: certificateHash(certificate),
        openid: user,
      });
      requireWechatOk(errcode);
      return expectShape(Ended, answer).verify_ret === passed;
    },
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
