import { ProblemError, type schemas } from '@tongxing/contract';
import { RootsDifferError } from './enrol.ts';

/** Why a device is not enrolled: what happened, and what to do. */
export interface EnrolTrouble {
  readonly code: string;
  readonly title: schemas.Bilingual;
  readonly cure: schemas.Bilingual;
}

/** What to say of what an enrolment threw: the node's own words where it gave an answer. */
export function enrolTrouble(error: unknown): EnrolTrouble {
  if (error instanceof RootsDifferError) return otherRoots;
  if (!(error instanceof ProblemError)) return noAnswer;
  const { titles, cure } = error.problem;
  return { code: error.code, title: titles, cure };
}

/** What to say of a text in which there is no whole enrolment code. */
export const notACode: EnrolTrouble = {
  code: 'not-a-code',
  title: { zh: '这不是完整的登记码', en: 'This is no whole enrolment code' },
  cure: {
    zh: '请重新扫管理员给的二维码,或请管理员重新生成一个。',
    en: 'Scan the one that the administrator gave you again, or ask for a new one.',
  },
};

const noAnswer: EnrolTrouble = {
  code: 'unreachable',
  title: { zh: '没有连上服务器,还没有登记', en: 'The server could not be reached; the device is not enrolled yet' },
  cure: { zh: '登记码仍然有效,请联网后再试。', en: 'The code is still good; try again with a network.' },
};

const otherRoots: EnrolTrouble = {
  code: 'roots-differ',
  title: {
    zh: '服务器的根密钥与登记码上写的不一致,可能被人替换过',
    en: 'The root keys of the server are not those that the code names; somebody may have replaced them',
  },
  cure: {
    zh: '本机没有登记,什么都没有保留。请不要再试,把这句话告诉管理员。',
    en: 'The device is not enrolled and nothing was kept. Do not try again, and tell the administrator.',
  },
};

/** What is said of a device that was taken out of use. @param lost records that had not been sent */
export function revokedWords(lost: number): EnrolTrouble {
  return {
    code: 'revoked',
    title: { zh: '本机已被停用', en: 'This device was taken out of use' },
    cure:
      lost === 0
        ? {
            zh: '本机的密钥、规则和记录都已清除,所有记录之前都已上传。请联系管理员。',
            en: 'Its keys, rules and records are erased; all records had been sent. Please ask the administrator.',
          }
        : {
            zh: `本机的密钥、规则和记录都已清除,其中 ${lost} 条没来得及上传。请把这个数字告诉管理员。`,
            en: `Its keys, rules and records are erased; ${lost} of them had not been sent. Please tell the administrator this number.`,
          },
  };
}
