import type { Bilingual } from './schemas/basics.ts';

/** One thing that is compared on a picture of a code: what it is about, and what each outcome means to who reads it. */
export interface PictureFindingWords {
  readonly what: Bilingual;
  readonly agrees: Bilingual;
  readonly contradicts: Bilingual;
  /** It could not be compared; nothing follows from that. */
  readonly unknown: Bilingual;
}

/** What is compared on a picture of another province's code, in the order in which it is shown side by side. */
export const pictureFindings = {
  'code-signature': {
    what: { zh: '二维码的签名', en: 'Signature of the QR code' },
    agrees: { zh: '二维码由发码省份签发,签名有效。', en: 'The QR code was signed by the issuing province.' },
    contradicts: {
      zh: '二维码被改动过,或不是发码省份签发的。',
      en: 'The QR code was altered or not issued by a province.',
    },
    unknown: {
      zh: '没有读到一个可核验的二维码。',
      en: 'No single QR code that can be verified was read.',
    },
  },
  'code-issuer': {
    what: { zh: '发码省份', en: 'Issuing province' },
    agrees: { zh: '与您申报的原省份一致。', en: 'It is the province you named.' },
    contradicts: { zh: '二维码是另一个省份的。', en: 'The QR code is of another province.' },
    unknown: { zh: '无法确认是哪个省份的码。', en: 'Which province issued it cannot be told.' },
  },
  'code-person': {
    what: { zh: '二维码里的姓名和证件末四位', en: 'Name and last four digits in the QR code' },
    agrees: { zh: '与申请人一致。', en: 'They are the applicant’s.' },
    contradicts: {
      zh: '与申请人不一致,这是另一个人的码。',
      en: 'They are not the applicant’s: it is another person’s code.',
    },
    unknown: { zh: '无法从二维码确认是谁的码。', en: 'Whose code it is cannot be told from it.' },
  },
  'code-time': {
    what: { zh: '亮码时间', en: 'Time of display' },
    agrees: { zh: '截图是刚才亮码时截取的。', en: 'The code was shown shortly before the picture was sent.' },
    contradicts: { zh: '截图不是刚才的,码已过时。', en: 'The picture is old: the code was shown at another time.' },
    unknown: { zh: '无法从二维码确认亮码时间。', en: 'When it was shown cannot be told from the code.' },
  },
  'code-status': {
    what: { zh: '二维码是否仍有效', en: 'Whether the QR code still stands' },
    agrees: { zh: '发码省份的状态清单显示仍有效。', en: 'By the status list of the province it still stands.' },
    contradicts: {
      zh: '发码省份已更换或停用这个码。',
      en: 'The province has replaced this code or taken it back.',
    },
    unknown: { zh: '没有发码省份的最新状态清单。', en: 'There is no current status list of the province.' },
  },
  'code-colour': {
    what: { zh: '二维码里的颜色', en: 'Colour in the QR code' },
    agrees: { zh: '发码省份签发时为绿码。', en: 'It was green when the province signed it.' },
    contradicts: { zh: '发码省份签发时不是绿码。', en: 'It was not green when the province signed it.' },
    unknown: { zh: '无法从二维码确认颜色。', en: 'The colour cannot be told from the code.' },
  },
  'painted-colour': {
    what: { zh: '画面的颜色', en: 'Colour of the picture' },
    agrees: { zh: '画面颜色与码的颜色一致。', en: 'The picture has the colour of the code.' },
    contradicts: {
      zh: '画面颜色与码或文字写明的颜色不一致。',
      en: 'The picture has another colour than the code or its words.',
    },
    unknown: { zh: '画面没有可以确认的颜色。', en: 'The picture has no colour that can be told.' },
  },
  'read-name': {
    what: { zh: '文字中的姓名', en: 'Name in the text' },
    agrees: { zh: '与申请人的姓名相符。', en: 'It fits the applicant’s name.' },
    contradicts: { zh: '与申请人的姓名不符。', en: 'It does not fit the applicant’s name.' },
    unknown: { zh: '没有读到姓名。', en: 'No name was read.' },
  },
  'read-number': {
    what: { zh: '文字中的证件末四位', en: 'Last four digits in the text' },
    agrees: { zh: '与申请人的证件相符。', en: 'They fit the applicant’s document.' },
    contradicts: { zh: '与申请人的证件不符。', en: 'They do not fit the applicant’s document.' },
    unknown: { zh: '没有读到证件末四位。', en: 'No last four digits were read.' },
  },
  'read-province': {
    what: { zh: '文字中的省份', en: 'Province in the text' },
    agrees: { zh: '是您申报的原省份。', en: 'It is the province you named.' },
    contradicts: { zh: '是另一个省份。', en: 'It is another province.' },
    unknown: { zh: '没有读到省份名称。', en: 'No name of a province was read.' },
  },
  'read-time': {
    what: { zh: '文字中的时间', en: 'Time in the text' },
    agrees: { zh: '与上传时间相符。', en: 'It fits the time of sending.' },
    contradicts: { zh: '与上传时间相差较久。', en: 'It is far from the time of sending.' },
    unknown: { zh: '没有读到带日期的时间。', en: 'No time with a date was read.' },
  },
  'used-before': {
    what: { zh: '是否被别人用过', en: 'Used by somebody else before' },
    agrees: { zh: '没有别人用过这张图。', en: 'Nobody else has sent this picture.' },
    contradicts: { zh: '另一个人已用过这张图或这个码。', en: 'Another person has sent this picture or this code.' },
    unknown: { zh: '画面内容太少,无法比对。', en: 'There is too little in the picture to compare.' },
  },
} as const satisfies Record<string, PictureFindingWords>;

export type PictureFindingCode = keyof typeof pictureFindings;
