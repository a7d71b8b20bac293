import type { DeviceState } from '@tongxing/device';
import { age } from '../words/ages.ts';
import { useWords } from '../words/language.ts';

/** A clock further off than this is said (seconds): verification looks at it from there on. */
const clockSaid = 30;

/** Where the device stands, whether it hears from its node, and how old is what it judges by. */
export function Header({
  state: { profile, connection, fetchedAt, clockAhead, waiting },
}: {
  readonly state: DeviceState;
}) {
  const t = useWords();
  const known = fetchedAt === undefined ? undefined : t.say(age(Date.now() / 1000 - fetchedAt));
  return (
    <header class="header">
      <h1 class="venue">{profile?.venue.name}</h1>
      <p class={`link ${connection}`} role="status">
        <span class="dot" aria-hidden="true" />
        {connection === 'online' ? t('联网', 'Online') : t('离线', 'Offline')}
        {known !== undefined && ` · ${t('规则', 'rules')} ${known}`}
        {waiting > 0 && connection !== 'online' && ` · ${t(`待上传 ${waiting}`, `${waiting} to send`)}`}
      </p>
      {connection === 'not-believed' && (
        <p class="trouble" role="alert">
          {t(
            '服务器给的规则签名不对,没有采用,仍按之前的规则查验。请告诉管理员。',
            'The rules from the server are not signed as they must be and were not taken; those of before are in use. Tell the administrator.',
          )}
        </p>
      )}
      {Math.abs(clockAhead) > clockSaid && (
        <p class="trouble" role="alert">
          {t(
            `本机时间${clockAhead > 0 ? '快' : '慢'}了 ${Math.ceil(Math.abs(clockAhead) / 60)} 分钟。请打开自动设置时间,离线时会判断不了。`,
            `The clock of this device is ${Math.ceil(Math.abs(clockAhead) / 60)} min ${clockAhead > 0 ? 'fast' : 'slow'}. Switch on automatic time; without a network codes cannot be judged.`,
          )}
        </p>
      )}
    </header>
  );
}
