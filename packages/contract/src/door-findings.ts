import type { Bilingual } from './schemas/basics.ts';

/** What a check finds beside what verification found in the code. */
export const doorFindings = {
  'no-code': { zh: '对方没有健康码。', en: 'They have no health code.' },
  'paper-colour-unknown': {
    zh: '纸质码有效,但本机没有网络,不知道现在的颜色。',
    en: 'The paper code is valid, but without a network this device does not know its colour of now.',
  },
  'person-differs': {
    zh: '证件或本人与所示的码不一致。',
    en: 'The document or the person is not the one on the code.',
  },
  'document-unreadable': { zh: '证件读不出或看不清。', en: 'The document could not be read.' },
  'document-way-not-taken': {
    zh: '本场所不接受这种核验证件的方式。',
    en: 'This place does not take documents in this way.',
  },
  fever: { zh: '体温达到发热标准。', en: 'The temperature is a fever.' },
  'temperature-not-taken': { zh: '体温没有测到,或读数不可信。', en: 'The temperature could not be taken.' },
  'lookup-stop': { zh: '按证件联网查询的结果:不能通行。', en: 'Asked by document, the node says stop.' },
  'lookup-cannot-tell': { zh: '按证件联网查询,无法判断。', en: 'Asked by document, the node cannot tell.' },
  exempt: { zh: '按年龄免查健康码,凭证件和体温通行。', en: 'Exempt by age: document and temperature are enough.' },
  'not-exempt': {
    zh: '证件上的年龄不在免查范围内。',
    en: 'By the age on the document they are not exempt.',
  },
  'registered-by-hand': { zh: '已在人工通道登记。', en: 'Registered in the lane for registration by hand.' },
  'no-manual-lane': { zh: '本场所没有人工登记通道。', en: 'This place registers nobody by hand.' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type DoorFindingCode = keyof typeof doorFindings;
