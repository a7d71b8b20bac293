import type { Bilingual } from '@/words/language';

interface Service {
  readonly url: string;
  readonly name: Bilingual;
  readonly about: Bilingual;
  /** Shown in elder mode: at most four. */
  readonly often?: true;
  /** Under which heading it stands; absent: among the others. */
  readonly group?: GroupName;
}

export type GroupName = keyof typeof groupNames;

/** The headings in their order. */
export const groupNames = {
  code: { zh: '健康码', en: 'Your code' },
  travel: { zh: '出行', en: 'Travel' },
  abnormal: { zh: '黄码、红码', en: 'Yellow or red' },
  other: { zh: '其他', en: 'Other' },
} as const;

export const services: readonly Service[] = [
  {
    url: '/pages/declare/index',
    group: 'code',
    name: { zh: '健康申报', en: 'Declare' },
    about: { zh: '症状、行程有变化时随时更新', en: 'Whenever symptoms or itinerary change' },
    often: true,
  },
  {
    url: '/pages/conversions/index',
    group: 'travel',
    name: { zh: '外省码转换', en: 'Convert a code' },
    about: {
      zh: '用外省的绿码换本省的码;查进展、更新',
      en: 'With the green code of another province; see how it stands, renew',
    },
    often: true,
  },
  {
    url: '/pages/reasons/index',
    group: 'code',
    name: { zh: '颜色的原因', en: 'Why this colour' },
    about: { zh: '规则、期限、怎样解除、怎样申诉', en: 'Rule, end, release and appeal' },
    often: true,
  },
  {
    url: '/pages/abnormal/index',
    group: 'abnormal',
    name: { zh: '现在怎么办', en: 'What to do now' },
    about: { zh: '黄码、红码时:能做什么、何时转绿', en: 'Yellow or red: what to do, when it turns green' },
    often: true,
  },
  {
    url: '/pages/family/index',
    name: { zh: '家人代办', en: 'Family' },
    about: { zh: '为老人、孩子申报、领码、转码', en: 'Act for the old and the young' },
  },
  {
    url: '/pages/paper/index',
    name: { zh: '纸质码', en: 'Code on paper' },
    about: { zh: '打印给没有手机的人用', en: 'To print, for who has no phone' },
  },
  {
    url: '/pages/appeals/index',
    group: 'abnormal',
    name: { zh: '申诉和申请', en: 'Appeals' },
    about: { zh: '颜色有误时申诉,查看进度和答复', en: 'Contest a colour; how it stands' },
  },
  {
    url: '/pages/green-application/index',
    group: 'abnormal',
    name: { zh: '转绿申请', en: 'Turn green' },
    about: { zh: '条件已满足而颜色没变', en: 'Released, and the colour has not changed' },
  },
  {
    url: '/pages/permits/index',
    group: 'abnormal',
    name: { zh: '限时通行', en: 'Movement permit' },
    about: { zh: '黄码回家用', en: 'To get home with a yellow code' },
  },
  {
    url: '/pages/travel/index',
    group: 'travel',
    name: { zh: '我能去吗', en: 'Can I go there' },
    about: { zh: '到那里会是什么颜色,要什么检测', en: 'The colour you would have, the test you need' },
  },
  {
    url: '/pages/visits/index',
    group: 'code',
    name: { zh: '扫场所码', en: 'Scan a place code' },
    about: { zh: '登记到访,查看和更正记录', en: 'Register a visit; see and correct them' },
  },
  {
    url: '/pages/update/index',
    group: 'code',
    name: { zh: '更新和更正', en: 'Renew or correct' },
    about: { zh: '续期;有新情况;以前填错了', en: 'Another term; something new; something wrong' },
  },
  {
    url: '/pages/journeys/index',
    group: 'travel',
    name: { zh: '出行登记', en: 'Journeys' },
    about: { zh: '来前预登记、多省行程、到达提醒', en: 'Before you come; several provinces; on arrival' },
  },
  {
    url: '/pages/stay/index',
    group: 'travel',
    name: { zh: '在本省停留', en: 'Your stay here' },
    about: { zh: '离开日期;超过 14 天转到社区', en: 'Until when; transfer to your community' },
  },
  {
    url: '/pages/risk-areas/index',
    group: 'travel',
    name: { zh: '风险地区', en: 'Risk areas' },
    about: { zh: '按地名查询全国风险地区', en: 'Look up by the name of a place' },
  },
  {
    url: '/pages/scan-trouble/index',
    group: 'code',
    name: { zh: '扫码不通过', en: 'The scan fails' },
    about: { zh: '更新、重新登录,码不会丢', en: 'Update, sign in again; the code stays' },
  },
  {
    url: '/pages/cards/index',
    group: 'code',
    name: { zh: '我的码和证件', en: 'Codes and documents' },
    about: { zh: '已有的码、换发的护照', en: 'What you have; a renewed passport' },
  },
  {
    url: '/pages/rosters/index',
    name: { zh: '单位和学校', en: 'Employer and school' },
    about: { zh: '让单位、学校看到今天能不能来;复工、复学', en: 'Let them see whether you may come in; coming back' },
  },
  {
    url: '/pages/notices/index',
    name: { zh: '规则和通告', en: 'Rules and notices' },
    about: { zh: '现行规则和将要施行的调整', en: 'What holds, and what is to come' },
  },
];
