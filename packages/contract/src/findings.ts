import type { FindingCode } from '@tongxing/codec';
import type { Bilingual } from './schemas/basics.ts';

/** What a guard reads under the verdict: what was found, and what to do or say next. */
export const findingTexts: Readonly<Record<FindingCode, Bilingual>> = {
  malformed: {
    zh: '这不是有效的健康码,或内容已损坏。请对方打开健康码页面重新出示。',
    en: 'This is not a health code, or it is damaged. Ask them to open the code page and show it again.',
  },
  'unknown-version': {
    zh: '这是更新版本的码。请更新本机应用;先走证件核验。',
    en: 'This code is of a newer version. Update this app; check the document meanwhile.',
  },
  'unknown-suite': {
    zh: '本机不认识这种签名。请更新本机应用;先走证件核验。',
    en: 'This device does not know this kind of signature. Update the app; check the document meanwhile.',
  },
  'verifier-failed': {
    zh: '本机暂时无法验签。请重启应用再扫一次。',
    en: 'This device could not check the signature. Restart the app and scan again.',
  },
  'trust-list-missing': {
    zh: '本机还没有信任列表。请先联网一次。',
    en: 'This device has no trust list yet. Connect it to the network once.',
  },
  'trust-list-expired': {
    zh: '本机的信任列表已过期。请联网更新后再查验。',
    en: 'The trust list on this device has expired. Connect it to the network, then check again.',
  },
  'trust-list-behind': {
    zh: '对方的签发密钥比本机的信任列表新。请联网更新后再扫。',
    en: 'The key of this code is newer than the trust list on this device. Connect it, then scan again.',
  },
  'untrusted-issuer': {
    zh: '签发机构不在互认范围内。',
    en: 'The issuer of this code is not recognised.',
  },
  'unknown-key': {
    zh: '签发密钥不属于任何受信任的省份。',
    en: 'The key that signed this code belongs to no trusted province.',
  },
  'key-not-allowed': {
    zh: '这把密钥无权签发健康码。',
    en: 'This key may not sign health codes.',
  },
  'key-not-current': {
    zh: '签发密钥不在有效期内。请对方联网刷新健康码。',
    en: 'The key that signed this code is not in force. Ask them to refresh the code with a network.',
  },
  'bad-issuer-signature': {
    zh: '签发签名不成立:内容被改动,或不是受信任的省份签发。',
    en: 'The signature of the issuer does not hold: the content was changed, or no trusted province signed it.',
  },
  'bad-holder-signature': {
    zh: '出示签名不成立:这个码不是由本人设备出示的。',
    en: 'The signature of the display does not hold: the code is not shown by the device it was issued to.',
  },
  'clock-wrong': {
    zh: '对方手机与本机的时间不一致。请先核对本机时间,再请对方联网校时后重新出示。',
    en: 'The two clocks disagree. Check the time on this device, then ask them to connect and show the code again.',
  },
  'reader-clock-wrong': {
    zh: '本机时间不准,无法判断对方的码。请打开本机的「自动设置时间」,联网更新一次再扫;先走证件核验。',
    en: 'The clock of this device is wrong, so no code can be judged by it. Switch on automatic time, connect once and scan again; check the document meanwhile.',
  },
  'not-yet-valid': {
    zh: '这个码还没有开始生效。',
    en: 'This code is not valid yet.',
  },
  expired: {
    zh: '这个码已过有效期。请对方联网更新后重新出示。',
    en: 'This code has run out. Ask them to connect, renew it and show it again.',
  },
  'stale-display': {
    zh: '这是较早出示的画面,可能是截图。请对方打开动态码。',
    en: 'This picture was made some time ago; it may be a screenshot. Ask for the live code.',
  },
  'status-uri-foreign': {
    zh: '状态地址不属于签发省份,无法确认是否仍然有效。请核验证件。',
    en: 'The status address is not that of the issuer, so validity cannot be confirmed. Check the document.',
  },
  revoked: {
    zh: '这个码已被作废(设备挂失或移除)。',
    en: 'This code was revoked: the device was removed or reported lost.',
  },
  'ask-node': {
    zh: '这个码的内容可能已有变化。请联网查询,或请对方联网刷新后重新出示。',
    en: 'Something about this code may have changed. Ask online, or have them refresh it and show it again.',
  },
  'status-unknown': {
    zh: '本机没有这个码的状态列表。请联网更新。',
    en: 'This device has no status list for this code. Connect it to the network.',
  },
  'too-old': {
    zh: '离线依据已超过时限,无法判断。请联网,或请对方联网刷新后重新出示。',
    en: 'What is known offline is too old to judge by. Connect, or have them refresh the code and show it again.',
  },
  'foreign-code': {
    zh: '外省健康码,按本省规则认可。',
    en: "Another province's code, judged by this province's rule.",
  },
  'shown-elsewhere': {
    zh: '同一画面刚在别处出示过,可能是转发的。请核对证件。',
    en: 'The same picture was shown at another place a moment ago; it may have been passed on. Check the document.',
  },
  'movement-permit': {
    zh: '黄码,持有限时通行,可在有效时间内回家。请提醒对方直接回家。',
    en: 'Yellow, with a movement permit that is in force. They may pass on their way home; ask them to go straight there.',
  },
  'out-of-scope': {
    zh: '这个码的适用范围不含本地。请对方在手机上更换适用地区或办理转码。',
    en: 'This code is for another place. They can change its scope or convert it on their phone.',
  },
  'colour-yellow': {
    zh: '黄码。请按本地规定处理,并告知对方可在手机上查看原因和申诉。',
    en: 'Yellow. Follow the local rule; tell them that reason and appeal are on their phone.',
  },
  'colour-red': {
    zh: '红码。请按本地规定处理,并告知对方可在手机上查看原因和申诉。',
    en: 'Red. Follow the local rule; tell them that reason and appeal are on their phone.',
  },
  'colour-pending': {
    zh: '待核:颜色还没有得出。请核验证件,并请对方查看手机上的提示。',
    en: 'Pending: no colour has been decided yet. Check the document; their phone says what to do.',
  },
  'paper-needs-document': {
    zh: '纸质码须与证件一起核验。',
    en: 'A paper code is checked together with the document.',
  },
};
