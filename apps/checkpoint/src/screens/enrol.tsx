import { readEnrolment, RootsDifferError, type Device, type DeviceState } from '@tongxing/device';
import { useEffect, useState } from 'preact/hooks';
import { useWords, type Bilingual } from '../words/language.ts';
import { troubleOf } from '../words/trouble.ts';
import { Field } from './field.tsx';
import { Scanner } from './scanner.tsx';
import { Sign } from './sign.tsx';

/** Before the device belongs to a venue, or when it does no longer. */
export function EnrolScreen({ device, state }: { readonly device: Device; readonly state: DeviceState }) {
  const t = useWords();
  const [busy, setBusy] = useState(false);
  const [camera, setCamera] = useState(false);
  const [trouble, setTrouble] = useState<Bilingual>();
  const start = (text: string) => {
    const enrolment = readEnrolment(text);
    if (enrolment === undefined) return setTrouble(notACode);
    setTrouble(undefined);
    setBusy(true);
    setCamera(false);
    device
      .enrol(enrolment)
      .catch((error: unknown) =>
        setTrouble(error instanceof RootsDifferError ? otherRoots : troubleOf(error, noAnswer)),
      )
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
          {t.say(trouble)}
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
  return (
    <section role="alert" class="card tone-red">
      <div class="mark">
        <Sign tone="red" />
      </div>
      <h2>{t('这台设备已被停用', 'This device was taken out of use')}</h2>
      <p>
        {lost === 0
          ? t(
              '本机的密钥、规则和记录都已清除,所有记录之前都已上传。请联系管理员。',
              'Its keys, rules and records are erased; all records had been sent. Please ask the administrator.',
            )
          : t(
              `本机的密钥、规则和记录都已清除,其中 ${lost} 条没来得及上传。请把这个数字告诉管理员。`,
              `Its keys, rules and records are erased; ${lost} of them had not been sent. Please tell the administrator this number.`,
            )}
      </p>
    </section>
  );
}

const noAnswer: Bilingual = {
  zh: '没有连上服务器,还没有登记。登记码仍然有效,请联网后再试。',
  en: 'The server could not be reached and the device is not enrolled yet. The code is still good; try again with a network.',
};

const notACode: Bilingual = {
  zh: '这不是完整的登记码。请重新扫管理员给的二维码,或请管理员重新生成一个。',
  en: 'This is no whole enrolment code. Scan the one that the administrator gave you again, or ask for a new one.',
};

const otherRoots: Bilingual = {
  zh: '这台服务器验码用的根密钥与登记码上写的不一致,可能被人替换过。本机没有登记,什么都没有保留。请不要再试,把这句话告诉管理员。',
  en: 'The root keys of this server are not those that the enrolment code names; somebody may have replaced them. The device is not enrolled and nothing was kept. Do not try again, and tell the administrator.',
};
