import type { schemas } from '@tongxing/contract';
import type { Bilingual } from './language';

export const transportNames: Readonly<Record<schemas.PreArrival['transport'], Bilingual>> = {
  train: { zh: '火车', en: 'Train' },
  plane: { zh: '飞机', en: 'Plane' },
  coach: { zh: '长途客车', en: 'Coach' },
  car: { zh: '自驾', en: 'Car' },
  ship: { zh: '船', en: 'Ship' },
  other: { zh: '其他', en: 'Other' },
};

export const answerNames: Readonly<Record<schemas.PreArrivalAnswer, Bilingual>> = {
  'to-verify': { zh: '待核实', en: 'To be verified' },
  'may-come': { zh: '可来', en: 'You may come' },
  'may-not-come': { zh: '不可来', en: 'You should not come' },
  'to-confirm': { zh: '待确认', en: 'To be confirmed' },
  void: { zh: '作废', en: 'Void' },
};

export const legStateNames: Readonly<Record<schemas.TripLegResult['state'], Bilingual>> = {
  home: { zh: '本省', en: 'At home' },
  transit: { zh: '途经', en: 'Passing through' },
  'not-agreed': { zh: '没有转交', en: 'Not handed on' },
  'not-joined': { zh: '该省未接入', en: 'Not taking part' },
  waiting: { zh: '正在转交', en: 'Being handed on' },
  'handed-on': { zh: '已转交', en: 'Handed on' },
  ended: { zh: '已结束', en: 'Over' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
};
