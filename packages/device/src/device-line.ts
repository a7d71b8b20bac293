import type { schemas } from '@tongxing/contract';
import { age } from './ages.ts';
import type { DeviceState } from './device.ts';

/** A clock further off than this is said (seconds): verification looks at it from there on. */
const clockSaid = 30;

type Told = Pick<DeviceState, 'connection' | 'fetchedAt' | 'clockAhead' | 'waiting'>;

/** Whether a device hears from its node, how old is what it judges by, and what waits on it. @param now seconds since 1970 */
export function deviceLine({ connection, fetchedAt, waiting }: Told, now: number): schemas.Bilingual {
  const said: schemas.Bilingual[] = [
    connection === 'online' ? { zh: '联网', en: 'Online' } : { zh: '离线', en: 'Offline' },
  ];
  if (fetchedAt !== undefined) {
    const { zh, en } = age(now - fetchedAt);
    said.push({ zh: `规则 ${zh}`, en: `rules ${en}` });
  }
  // With a network it is gone the next moment.
  if (waiting > 0 && connection !== 'online') said.push({ zh: `待上传 ${waiting}`, en: `${waiting} to send` });
  return { zh: said.map(({ zh }) => zh).join(' · '), en: said.map(({ en }) => en).join(' · ') };
}

/** What is wrong with the device itself, and what the guard does about it. */
export function deviceTroubles({ connection, clockAhead }: Told): readonly schemas.Bilingual[] {
  const minutes = Math.ceil(Math.abs(clockAhead) / 60);
  return [
    ...(connection === 'not-believed' ? [notBelieved] : []),
    ...(Math.abs(clockAhead) > clockSaid
      ? [
          {
            zh: `本机时间${clockAhead > 0 ? '快' : '慢'}了 ${minutes} 分钟。请打开自动设置时间,离线时会判断不了。`,
            en: `The clock of this device is ${minutes} min ${clockAhead > 0 ? 'fast' : 'slow'}. Switch on automatic time; without a network codes cannot be judged.`,
          },
        ]
      : []),
  ];
}

const notBelieved: schemas.Bilingual = {
  zh: '服务器给的规则签名不对,没有采用,仍按之前的规则查验。请告诉管理员。',
  en: 'The rules from the server are not signed as they must be and were not taken; those of before are in use. Tell the administrator.',
};
