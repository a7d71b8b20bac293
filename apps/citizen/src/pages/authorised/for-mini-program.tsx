import { routes } from '@tongxing/contract';
import { useEffect, useState } from 'react';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';

interface ForMiniProgramProps {
  readonly challenge: string;
  /** Undefined where she has not agreed. */
  readonly code: string | undefined;
}

/**
 * Not begun in this browser: she has come with an address from a mini-program, which alone has what opens the code. It is left at the
 * node for it, and she goes back by herself.
 */
export function ForMiniProgram({ challenge, code }: ForMiniProgramProps) {
  const t = useWords();
  const { busy, trouble, run } = useTask();
  const [left, setLeft] = useState(false);
  const leave = () =>
    run(async () => {
      if (code === undefined) return;
      await node().call(routes.leaveConsentReturn, { body: { codeChallenge: challenge, authorizationCode: code } });
      setLeft(true);
    });
  useEffect(leave, [challenge, code]);
  if (code === undefined) {
    return (
      <Card title={t('没有授权', 'You have not agreed')}>
        <p>
          {t(
            '没有提供任何信息。请回到小程序,已填写的内容都在;您可以随时再来授权,或改用别的方式。',
            'Nothing was told. Go back to the mini-program: what you entered is kept there, and you can agree at any time or take another way.',
          )}
        </p>
      </Card>
    );
  }
  if (left) {
    return (
      <Card title={t('已同意', 'You have agreed')}>
        <p>
          {t(
            '请回到微信或支付宝里的小程序,会自动继续。这个网页可以关闭。',
            'Go back to the mini-program in WeChat or Alipay: it goes on by itself. This page can be closed.',
          )}
        </p>
      </Card>
    );
  }
  return (
    <>
      {busy && <Waiting>{t('正在交给小程序', 'Handing it to the mini-program')}</Waiting>}
      <TroubleBox task={{ trouble }} />
      {!busy && <Button onClick={leave}>{t('再试一次', 'Try again')}</Button>}
    </>
  );
}
