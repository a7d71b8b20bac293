import * as cast from '../people/cast.ts';
import type { AlipayAnswers } from './alipay-gateway/shapes.ts';
import type { CommissionAnswers } from './health-commission/shapes.ts';
import type { ExitEntryAnswers } from './exit-entry-registry/shapes.ts';
import { DAY, formatInstant, HOUR, startOfDay } from './instants.ts';
import type { ItineraryAnswers } from './itinerary-card/shapes.ts';
import type { LaboratoryAnswers, NatResult } from './nat-laboratory/shapes.ts';
import type { PlatformAnswers } from './national-platform/shapes.ts';
import type { ProvincialAppAnswers } from './provincial-app/shapes.ts';
import type { RegistryAnswers } from './population-registry/shapes.ts';
import type { GatewayAnswers } from './sms-gateway/shapes.ts';
import type { WechatAnswers } from './wechat-platform/shapes.ts';

/** What each simulator's `PUT /answers` takes, by the simulator's name. */
export interface WorldAnswers {
  'population-registry': RegistryAnswers;
  'itinerary-card': ItineraryAnswers;
  'health-commission': CommissionAnswers;
  'nat-laboratory': LaboratoryAnswers;
  'national-platform': PlatformAnswers;
  'sms-gateway': GatewayAnswers;
  'wechat-platform': WechatAnswers;
  'alipay-gateway': AlipayAnswers;
  'exit-entry-registry': ExitEntryAnswers;
  'provincial-app': ProvincialAppAnswers;
}

const { wangXiuying, zhangJianguo, liZhiqiang, chenXiaoyan, liuYang, sunLihua, zhaoChen, zhouMin } = cast;

/**
 * What the outside systems know in the demo's world, with dates that lie around `now`. Areas, laboratories and people are
 * invented; only the divisions exist.
 *
 * @param now milliseconds since 1970
 */
export function demoAnswers(now: number): WorldAnswers {
  const today = startOfDay(now);
  /** Eight in the morning so many days ago, or later that day. */
  const ago = (days: number, hours = 0) => formatInstant(today - days * DAY + (8 + hours) * HOUR);
  const results = natResults(ago);
  return {
    'population-registry': { residents: residents(), households: households() },
    'itinerary-card': {
      phones: {
        [wangXiuying.phone]: [at('140105', ago(30))],
        [zhangJianguo.phone]: [at('370102', ago(40))],
        [liZhiqiang.phone]: [at('140106', ago(30), ago(8)), at('130102', ago(8, 3), ago(5)), at('140106', ago(5, 3))],
        [chenXiaoyan.phone]: [at('140107', ago(25))],
        [liuYang.phone]: [at('370202', ago(60))],
        [sunLihua.phone]: [at('370103', ago(90))],
        [zhaoChen.phone]: [at('140107', ago(20), ago(3)), at('370202', ago(3, 6))],
        [zhouMin.phone]: [at('130102', ago(50))],
      },
    },
    'health-commission': {
      persons: {
        [liuYang.documentNumber]: [{ kind: 'contact', degree: 'close', since: ago(3), until: ago(-11) }],
        [zhouMin.documentNumber]: [{ kind: 'case', state: 'confirmed', since: ago(4) }],
      },
    },
    'nat-laboratory': { results, institutions },
    'national-platform': {
      riskAreas: {
        publishedAt: formatInstant(today),
        areas: [
          { division: '130102', name: '河北省石家庄市长安区示例花园小区', level: 'high', from: ago(9) },
          { division: '410102', name: '河南省郑州市中原区虚拟路街道', level: 'medium', from: ago(6) },
          { division: '310115', name: '上海市浦东新区样板新村', level: 'medium', from: ago(20), to: ago(7) },
        ],
      },
      nat: results,
      codes: {
        [wangXiuying.documentNumber]: { colour: 'green', decidedBy: '140000', decidedAt: ago(1) },
        [sunLihua.documentNumber]: { colour: 'green', decidedBy: '370000', decidedAt: ago(2) },
        [liuYang.documentNumber]: { colour: 'red', decidedBy: '370000', decidedAt: ago(3) },
        [zhouMin.documentNumber]: { colour: 'red', decidedBy: '130000', decidedAt: ago(4) },
      },
    },
    'sms-gateway': { unreachable: [], receiptUrls: {} },
    'wechat-platform': { templates: messageTemplates, dailyQuota: 10_000_000 },
    'alipay-gateway': { templates: messageTemplates },
    'exit-entry-registry': travellers(),
    'provincial-app': { redirectUris: {}, accounts: accountsOfTheApp() },
  };
}

/** What both platforms call the four templates of the demo's nodes. */
export const messageTemplates = ['tongxing-colour', 'tongxing-application', 'tongxing-reminder', 'tongxing-question'];

/** People of Shandong, where the demo has such an app; the one shown first is the last. */
function accountsOfTheApp(): ProvincialAppAnswers['accounts'] {
  const people = [liuYang, zhangJianguo, sunLihua];
  return Object.fromEntries(
    people.map(({ phone, name, documentNumber }) => [phone, { name, documentNumber, assuranceLevel: 'high' as const }]),
  );
}

function at(division: string, from: string, to?: string) {
  return { division, from, ...(to !== undefined && { to }) };
}

function residents(): RegistryAnswers['residents'] {
  const byNumber: RegistryAnswers['residents'] = {};
  for (const { documentNumber, name, residenceDivision } of cast.registeredCast) {
    byNumber[documentNumber] = { name, residenceDivision };
  }
  byNumber[chenXiaoyan.documentNumber] = {
    name: cast.chenXiaoyanInRegistry,
    residenceDivision: chenXiaoyan.residenceDivision,
  };
  return byNumber;
}

/** The household of 王秀英 in 小店区: a mother, her son in the register, and her daughter who has a birth certificate only. */
function households(): NonNullable<RegistryAnswers['households']> {
  return {
    [wangXiuying.documentNumber]: [
      { name: cast.wangXiaobao.name, documentNumber: cast.wangXiaobao.documentNumber, born: cast.wangXiaobao.born },
      { name: cast.wangXiaoyue.name, birthCertificate: cast.wangXiaoyue.birthCertificate, born: cast.wangXiaoyue.born },
    ],
  };
}

/** Everybody of the cast with a travel document, and the passport before the one she carries now. */
function travellers(): ExitEntryAnswers {
  const documents: ExitEntryAnswers['documents'] = {};
  for (const { documentType, documentNumber, issuingCountry, name, personKey } of cast.travellers) {
    const country = issuingCountry === undefined ? '' : `${issuingCountry}:`;
    documents[`${documentType}:${country}${documentNumber}`] = {
      name,
      personKey,
      ...(issuingCountry !== undefined && { nationality: issuingCountry }),
    };
  }
  return { documents, residentNumbers: {} };
}

const institutions: LaboratoryAnswers['institutions'] = [
  {
    id: 'ty-0001',
    name: '太原市示例医学检验所',
    division: '140105',
    address: '太原市小店区示例街1号',
    phone: '0351-0000001',
  },
  {
    id: 'ty-0002',
    name: '太原市虚拟人民医院',
    division: '140107',
    address: '太原市杏花岭区虚拟路2号',
    phone: '0351-0000002',
  },
  {
    id: 'jn-0001',
    name: '济南市示例医学检验所',
    division: '370102',
    address: '济南市历下区示例街3号',
    phone: '0531-00000003',
  },
  {
    id: 'sjz-0001',
    name: '石家庄市示例医学检验所',
    division: '130102',
    address: '石家庄市长安区示例街5号',
    phone: '0311-00000005',
  },
  {
    id: 'qd-0001',
    name: '青岛市虚拟疾控检验中心',
    division: '370202',
    address: '青岛市市南区虚拟路4号',
    phone: '0532-00000004',
  },
];

function natResults(ago: (days: number, hours?: number) => string): LaboratoryAnswers['results'] {
  const test = (
    institution: string,
    days: number,
    result: NatResult['result'],
    method: NatResult['method'],
  ): NatResult => ({
    result,
    sampledAt: ago(days),
    reportedAt: ago(days, 9),
    institution,
    method,
  });
  return {
    [wangXiuying.documentNumber]: [test('ty-0001', 2, 'negative', 'pool')],
    [zhaoChen.documentNumber]: [test('ty-0002', 1, 'negative', 'single'), test('ty-0002', 4, 'negative', 'pool')],
    [sunLihua.documentNumber]: [test('jn-0001', 3, 'negative', 'pool')],
    [liuYang.documentNumber]: [test('qd-0001', 2, 'negative', 'single')],
    [zhouMin.documentNumber]: [test('sjz-0001', 4, 'positive', 'single')],
  };
}
