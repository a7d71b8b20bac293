import type { Device } from '@tongxing/device';
import { useState } from 'preact/hooks';
import { useWords, type Bilingual } from '../words/language.ts';
import { troubleOf } from '../words/trouble.ts';
import { Field } from './field.tsx';

/** A guard says who she is, so that she may ask by document; and leaves nothing behind but counts. */
export function ShiftPart({ device }: { readonly device: Device }) {
  const t = useWords();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Bilingual>();
  const { shift } = device.state();
  const attempt = (work: Promise<void>) => {
    setBusy(true);
    setTrouble(undefined);
    work.catch((error: unknown) => setTrouble(troubleOf(error, noAnswer))).finally(() => setBusy(false));
  };
  const begin = () => {
    attempt(device.openShift({ username, password }));
    setPassword('');
  };
  const said = trouble !== undefined && (
    <p class="trouble" role="alert">
      {t.say(trouble)}
    </p>
  );
  if (shift !== undefined) {
    const { pass, stop, 'cannot-tell': open } = shift.counts;
    const ends = new Date(shift.endsAt * 1000).toLocaleTimeString(t.language === 'zh' ? 'zh-CN' : 'en-GB', {
      hour: '2-digit',
      minute: '2-digit',
    });
    return (
      <section class="stack">
        <h2>{t('正在当班', 'On duty')}</h2>
        <p>{t(`通过 ${pass} · 停 ${stop} · 无法判断 ${open}`, `${pass} passed · ${stop} stopped · ${open} open`)}</p>
        <p class="fine">
          {t(
            `最晚到 ${ends};交班时记录全部上传,本机不留。`,
            `Until ${ends} at the latest; when it ends, all records are sent and none stays here.`,
          )}
        </p>
        {said}
        <button class="button" type="button" disabled={busy} onClick={() => attempt(device.endShift())}>
          {t('交班', 'End the shift')}
        </button>
      </section>
    );
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        begin();
      }}
    >
      <h2>{t('开始当班', 'Begin a shift')}</h2>
      <p class="fine">
        {t('按证件查询需要当班;扫码查验不需要。', 'Asking by document takes a shift; scanning codes does not.')}
      </p>
      <Field
        label={t('工作账号', 'Account')}
        autocomplete="username"
        autocapitalize="off"
        value={username}
        typed={setUsername}
      />
      <Field label={t('密码', 'Password')} type="password" value={password} typed={setPassword} />
      {said}
      <button class="button" type="submit" disabled={busy || username === '' || password === ''}>
        {t('开始当班', 'Begin')}
      </button>
    </form>
  );
}

const noAnswer: Bilingual = {
  zh: '没有连上服务器,请联网后再试。等待上传的记录都还在本机。',
  en: 'The server could not be reached; try again with a network. Records that wait are still on this device.',
};
