import {
  enrolTrouble,
  notACode,
  readEnrolment,
  revokedWords,
  type Device,
  type DeviceState,
  type EnrolTrouble,
} from '@tongxing/device';
import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../words/language.ts';
import { Field } from './field.tsx';
import { Scanner } from './scanner.tsx';
import { Sign } from './sign.tsx';

/** Before the device belongs to a venue, or when it does no longer. */
export function EnrolScreen({ device, state }: { readonly device: Device; readonly state: DeviceState }) {
  const t = useWords();
  const [busy, setBusy] = useState(false);
  const [camera, setCamera] = useState(false);
  const [trouble, setTrouble] = useState<EnrolTrouble>();
  const start = (text: string) => {
    const enrolment = readEnrolment(text);
    if (enrolment === undefined) return setTrouble(notACode);
    setTrouble(undefined);
    setBusy(true);
    setCamera(false);
    device
      .enrol(enrolment)
      .catch((error: unknown) => setTrouble(enrolTrouble(error)))
      .finally(() => setBusy(false));
  };
  useEffect(() => {
    const { hash } = location;
    if (!hash.startsWith('#enrol=')) return;
    // Whoever looks at the history of this browser finds no code.
    history.replaceState(null, '', location.pathname);
    start(hash);
  }, []);
  return (
    <div class="page">
      {state.revoked !== undefined && <Revoked lost={state.revoked.lost} />}
      <h1>{t('登记这台设备', 'Enrol this device')}</h1>
      <p class="lead">
        {t(
          '请用本机相机扫管理员给的登记二维码,或打开登记链接。一个登记码只能登记一台设备,24 小时内有效。',
          'Scan the enrolment code that the administrator gave you, or open its link. It enrols one device and is good for 24 hours.',
        )}
      </p>
      {busy && (
        <p role="status" class="lead">
          {t('正在登记并取回规则', 'Enrolling, and fetching the rules')}
        </p>
      )}
      {trouble !== undefined && (
        <p role="alert" class="trouble">
          {t.say(trouble.title)}
          {t('。', '. ')}
          {t.say(trouble.cure)}
        </p>
      )}
      {camera && <Scanner accepts={() => !busy} see={start} />}
      {!busy && state.enrolled && (
        <button class="button main" type="button" onClick={() => void device.refresh()}>
          {t('重新取回规则', 'Fetch the rules again')}
        </button>
      )}
      {!busy && !camera && !state.enrolled && (
        <button class="button main" type="button" onClick={() => setCamera(true)}>
          {t('打开相机扫码', 'Scan with the camera')}
        </button>
      )}
      {!busy && !state.enrolled && <TypedCode start={start} />}
    </div>
  );
}

function TypedCode({ start }: { readonly start: (text: string) => void }) {
  const t = useWords();
  const [text, setText] = useState('');
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        start(text);
      }}
    >
      <Field label={t('或粘贴登记码、登记链接', 'Or paste the enrolment code or link')} value={text} typed={setText} />
      <button class="button" type="submit">
        {t('登记', 'Enrol')}
      </button>
    </form>
  );
}

function Revoked({ lost }: { readonly lost: number }) {
  const t = useWords();
  const { title, cure } = revokedWords(lost);
  return (
    <section role="alert" class="card tone-red">
      <div class="mark">
        <Sign tone="red" />
      </div>
      <h2>{t.say(title)}</h2>
      <p>{t.say(cure)}</p>
    </section>
  );
}
