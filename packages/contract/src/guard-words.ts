import type { FindingCode } from '@tongxing/codec';
import type { DoorFindingCode } from './door-findings.ts';
import type { Bilingual } from './schemas/basics.ts';

/** What the guard does next, and what she says to the person. */
export interface GuardWords {
  readonly next: Bilingual;
  readonly say: Bilingual;
}

const next = {
  showAgain: { zh: '请对方重新出示动态码,再扫一次。', en: 'Have the live code shown again and scan it.' },
  byDocument: {
    zh: '改按证件联网查询,或走人工通道。',
    en: 'Ask by document with a network, or use the lane for registration by hand.',
  },
  connect: { zh: '让本机联网,再扫一次。', en: 'Connect this device and scan again.' },
  updateApp: { zh: '换一台设备查验,稍后更新本机应用。', en: 'Use another device; update the app of this one later.' },
  refuse: {
    zh: '不放行,请对方到旁边核实。',
    en: 'Do not let them through; have it settled at the side.',
  },
  clock: { zh: '打开本机的自动设置时间并联网,再扫一次。', en: 'Switch on automatic time, connect and scan again.' },
  change: {
    zh: '让对方扫本机屏幕上的二维码,在手机上改为本地使用或转码。',
    en: 'Have them scan the QR code on this screen: it opens the change or conversion on their phone.',
  },
  compare: { zh: '继续核验证件。', en: 'Go on with the document.' },
  goOn: { zh: '按下面的步骤继续。', en: 'Go on with the steps.' },
  colour: { zh: '按本场所的规定处理。', en: 'Do what the rule of this place says.' },
  measureAgain: { zh: '请对方休息几分钟,再测一次。', en: 'Let them rest some minutes, then measure again.' },
  anotherWay: { zh: '换一种方式核对证件,或走人工通道。', en: 'Take the document in another way, or register by hand.' },
} as const satisfies Readonly<Record<string, Bilingual>>;

const say = {
  openCode: { zh: '麻烦您打开健康码页面,再出示一次。', en: 'Please open the code page and show it once more.' },
  refresh: {
    zh: '麻烦您连上网络刷新一下;刷新不了也没关系,我们看证件。',
    en: 'Please connect and refresh it; if that does not work, your document will do.',
  },
  ours: {
    zh: '是我们的设备暂时查不了,不是您的码有问题,请稍等。',
    en: 'It is our device that cannot check now; nothing is wrong with your code. One moment, please.',
  },
  aside: {
    zh: '这个码查验没有通过,请到旁边核实一下,您的信息不会因此改变。',
    en: 'This code did not pass. Please step aside so that we can settle it; nothing of yours changes by it.',
  },
  elsewhere: {
    zh: '您的码有效,只是还没有在本地启用,扫一下这里就可以办。',
    en: 'Your code is valid, only not yet for this place. Scan this and it can be done.',
  },
  reason: {
    zh: '原因、期限和申诉办法都在您手机的健康码页面上。',
    en: 'The reason, its end and how to contest it are on the code page of your phone.',
  },
  document: { zh: '请出示您的证件。', en: 'Please show your document.' },
  home: { zh: '您可以通行,请直接回家。', en: 'You may pass; please go straight home.' },
  thanks: { zh: '谢谢配合。', en: 'Thank you.' },
  rest: { zh: '请您在旁边休息一下,我们再测一次。', en: 'Please rest at the side; we shall measure again.' },
  doctor: { zh: '您的体温偏高,请先到发热门诊看一下。', en: 'You have a fever; please see the fever clinic first.' },
  otherWay: {
    zh: '没有健康码也可以办,我们按证件为您查验。',
    en: 'It can be done without a code; we shall go by your document.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** For each finding, what the guard does next and what she says; nobody is blamed for a device of ours. */
export const guardWords: Readonly<Record<FindingCode | DoorFindingCode, GuardWords>> = {
  malformed: { next: next.showAgain, say: say.openCode },
  'unknown-version': { next: next.updateApp, say: say.ours },
  'unknown-suite': { next: next.updateApp, say: say.ours },
  'verifier-failed': { next: next.byDocument, say: say.ours },
  'trust-list-missing': { next: next.connect, say: say.ours },
  'trust-list-expired': { next: next.connect, say: say.ours },
  'trust-list-behind': { next: next.connect, say: say.ours },
  'untrusted-issuer': { next: next.refuse, say: say.aside },
  'unknown-key': { next: next.refuse, say: say.aside },
  'key-not-allowed': { next: next.refuse, say: say.aside },
  'key-not-current': { next: next.showAgain, say: say.refresh },
  'bad-issuer-signature': { next: next.refuse, say: say.aside },
  'bad-holder-signature': { next: next.showAgain, say: say.openCode },
  'clock-wrong': { next: next.clock, say: say.refresh },
  'reader-clock-wrong': { next: next.clock, say: say.ours },
  'not-yet-valid': { next: next.byDocument, say: say.refresh },
  expired: { next: next.showAgain, say: say.refresh },
  'stale-display': { next: next.showAgain, say: say.openCode },
  'status-uri-foreign': { next: next.byDocument, say: say.document },
  revoked: { next: next.refuse, say: say.aside },
  'ask-node': { next: next.connect, say: say.refresh },
  'status-unknown': { next: next.connect, say: say.ours },
  'too-old': { next: next.connect, say: say.refresh },
  'foreign-code': { next: next.goOn, say: say.thanks },
  'shown-elsewhere': { next: next.compare, say: say.document },
  'movement-permit': { next: next.goOn, say: say.home },
  'out-of-scope': { next: next.change, say: say.elsewhere },
  'colour-yellow': { next: next.colour, say: say.reason },
  'colour-red': { next: next.colour, say: say.reason },
  'colour-pending': { next: next.byDocument, say: say.reason },
  'paper-needs-document': { next: next.compare, say: say.document },
  'no-code': { next: next.byDocument, say: say.otherWay },
  'paper-colour-unknown': { next: next.byDocument, say: say.ours },
  'person-differs': { next: next.refuse, say: say.aside },
  'document-unreadable': { next: next.anotherWay, say: say.document },
  'document-way-not-taken': { next: next.anotherWay, say: say.document },
  fever: { next: next.measureAgain, say: say.doctor },
  'temperature-not-taken': { next: next.measureAgain, say: say.rest },
  'lookup-stop': { next: next.colour, say: say.reason },
  'lookup-cannot-tell': { next: next.anotherWay, say: say.otherWay },
  exempt: { next: next.goOn, say: say.thanks },
  'not-exempt': { next: next.byDocument, say: say.otherWay },
  'registered-by-hand': { next: next.goOn, say: say.thanks },
  'no-manual-lane': { next: next.byDocument, say: say.otherWay },
};
