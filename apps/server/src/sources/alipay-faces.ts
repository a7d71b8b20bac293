import { Type } from 'typebox';
import type { FaceProvider } from '../features/face/index.ts';
import { AlipayOutcome, requireAlipayOk, type AlipayGateway } from './alipay-gateway.ts';
import { expectShape } from './answer.ts';

const Begun = Type.Object({ certify_id: Type.String({ minLength: 1, maxLength: 256 }) });
const Ended = Type.Object({ passed: Type.String() });

/** The one word that is a yes. `F` is a face that does not fit, and none that was shown. */
const passed = 'T';
/** The platform knows no such check, or no longer. */
const unknown = 'OPEN_CERTIFY_BILL_NOT_EXIST';

/** 2088 and twelve digits: the older of the two kinds of names that the platform has for its users. */
const userId = /^2088\d{12}$/;

/**
 * Identity verification of the open platform (alipay.user.certify.open.initialize, .certify, .query), by face and for its user herself.
 * @param appId of the mini-program that she comes back to
 */
export function createAlipayFaces(gateway: AlipayGateway, appId: string): FaceProvider {
  const ask = async (method: string, content: object) => {
    const answer = await gateway.ask(method, { biz_content: JSON.stringify(content) });
    return { answer, ...expectShape(AlipayOutcome, answer) };
  };
  return {
    async begin({ order, user, certificate }) {
      const { answer, code } = await ask('alipay.user.certify.open.initialize', {
        outer_order_no: order,
        biz_code: 'FACE',
        identity_param: {
          identity_type: 'CERT_INFO',
          cert_type: 'IDENTITY_CARD',
          cert_name: certificate.name,
          cert_no: certificate.number,
          ...(userId.test(user) ? { user_id: user } : { open_id: user }),
        },
        merchant_config: {
          return_url: `alipays://platformapi/startapp?appId=${appId}`,
          // The platform keeps the picture unless it is told not to.
          face_reserve_strategy: 'never',
        },
      });
      requireAlipayOk(code);
      return expectShape(Begun, answer).certify_id;
    },
    addressOf: (verifyId) =>
      gateway.addressOf('alipay.user.certify.open.certify', { biz_content: JSON.stringify({ certify_id: verifyId }) }),
    async passed({ verifyId }) {
      const { answer, code, sub_code: subCode } = await ask('alipay.user.certify.open.query', { certify_id: verifyId });
      if (subCode === unknown) return false;
      requireAlipayOk(code);
      return expectShape(Ended, answer).passed === passed;
    },
  };
}
