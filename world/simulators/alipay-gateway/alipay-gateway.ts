import { createCipheriv } from 'node:crypto';
import { formatInstant } from '../instants.ts';
import { Plain, route, type Definition } from '../program.ts';
import { ShapeError, type Shape } from '../shape.ts';
import { formAdmission } from './form.ts';
import { Ledger } from './ledger.ts';
import { isRsa2, rsa2, signedText } from './rsa2.ts';
import {
  acceptShape,
  alipayAnswersShape,
  certificationShape,
  certifyIdShape,
  faceShape,
  gatewayRequestShape,
  keywordsShape,
  loginShape,
  messagesRequestShape,
  sendContentShape,
  type AlipayAnswers,
  type GatewayRequest,
} from './shapes.ts';

type Node = Record<string, unknown>;

function success(rest: Node = {}): Node {
  return { code: '10000', msg: 'Success', ...rest };
}

function refusal(code: '40002' | '40004', subCode: string, subMsg: string): Node {
  const msg = code === '40002' ? 'Invalid Arguments' : 'Business Failed';
  return { code, msg, sub_code: subCode, sub_msg: subMsg };
}

const noSuchMethod = refusal('40002', 'isv.invalid-method', '不存在的方法名');
const noSuchFace = refusal('40004', 'OPEN_CERTIFY_BILL_NOT_EXIST', '无效的certify_id');
const html = { 'content-type': 'text/html; charset=utf-8' };

function pageOf(refused: Node): Plain {
  return new Plain(400, html, `<title>${String(refused['sub_code'])}</title>`);
}

/** JSON within a parameter. @throws ShapeError where it is none, or of another shape */
function parse<T>(shape: Shape<T>, content: string | undefined, name: string): T {
  try {
    return shape(JSON.parse(content ?? ''), name);
  } catch (error) {
    throw error instanceof ShapeError ? error : new ShapeError(name, 'JSON');
  }
}

/** The open gateway of Alipay for mini-programs: one address, signed questions, signed answers. */
export const alipayGateway: Definition<AlipayAnswers> = {
  name: 'alipay-gateway',
  canDouble: false,
  answersShape: alipayAnswersShape,
  noAnswers: { templates: [] },
  admission: formAdmission,
  open: ({ answers, now, keep, secretOf }, memory) => {
    const ledger = new Ledger(memory);

    const methods: Record<string, (asked: GatewayRequest) => Node | Promise<Node>> = {
      async 'alipay.system.oauth.token'({ app_id: appId, code = '' }) {
        const phone = ledger.useCode(appId, code, now());
        if (phone === undefined) return refusal('40002', 'isv.code-invalid', '授权码code无效');
        await keep();
        const token = { access_token: `authusrB-${code}`, expires_in: 1_296_000, re_expires_in: 2_592_000 };
        return { user_id: ledger.userId(appId, phone), ...token, refresh_token: `authusrR-${code}` };
      },
      async 'alipay.open.app.mini.templatemessage.send'({ app_id: appId, biz_content: content }) {
        const message = parse(sendContentShape, content, 'biz_content');
        const data = parse(keywordsShape, message.data, 'data');
        const { to_user_id: userId, user_template_id: templateId, page } = message;
        if (!ledger.knows(appId, userId)) return refusal('40004', 'USER_ID_ILLEGAL', '用户id非法');
        if (!answers().templates.includes(templateId)) {
          return refusal('40004', 'USER_TEMPLATE_ILLEGAL', '用户模板非法');
        }
        if (!ledger.useAcceptance(userId, templateId)) return refusal('40004', 'USER_UNSUBSCRIBE', '用户未订阅');
        ledger.add({ appId, toUserId: userId, templateId, page, data, at: formatInstant(now()) });
        await keep();
        return success();
      },
      async 'alipay.user.certify.open.initialize'({ app_id: appId, biz_content: content }) {
        const asked = parse(certificationShape, content, 'biz_content');
        const certifyId = ledger.beginFace(appId, asked, now());
        if (certifyId === undefined) return refusal('40004', 'ORDER_NO_USED', '商户请求号已用于其他认证');
        await keep();
        return success({ certify_id: certifyId });
      },
      'alipay.user.certify.open.query'({ app_id: appId, biz_content: content }) {
        const { certify_id: certifyId } = parse(certifyIdShape, content, 'biz_content');
        const passed = ledger.facePassed(appId, certifyId);
        return passed === undefined ? noSuchFace : success({ passed, identity_info: '{}', material_info: '{}' });
      },
    };

    /** Why a request is not believed to be of who it says. */
    const strangeness = (asked: GatewayRequest): Node | undefined => {
      const publicKey = secretOf(asked.app_id);
      if (publicKey === undefined) return refusal('40002', 'isv.invalid-app-id', '无效的AppID参数');
      return isRsa2(publicKey, signedText(asked), asked.sign)
        ? undefined
        : refusal('40002', 'isv.invalid-signature', '验签出错');
    };

    /** A method of a page: what a telephone opens by an address that the application has signed. */
    const page = async (asked: GatewayRequest): Promise<Plain> => {
      const strange = strangeness(asked);
      if (strange !== undefined) return pageOf(strange);
      if (asked.method !== 'alipay.user.certify.open.certify') return pageOf(noSuchMethod);
      const { certify_id: certifyId } = parse(certifyIdShape, asked.biz_content, 'biz_content');
      const isOpen = ledger.openFace(asked.app_id, certifyId, now());
      await keep();
      return isOpen ? new Plain(200, html, '<title>刷脸</title>') : pageOf(noSuchFace);
    };

    const answer = async (asked: GatewayRequest): Promise<Node> => {
      const strange = strangeness(asked);
      if (strange !== undefined) return strange;
      const method = Object.hasOwn(methods, asked.method) ? methods[asked.method] : undefined;
      if (method === undefined) return noSuchMethod;
      try {
        return await method(asked);
      } catch (error) {
        if (!(error instanceof ShapeError)) throw error;
        return refusal('40002', 'isv.invalid-parameter', error.message);
      }
    };

    return {
      routes: {
        'GET /gateway.do': route(gatewayRequestShape, page),
        'POST /gateway.do': route(gatewayRequestShape, async (asked) => {
          const node = await answer(asked);
          // Written once more within the whole, the node is the same bytes: that is what is signed.
          const name = `${asked.method.replaceAll('.', '_')}_response`;
          return { [name]: node, sign: rsa2(ledger.privateKey, JSON.stringify(node)) };
        }),
      },
      managementRoutes: {
        'GET /keys': route(messagesRequestShape, async () => {
          await keep();
          return ledger.keys;
        }),
        'POST /logins': route(loginShape, async ({ appId, phone }) => {
          const authCode = ledger.makeCode(appId, phone, now());
          await keep();
          const response = encrypt(ledger.keys.contentKey, JSON.stringify(success({ mobile: phone })));
          const encryptedPhone = { response, sign: rsa2(ledger.privateKey, `"${response}"`) };
          return { authCode, encryptedPhone, userId: ledger.userId(appId, phone) };
        }),
        'POST /faces': route(faceShape, async ({ appId, phone, certifyId, isHers }) => {
          const done = ledger.endFace(appId, certifyId, ledger.userId(appId, phone), isHers);
          await keep();
          return { done };
        }),
        'POST /subscriptions': route(acceptShape, async ({ appId, phone, templateId }) => {
          ledger.accept(ledger.userId(appId, phone), templateId);
          await keep();
          return { accepted: true };
        }),
        'GET /messages': route(messagesRequestShape, ({ toUserId }) => ({ messages: ledger.to(toUserId) })),
      },
      memory: () => ledger.memory,
    };
  },
};

/** AES-128-CBC, PKCS #7, an initial vector of zeros: the content encryption of the platform. */
function encrypt(contentKey: string, content: string): string {
  const cipher = createCipheriv('aes-128-cbc', Buffer.from(contentKey, 'base64'), Buffer.alloc(16));
  return cipher.update(content, 'utf8', 'base64') + cipher.final('base64');
}
