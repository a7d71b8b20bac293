import type { Bilingual } from './schemas/basics.ts';

/** Why an application for conversion waits or ended without a code, and what helps (the causes of the Shandong guide). */
export interface Cause {
  readonly text: Bilingual;
  readonly cure: Bilingual;
}

export const causes = {
  'identity-mismatch': {
    text: {
      zh: '您填写的姓名和证件号在原省份没有对应的健康码登记。',
      en: 'Your name and document are not registered for a code in that province.',
    },
    cure: {
      zh: '请用原健康码登记的同一证件申请,或先在原省份申领健康码。已填写的内容都已保留。',
      en: 'Apply with the document your code was registered with, or get a code there first. What you entered is kept.',
    },
  },
  'phone-mismatch': {
    text: {
      zh: '姓名与证件号一致,手机号与原省份登记的不同。',
      en: 'Name and document match; the phone differs from the one registered in your province.',
    },
    cure: {
      zh: '请改用登记手机号申请,或先在原省份更换手机号。已填写的内容都已保留。',
      en: 'Use the registered phone, or change it in your province first. What you entered is kept.',
    },
  },
  'origin-unreachable': {
    text: { zh: '原省份的系统暂时没有回应。', en: 'The system of your province does not answer at the moment.' },
    cure: {
      zh: '系统会自动再次查询,您不用停留在此页,也不用重新填写。',
      en: 'We ask again by ourselves; you need not stay on this page nor enter anything again.',
    },
  },
  'origin-busy': {
    text: {
      zh: '原省份的系统正忙,例如早上 9 点至 10 点的高峰。',
      en: 'The system of your province is busy, as at the peak between 9 and 10 in the morning.',
    },
    cure: {
      zh: '系统会错开高峰自动再次查询,您的排队不会丢失,也不用重新填写。',
      en: 'We ask again by ourselves off the peak; your place is kept and you need not enter anything again.',
    },
  },
  'source-late': {
    text: {
      zh: '核对所需的全国数据还没有同步过来。',
      en: 'National data that your application is compared with has not arrived yet.',
    },
    cure: {
      zh: '通常需要 10 至 15 分钟,系统会自动再次核对,您不用停留在此页。',
      en: 'It usually takes 10 to 15 minutes; we compare again by ourselves, and you need not stay on this page.',
    },
  },
  'itinerary-complex': {
    text: {
      zh: '您申报的行程涉及的地点较多,系统无法自动核对。',
      en: 'Your itinerary has more places than we can compare by ourselves.',
    },
    cure: {
      zh: '请准备机票、车票等行程证明,联系目的地所在区县的疾控部门或拨打服务热线。已填写的内容都已保留。',
      en: 'Have your air or train tickets ready and contact the disease control department at your destination, or call the hotline. What you entered is kept.',
    },
  },
  'origin-not-ready': {
    text: { zh: '原省份还没有您的有效健康码。', en: 'Your province has no valid code for you yet.' },
    cure: {
      zh: '请先在原省份完成申报并取得健康码;系统会自动再次查询。',
      en: 'Declare and get a code in your province first; we ask again by ourselves.',
    },
  },
  'consent-refused': {
    text: { zh: '原省份没有接受这次授权。', en: 'Your province did not accept this consent.' },
    cure: {
      zh: '授权可能已用过或已过期。请在原省份重新授权后再申请。',
      en: 'It may have been used or have run out. Grant it again in your province and apply anew.',
    },
  },
  'origin-limit': {
    text: {
      zh: '今天对您的查询次数已达上限。',
      en: 'Your province has been asked about you as often as it allows today.',
    },
    cure: { zh: '系统会在明天自动再次查询。', en: 'We ask again tomorrow by ourselves.' },
  },
  'high-risk-sojourn': {
    text: {
      zh: '您最近到过中高风险地区,或与病例有过接触。',
      en: 'You were recently in a medium- or high-risk area, or in contact with a case.',
    },
    cure: {
      zh: '请先向目的地社区报告并按要求隔离,期满后可继续办理。已填写的内容都已保留。',
      en: 'Report to the community at your destination and isolate as asked first; you can go on afterwards. What you entered is kept.',
    },
  },
  'origin-not-green': {
    text: { zh: '您在原省份的健康码不是绿码。', en: 'Your code in your own province is not green.' },
    cure: {
      zh: '请在原省份查看原因和解除条件;转绿后可以再次申请。',
      en: 'See there why, and what releases it; apply again once it is green.',
    },
  },
  'consent-ended': {
    text: {
      zh: '您的授权已到期,原省份在此期间没有给出可用的答复。',
      en: 'Your consent has run out, and until then your province gave no answer that could be used.',
    },
    cure: {
      zh: '请在原省份重新授权后再次申请;已填写的内容都已保留。',
      en: 'Grant it again in your province and apply again. What you entered is kept.',
    },
  },
} as const satisfies Record<string, Cause>;

export type CauseCode = keyof typeof causes;
