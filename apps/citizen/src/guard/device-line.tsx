import type { DeviceState } from '@tongxing/device';
import { useWords } from '@/store/hooks';
import { ago } from '@/words/times';

/** A clock further off than this is said (seconds): verification looks at it from there on. */
const clockSaid = 30;

/** Where the phone stands, whether it hears from its node, and how old is what it judges by. */
export function DeviceLine({ state }: { readonly state: DeviceState }) {
  const t = useWords();
  const { profile, connection, fetchedAt, clockAhead, waiting } = state;
  const said = [
    connection === 'online' ? t('联网', 'Online') : t('离线', 'Offline'),
    ...(fetchedAt === undefined ? [] : [`${t('规则', 'rules')} ${ago(t, Date.now() - fetchedAt * 1000)}`]),
    ...(waiting === 0 ? [] : [t(`待上传 ${waiting}`, `${waiting} to send`)]),
  ];
  const minutes = Math.ceil(Math.abs(clockAhead) / 60);
  return (
    <div className="guard-device">
      <h2 className="card-title">{profile?.venue.name}</h2>
      <p role="status" className="guard-line">
        <span className={`guard-dot ${connection}`} aria-hidden="true" />
        <span>{said.join(' · ')}</span>
      </p>
      {connection === 'not-believed' && (
        <p role="alert" className="trouble">
          {t(
            '服务器给的规则签名不对,没有采用,仍按之前的规则查验。请告诉管理员。',
            'The rules from the server are not signed as they must be and were not taken; those of before are in use. Tell the administrator.',
          )}
        </p>
      )}
      {Math.abs(clockAhead) > clockSaid && (
        <p role="alert" className="trouble">
          {t(
            `本机时间${clockAhead > 0 ? '快' : '慢'}了 ${minutes} 分钟。请打开自动设置时间,离线时会判断不了。`,
            `The clock of this phone is ${minutes} min ${clockAhead > 0 ? 'fast' : 'slow'}. Switch on automatic time; without a network codes cannot be judged.`,
          )}
        </p>
      )}
    </div>
  );
}
