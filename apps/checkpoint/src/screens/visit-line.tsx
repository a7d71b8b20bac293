import type { schemas } from '@tongxing/contract';
import type { Device, Reading } from '@tongxing/device';
import { useEffect, useState } from 'preact/hooks';
import { useWords, type Bilingual } from '../words/language.ts';
import { troubleOf } from '../words/trouble.ts';

/** Registers the visit of who passes here, and says what became of it. It takes the node: of a visit nothing is kept on the device. */
export function VisitLine({ device, reading }: { readonly device: Device; readonly reading: Reading }) {
  const t = useWords();
  const [said, setSaid] = useState<Bilingual>(sending);
  useEffect(() => {
    device.registerVisit(reading.text).then(
      (visit) => setSaid(done[visit]),
      (error: unknown) => setSaid(troubleOf(error, silent)),
    );
  }, [reading.scanId]);
  return (
    <p class="fine" role="status">
      {t.say(said)}
    </p>
  );
}

const sending: Bilingual = { zh: '正在登记到访', en: 'Registering the visit' };
const silent: Bilingual = {
  zh: '没有网络,到访没有登记。联网后可以请对方再扫一次。',
  en: 'No network: the visit was not registered. Read the code again once there is one.',
};
const done: Readonly<Record<schemas.DoorVisitDone['visit'], Bilingual>> = {
  confirmed: { zh: '到访已确认', en: 'The visit is confirmed' },
  registered: { zh: '到访已登记', en: 'The visit is registered' },
  known: { zh: '到访之前已登记', en: 'The visit was registered before' },
};
