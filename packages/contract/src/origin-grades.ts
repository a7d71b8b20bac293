import type { Bilingual } from './schemas/basics.ts';
import type { OriginGrade } from './schemas/conversion.ts';

/** What an application rests on, and what that means for the code, as the person reads it. */
export const originGrades: Readonly<Record<OriginGrade, Bilingual>> = {
  attested: {
    zh: '原省份已直接核实并签名。',
    en: 'Your province has confirmed it itself, signed.',
  },
  shown: {
    zh: '原省份没有回应;依据是您截图里由原省份签发的码,已由工作人员看过。',
    en: 'Your province did not answer; it rests on its own signed code in your screenshot, which a person has looked at.',
  },
  relayed: {
    zh: '依据是国家政务服务平台转述的原省份状态,原省份没有直接核实。平台不会通知变化,所以这个码有效期较短;到期前点「更新」,系统会重新查询。',
    en: 'It rests on what the national platform relays; your province has not confirmed it itself. The platform does not tell of changes, so this code is good for a shorter time: renew it before it ends, and we ask again.',
  },
  national: {
    zh: '原省份没有本地健康码,依据是全国统一的防疫信息码。平台不会通知变化,所以这个码有效期较短;到期前点「更新」,系统会重新查询。',
    en: 'Your province has no code of its own; it rests on the national code. The platform does not tell of changes, so this code is good for a shorter time: renew it before it ends, and we ask again.',
  },
};
