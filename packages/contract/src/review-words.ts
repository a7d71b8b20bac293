import type { Bilingual } from './schemas/basics.ts';

/** Why a reviewer decides as she does, and for which decision the ground serves. The ground of a refusal is the cause that the person reads. */
export const reviewGrounds = {
  'documents-confirm': {
    zh: '材料与申报一致',
    en: 'The documents agree with what was declared',
    decision: 'approve',
  },
  'checked-with-carrier': {
    zh: '已向承运单位核实',
    en: 'Checked with the carrier',
    decision: 'approve',
  },
  'documents-contradict': {
    zh: '材料与申报不一致',
    en: 'The documents differ from what was declared',
    decision: 'refuse',
  },
  'documents-of-another': { zh: '材料不是本人的', en: 'The documents are another person’s', decision: 'refuse' },
  'documents-unreadable': { zh: '材料看不清或不完整', en: 'The documents cannot be read', decision: 'more' },
  'machine-right': { zh: '自动结论正确', en: 'The automatic result is right', decision: 'approve' },
  'machine-wrong': { zh: '自动结论有误', en: 'The automatic result is wrong', decision: 'refuse' },
} as const satisfies Record<string, Bilingual & { readonly decision: 'approve' | 'refuse' | 'more' }>;

export type ReviewGround = keyof typeof reviewGrounds;
