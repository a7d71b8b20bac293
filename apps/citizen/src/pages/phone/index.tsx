import { useState } from 'react';
import { routes } from '@tongxing/contract';
import { ownNode } from '@/api/node';
import { refreshPerson } from '@/api/person';
import { useTask } from '@/api/task';
import { keep } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { CodeEntry } from '@/ui/code-entry';
import { Button, Card, Field, Rows, TroubleBox } from '@/ui/kit';
import { back, Page } from '@/ui/page';

/** Another phone number: proved by a code sent to the new one. The old one need not be at hand. */
export default function ChangePhone() {
  const { me } = useKept();
  const t = useWords();
  const task = useTask();
  const [phone, setPhone] = useState('');
  const [done, setDone] = useState(false);
  const full = `${phone.startsWith('+') ? '' : '+86'}${phone.replace(/[\s-]/g, '')}`;
  const send = async () => {
    await ownNode().call(routes.sendPhoneChangeCode, { body: { phone: full } });
  };
  const change = async (code: string) => {
    keep({ session: await ownNode().call(routes.changePhone, { body: { phone: full, code } }) });
    setDone(true);
    await refreshPerson();
  };
  return (
    <Page title={t('更换手机号', 'Change your number')}>
      <Card>
        <Rows rows={[[t('现在的号码', 'Your number'), me?.maskedPhone ?? '']]} />
      </Card>
      {done ? (
        <Card title={t('已更换', 'Changed')}>
          <p role="status">
            {t(
              '今后用新号码登录。其他手机上的登录已退出,手机里的码照常可用。',
              'Sign in with the new number from now on. Other phones are signed out; the codes on this phone stay good.',
            )}
          </p>
          <Button onClick={back}>{t('好', 'Done')}</Button>
        </Card>
      ) : (
        <Card title={t('新号码', 'New number')}>
          <Field
            name={t('新手机号', 'New phone number')}
            hint={t('境外号码请以 + 和国家代码开头', 'Numbers from abroad begin with + and the country')}
            kind="tel"
            value={phone}
            maxLength={20}
            autoComplete="tel"
            onInput={setPhone}
          />
          <CodeEntry
            task={task}
            disabled={!/^\+\d{8,15}$/.test(full)}
            onSend={send}
            onEnter={change}
            doIt={t('更换', 'Change')}
          />
        </Card>
      )}
      <TroubleBox task={task} />
      <p className="fine">
        {t(
          '旧号码已停用也可以在这里更换。如果登录不了,请带证件到社区窗口更正。',
          'This works although the old number is gone. If you cannot sign in, bring your document to the community desk.',
        )}
      </p>
    </Page>
  );
}
