import type { Bilingual } from './schemas/basics.ts';

interface TransferCause {
  readonly text: Bilingual;
  readonly cure: Bilingual;
  /** What a desk can say; the others come from the province of origin or from what has changed meanwhile. */
  readonly byDesk: boolean;
}

/** Why a transfer ended without effect, and what helps. */
export const transferCauses = {
  'not-living-there': {
    text: { zh: '社区核实您不在该地址居住。', en: 'The community found that you do not live at that address.' },
    cure: {
      zh: '请按实际居住社区重新申请,或携带居住证明到社区窗口。',
      en: 'Apply again for the community where you live, or bring proof of residence to its desk.',
    },
    byDesk: true,
  },
  'address-unclear': {
    text: { zh: '填写的居住地不够明确。', en: 'Where you live was not clear.' },
    cure: { zh: '请补全街道、社区和门牌后重新申请。', en: 'Apply again with street, community and number.' },
    byDesk: true,
  },
  'origin-not-green': {
    text: { zh: '原省份对您仍有防控措施,现在不能转出。', en: 'Your province still holds a measure about you.' },
    cure: {
      zh: '原省份解除后可以再次申请;对措施有异议的,可在「我的申诉」中提出。',
      en: 'Apply again once it has lifted it; if you contest the measure, file an appeal.',
    },
    byDesk: false,
  },
  'moved-elsewhere': {
    text: { zh: '您的码已转到另一省份。', en: 'Your code was transferred to another province already.' },
    cure: { zh: '如不是本人办理,请拨打原省份热线。', en: 'If it was not you, call the hotline of your province.' },
    byDesk: false,
  },
  'origin-does-not-know': {
    text: {
      zh: '原省份没有接受:授权已过期,或您的码已不由该省转入。',
      en: 'Your province did not accept it: the consent has run out, or your code no longer comes from there.',
    },
    cure: { zh: '请在原省份重新授权后再次申请。', en: 'Grant the consent there anew and apply again.' },
    byDesk: false,
  },
  'not-green-here': {
    text: { zh: '您的健康码现在不是绿码。', en: 'Your code is not green now.' },
    cure: {
      zh: '转绿后可以再次申请;对颜色有异议的,可在「我的申诉」中提出。',
      en: 'Apply again once it is green; if you contest the colour, file an appeal.',
    },
    byDesk: false,
  },
} as const satisfies Readonly<Record<string, TransferCause>>;

export type TransferCauseCode = keyof typeof transferCauses;

export const transferStates = {
  'in-review': {
    shown: { zh: '居住地社区正在核实。', en: 'The community where you live is checking it.' },
    next: {
      zh: '最迟届时答复;到时未答复的,自动转上级办理。',
      en: 'You are answered by then; if not, it goes to the province by itself.',
    },
  },
  'telling-origin': {
    shown: {
      zh: '社区已同意,正在告知原省份。您现有的码照常可用。',
      en: 'The community has agreed; your province is being told. The code you hold can be used as before.',
    },
    next: { zh: '系统自动再次告知。', en: 'It is told again by itself.' },
  },
  done: {
    shown: {
      zh: '已转入:您的健康码现由本省管理,原省份不再更新。',
      en: 'Transferred: your code is this province’s now, and your former province no longer renews it.',
    },
    next: null,
  },
  rejected: { shown: { zh: '未通过,码没有任何改变。', en: 'Not agreed; your code is as it was.' }, next: null },
  withdrawn: { shown: { zh: '您已撤回。', en: 'You have withdrawn it.' }, next: null },
} as const satisfies Readonly<Record<string, { readonly shown: Bilingual; readonly next: Bilingual | null }>>;

export type TransferState = keyof typeof transferStates;
