import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sunLihua, wangXiuying } from '../people/cast.ts';
import { manage } from '../simulators/ask.ts';
import { app, openPlatforms, silence, type Platforms } from './platforms.ts';

const hourMs = 3_600_000;
const morning = Date.parse('2026-11-24T08:00:00+08:00');
const certificateOf = ({ name, documentNumber }: typeof wangXiuying) => ({ name, number: documentNumber });

let platforms: Platforms;
let orders = 0;
beforeAll(async () => {
  platforms = await openPlatforms();
});
afterAll(() => platforms.close());
beforeEach(() => platforms.at(morning));
afterEach(() => platforms.mend());

/** Her telephone, as each platform sees it. */
const each = [
  {
    name: 'wechat' as const,
    async user(phone: string) {
      const { body } = await manage(platforms.wechat.managementUrl, 'POST /logins', { appid: app, phone });
      return (body as { openid: string }).openid;
    },
    show: (phone: string, verifyId: string, isHers: boolean) =>
      manage(platforms.wechat.managementUrl, 'POST /faces', { appid: app, phone, verifyId, isHers }),
    openHours: 1,
  },
  {
    name: 'alipay' as const,
    async user(phone: string) {
      const { body } = await manage(platforms.alipay.managementUrl, 'POST /logins', { appId: app, phone });
      return (body as { userId: string }).userId;
    },
    async show(phone: string, certifyId: string, isHers: boolean) {
      await fetch(platforms.sources.faces.alipay.addressOf(certifyId)!);
      return manage(platforms.alipay.managementUrl, 'POST /faces', { appId: app, phone, certifyId, isHers });
    },
    openHours: 23,
  },
];

describe.each(each)('a face check of $name', ({ name, user, show, openHours }) => {
  const faces = () => platforms.sources.faces[name];
  async function asked(person: typeof wangXiuying) {
    orders += 1;
    return { order: `order${orders}`, user: await user(person.phone), certificate: certificateOf(person) };
  }

  test('is passed once her own face was shown, and not before [M13]', async () => {
    const check = await asked(wangXiuying);
    const verifyId = await faces().begin(check);
    expect(await faces().passed({ ...check, verifyId })).toBe(false);
    await show(wangXiuying.phone, verifyId, true);
    expect(await faces().passed({ ...check, verifyId })).toBe(true);
  });

  test('is not passed by another face, nor in front of somebody else’s telephone', async () => {
    const check = await asked(wangXiuying);
    const verifyId = await faces().begin(check);
    await user(sunLihua.phone);
    await show(sunLihua.phone, verifyId, true);
    expect(await faces().passed({ ...check, verifyId })).toBe(false);
    await show(wangXiuying.phone, verifyId, false);
    expect(await faces().passed({ ...check, verifyId })).toBe(false);
  });

  test('is not passed where the platform knows none of that id, nor where it has run out', async () => {
    const check = await asked(wangXiuying);
    expect(await faces().passed({ ...check, verifyId: 'nobodys' })).toBe(false);
    const verifyId = await faces().begin(check);
    await platforms.at(morning + openHours * hourMs);
    await show(wangXiuying.phone, verifyId, true);
    expect(await faces().passed({ ...check, verifyId })).toBe(false);
  });

  test.each([
    ['does not answer', { mode: 'down' }],
    ['answers 502', { mode: 'down', status: 502 }],
    ['answers half a JSON', { mode: 'wrong', style: 'truncated' }],
    ['answers something else', { mode: 'wrong', style: 'error-body' }],
  ])('that %s has said nothing: the caller is told so by an error', async (_, fault) => {
    const check = await asked(wangXiuying);
    const verifyId = await faces().begin(check);
    await manage(platforms[name].managementUrl, 'PUT /faults', fault);
    await expect(faces().begin(check)).rejects.toThrow(silence);
    await expect(faces().passed({ ...check, verifyId })).rejects.toThrow(silence);
  });
});

describe('a face check of Alipay', () => {
  const faces = () => platforms.sources.faces.alipay;
  const { user } = each[1]!;
  const asked = async () => {
    orders += 1;
    const certificate = certificateOf(wangXiuying);
    return { order: `order${orders}`, user: await user(wangXiuying.phone), certificate };
  };

  test('is opened by an address that the node has signed, which names the check and nobody', async () => {
    const verifyId = await faces().begin(await asked());
    const address = new URL(faces().addressOf(verifyId)!);
    expect(address.searchParams.get('method')).toBe('alipay.user.certify.open.certify');
    expect(JSON.parse(address.searchParams.get('biz_content')!)).toEqual({ certify_id: verifyId });
    expect((await fetch(address)).status).toBe(200);
    address.searchParams.set('biz_content', JSON.stringify({ certify_id: 'another' }));
    expect((await fetch(address)).status).toBe(400);
  });

  test('asked for again under the same order is the same', async () => {
    const check = await asked();
    expect(await faces().begin(check)).toBe(await faces().begin(check));
  });

  test('is not believed where somebody in between has made a no into a yes', async () => {
    const check = await asked();
    const verifyId = await faces().begin(check);
    const between = await platforms.throughChanger((answer) => answer.replace('"passed":"F"', '"passed":"T"'));
    await expect(between.sources.faces.alipay.passed({ ...check, verifyId })).rejects.toThrow('not signed');
    between.close();
  });

  test('is asked for with her card, for her as its user, and with no picture kept', async () => {
    const contents: unknown[] = [];
    const between = await platforms.throughChanger((answer, form) => {
      contents.push(JSON.parse(form.get('biz_content')!));
      return answer;
    });
    const check = await asked();
    const verifyId = await between.sources.faces.alipay.begin(check);
    await between.sources.faces.alipay.passed({ ...check, verifyId });
    between.close();
    const { name: cert_name, documentNumber: cert_no } = wangXiuying;
    expect(contents).toEqual([
      {
        outer_order_no: check.order,
        biz_code: 'FACE',
        identity_param: {
          identity_type: 'CERT_INFO',
          cert_type: 'IDENTITY_CARD',
          cert_name,
          cert_no,
          user_id: check.user,
        },
        merchant_config: {
          return_url: `alipays://platformapi/startapp?appId=${app}`,
          face_reserve_strategy: 'never',
        },
      },
      { certify_id: verifyId },
    ]);
  });
});
