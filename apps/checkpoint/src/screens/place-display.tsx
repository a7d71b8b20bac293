import type { Device, PlaceShown } from '@tongxing/device';
import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../words/language.ts';
import { Qr } from './qr.tsx';

/** How soon it is tried again where nothing can be shown (milliseconds). */
const again = 5_000;

/** The place code at the door, over the whole screen: it turns by itself, for as long as nobody closes it. */
export function PlaceDisplayScreen({ device, close }: { readonly device: Device; readonly close: () => void }) {
  const t = useWords();
  const [shown, setShown] = useState<PlaceShown>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let open = true;
    const turn = async () => {
      const next = await device.showPlace().catch(() => undefined);
      if (!open) return;
      // What has turned is worth nothing to whoever scans it: rather nothing than that.
      setShown(next);
      setFailed(next === undefined);
      timer = setTimeout(turn, next === undefined ? again : next.rotateSeconds * 1000);
    };
    void turn();
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [device]);
  return (
    <section class="place">
      <h1>{shown?.venueName ?? t('场所码', 'Place code')}</h1>
      {shown !== undefined && <Qr text={shown.text} name={t('场所码', 'Place code')} />}
      {failed && (
        <p class="trouble" role="alert">
          {t(
            '暂时显示不了场所码:服务器没有回答。联网后会自动显示;已登记的到访都在。',
            'The place code cannot be shown: the server does not answer. It appears by itself once there is a network; visits already registered are kept.',
          )}
        </p>
      )}
      <p>{t('打开健康码应用,点「扫场所码」', 'Open the health-code app and tap "Scan a place code"')}</p>
      <p class="fine">
        {t('此码不停更换,照片不能用来登记。', 'This code keeps changing: a photo of it registers nobody.')}
      </p>
      <button class="button quiet" type="button" onClick={close}>
        {t('关闭', 'Close')}
      </button>
    </section>
  );
}
