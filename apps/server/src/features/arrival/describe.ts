import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { tellFor } from '../travel-outlook/index.ts';
import type { PreArrivalRow } from './pre-arrival.ts';

/** What a judgement found, as it is kept sealed. */
export type Details = Pick<schemas.PreArrival, 'reasons' | 'unknown' | 'declare' | 'test' | 'way'>;

const texts: Readonly<Record<schemas.PreArrivalAnswer, schemas.Bilingual>> = {
  'to-verify': {
    zh: '待核实:正在核对原省份和各方数据,有结果会通知您。填写的内容都已保留。',
    en: 'To be verified: we are comparing what your province and others say, and tell you the result. What you entered is kept.',
  },
  'may-come': {
    zh: '可来:按到达那天的规则,您是绿码。这是提前告知,到达时以健康码为准。',
    en: 'You may come: by the rules of that day you are green. This is advice; on arrival your code counts.',
  },
  'may-not-come': {
    zh: '不可来:按到达那天的规则,您不是绿码。原因和怎样改变见下。建议改期,或先联系目的地;填写的内容都已保留。',
    en: 'You should not come that day: by its rules you are not green. Why, and what would change it, is below. Choose another day or contact the destination first; what you entered is kept.',
  },
  'to-confirm': {
    zh: '待确认:完成下面的事项后即可前来,届时系统会自动再次判断。',
    en: 'To be confirmed: you may come once you have done what is below; we look again by ourselves.',
  },
  void: {
    zh: '作废:这次预登记已撤回、被新的预登记代替,或日期已过。需要时可以重新登记。',
    en: 'Void: withdrawn, replaced by a newer registration, or its day is over. You can register again.',
  },
};

export function describePreArrival(
  deps: Pick<NodeContext, 'seal' | 'province'>,
  row: PreArrivalRow,
): schemas.PreArrival {
  const { reasons, unknown, declare, test, way }: Details =
    row.details_sealed === null
      ? { reasons: [], unknown: [], declare: null, test: null, way: null }
      : (JSON.parse(deps.seal.open('pre-arrival', row.details_sealed)) as Details);
  const answer = row.answer as schemas.PreArrivalAnswer;
  return {
    preArrivalId: row.pre_arrival_id,
    originDivision: row.origin_division,
    destination: row.destination,
    travelDate: row.travel_date,
    transport: row.transport as schemas.PreArrival['transport'],
    state: row.state as schemas.PreArrival['state'],
    answer,
    text: texts[answer],
    reasons,
    unknown,
    declare,
    test,
    way,
    tell: tellFor(deps, row.destination),
    judgedAt: toEdge(row.judged_at),
    judgedAgainAt: toEdgeOrNull(row.due_at),
  };
}
