import type { schemas } from '@tongxing/contract';
import type { ProvinceProfile } from '../../province.ts';

const destroyed: schemas.OwnData['closing']['destroyed'] = [
  { zh: '姓名、证件、手机号和登录', en: 'Name, documents, phone and sign-in' },
  { zh: '健康码、手机里的码、颜色和依据', en: 'Codes, those on phones too, colours and what they rest on' },
  { zh: '申报、行程、检测等记录', en: 'Declarations, stays, tests and other records' },
  { zh: '转码申请、申诉、材料和消息', en: 'Applications, appeals, documents and messages' },
  {
    zh: '授权和代办关系:其他省份和家人会得到通知',
    en: 'Consents and acting for family: other provinces and your family are told',
  },
];

/** What closing an account destroys, and what the law keeps, why and for how long. */
export function closingWords({ retention }: ProvinceProfile): Pick<schemas.OwnData['closing'], 'destroyed' | 'kept'> {
  return {
    destroyed,
    kept: [
      {
        what: {
          zh: '工作人员查看信息的记录,不再指向您',
          en: 'That a member of staff looked at data, without saying whose',
        },
        why: {
          zh: '网络安全法第二十一条:操作日志须留存',
          en: 'Cybersecurity Law, article 21: records of access are kept',
        },
        days: retention.accessRecordDays,
      },
      {
        what: {
          zh: '人工赋码、解除和名单审批的记录,不再指向您',
          en: 'That an office set or lifted a colour or agreed to a list, no longer for whom',
        },
        why: { zh: '用于追究滥用赋码的责任', en: 'so that misuse of colours can be answered for' },
        days: retention.approvalDays,
      },
      {
        what: {
          zh: '透明日志中的摘要:盐已销毁,谁也无法对应到您',
          en: 'Digests in the public log: their salts are destroyed, so that nobody can tell they were yours',
        },
        why: { zh: '日志不可改动,任何人都能核对', en: 'the log cannot be changed, and anybody can check it' },
        days: 0,
      },
    ],
  };
}
