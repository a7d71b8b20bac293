import type { FactKind, InputName, SourceName } from '@tongxing/rules';
import type { Bilingual } from './schemas/basics.ts';

/** Who says what decisions rest on, and what helps while it is silent. */
export const sourceWords = {
  declaration: {
    name: { zh: '本人申报', en: 'your declaration' },
    cure: {
      zh: '请重新申报健康状况和 14 天行程,提交后系统会立即重新判定。',
      en: 'Declare your health and the itinerary of 14 days again; the colour is decided anew as soon as you send it.',
    },
  },
  'itinerary-card': {
    name: { zh: '通信行程卡', en: 'itinerary card' },
    cure: {
      zh: '通常几分钟内恢复,系统会自动再次查询,您不用停留在此页。',
      en: 'It is usually back within minutes; we ask again by ourselves, and you need not stay on this page.',
    },
  },
  transport: {
    name: { zh: '交通部门', en: 'transport' },
    cure: {
      zh: '系统会自动再次查询。请保留车票、机票,需要时可出示。',
      en: 'We ask again by ourselves. Keep your tickets in case you are asked for them.',
    },
  },
  'health-commission': {
    name: { zh: '卫生健康委', en: 'health commission' },
    cure: {
      zh: '系统会自动再次查询,您不用重新填写。如急需出行,请拨打服务热线。',
      en: 'We ask again by ourselves; you need not enter anything again. If you must travel soon, call the hotline.',
    },
  },
  'nat-laboratory': {
    name: { zh: '核酸检测机构', en: 'NAT laboratory' },
    cure: {
      zh: '检测结果一般在采样后 24 小时内上传,系统会自动查询。超过 24 小时请联系检测机构。',
      en: 'Results usually arrive within 24 hours of sampling, and we ask by ourselves. After 24 hours ask the laboratory.',
    },
  },
  'vaccination-registry': {
    name: { zh: '预防接种系统', en: 'vaccination registry' },
    cure: {
      zh: '系统会自动再次查询,颜色不受影响。',
      en: 'We ask again by ourselves; your colour does not depend on it.',
    },
  },
  'exit-entry': {
    name: { zh: '出入境管理机构', en: 'exit and entry administration' },
    cure: {
      zh: '系统会自动再次查询,您不用重新填写。',
      en: 'We ask again by ourselves; you need not enter anything again.',
    },
  },
  'control-office': {
    name: { zh: '疫情防控办', en: 'control office' },
    cure: {
      zh: '请联系您所在区县的疫情防控办,或拨打服务热线。',
      en: 'Contact the control office of your county, or call the hotline.',
    },
  },
  'origin-province': {
    name: { zh: '原省份', en: 'your own province' },
    cure: {
      zh: '系统会自动再次查询原省份,您不用停留在此页。',
      en: 'We ask your own province again by ourselves, and you need not stay on this page.',
    },
  },
  'population-registry': {
    name: { zh: '人口库', en: 'population registry' },
    cure: {
      zh: '系统会自动再次查询。如长时间没有恢复,请拨打服务热线。',
      en: 'We ask again by ourselves. If it takes long, call the hotline.',
    },
  },
  'national-platform': {
    name: { zh: '国家政务服务平台', en: 'national platform' },
    cure: {
      zh: '风险地区名单正在更新,系统会自动再次查询,您不用停留在此页。',
      en: 'The list of risk areas is being brought up to date; we ask again by ourselves, and you need not stay on this page.',
    },
  },
} as const satisfies Record<SourceName, { name: Bilingual; cure: Bilingual }>;

/** What a fact of each kind is called. */
export const kindWords = {
  'health-declaration': { zh: '健康申报', en: 'health declaration' },
  'itinerary-declaration': { zh: '行程申报', en: 'itinerary declaration' },
  'itinerary-card': { zh: '行程记录', en: 'itinerary record' },
  ticket: { zh: '乘坐记录', en: 'record of a journey' },
  'venue-stay': { zh: '场所停留记录', en: 'record of a stay at a venue' },
  residence: { zh: '居住地', en: 'residence' },
  'case-state': { zh: '病例状态', en: 'state as a case' },
  contact: { zh: '接触记录', en: 'record of a contact' },
  isolation: { zh: '隔离安排', en: 'isolation order' },
  nat: { zh: '核酸检测结果', en: 'result of a nucleic-acid test' },
  vaccination: { zh: '疫苗接种记录', en: 'vaccination record' },
  'entry-from-abroad': { zh: '入境记录', en: 'record of entry from abroad' },
  post: { zh: '高风险岗位记录', en: 'record of a high-risk post' },
  arrival: { zh: '抵达登记', en: 'registration on arrival' },
  'origin-code': { zh: '原省份健康码', en: 'the code of your own province' },
  'pushed-colour': { zh: '外省推送的颜色', en: 'colour pushed by another province' },
  'manual-colour': { zh: '人工赋码', en: 'colour set by an officer' },
  'movement-permit': { zh: '限时通行', en: 'movement permit' },
  exemption: { zh: '豁免', en: 'exemption' },
  clearance: { zh: '错误信息的解除', en: 'clearance of wrong information' },
  contest: { zh: '正在核实的信息', en: 'something that is contested and looked into' },
  'source-report': { zh: '查询结果', en: 'answer' },
} as const satisfies Record<FactKind, Bilingual>;

/** What helps where a source has answered and it is not enough. */
export const lackWords: Partial<Record<InputName, Bilingual>> & { readonly other: Bilingual } = {
  declaration: {
    zh: '如申报有误,请更正。如有发热等症状,请戴好口罩到发热门诊就诊,症状消失后重新申报。',
    en: 'Correct the declaration if it is wrong. With fever or other symptoms wear a mask and go to a fever clinic, and declare again once they are gone.',
  },
  itinerary: {
    zh: '请核对 14 天行程是否有遗漏的日期,补充后重新申报。',
    en: 'Check the itinerary of 14 days for missing dates, and declare it again complete.',
  },
  tests: {
    zh: '请做一次核酸检测,结果上传后系统会自动重新判定。',
    en: 'Have a nucleic-acid test; the colour is decided anew once the result has arrived.',
  },
  other: {
    zh: '请联系居住地社区,或拨打服务热线,由工作人员核实。',
    en: 'Contact the community where you live, or call the hotline, where a person looks at it.',
  },
};

/** What the rules ask about a person. */
export const inputWords = {
  declaration: { zh: '健康申报', en: 'health declaration' },
  itinerary: { zh: '14 天行程', en: 'itinerary of 14 days' },
  cases: { zh: '病例信息', en: 'case records' },
  contacts: { zh: '接触信息', en: 'contact records' },
  isolations: { zh: '隔离信息', en: 'isolation orders' },
  tests: { zh: '核酸检测', en: 'nucleic-acid tests' },
  origin: { zh: '原省份的判定', en: 'the decision of your own province' },
  residence: { zh: '居住地', en: 'residence' },
  riskAreas: { zh: '风险地区名单', en: 'list of risk areas' },
  vaccinations: { zh: '疫苗接种', en: 'vaccination' },
  entries: { zh: '入境信息', en: 'entries from abroad' },
  posts: { zh: '岗位信息', en: 'high-risk posts' },
  pushes: { zh: '外省推送', en: 'colours pushed by other provinces' },
  permits: { zh: '限时通行', en: 'movement permits' },
  exemptions: { zh: '豁免', en: 'exemptions' },
  manual: { zh: '人工赋码', en: 'colours set by officers' },
  arrivals: { zh: '抵达登记', en: 'registrations on arrival' },
  venues: { zh: '场所停留', en: 'stays at venues' },
} as const satisfies Record<InputName, Bilingual>;
