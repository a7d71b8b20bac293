import { useEffect, useState } from 'react';
import { routes } from '@tongxing/contract';
import { node } from '@/api/node';
import { enter } from '@/api/person';
import { useTask } from '@/api/task';
import { keepDraft } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { Button, Card, Field, TroubleBox } from '@/ui/kit';
import { back, Page } from '@/ui/page';
import { PlatformButton } from './platform-button';

const againSeconds = 60;

/** By a code sent to the phone; or, in WeChat and Alipay, by the phone number that the platform knows. */
export default function SignIn() {
  const { drafts } = useKept();
  const t = useWords();
  const task = useTask();
  const [phone, setPhone] = useState(drafts.phone ?? '');
  const [code, setCode] = useState('');
  const [sentAt, setSentAt] = useState<number>();
  const wait = useCountdown(sentAt);
  const full = `${phone.startsWith('+') ? '' : '+86'}${phone.replace(/[\s-]/g, '')}`;
  const send = async () => {
    keepDraft({ phone });
    await node().call(routes.sendPhoneCode, { body: { phone: full } });
    setSentAt(Date.now());
  };
  const signIn = async () => {
    await enter(await node().call(routes.signIn, { body: { phone: full, code } }));
    back();
  };
  const isPhone = /^\+\d{8,15}$/.test(full);
  return (
    <Page title={t('登录', 'Sign in')}>
      <PlatformButton />
      <Card>
        <Field
          name={t('手机号', 'Phone number')}
          hint={t('境外号码请以 + 和国家代码开头', 'Numbers from abroad begin with + and the country')}
          kind="tel"
          value={phone}
          maxLength={20}
          autoComplete="tel"
          onInput={setPhone}
        />
        <Button
          kind="plain"
          disabled={!isPhone || wait > 0}
          busy={task.busy && sentAt === undefined}
          onClick={() => task.run(send)}
        >
          {wait > 0
            ? t(`${wait} 秒后可重新发送`, `Send again in ${wait} s`)
            : sentAt === undefined
              ? t('发送验证码', 'Send a code')
              : t('重新发送', 'Send again')}
        </Button>
        {sentAt !== undefined && (
          <>
            <p className="hint" role="status">
              {t(
                '验证码已用短信发出,5 分钟内有效。',
                'The code was sent by text message; it is good for five minutes.',
              )}
            </p>
            <Field
              name={t('6 位验证码', 'Code of six digits')}
              kind="number"
              value={code}
              maxLength={6}
              autoComplete="one-time-code"
              onInput={(value) => setCode(value.replace(/\D/g, ''))}
            />
            <Button disabled={code.length !== 6} busy={task.busy} onClick={() => task.run(signIn)}>
              {t('登录', 'Sign in')}
            </Button>
          </>
        )}
      </Card>
      <TroubleBox task={task} />
      <p className="fine">
        {t(
          '手机号只用于登录和通知您。没有手机的人可以由家人代办,或到社区办理纸质码。',
          'Your number is for signing in and telling you things. Somebody without a phone can be acted for by family, or get a paper code at the community.',
        )}
      </p>
    </Page>
  );
}

/** Seconds until a code may be asked for again. */
function useCountdown(since: number | undefined): number {
  const [at, setAt] = useState(Date.now);
  useEffect(() => {
    if (since === undefined) return;
    setAt(Date.now());
    const ticking = setInterval(() => setAt(Date.now()), 1000);
    return () => clearInterval(ticking);
  }, [since]);
  return since === undefined ? 0 : Math.max(0, Math.ceil((since - at) / 1000) + againSeconds);
}
