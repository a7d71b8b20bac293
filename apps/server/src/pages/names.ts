import { type LimitedBy, type schemas, staffRoleNames } from '@tongxing/contract';
import type { Bilingual } from './bilingual.ts';
import type { Operation } from './openapi-document.ts';

/** The groups of the reference, in the order in which a person meets them. */
export const tagNames: Readonly<Record<string, Bilingual>> = {
  identity: { zh: '登录、实名与授权', en: 'Sign-in, real name, consent' },
  dependant: { zh: '代办', en: 'Acting for others' },
  declaration: { zh: '申报与颜色', en: 'Declaration and colour' },
  appeal: { zh: '申诉与转绿申请', en: 'Appeals and applications to turn green' },
  certificate: { zh: '证明', en: 'Certificates' },
  correction: { zh: '申报核对', en: 'Where declaration and data differ' },
  explanation: { zh: '颜色的说明', en: 'Why, and what would make it green' },
  trip: { zh: '多省行程', en: 'Trips through several provinces' },
  recolouring: { zh: '批量重新判定', en: 'Deciding many people anew' },
  release: { zh: '规则发布', en: 'Releasing rules' },
  division: { zh: '行政区划', en: 'Divisions' },
  code: { zh: '健康码', en: 'The code' },
  visit: { zh: '场所码与到访', en: 'Place codes and visits' },
  checkpoint: { zh: '查验', en: 'Checkpoints' },
  collection: { zh: '核酸采样', en: 'Collecting samples' },
  fallback: { zh: '系统中断时', en: 'While the system is down' },
  roster: { zh: '单位和学校', en: 'Employers and schools' },
  conversion: { zh: '转码', en: 'Conversion' },
  federation: { zh: '省际互认', en: 'Recognition between provinces' },
  log: { zh: '透明日志', en: 'Transparency log' },
  notification: { zh: '消息', en: 'Messages' },
  community: { zh: '社区', en: 'Community' },
  node: { zh: '本节点', en: 'This node' },
  staff: { zh: '工作人员', en: 'Staff' },
  ingest: { zh: '数据上传', en: 'Uploads of data' },
  approval: { zh: '双人审批', en: 'What takes two people' },
  listing: { zh: '赋码名单', en: 'Lists that colour people' },
  'manual-colour': { zh: '人工赋码与纠错', en: 'Colours by hand, and wrong colours cleared' },
};

const accessNames: Readonly<Record<string, Bilingual>> = {
  public: { zh: '任何人', en: 'anybody' },
  account: { zh: '手机登录后', en: 'signed in by phone' },
  citizen: { zh: '实名认证后', en: 'real-name verified' },
  device: { zh: '已登记的查验设备', en: 'an enrolled checkpoint device' },
  gate: { zh: '已登记的闸机或读头,每次请求签名', en: 'an enrolled gate, each request signed' },
  peer: { zh: '信任列表中的节点', en: 'a node of the trust list' },
  reader: { zh: '查验设备或互认节点', en: 'a checkpoint device or a peer node' },
  gateway: { zh: '短信网关', en: 'the gateway for text messages' },
};

/** Who may call, in words. @param access a name of the contract's `Access`, or `staff: <roles>` */
export function accessName(access: string): Bilingual {
  if (!access.startsWith('staff: ')) return accessNames[access] ?? { zh: access, en: access };
  const roles = access
    .slice('staff: '.length)
    .split(', ')
    .map((role) => staffRoleNames[role as schemas.StaffRole] ?? { zh: role, en: role });
  return {
    zh: `工作人员:${roles.map(({ zh }) => zh).join('、')}`,
    en: `staff: ${roles.map(({ en }) => en).join(', ')}`,
  };
}

const limitedByNames: Readonly<Record<LimitedBy, Bilingual>> = {
  address: { zh: '每个网络地址', en: 'an address' },
  account: { zh: '每个账号', en: 'an account' },
  device: { zh: '每台设备', en: 'a device' },
  peer: { zh: '每个省份', en: 'a province' },
  reader: { zh: '每台设备或每个省份', en: 'a device or a province' },
  gateway: { zh: '短信网关', en: 'the text message gateway' },
  staff: { zh: '每位工作人员', en: 'a member of staff' },
};

/** How often a route may be called, in words. */
export function limitName({ per, count, seconds, shared }: Operation['x-limit']): Bilingual {
  const who = limitedByNames[per];
  return {
    zh: `${who.zh} ${seconds} 秒 ${count} 次${shared ? '(与其他接口合计)' : ''}`,
    en: `${count} in ${seconds} s for ${who.en}${shared ? ', all routes together' : ''}`,
  };
}

/** The seven services of GB/T 38963-2020 by their names there. */
export const serviceNames: Readonly<Record<string, Bilingual>> = {
  'health-declaration': { zh: '用户健康信息申报', en: 'health declaration' },
  'itinerary-declaration': { zh: '用户行程申报', en: 'itinerary declaration' },
  'health-information-query': { zh: '用户健康信息查询', en: 'health information query' },
  'code-call-application': { zh: '健康码调用申请', en: 'code call application' },
  'code-making': { zh: '健康码制码请求', en: 'code making' },
  'code-verification': { zh: '健康码验码请求', en: 'code verification' },
  correction: { zh: '用户健康信息纠错', en: 'correction' },
};

/** The outside systems a province hears from. */
export const sourceNames: Readonly<Record<string, Bilingual>> = {
  'population-registry': { zh: '人口库', en: 'population registry' },
  'exit-entry-registry': { zh: '出入境管理机构', en: 'exit-entry registry' },
  'itinerary-card': { zh: '通信行程卡', en: 'itinerary card' },
  'health-commission': { zh: '卫健委', en: 'health commission' },
  'nat-laboratory': { zh: '核酸检测机构', en: 'NAT laboratories' },
  'national-platform': { zh: '国家平台', en: 'national platform' },
  'sms-gateway': { zh: '短信网关', en: 'text messages' },
};

export const recognitionNames: Readonly<Record<string, Bilingual>> = {
  attestation: { zh: '对方签名证明,本省判定', en: 'it signs the facts, the receiving province judges' },
  'national-bridge': { zh: '经国家平台转接', en: 'by way of the national platform' },
  national: { zh: '直接认国家码', en: 'the national code itself' },
};
