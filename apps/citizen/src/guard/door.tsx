import type { AppliedFallback, DeviceState, DoorView } from '@tongxing/device';
import { useState } from 'react';
import { useWords } from '@/store/hooks';
import { Button, Card, Waiting } from '@/ui/kit';
import { vendor } from '@/vendor';
import { DeviceLine } from './device-line';
import type { Opened } from './open';

interface Props {
  readonly opened: Opened;
  readonly state: DeviceState;
  readonly view: DoorView;
}

/** Between two people: one button for the next. */
export function Door({ opened: { device, session }, state, view }: Props) {
  const t = useWords();
  const [trouble, setTrouble] = useState(false);
  const scan = async (album: boolean) => {
    setTrouble(false);
    try {
      const text = await vendor.scanCode(album);
      if (text !== undefined) await session.see(text);
    } catch {
      // A phone that was taken out of use shows that by itself; what is left is a camera, or a store that is full.
      setTrouble(true);
    }
  };
  return (
    <>
      <DeviceLine state={state} />
      <Fallback applied={state.fallback} />
      <div className="guard-scan">
        <Button busy={view.reading} onClick={() => void scan(false)}>
          {t('扫码查验', 'Scan a code')}
        </Button>
      </div>
      {view.reading && <Waiting>{t('正在查验', 'Checking')}</Waiting>}
      {view.notACode && (
        <p role="alert" className="trouble">
          {t(
            '这不是健康码。请对方打开健康码页面再出示。',
            'This is no health code. Ask them to open the code page and show it.',
          )}
        </p>
      )}
      {trouble && (
        <p role="alert" className="trouble">
          {t(
            '这次没有查验,也没有留下记录。请检查相机权限和手机存储空间,再扫一次。',
            'Nothing was checked or recorded this time. Look at the camera permission and the free space of the phone, and scan again.',
          )}
        </p>
      )}
      <Button kind="plain" onClick={session.withoutCode}>
        {t('没有码', 'No code')}
      </Button>
      <Button kind="quiet" onClick={() => void scan(true)}>
        {t('从相册选图', 'Choose a picture')}
      </Button>
      <Card>
        <p>
          {state.waiting === 0
            ? t('所有记录都已上传。', 'All records are sent.')
            : t(
                `${state.waiting} 条记录等待上传,联网后自动上传。`,
                `${state.waiting} records wait; they are sent by themselves once there is a network.`,
              )}
        </p>
        <Button kind="quiet" onClick={() => void device.refresh()}>
          {t('现在更新并上传', 'Update and send now')}
        </Button>
      </Card>
    </>
  );
}

/** That the order for when the node cannot be reached applies, until when, and what it says. */
function Fallback({ applied }: { readonly applied: AppliedFallback | undefined }) {
  const t = useWords();
  if (applied === undefined) return undefined;
  const end = new Date((applied.until + 8 * 3600) * 1000).toISOString().slice(5, 16).replace('T', ' ');
  return (
    <div role="status" className="trouble">
      <p className="trouble-title">
        {t(`系统中断办法已启动,至 ${end}`, `The order for when the system is down applies until ${end}`)}
      </p>
      {t
        .say(applied.order.text)
        .split('\n')
        .map((line) => (
          <p key={line}>{line}</p>
        ))}
      <p>{t.say(applied.order.source)}</p>
    </div>
  );
}
