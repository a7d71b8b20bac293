import type { schemas } from '@tongxing/contract';

export type State = schemas.ConversionState;

/** What a person can do with an application: the name of a route. */
export type Action =
  | 'saveConversionDraft'
  | 'submitConversion'
  | 'continueConversion'
  | 'addConversionDocument'
  | 'withdrawConversion'
  | 'applyAgain'
  | 'renewConversion';

export interface StateRow {
  /** What the person sees. */
  readonly shown: schemas.Bilingual;
  /** What she can do now. A cause can add one more, see `causes`. */
  readonly actions: readonly Action[];
  /** What happens by itself at `due_at`; null in a state in which nothing more does. */
  readonly next: schemas.Bilingual | null;
  /** Whether `due_at` always stands; `known`: only where the instant is known, else the person goes on herself. */
  readonly due: 'always' | 'known' | 'never';
  /** The states that can follow, this one included where it can be prolonged. No other can: see `takeSteps`. */
  readonly to: readonly State[];
}

const verified = {
  zh: '系统自动核对,一般 3 至 5 分钟内完成。',
  en: 'We compare by ourselves, usually within 3 to 5 minutes.',
};

/** The one state machine of an application for conversion. It is drawn in docs/conversion.md from this table. */
export const states = {
  draft: {
    shown: { zh: '草稿已保存,还没有提交。', en: 'Your draft is kept; it has not been sent in.' },
    actions: ['saveConversionDraft', 'submitConversion', 'withdrawConversion'],
    next: { zh: '到期仍未提交的草稿自动结束。', en: 'A draft that has not been sent in by then ends.' },
    due: 'always',
    to: ['draft', 'submitted', 'waiting-for-documents', 'withdrawn', 'expired'],
  },
  submitted: {
    shown: { zh: '申请已收到,正在排队。', en: 'Your application has arrived and is queued.' },
    actions: ['withdrawConversion'],
    next: verified,
    due: 'always',
    to: ['verifying', 'in-review', 'rejected', 'withdrawn'],
  },
  verifying: {
    shown: { zh: '正在核对,您不用停留在此页。', en: 'It is being compared; you need not stay on this page.' },
    actions: ['withdrawConversion'],
    next: verified,
    due: 'always',
    to: [
      'verifying',
      'waiting-for-origin',
      'waiting-for-documents',
      'in-review',
      'deferred',
      'approved',
      'rejected',
      'withdrawn',
    ],
  },
  'waiting-for-origin': {
    shown: {
      zh: '正在等待原省份或全国数据,已填写的内容都已保留。',
      en: 'We wait for your province or for national data; what you entered is kept.',
    },
    actions: ['withdrawConversion'],
    next: { zh: '系统自动再次查询。', en: 'We ask again by ourselves.' },
    due: 'always',
    to: ['verifying', 'submitted', 'withdrawn'],
  },
  'waiting-for-documents': {
    shown: {
      zh: '等您补充,已填写的内容都已保留。',
      en: 'Something is needed from you; what you entered is kept.',
    },
    actions: ['addConversionDocument', 'continueConversion', 'withdrawConversion'],
    next: {
      zh: '届时已上传的材料自动转人工审核;没有补充的,申请结束,可用已保留的内容再次申请。',
      en: 'What you have sent by then goes to a reviewer; without anything the application ends, and you can apply again with what is kept.',
    },
    due: 'always',
    to: ['waiting-for-documents', 'in-review', 'submitted', 'rejected', 'withdrawn', 'expired'],
  },
  'in-review': {
    shown: { zh: '工作人员正在审核。', en: 'A person is reviewing it.' },
    actions: ['addConversionDocument', 'withdrawConversion'],
    next: {
      zh: '最迟届时答复;到时仍未审核的,自动转上级审核。',
      en: 'You are answered by then; if not, it goes to the province’s reviewers by itself.',
    },
    due: 'always',
    to: ['in-review', 'submitted', 'waiting-for-documents', 'approved', 'rejected', 'withdrawn'],
  },
  deferred: {
    shown: {
      zh: '暂缓办理:请先报告并按要求隔离。您现有的码不受影响。',
      en: 'Put off: report and isolate as asked first. The code you hold is not affected.',
    },
    actions: ['continueConversion', 'withdrawConversion'],
    next: { zh: '期满时自动继续办理。', en: 'It goes on by itself when the period is over.' },
    due: 'known',
    to: ['verifying', 'submitted', 'withdrawn'],
  },
  approved: {
    shown: { zh: '已通过,通行码可以使用。', en: 'Approved: your code is ready.' },
    actions: ['renewConversion'],
    next: null,
    due: 'never',
    to: [],
  },
  rejected: {
    shown: {
      zh: '未通过。已填写的内容都已保留,可以直接再次申请。',
      en: 'Not approved. What you entered is kept; you can apply again without typing it.',
    },
    actions: ['applyAgain'],
    next: null,
    due: 'never',
    to: [],
  },
  withdrawn: {
    shown: { zh: '您已撤回。', en: 'You have withdrawn it.' },
    actions: ['applyAgain'],
    next: null,
    due: 'never',
    to: [],
  },
  expired: {
    shown: {
      zh: '已到期结束。已填写的内容都已保留,可以直接再次申请。',
      en: 'It has run out. What you entered is kept; you can apply again without typing it.',
    },
    actions: ['applyAgain'],
    next: null,
    due: 'never',
    to: [],
  },
} as const satisfies Readonly<Record<State, StateRow>>;

const rows = Object.entries(states) as [State, StateRow][];

/** From where to where an application can go. */
export const transitions: readonly { readonly from: State; readonly to: State }[] = rows.flatMap(([from, row]) =>
  row.to.map((to) => ({ from, to })),
);

export const finalStates: readonly State[] = rows.flatMap(([state, { to }]) => (to.length === 0 ? [state] : []));

/** States of an application that has been sent in and has not ended. */
export const openStates: readonly State[] = rows.flatMap(([state]) =>
  state === 'draft' || finalStates.includes(state) ? [] : [state],
);

/** States from which the node takes an application up by itself when it is due. */
export const takenUp: readonly State[] = rows.flatMap(([state, { to }]) => (to.includes('verifying') ? [state] : []));

/** States in which `due_at` is when the origin is asked. */
export const asking: readonly State[] = ['submitted', 'verifying', 'waiting-for-origin'];
