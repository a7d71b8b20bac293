import type { Bilingual } from '@/words/language';

interface Place {
  readonly page: string;
  readonly name: Bilingual;
  /** Shown in elder mode: at most four with the others. */
  readonly often?: true;
  /** With how many messages are new. */
  readonly unread?: true;
}

interface Group {
  readonly title: Bilingual;
  readonly places: readonly Place[];
}

/** What belongs to the person, by what she looks for. */
export const groups: readonly Group[] = [
  {
    title: { zh: '消息和记录', en: 'Messages and records' },
    places: [
      { page: 'messages/index', name: { zh: '我的消息', en: 'My messages' }, often: true, unread: true },
      { page: 'appeals/index', name: { zh: '申诉和申请', en: 'Appeals and applications' } },
      { page: 'family/index', name: { zh: '家人代办', en: 'Family' }, often: true },
      { page: 'records/index', name: { zh: '谁看过我的信息', en: 'Who looked at my data' } },
      { page: 'visits/index', name: { zh: '到访记录', en: 'My visits' } },
      { page: 'consents/index', name: { zh: '我的授权', en: 'What I have agreed to' } },
    ],
  },
  {
    title: { zh: '账号和手机', en: 'Account and phone' },
    places: [
      { page: 'cards/index', name: { zh: '我的码和证件', en: 'My codes and documents' }, often: true },
      { page: 'phone/index', name: { zh: '更换手机号', en: 'Change your number' } },
      { page: 'devices/index', name: { zh: '我的设备', en: 'My devices' } },
      { page: 'home-screen/index', name: { zh: '放到手机桌面', en: 'Put it on the home screen' } },
      { page: 'own-data/index', name: { zh: '我的数据', en: 'My data' } },
    ],
  },
];
