import { nationalCauses } from './national-causes.ts';
import type { Bilingual } from './schemas/basics.ts';

/** Why an application for conversion waits or ended without a code, and what helps (the causes of the Shandong guide). */
export interface Cause {
  readonly text: Bilingual;
  readonly cure: Bilingual;
  /** The route that cures it, where the person does; beside what the state offers. */
  readonly action?: string;
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
    action: 'applyAgain',
  },
  'phone-mismatch': {
    text: {
      zh: '姓名与证件号一致,手机号与原省份登记的不同。',
      en: 'Name and document match; the phone differs from the one registered in your province.',
    },
    cure: {
      zh: '请在原省份更换登记手机号;旧号码已停用的,可带证件到原省份的社区服务中心办理。更换后点「继续」,申请接着办,不用重新填写。',
      en: 'Change the registered phone in your province; where the old number is lost, with your document at a community desk there. Then tap to go on: this application continues, and nothing is typed again.',
    },
    action: 'continueConversion',
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
      zh: '请上传机票、车票等行程证明,由工作人员比对;需要帮助的,请联系下方目的地的疾控或服务电话。已填写的内容都已保留。',
      en: 'Send your air or train tickets, and a person compares them; for help call the disease control or service number of your destination below. What you entered is kept.',
    },
    action: 'addConversionDocument',
  },
  'origin-not-ready': {
    text: { zh: '原省份还没有您的有效健康码。', en: 'Your province has no valid code for you yet.' },
    cure: {
      zh: '请先在原省份完成申报并取得健康码;系统会自动再次查询。',
      en: 'Declare and get a code in your province first; we ask again by ourselves.',
    },
    action: 'continueConversion',
  },
  'consent-refused': {
    text: { zh: '原省份没有接受这次授权。', en: 'Your province did not accept this consent.' },
    cure: {
      zh: '授权可能已用过或已过期。请在原省份重新授权后再申请。',
      en: 'It may have been used or have run out. Grant it again in your province and apply anew.',
    },
    action: 'applyAgain',
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
    action: 'continueConversion',
  },
  'origin-not-green': {
    text: { zh: '您在原省份的健康码不是绿码。', en: 'Your code in your own province is not green.' },
    cure: {
      zh: '请在原省份查看原因和解除条件;转绿后可以再次申请。',
      en: 'See there why, and what releases it; apply again once it is green.',
    },
    action: 'applyAgain',
  },
  'consent-expired': {
    text: {
      zh: '您在原省份的授权已到期,需要再次授权才能继续。',
      en: 'Your consent in your province has run out; it is needed once more to go on.',
    },
    cure: {
      zh: '请在原省份再次授权,然后点「继续」。其余内容都已保留,不用重新填写。',
      en: 'Agree again in your province, then tap to go on. All the rest is kept and is not typed again.',
    },
    action: 'continueConversion',
  },
  'declaration-old': {
    text: {
      zh: '您的健康和行程申报时间较久,需要您确认是否仍然属实。',
      en: 'You declared your health and itinerary some time ago; please say whether it still holds.',
    },
    cure: {
      zh: '没有变化的,点「继续」确认即可;有变化的,请重新申报后点「继续」。',
      en: 'If nothing has changed, tap to go on; if something has, declare it and then go on.',
    },
    action: 'continueConversion',
  },
  'documents-missing': {
    text: { zh: '到期前没有收到所需的材料。', en: 'What was needed had not arrived in time.' },
    cure: {
      zh: '材料备齐后可以再次申请,已填写的内容都已保留。',
      en: 'Apply again when you have it; what you entered is kept.',
    },
    action: 'applyAgain',
  },
  'not-sent': {
    text: { zh: '草稿到期,没有提交。', en: 'The draft was not sent in before it ran out.' },
    cure: {
      zh: '可以用已保留的内容再次申请,不用重新填写。',
      en: 'You can apply again with what is kept, without typing it.',
    },
    action: 'applyAgain',
  },
  'documents-contradict': {
    text: {
      zh: '审核认为您提供的材料与申报的行程不一致。',
      en: 'The reviewer found that your documents differ from the itinerary you declared.',
    },
    cure: {
      zh: '请核对行程后再次申请,已填写的内容都已保留;有疑问请拨打服务热线。',
      en: 'Check the itinerary and apply again; what you entered is kept. Call the hotline with questions.',
    },
    action: 'applyAgain',
  },
  'documents-unreadable': {
    text: { zh: '您提供的材料看不清或不完整。', en: 'Your documents cannot be read or are not complete.' },
    cure: {
      zh: '请重新拍清楚后上传,其余内容都已保留。',
      en: 'Take a clear photo and send it; all the rest is kept.',
    },
    action: 'addConversionDocument',
  },
  'documents-of-another': {
    text: { zh: '您提供的材料不是您本人的。', en: 'The documents you sent are another person’s.' },
    cure: {
      zh: '请用本人的材料再次申请,已填写的内容都已保留。',
      en: 'Apply again with documents of your own; what you entered is kept.',
    },
    action: 'applyAgain',
  },
  'consent-ended': {
    text: {
      zh: '您的授权已到期,到时没有再次授权。',
      en: 'Your consent had run out, and it was not given again in time.',
    },
    cure: {
      zh: '请在原省份重新授权后再次申请;已填写的内容都已保留。',
      en: 'Grant it again in your province and apply again. What you entered is kept.',
    },
    action: 'applyAgain',
  },
  'picture-missing': {
    text: { zh: '请上传原省份健康码的截图。', en: 'A screenshot of your code in your own province is needed.' },
    cure: {
      zh: '请打开原健康码,截取完整页面后马上上传。已填写的内容都已保留。',
      en: 'Open your code, take a screenshot of the whole page, and send it at once. What you entered is kept.',
    },
    action: 'sendPicture',
  },
  'picture-unreadable': {
    text: { zh: '截图里没有认出健康码。', en: 'No code was recognised in the picture.' },
    cure: {
      zh: '请截取完整、清晰的健康码页面再上传。已填写的内容都已保留。',
      en: 'Send a clear screenshot of the whole page. What you entered is kept.',
    },
    action: 'sendPicture',
  },
  'picture-old': {
    text: { zh: '截图不是刚才截取的。', en: 'The screenshot is not a recent one.' },
    cure: {
      zh: '请重新打开原健康码,截图后马上上传。已填写的内容都已保留。',
      en: 'Open your code again, take a screenshot and send it at once. What you entered is kept.',
    },
    action: 'sendPicture',
  },
  'picture-of-another': {
    text: { zh: '截图里的码不是您本人的。', en: 'The code in the picture is another person’s.' },
    cure: {
      zh: '请用本人的健康码截图再次申请;为家人办理的,请在家人名下申请。已填写的内容都已保留。',
      en: 'Apply again with a screenshot of your own code; for a family member, apply in her name. What you entered is kept.',
    },
    action: 'applyAgain',
  },
  'picture-forged': {
    text: {
      zh: '截图里的二维码不是发码省份签发的,或被改动过。',
      en: 'The QR code in the picture was not issued by the province, or was altered.',
    },
    cure: {
      zh: '请用原健康码的原始截图再次申请;有疑问请拨打服务热线。已填写的内容都已保留。',
      en: 'Apply again with an unaltered screenshot of your code; call the hotline with questions. What you entered is kept.',
    },
    action: 'applyAgain',
  },
  'picture-reused': {
    text: { zh: '这个码的截图已被另一个人用过。', en: 'Another person has already sent a screenshot of this code.' },
    cure: {
      zh: '请重新打开本人的健康码截图,再次申请。已填写的内容都已保留。',
      en: 'Open your own code, take a new screenshot, and apply again. What you entered is kept.',
    },
    action: 'applyAgain',
  },
  'picture-other-province': {
    text: {
      zh: '截图里的码不是您选择的省份的。',
      en: 'The code in the picture is of another province than you chose.',
    },
    cure: {
      zh: '请选择截图所属的省份再次申请。已填写的内容都已保留。',
      en: 'Apply again and choose the province of the code. What you entered is kept.',
    },
    action: 'applyAgain',
  },
  'picture-superseded': {
    text: {
      zh: '截图里的码已被发码省份更换或停用。',
      en: 'The province has replaced the code in the picture, or taken it back.',
    },
    cure: {
      zh: '请打开原健康码并等页面刷新,截图后马上上传;仍不行的,请在原省份查看原因。已填写的内容都已保留。',
      en: 'Open your code, wait until the page is renewed, take a screenshot and send it at once; if that does not help, see why in your province. What you entered is kept.',
    },
    action: 'sendPicture',
  },
  ...nationalCauses,
} as const satisfies Record<string, Cause>;

export type CauseCode = keyof typeof causes;
