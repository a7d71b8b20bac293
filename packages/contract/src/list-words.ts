import type { Bilingual } from './schemas/basics.ts';

/** Lists that colour people, by what they say of everybody on them, and the grounds each can have. */
export const listKinds = {
  contacts: {
    zh: '密切接触者等接触人员名单',
    en: 'people who met a case',
    grounds: ['contact-tracing', 'joint-investigation'],
  },
  areas: { zh: '风险区域人员名单', en: 'people who stayed in a risk area', grounds: ['risk-area'] },
  venues: { zh: '涉疫场所人员名单', en: 'people who were at a venue of an outbreak', grounds: ['outbreak-venue'] },
  posts: { zh: '高风险岗位人员名单', en: 'people in a high-risk post', grounds: ['high-risk-post'] },
  isolations: { zh: '隔离医学观察人员名单', en: 'people under an isolation order', grounds: ['isolation-order'] },
  cases: { zh: '病例和疑似病例名单', en: 'cases and suspected cases', grounds: ['case-reported'] },
  arrivals: {
    zh: '红标、黄标抵达人员名单',
    en: 'people who arrived with a red or yellow tag',
    grounds: ['arrival-check'],
  },
} as const satisfies Record<string, Bilingual & { readonly grounds: readonly string[] }>;

export type ListKind = keyof typeof listKinds;

/** What can colour somebody by hand. Red takes one that is about the health of that person. */
export const redGrounds: readonly string[] = ['case-under-review', 'contact-tracing', 'isolation-order'];

/** Why a colour that is wrong is cleared. The person reads the words. */
export const clearanceGrounds = {
  'mistaken-identity': { zh: '数据属于另一个人', en: 'the data is of somebody else' },
  'source-error': { zh: '数据来源已确认有误', en: 'the source has confirmed an error' },
  'not-exposed': { zh: '经核实没有到过或接触过', en: 'looked into: was not there, or met nobody' },
  'already-released': { zh: '已满足解除条件', en: 'the release condition has been met' },
  'appeal-upheld': { zh: '申诉成立', en: 'an appeal was upheld' },
} as const satisfies Record<string, Bilingual>;

export type ClearanceGround = keyof typeof clearanceGrounds;

/** The checks of a preview: what each counts, and what it cannot see. */
export const listChecks = {
  duplicates: {
    zh: '同一人重复出现。以证件和以手机号各列一次的人,只有本系统认识时才看得出。',
    en: 'The same person more than once. Somebody listed by document and again by phone is seen only if known here.',
  },
  unknown: {
    zh: '本系统还不认识的人。他们现在不变色;以后来此登记时名单对他们生效,颜色后果现在算不出。',
    en: 'People not known here yet. They do not turn now; the list applies to them once they register, with what result nobody can tell yet.',
  },
  'outside-division': {
    zh: '居住地不在名单区划内的人。只知道登记的居住地,不知道此刻人在哪里。',
    en: 'People who live outside the division of the list. It knows the registered home, not where somebody is now.',
  },
  'documents-elsewhere': {
    zh: '身份证号码由外省首次登记的人。只说明首次登记在哪里,不说明住在哪里;其他证件看不出。',
    en: 'Resident numbers first registered in another province. It tells where somebody was registered first, not where they live; other documents tell nothing.',
  },
  'without-link': {
    zh: '有行程记录、但没有任何停留与名单所述地点和时间重合的人。行程可能不全,最细到街道或区县;行程相符也不证明接触。',
    en: 'People with an itinerary of which no stay fits the places and times of the list. Itineraries may be incomplete and know a street or county at best; a fit proves no contact.',
  },
  'without-itinerary': {
    zh: '没有行程记录,或行程只到城市、无法核对的人。',
    en: 'People without an itinerary, or with one that names no more than the city: nothing to compare.',
  },
  'turning-worse': {
    zh: '将变为黄码或红码的人。按现有数据推算,生效时可能不同。',
    en: 'People who would turn yellow or red, by what is known now; it may differ when the list takes effect.',
  },
} as const satisfies Record<string, Bilingual>;

export type ListCheck = keyof typeof listChecks;

/** What no check of a preview can see. */
export const unseenByChecks: Bilingual = {
  zh: '系统看不出这些人为什么被列在一起,例如是否同属一个单位、一群债权人或投诉人;也看不出文号所指的文件是否真实。请向提请人索取流调记录和文件原件。',
  en: 'Nothing here can see why these people are together: whether they share an employer, a creditor or a complaint; or whether the document of that number exists. Ask the proposer for the investigation and the paper.',
};
