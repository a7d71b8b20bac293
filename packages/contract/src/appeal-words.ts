import type { Bilingual } from './schemas/basics.ts';

/** On what ground a colour is contested. `review`: a person is to look at what was decided by rules alone. */
export const appealGrounds = {
  'wrong-record': { zh: '记录有误', en: 'a record about me is wrong' },
  'not-mine': { zh: '记录不是我的', en: 'a record is not about me' },
  'rule-misapplied': { zh: '规则适用有误', en: 'a rule does not apply to me' },
  review: { zh: '请求人工复核', en: 'I ask that a person looks at it' },
} as const satisfies Record<string, Bilingual>;

export type AppealGround = keyof typeof appealGrounds;

/** How an appeal is answered, and in which outcome the sentence stands; free text is added to it. */
export const appealAnswers = {
  'source-erred': {
    outcome: 'upheld',
    zh: '数据来源单位确认原记录有误,该记录不再计入您的健康码。',
    en: 'The source confirmed that its record was wrong; the record no longer counts.',
  },
  'not-proven': {
    outcome: 'upheld',
    zh: '数据来源单位未能证实这条记录,该记录不再计入您的健康码。',
    en: 'The source could not prove the record; it no longer counts.',
  },
  'another-person': {
    outcome: 'upheld',
    zh: '这条记录属于另一人,不再计入您的健康码。',
    en: 'The record is about somebody else; it no longer counts.',
  },
  'rule-misapplied': {
    outcome: 'upheld',
    zh: '这条规则不适用于您的情况,有关记录不再计入您的健康码。',
    en: 'The rule does not apply to you; the record behind it no longer counts.',
  },
  'release-met': {
    outcome: 'upheld',
    zh: '您已满足解除条件,有关记录不再计入您的健康码。',
    en: 'The conditions of release are met; the record no longer counts.',
  },
  'record-confirmed': {
    outcome: 'rejected',
    zh: '数据来源单位已核实,这条记录属实。',
    en: 'The source has checked its record and confirms it.',
  },
  'rule-applies': {
    outcome: 'rejected',
    zh: '人工复核后确认:这条规则适用于您的情况。',
    en: 'A person has looked at it and finds that the rule applies.',
  },
  'proof-missing': {
    outcome: 'rejected',
    zh: '所提供的材料还不能说明记录有误,您可以补充材料后再次申诉。',
    en: 'What you sent does not show yet that the record is wrong; you can appeal again with more.',
  },
  'release-not-met': {
    outcome: 'rejected',
    zh: '解除条件尚未全部满足;满足时系统会自动转绿。',
    en: 'The conditions of release are not all met yet; the code turns green by itself when they are.',
  },
} as const satisfies Record<string, Bilingual & { readonly outcome: 'upheld' | 'rejected' }>;

export type AppealAnswerCode = keyof typeof appealAnswers;

/** What a source says of its record when it is asked. */
export const sourceFindings = {
  error: { zh: '原记录有误', en: 'the record is wrong' },
  confirmed: { zh: '记录属实', en: 'the record is right' },
  unknown: { zh: '查不到这条记录', en: 'no such record is known' },
} as const satisfies Record<string, Bilingual>;

export type SourceFinding = keyof typeof sourceFindings;

/** Why a departure does not put an appeal into the urgent lane. */
export const laneNotes = {
  'too-far-off': {
    zh: '出发时间在紧急通道的时限以外,按普通申诉办理。',
    en: 'The departure is too far off for the urgent lane; the appeal goes the usual way.',
  },
  'urgent-used': {
    zh: '近 30 天使用紧急通道的次数已满,按普通申诉办理。',
    en: 'The urgent lane was used as often as allowed in 30 days; the appeal goes the usual way.',
  },
} as const satisfies Record<string, Bilingual>;

export type LaneNote = keyof typeof laneNotes;

/** What a declaration and the data differ in; the person is heard before anything comes of it. */
export const hearingMatters = {
  'stay-not-declared': {
    zh: '通信行程卡显示您到过一个未申报的城市。',
    en: 'The itinerary card shows a city that you have not declared.',
  },
  'contact-not-declared': {
    zh: '卫生健康部门的记录显示您接触过病例,您的申报中没有写。',
    en: 'The health commission has a contact on record that you have not declared.',
  },
} as const satisfies Record<string, Bilingual>;

export type HearingMatter = keyof typeof hearingMatters;

/** How a hearing ends. None of them is a penalty. */
export const hearingOutcomes = {
  'declaration-right': {
    zh: '经核对,您的申报无误;我们会请数据来源单位更正。',
    en: 'Your declaration is right; the source will be asked to correct its data.',
  },
  'declaration-corrected': {
    zh: '您已补充或更正申报,此事已结。',
    en: 'You have completed or corrected your declaration; the matter is closed.',
  },
  explained: { zh: '您的说明已采纳,此事已结。', en: 'Your explanation was accepted; the matter is closed.' },
  'not-heard': {
    zh: '在期限内没有收到您的说明;颜色仍只按规则和数据判定。您随时可以补充申报或申诉。',
    en: 'No statement arrived in time. Your colour rests on rules and data alone, as before; you can declare or appeal at any time.',
  },
} as const satisfies Record<string, Bilingual>;

export type HearingOutcome = keyof typeof hearingOutcomes;
