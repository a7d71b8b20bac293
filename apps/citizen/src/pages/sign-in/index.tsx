import { useState } from 'react';
import { routes } from '@tongxing/contract';
import { node } from '@/api/node';
import { enter } from '@/api/person';
import { useTask } from '@/api/task';
import { keepDraft } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { CodeEntry } from '@/ui/code-entry';
import { Card, Field, TroubleBox } from '@/ui/kit';
import { back, Page } from '@/ui/page';
import { PlatformButton } from './platform-button';

/** By a code sent to the phone; or, in WeChat and Alipay, by the phone number that the platform knows. */
export default function SignIn() {
  const { drafts } = useKept();
  const t = useWords();
  const task = useTask();
  const [phone, setPhone] = useState(drafts.phone ?? '');
  const full = `${phone.startsWith('+') ? '' : '+86'}${phone.replace(/[\s-]/g, '')}`;
  const send = async () => {
    keepDraft({ phone });
    await node().call(routes.sendPhoneCode, { body: { phone: full } });
  };
  const signIn = async (code: string) => {
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
        <CodeEntry task={task} disabled={!isPhone} onSend={send} onEnter={signIn} doIt={t('登录', 'Sign in')} />
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
