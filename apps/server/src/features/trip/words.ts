import type { schemas } from '@tongxing/contract';

export const legTexts: Readonly<Record<schemas.TripLegState, schemas.Bilingual>> = {
  home: { zh: '在本省内,您现有的码照常使用。', en: 'Within this province: your code is used as ever.' },
  transit: { zh: '仅途经,出示您现有的码。', en: 'You only pass through: show the code you have.' },
  'not-agreed': {
    zh: '您没有同意转交,申报没有发给该省;到达后可以在那里申报。您现有的码不受影响。',
    en: 'You did not agree that it is handed on, and it was not. You can declare there on arrival; the code you have stays as it is.',
  },
  'not-joined': {
    zh: '该省尚未接入互认,请在到达前按当地要求办理。您现有的码不受影响。',
    en: 'That province does not take part yet: follow its own steps before you arrive. The code you have stays as it is.',
  },
  waiting: {
    zh: '正在转交给该省;对方没有回应时系统会自动再试,您不用停留在此页。',
    en: 'It is being handed on to that province; while it does not answer we try again by ourselves, and you need not stay here.',
  },
  'handed-on': {
    zh: '申报已转交该省。到达前在该省登录并完成实名认证,确认一次即可申请转码,不用重新填写。',
    en: 'Your declaration is there. Sign in at that province and verify your identity: one confirmation applies, and nothing is entered again.',
  },
  ended: {
    zh: '这一段行程已结束,没有转交成功;其他各段不受影响。',
    en: 'This leg is over and was not handed on; the other legs are as they were.',
  },
  withdrawn: {
    zh: '您已撤回这次行程,该省不再保留转交的申报。',
    en: 'You have withdrawn the trip; that province does not keep what was handed on.',
  },
};

export const transitUnknown: schemas.Bilingual = {
  zh: '暂时查不到该省对途经人员的规定,请稍后再看,或拨打当地热线。其他各段不受影响。',
  en: 'The rules of that province for who passes through cannot be had right now: look again later, or call its hotline. The other legs are as they were.',
};
